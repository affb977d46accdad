#include "app/workbench/source_form.h"

#include "app/common/error_text.h"
#include "app/workbench/source_page_folder.h"
#include "app/workbench/source_page_genicam.h"
#include "app/workbench/source_page_stream.h"
#include "app/workbench/source_page_v4l2.h"
#include "app/workbench/source_page_video.h"
#include "app/workbench/source_test_view.h"
#include "app/workbench/source_text.h"
#include "app/workbench/wrapped_text.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QMimeData>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

SourceForm::SourceForm(PickFile pickFile, PickFile pickFolder, SourceFormOutside outside, QWidget* parent)
    : QWidget(parent)
    , m_hasAravis(outside.hasAravis)
    , m_kindLabel(new QLabel)
    , m_kind(new QComboBox)
    , m_v4l2(new SourcePageV4l2)
    , m_genicam(new SourcePageGenicam(outside.hasAravis))
    , m_pages {m_v4l2, m_genicam, new SourcePageStream, new SourcePageVideo(std::move(pickFile)), new SourcePageFolder(std::move(pickFolder))}
    , m_view(new SourceTestView)
    , m_problem(quietNote())
    , m_finder(new DeviceFinder(std::move(outside.lists), this))
    , m_tester(new SourceTester(std::move(outside.make), this))
{
    build();
    connectAll();
    connectFinder();
    retranslate();
    showPage();
}

SourceForm::~SourceForm() = default;

void SourceForm::build()
{
    setAcceptDrops(true);
    m_kindLabel->setBuddy(m_kind);
    auto* const column = new QVBoxLayout(this);
    column->setSpacing(12);
    auto* const top = new QFormLayout;
    top->setRowWrapPolicy(QFormLayout::WrapLongRows);
    top->addRow(m_kindLabel, m_kind);
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->setMinimumContentsLength(18);
    m_kind->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    column->addLayout(top);
    for (const SourceChoice::Kind one : kinds)
        m_kind->addItem(QString(), int(one));  // named in retranslate()
    for (SourcePage* const one : m_pages)
        column->addWidget(one);
    column->addWidget(m_problem);
    column->addWidget(m_view);
    column->addStretch();
    m_problem->hide();
}

void SourceForm::connectAll()
{
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        showPage();
        onChanged();
    });
    for (SourcePage* const one : m_pages) {
        connect(one, &SourcePage::changed, this, &SourceForm::onChanged);
        connect(one, &SourcePage::testWanted, this, &SourceForm::test);
        connect(one, &SourcePage::refreshWanted, m_finder, &DeviceFinder::refresh);
        connect(one, &SourcePage::settingWanted, this, &SourceForm::settingWanted);
    }
    connect(m_view, &SourceTestView::testWanted, this, &SourceForm::test);
    connect(m_view, &SourceTestView::cancelWanted, this, [this] {
        m_tester->cancel();
        m_view->clear();
    });
    connect(m_tester, &SourceTester::finished, this, [this](const SourceTestResult& result) {
        m_view->showResult(result, m_tested);
        page(m_tested.kind)->showTest(result);
    });
}

void SourceForm::connectFinder()
{
    connect(m_finder, &DeviceFinder::started, this, [this] {
        m_problem->hide();
        setSearching(true);
    });
    connect(m_finder, &DeviceFinder::v4l2Found, m_v4l2, &SourcePageV4l2::setDevices);
    connect(m_finder, &DeviceFinder::genicamFound, m_genicam, &SourcePageGenicam::setDevices);
    connect(m_finder, &DeviceFinder::failed, this, [this](const inference::Error& error) {
        m_problem->setText(sentence(error));
        m_problem->show();
    });
    connect(m_finder, &DeviceFinder::ended, this, [this] { setSearching(false); });
}

void SourceForm::setSearching(bool searching)
{
    m_v4l2->setSearching(searching);
    m_genicam->setSearching(searching);
}

SourcePage* SourceForm::page(SourceChoice::Kind kind) const
{
    return m_pages[std::size_t(std::ranges::find(kinds, kind) - kinds.begin())];
}

SourceChoice::Kind SourceForm::kind() const
{
    return kinds[std::size_t(std::max(0, m_kind->currentIndex()))];
}

SourceChoice SourceForm::choice() const
{
    SourceChoice choice;
    choice.kind = kind();
    for (const SourcePage* const one : m_pages)
        one->collect(choice);
    return choice;
}

void SourceForm::setChoice(const SourceChoice& choice)
{
    {
        const QSignalBlocker nobodyChose(m_kind);
        m_kind->setCurrentIndex(m_kind->findData(int(choice.kind)));
    }
    for (SourcePage* const one : m_pages)
        one->fill(choice);
    m_tester->cancel();
    m_view->clear();
    showPage();
}

void SourceForm::setRunning(bool running)
{
    m_running = running;
    m_kind->setEnabled(!running);
    m_tester->cancel();
    m_view->clear();
    for (SourcePage* const one : m_pages)
        one->setRunning(running);
    follow();
}

void SourceForm::showSettings(const std::vector<inference::sources::Setting>& settings)
{
    page(kind())->showSettings(settings);
}

QString SourceForm::outcome() const
{
    return m_view->text();
}

void SourceForm::showPage()
{
    for (SourcePage* const one : m_pages)
        one->setVisible(one == page(kind()));
    follow();
}

/// What a test found was of another choice. A running source is not tested, and its exposure may be changed.
void SourceForm::onChanged()
{
    m_tester->cancel();
    m_view->clear();
    follow();
    emit changed();
}

void SourceForm::follow()
{
    const SourceChoice now = choice();
    std::optional<SourceGap> gap = checked(now);
    if (now.kind == SourceChoice::Kind::Genicam && !m_hasAravis)
        gap = SourceGap::Aravis;
    m_view->setHindrance(m_running ? tr("It is in use. Stop it to test it or to choose another one.") : gap ? sentence(*gap) : QString());
    m_view->setVisible(gap != SourceGap::Aravis);
}

void SourceForm::test()
{
    if (m_running || m_tester->isRunning() || checked(choice()))
        return;
    m_tested = choice();
    m_view->setBusy();
    m_tester->start(m_tested);
}

void SourceForm::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_shown, true))
        m_finder->refresh();
}

void SourceForm::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_running && FileField::filesOf(event->mimeData()).size() == 1)
        event->acceptProposedAction();
}

void SourceForm::dropEvent(QDropEvent* event)
{
    const QStringList files = FileField::filesOf(event->mimeData());
    if (m_running || files.size() != 1)
        return;
    event->acceptProposedAction();
    takeDropped(files.front());
}

void SourceForm::takeDropped(const QString& path)
{
    SourceChoice dropped = choice();
    const bool isFolder = QFileInfo(path).isDir();
    dropped.kind = isFolder ? SourceChoice::Kind::WatchedFolder : SourceChoice::Kind::VideoFile;
    (isFolder ? dropped.folder.folder : dropped.video.file) = path;
    setChoice(dropped);
    emit changed();
}

void SourceForm::retranslate()
{
    m_kindLabel->setText(tr("Sour&ce"));
    m_kind->setAccessibleName(tr("Where pictures come from"));
    const QSignalBlocker nobodyChose(m_kind);
    for (int i = 0; i < m_kind->count(); ++i)
        m_kind->setItemText(i, kindName(kinds[std::size_t(i)]));
    follow();
}

void SourceForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
