// The list of parts and the session: few changes are there at once, many come in slices, none is lost.
#include "app/workbench/parts_presenter.h"
#include "app/workbench/review_desk.h"
#include "bench_tools.h"
#include "widgets/part_list_model.h"

#include <QSignalSpy>

#include <numeric>

using namespace app;
using inference::Label;

namespace {

constexpr int few = 64;   ///< so many that a person says of are there at once
constexpr int all = 150;  ///< more than two slices

}  // namespace

class TestPartsPresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void whatIsSaidOfFewIsThereAtOnce_data();
    void whatIsSaidOfFewIsThereAtOnce();
    void whatIsSaidOfManyComesInAMoment();
    void whoAsksTheListIsToldFirst();
    void aRowIsToldOnceHoweverOftenItChanges();
    void anotherFolderForgetsWhatWaits();

private:
    QList<int> rows(int count) const
    {
        QList<int> first(count);
        std::iota(first.begin(), first.end(), 0);
        return first;
    }
    int labelled() const
    {
        return int(std::ranges::count_if(m_model->parts(), [](const widgets::Part& part) { return part.label == Label::Good; }));
    }
    void awaitQuiet();

    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<HistoryService> m_history;
    std::unique_ptr<ReviewDesk> m_desk;
    std::unique_ptr<widgets::PartListModel> m_model;
    std::unique_ptr<PartsPresenter> m_presenter;
};

void TestPartsPresenter::init()
{
    m_folder = std::make_unique<BenchFolder>();
    for (int i = 0; i < all; ++i)
        m_folder->write(QStringLiteral("%1.png").arg(i, 3, 10, QLatin1Char('0')), 20 + i);
    m_session = std::make_unique<Session>();
    m_history = std::make_unique<HistoryService>(m_folder->history());
    m_desk = std::make_unique<ReviewDesk>(*m_session, *m_history);
    m_model = std::make_unique<widgets::PartListModel>();
    m_presenter = std::make_unique<PartsPresenter>(*m_session, *m_model);
    m_session->setHistory(m_folder->history());
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    m_session->open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    awaitQuiet();
}

void TestPartsPresenter::cleanup()
{
    m_presenter.reset();
    m_model.reset();
    m_desk.reset();
    m_history.reset();
    m_session.reset();
    m_folder.reset();
}

/// Until the list knows all there is.
void TestPartsPresenter::awaitQuiet()
{
    m_presenter->tellNow();
    QCOMPARE(m_model->rowCount(), all);
    QVERIFY(std::ranges::all_of(m_model->parts(), [](const widgets::Part& part) { return part.state == widgets::Part::State::Done; }));
}

void TestPartsPresenter::whatIsSaidOfFewIsThereAtOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one") << 1;
    QTest::newRow("as many as that") << few;
}

void TestPartsPresenter::whatIsSaidOfFewIsThereAtOnce()
{
    QFETCH(int, count);
    QCOMPARE(m_desk->setLabel(rows(count), Label::Good), count);
    QCOMPARE(labelled(), count);
    m_session->undoStack().undo();
    QCOMPARE(labelled(), 0);
}

void TestPartsPresenter::whatIsSaidOfManyComesInAMoment()
{
    QCOMPARE(m_desk->setLabel(rows(few + 1), Label::Good), few + 1);
    QCOMPARE(labelled(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(labelled(), few + 1, benchTimeout);
    QCOMPARE(m_desk->setLabel(rows(all), Label::Good), all - few - 1);
    QTRY_COMPARE_WITH_TIMEOUT(labelled(), all, benchTimeout);
    m_session->undoStack().undo();
    m_session->undoStack().undo();
    QTRY_COMPARE_WITH_TIMEOUT(labelled(), 0, benchTimeout);
}

void TestPartsPresenter::whoAsksTheListIsToldFirst()
{
    m_desk->setLabel(rows(all), Label::Good);
    QCOMPARE(labelled(), 0);
    m_presenter->tellNow();
    QCOMPARE(labelled(), all);
}

void TestPartsPresenter::aRowIsToldOnceHoweverOftenItChanges()
{
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_desk->setLabel(rows(all), Label::Good);
    m_desk->setLabel(rows(all), Label::Defective);
    m_presenter->tellNow();
    int told = 0;
    for (const QList<QVariant>& one : changed)
        told += one[1].toModelIndex().row() - one[0].toModelIndex().row() + 1;
    QCOMPARE(told, all);
    QCOMPARE(m_model->part(all - 1).label, Label::Defective);
}

void TestPartsPresenter::anotherFolderForgetsWhatWaits()
{
    m_desk->setLabel(rows(all), Label::Good);
    m_session->open({m_folder->path("000.png")});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    m_presenter->tellNow();
    QCOMPARE(m_model->rowCount(), 1);
}

QTEST_MAIN(TestPartsPresenter)
#include "tst_parts_presenter.moc"
