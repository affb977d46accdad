#pragma once

#include "widgets/sample_card.h"

#include <QListView>

#include <vector>

namespace widgets {

class SampleListModel;
class SampleDelegate;

/// Cut-outs of pictures side by side, all at one scale, wrapped into as many lines as it takes. One can be current. GUI thread.
class SampleList : public QListView {
    Q_OBJECT

public:
    explicit SampleList(QWidget* parent = nullptr);

    /// Without a signal; none is current afterwards where the cards are others.
    void setCards(std::vector<SampleCard> cards);
    const std::vector<SampleCard>& cards() const;
    /// What stands there while there are no cards; wraps.
    void setPlaceholder(const QString& text);
    /// Logical pixels a unit, above 0; corners around the region that is meant.
    void setLook(double scale, bool framed);

    int currentCard() const { return currentIndex().row(); }  ///< -1: none
    void setCurrentCard(int card);                            ///< without a signal; -1: none

signals:
    void cardChosen(int card);     ///< became current, by the person; -1: none
    void cardActivated(int card);  ///< double click or Enter
    void removeWanted(int card);   ///< Delete

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    SampleListModel* m_model;
    SampleDelegate* m_delegate;
    QString m_placeholder;
    bool m_quiet = false;
};

}  // namespace widgets
