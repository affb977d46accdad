#pragma once

#include "widgets/measure.h"
#include "widgets/sample_card.h"

#include <QDialog>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace widgets {
class SampleList;
class SampleView;
class WrappedText;
}

namespace app {

/// One limit sample as the window shows it.
struct LimitSampleEntry {
    QString key;  ///< tells it from all others of the recipe, also after a change
    widgets::SampleCard card;
    QString className, note;
    bool isOpen = false;  ///< its part is among those that are open
    friend bool operator==(const LimitSampleEntry&, const LimitSampleEntry&) = default;
};

/// All that the window Limit Samples shows. Cards' units are pixels of the present calibration.
struct LimitSampleWall {
    std::vector<LimitSampleEntry> good, bad;  ///< the smallest first
    QStringList classes;     ///< of all samples of the recipe, sorted
    QStringList knownClasses;  ///< to choose from, sorted
    int samples = 0;         ///< of the recipe, of every class
    bool ofOneClass = false; ///< the lists are
    std::optional<widgets::SampleCard> present;  ///< the region of the main window
    QString presentText;     ///< what it is and where it stands, or why there is none
    bool mayChange = false, mayAdd = false;
    QString state;           ///< why not; empty: both may be
    double mmPerPixel = 0;   ///< 0: not calibrated
    friend bool operator==(const LimitSampleWall&, const LimitSampleWall&) = default;
};

/// The window Limit Samples: regions with which a part is still good beside those with which it no longer is, all at one scale, and beside them the region that
/// is to be decided. Values in, intents out; stands beside the main window. GUI thread.
class LimitSampleDialog : public QDialog {
    Q_OBJECT

public:
    explicit LimitSampleDialog(QWidget* parent = nullptr);

    /// None: of all classes. Empty: not classified.
    std::optional<QString> className() const;
    widgets::Measure measure() const;
    int scale() const;  ///< index into the scales, 0: fitting
    bool framed() const;
    void setChoice(widgets::Measure measure, int scale, bool framed);

    /// Whatever is being typed stays, as does what is chosen. Nothing is touched where nothing has changed: this comes often.
    void setWall(const LimitSampleWall& wall);
    const LimitSampleWall& wall() const { return m_wall; }
    QString chosen() const { return m_chosen; }  ///< a sample's key; empty: none
    void choose(const QString& key);
    /// Another recipe, which may have the same samples: none is chosen, and what is being typed was of the one before.
    void forget();

    widgets::SampleList& goodList() { return *m_good.list; }
    widgets::SampleList& badList() { return *m_bad.list; }
    QComboBox& classField() { return *m_class; }
    QComboBox& chosenClassField() { return *m_chosenClass; }
    QLineEdit& noteField() { return *m_note; }
    QPushButton& addGoodButton() { return *m_addGood; }
    QPushButton& addBadButton() { return *m_addBad; }
    QPushButton& showButton() { return *m_show; }
    QPushButton& moveButton() { return *m_move; }
    QPushButton& removeButton() { return *m_remove; }
    QString presentText() const;
    QString chosenText() const;

signals:
    /// Another class or measure: the wall is asked for anew.
    void choiceChanged();
    void addWanted(bool good);
    void moveWanted(const QString& key);  ///< to the other side
    void removeWanted(const QString& key);
    void showWanted(const QString& key);
    void classWanted(const QString& key, const QString& name);
    void noteWanted(const QString& key, const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Side {
        QLabel* heading;
        widgets::SampleList* list;
    };

    void layOut();
    void connectFields();
    void connectSide(Side& side, bool good);
    void retranslate();
    void fill();
    void fillClasses();
    void fillLists();
    void fillChosen();
    void fillPresent();
    void applyScale();
    const std::vector<LimitSampleEntry>& entries(bool good) const { return good ? m_wall.good : m_wall.bad; }
    const LimitSampleEntry* chosenEntry() const;
    void giveClass();
    void giveNote();

    LimitSampleWall m_wall;
    QString m_chosen;
    QString m_written;  ///< whose class and note stand in the fields
    QString m_writtenClass, m_writtenNote;  ///< as they were put there

    Side m_good, m_bad;
    QLabel *m_classLabel, *m_measureLabel, *m_scaleLabel, *m_scaleText, *m_presentHeading, *m_chosenHeading, *m_chosenClassLabel, *m_noteLabel;
    QComboBox *m_class, *m_measure, *m_scale, *m_chosenClass;
    QCheckBox* m_framed;
    QLineEdit* m_note;
    widgets::SampleView *m_presentView, *m_chosenView;
    widgets::WrappedText *m_what, *m_presentText, *m_chosenText;
    QPushButton *m_addGood, *m_addBad, *m_show, *m_move, *m_remove, *m_close;
};

}  // namespace app
