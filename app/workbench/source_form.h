#pragma once

#include "app/live/source_choice.h"
#include "app/workbench/device_finder.h"
#include "app/workbench/file_field.h"
#include "app/workbench/source_tester.h"

#include <array>

class QComboBox;
class QLabel;

namespace app {

class SourcePage;
class SourcePageGenicam;
class SourcePageV4l2;
class SourceTestView;

/// What the form knows of the world outside.
struct SourceFormOutside {
    DeviceLists lists;
    SourceMaker make = makeSource;
    bool hasAravis = inference::sources::hasAravis();
};

/// Chooses and sets a source, and tries it out: kinds above, the page of the one below, the test last. Looks for cameras when it is first
/// shown. A dropped file or folder becomes the source. For a side panel that scrolls; from 312 px wide. GUI thread.
class SourceForm : public QWidget {
    Q_OBJECT

public:
    SourceForm(PickFile pickFile, PickFile pickFolder, SourceFormOutside outside = {}, QWidget* parent = nullptr);
    ~SourceForm() override;

    SourceChoice choice() const;
    /// Without a signal; ends a test.
    void setChoice(const SourceChoice& choice);

    /// While the source runs all is locked but a camera's exposure and gain, which are asked for by settingWanted(). Ends a test, which
    /// lets go of its device within a second: a grabber that finds it taken until then tries again.
    void setRunning(bool running);
    /// Of the running source: bounds, and what a wanted setting has become. For when the last one that was wanted has been answered: an
    /// older answer would turn the field back.
    void showSettings(const std::vector<inference::sources::Setting>& settings);

    /// What the test said, as shown.
    QString outcome() const;

signals:
    /// Something was chosen; see choice().
    void changed();
    void settingWanted(const QString& key, double value);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    static constexpr std::array kinds {SourceChoice::Kind::V4l2, SourceChoice::Kind::Genicam, SourceChoice::Kind::Stream,
        SourceChoice::Kind::VideoFile, SourceChoice::Kind::WatchedFolder};

    SourcePage* page(SourceChoice::Kind kind) const;
    SourceChoice::Kind kind() const;
    void build();
    void connectAll();
    void connectFinder();
    void setSearching(bool searching);
    void takeDropped(const QString& path);
    void showPage();
    void onChanged();
    void follow();
    void test();
    void retranslate();

    const bool m_hasAravis;
    bool m_running = false;
    bool m_shown = false;
    SourceChoice m_tested;  ///< of the test under way

    QLabel* m_kindLabel;
    QComboBox* m_kind;
    SourcePageV4l2* m_v4l2;
    SourcePageGenicam* m_genicam;
    std::array<SourcePage*, kinds.size()> m_pages;  ///< in the order of `kinds`
    SourceTestView* m_view;
    QLabel* m_problem;  ///< of the search for cameras

    DeviceFinder* m_finder;
    SourceTester* m_tester;
};

}  // namespace app
