#include "app/workbench/blind_review_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/blind_review_dialog.h"
#include "app/workbench/review_desk.h"
#include "imaging/decode.h"
#include "pipeline/file_hash.h"

#include <QApplication>

#include <algorithm>
#include <unordered_map>

namespace app {

using inference::Verdict;

namespace {

constexpr std::size_t ahead = 3;  // pictures that are opened before they are asked for

}  // namespace

BlindReviewPresenter::BlindReviewPresenter(Session& session, ReviewDesk& desk, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_desk(desk)
{
    m_counting.setSingleShot(true);
    m_counting.setInterval(200);
    connect(&m_counting, &QTimer::timeout, this, &BlindReviewPresenter::showAvailable);
    const auto countSoon = [this] {
        if (m_window && m_window->isVisible() && m_window->page() == BlindReviewDialog::Page::Setup && !m_counting.isActive())
            m_counting.start();
    };
    connect(&session, &Session::imageKnown, this, countSoon);
    connect(&session, &Session::reviewsChanged, this, countSoon);
    connect(&session, &Session::partsAppended, this, countSoon);
    connect(&session, &Session::partsCleared, this, countSoon);
}

BlindReviewPresenter::~BlindReviewPresenter() = default;

void BlindReviewPresenter::build()
{
    m_window = std::make_unique<BlindReviewDialog>();
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    connect(m_window.get(), &BlindReviewDialog::choiceChanged, this, &BlindReviewPresenter::showAvailable);
    connect(m_window.get(), &BlindReviewDialog::startWanted, this, &BlindReviewPresenter::start);
    connect(m_window.get(), &BlindReviewDialog::judged, this, &BlindReviewPresenter::judge);
    connect(m_window.get(), &BlindReviewDialog::skipped, this, [this] { go(int(m_at) + 1); });
    connect(m_window.get(), &BlindReviewDialog::backWanted, this, [this] { go(int(m_at) - 1); });
    connect(m_window.get(), &BlindReviewDialog::stopWanted, this, &BlindReviewPresenter::finish);
    connect(m_window.get(), &BlindReviewDialog::setupWanted, this, [this] {
        m_window->showSetup(m_reviewer);
        showAvailable();
    });
    connect(m_window.get(), &QDialog::finished, this, [this] { m_pictures.reset(); });
    connect(m_window.get(), &BlindReviewDialog::differingWanted, this, &BlindReviewPresenter::showDiffering);
}

void BlindReviewPresenter::showWindow()
{
    if (!m_window)
        build();
    m_window->showSetup({});  // whoever sat here last is not asked
    showAvailable();
    m_window->showMaximized();
}

void BlindReviewPresenter::showAvailable()
{
    const QString reviewer = knownName(m_session, m_window->reviewer(), m_desk.operatorName());
    m_window->setAvailable(int(blindRows(m_session, m_window->parts(), reviewer).size()), m_session.count(), unreadParts(m_session));
}

void BlindReviewPresenter::start()
{
    m_reviewer = knownName(m_session, m_window->reviewer(), m_desk.operatorName());
    m_series.clear();
    for (const int row : drawn(blindRows(m_session, m_window->parts(), m_reviewer), m_window->most(), m_random))
        m_series.push_back({m_session.part(row).path, m_session.part(row).image});
    makeLoader();
    hideOthers();
    go(0);
}

/// A file that holds another picture by now is not shown: what is said would be kept of the one that was inspected.
void BlindReviewPresenter::makeLoader()
{
    std::unordered_map<std::string, std::string> images;
    for (const Shown& one : m_series)
        images.emplace(toPath(one.path).string(), one.image);
    m_pictures = std::make_unique<PictureLoader>(PictureLoader::defaultCacheBytes(), [images = std::move(images)](const std::filesystem::path& file) {
        inference::Image image = inference::imaging::decode(file);
        const auto known = images.find(file.string());
        if (known == images.end() || inference::pipeline::sha256OfFile(file) != known->second)
            throw inference::Error(inference::ErrorCode::FileReplaced, {}, file);
        return image;
    });
    connect(m_pictures.get(), &PictureLoader::loaded, this, [this](const QString&, const std::shared_ptr<const Picture>& picture) { m_window->showPicture(picture->image); });
    connect(m_pictures.get(), &PictureLoader::failed, this, [this](const QString&, const inference::Error& error) { m_window->showUnreadable(sentence(error)); });
}

void BlindReviewPresenter::judge(Verdict verdict)
{
    if (m_at < m_series.size())
        m_desk.judgeBlind(m_series[m_at].image, m_reviewer, verdict);
    go(int(m_at) + 1);
}

void BlindReviewPresenter::go(int to)
{
    m_at = std::size_t(std::max(0, to));
    if (m_at >= m_series.size()) {
        finish();
        return;
    }
    m_window->showPart(int(m_at) + 1, int(m_series.size()), saidOf(m_series[m_at]));
    QStringList next;
    for (std::size_t i = m_at + 1; i < std::min(m_series.size(), m_at + 1 + ahead); ++i)
        next.append(m_series[i].path);
    m_pictures->want(m_series[m_at].path);
    m_pictures->prefetch(next);
}

std::optional<Verdict> BlindReviewPresenter::saidOf(const Shown& one) const
{
    const PartRecord* const part = m_session.partOfImage(one.image);
    const BlindVerdict* const said = part ? blindOf(part->review, m_reviewer.toStdString()) : nullptr;
    return said ? std::optional(said->human) : std::nullopt;
}

/// Parts that were skipped were seen: they are left only where the judging ends before the last.
void BlindReviewPresenter::finish()
{
    m_pictures->forget();  // taken down with the window: that waits for a picture that is being read
    const bool early = m_at < m_series.size();
    const auto left = early ? std::ranges::count_if(m_series, [this](const Shown& one) { return !saidOf(one); }) : 0;
    m_window->showOutcome(m_reviewer, blindOutcome(m_session, m_reviewer), int(left));
    showOthers();
}

void BlindReviewPresenter::showDiffering()
{
    const QStringList paths = blindOutcome(m_session, m_reviewer).differing;
    m_window->accept();
    emit selectionWanted(paths, tr("parts that %1 judged otherwise").arg(m_reviewer));
}

/// Minimised where that can be: window managers forget the place of a window that was hidden.
void BlindReviewPresenter::hideOthers()
{
    for (QWidget* const other : QApplication::topLevelWidgets()) {
        const Qt::WindowType type = other->windowType();
        const bool isWindow = type == Qt::Window || type == Qt::Dialog || type == Qt::Tool;  // menus and tool tips go by themselves
        if (!isWindow || other == m_window.get() || !other->isVisible() || other->isMinimized())
            continue;
        m_hidden.push_back({other, other->windowState()});
        if (type == Qt::Tool)
            other->hide();
        else
            other->setWindowState(other->windowState() | Qt::WindowMinimized);
    }
}

void BlindReviewPresenter::showOthers()
{
    for (const Hidden& other : m_hidden)
        if (other.window) {
            other.window->setWindowState(other.state);
            other.window->show();
        }
    m_hidden.clear();
    m_window->raise();
    m_window->activateWindow();
}

}  // namespace app
