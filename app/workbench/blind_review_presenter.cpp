#include "app/workbench/blind_review_presenter.h"

#include "app/common/error_text.h"
#include "app/workbench/blind_review_dialog.h"
#include "app/workbench/review_desk.h"
#include "app/workbench/settings.h"

#include <algorithm>

namespace app {

using inference::Verdict;

namespace {

constexpr int ahead = 3;  // pictures that are opened before they are asked for

}  // namespace

BlindReviewPresenter::BlindReviewPresenter(Session& session, ReviewDesk& desk, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_desk(desk)
    , m_settings(settings)
{
    connect(&m_pictures, &PictureLoader::loaded, this, [this](const QString&, const std::shared_ptr<const Picture>& picture) { m_window->showPicture(picture->image); });
    connect(&m_pictures, &PictureLoader::failed, this, [this](const QString&, const inference::Error& error) { m_window->showUnreadable(sentence(error)); });
}

BlindReviewPresenter::~BlindReviewPresenter() = default;

void BlindReviewPresenter::build()
{
    m_window = std::make_unique<BlindReviewDialog>();
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    connect(m_window.get(), &BlindReviewDialog::choiceChanged, this, &BlindReviewPresenter::showAvailable);
    connect(m_window.get(), &BlindReviewDialog::startWanted, this, &BlindReviewPresenter::start);
    connect(m_window.get(), &BlindReviewDialog::judged, this, &BlindReviewPresenter::judge);
    connect(m_window.get(), &BlindReviewDialog::skipped, this, [this] { go(m_at + 1); });
    connect(m_window.get(), &BlindReviewDialog::backWanted, this, [this] { go(m_at - 1); });
    connect(m_window.get(), &BlindReviewDialog::stopWanted, this, &BlindReviewPresenter::finish);
    connect(m_window.get(), &BlindReviewDialog::setupWanted, this, [this] {
        m_window->showSetup(m_reviewer);
        showAvailable();
    });
    connect(m_window.get(), &BlindReviewDialog::differingWanted, this, &BlindReviewPresenter::showDiffering);
}

void BlindReviewPresenter::showWindow()
{
    if (!m_window)
        build();
    m_window->showSetup(m_settings.blindReviewer());
    showAvailable();
    m_window->showMaximized();
}

void BlindReviewPresenter::showAvailable()
{
    m_window->setAvailable(int(blindRows(m_session, m_window->parts(), m_window->reviewer()).size()), m_session.count());
}

void BlindReviewPresenter::start()
{
    m_reviewer = m_window->reviewer();
    m_settings.setBlindReviewer(m_reviewer);
    m_paths.clear();
    for (const int row : drawn(blindRows(m_session, m_window->parts(), m_reviewer), m_window->most(), m_random))
        m_paths.append(m_session.part(row).path);
    go(0);
}

void BlindReviewPresenter::judge(Verdict verdict)
{
    if (const int row = m_session.rowOf(m_paths.value(m_at)); row >= 0)
        m_desk.judgeBlind(row, m_reviewer, verdict);
    go(m_at + 1);
}

void BlindReviewPresenter::go(int to)
{
    m_at = std::max(0, to);
    if (m_at >= m_paths.size()) {
        finish();
        return;
    }
    std::optional<Verdict> said;
    if (const int row = m_session.rowOf(m_paths[m_at]); row >= 0)
        for (const BlindVerdict& one : m_session.part(row).review.blind)
            if (one.operatorName == m_reviewer.toStdString())
                said = one.human;
    m_window->showPart(m_at + 1, int(m_paths.size()), said);
    m_pictures.want(m_paths[m_at]);
    m_pictures.prefetch(m_paths.mid(m_at + 1, ahead));
}

void BlindReviewPresenter::finish()
{
    m_pictures.forget();
    m_window->showOutcome(m_reviewer, blindOutcome(m_session, m_reviewer));
}

void BlindReviewPresenter::showDiffering()
{
    const QStringList paths = blindOutcome(m_session, m_reviewer).differing;
    m_window->hide();
    emit selectionWanted(paths, tr("parts that %1 judged otherwise").arg(m_reviewer));
}

}  // namespace app
