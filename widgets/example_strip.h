#pragma once

#include <QHash>
#include <QImage>
#include <QList>
#include <QWidget>

#include <map>

class QLabel;
class QSlider;

namespace widgets {

class ExamplePicture;

/// What a model that learns makes of a few parts, epoch by epoch: a row of pictures for one epoch and a slider back through the others. Shows
/// the newest epoch until the person steps back, and stays where they are then. Hidden while there is nothing. Pictures come from outside,
/// asked for when they are to be seen. GUI thread.
class ExampleStrip : public QWidget {
    Q_OBJECT

public:
    struct Example {
        int epoch = 0;   ///< from 1
        int number = 0;  ///< from 1: the same part in every epoch
        QString product;
        bool defective = false;
        QString file;    ///< names the picture
        friend bool operator==(const Example&, const Example&) = default;
    };

    static constexpr int keptEpochs = 50;     ///< the newest ones
    static constexpr int pictureSide = 128;   ///< device-independent pixels
    static constexpr int greatestNumber = 8;  ///< examples of an epoch; others are passed over

    explicit ExampleStrip(QWidget* parent = nullptr);
    ~ExampleStrip() override;

    void clear();
    void add(const Example& example);
    /// For pictureWanted(). A null image: it can't be read.
    void setPicture(const QString& file, const QImage& image);

    int shownEpoch() const;        ///< 0: none
    QList<int> epochs() const;     ///< that can be shown, the oldest first
    QString heading() const;       ///< "Epoch 3 of 7"
    /// What is said of the picture in this place, for tool tip and screen readers; empty where there is none.
    QString sentenceOf(int place) const;
    QImage pictureOf(int place) const;

signals:
    void pictureWanted(const QString& file);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();

    std::map<int, QList<Example>> m_epochs;
    QHash<QString, QImage> m_pictures;  ///< by file; a null one has been asked for
    QLabel* m_heading;
    QSlider* m_slider;
    QList<ExamplePicture*> m_places;
};

}  // namespace widgets
