#include "app/store/history.h"
#include "app/store/review_log.h"
#include "app/workbench/what_if_service.h"
#include "bench_tools.h"

#include <QSignalSpy>

using namespace app;
using inference::Verdict;
namespace fs = std::filesystem;

class TestWhatIfService : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void questionsWaitForTheArchive();
    void withoutAHistoryEveryQuestionIsAnswered();
    void anotherArchiveMidQuestionIsAskedInstead();
    void cancelledQuestionIsNotAnswered();
    void unusableHistoryFailsTheQuestion();
    void unreadableEvidenceIsNoVerdict();
    void historyThatWasSetAsideIsLeft();
    void onlyPartsWithoutFiguresCostEvidence();
    void labelsComeWithTheFlips();

private:
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<WhatIfService> m_service;
    inference::Recipe m_golden;  ///< white.png is locked as fail
};

void TestWhatIfService::init()
{
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("dark.png", 5);
    m_folder->write("grey.png", 128);
    m_folder->write("white.png", 250);
    m_session = std::make_unique<Session>();
    m_session->setHistory(m_folder->history());
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    m_session->open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    m_service = std::make_unique<WhatIfService>();
    m_golden = evenRecipe();
    m_golden.golden = {{m_session->part(m_session->rowOf(m_folder->path("white.png"))).image, "white.png", Verdict::Fail}};
}

void TestWhatIfService::cleanup()
{
    m_service.reset();
    m_session.reset();
}

void TestWhatIfService::questionsWaitForTheArchive()
{
    QSignalSpy answered(m_service.get(), &WhatIfService::answered), golden(m_service.get(), &WhatIfService::goldenJudged);
    m_service->judgeGolden(m_golden);
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    m_service->setArchive(m_session->archive());
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    QCOMPARE(answered[0][0].value<WhatIf>().parts, qint64(3));
    QCOMPARE(golden.size(), 1);
    QCOMPARE(golden[0][0].value<QList<GoldenVerdict>>()[0].now, std::optional(Verdict::Fail));
    QCOMPARE(golden[0][1].value<inference::Recipe>(), m_golden);
}

void TestWhatIfService::withoutAHistoryEveryQuestionIsAnswered()
{
    QSignalSpy answered(m_service.get(), &WhatIfService::answered), golden(m_service.get(), &WhatIfService::goldenJudged);
    m_service->setArchive(nullptr);
    m_service->judgeGolden(m_golden);
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    QVERIFY(!answered[0][0].value<WhatIf>().hasHistory);
    QCOMPARE(golden.size(), 1);
    QCOMPARE(golden[0][0].value<QList<GoldenVerdict>>().size(), 1);
    QVERIFY(!golden[0][0].value<QList<GoldenVerdict>>()[0].now);
}

void TestWhatIfService::anotherArchiveMidQuestionIsAskedInstead()
{
    QSignalSpy answered(m_service.get(), &WhatIfService::answered);
    for (int round = 1; round <= 20; ++round) {
        m_service->setArchive(m_session->archive());
        m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
        m_service->setArchive(std::make_shared<const InspectionArchive>(*m_session->archive()));
        QTRY_COMPARE_WITH_TIMEOUT(answered.size(), round, benchTimeout);
        QCOMPARE(answered.last()[0].value<WhatIf>().parts, qint64(3));
    }
}

void TestWhatIfService::cancelledQuestionIsNotAnswered()
{
    QSignalSpy answered(m_service.get(), &WhatIfService::answered), golden(m_service.get(), &WhatIfService::goldenJudged);
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    m_service->cancel();
    m_service->setArchive(m_session->archive());
    m_service->judgeGolden(m_golden);
    QTRY_COMPARE_WITH_TIMEOUT(golden.size(), 1, benchTimeout);
    m_service.reset();
    QCOMPARE(answered.size(), 0);
}

void TestWhatIfService::unusableHistoryFailsTheQuestion()
{
    QSignalSpy failed(m_service.get(), &WhatIfService::failed), golden(m_service.get(), &WhatIfService::goldenJudged);
    m_service->setArchive(std::make_shared<const InspectionArchive>(InspectionArchive {m_folder->home("none.db").toStdString(), m_session->archive()->setup}));
    m_service->judgeGolden(m_golden);
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, benchTimeout);
    QCOMPARE(static_cast<const inference::Error*>(failed[0][0].constData())->code(), inference::ErrorCode::FileMissing);
    QCOMPARE(golden.size(), 1);
    QVERIFY(!golden[0][0].value<QList<GoldenVerdict>>()[0].now);
    // And goes on.
    QSignalSpy answered(m_service.get(), &WhatIfService::answered);
    m_service->setArchive(m_session->archive());
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
}

void TestWhatIfService::unreadableEvidenceIsNoVerdict()
{
    {
        Database database(m_folder->history());
        database.execute(QStringLiteral("UPDATE evidence SET bytes = x'00' WHERE inspection = (SELECT inspection.id FROM inspection JOIN image"
                                        " ON image.id = inspection.image WHERE sha = '%1')").arg(QString::fromStdString(m_golden.golden[0].image)));
    }
    QSignalSpy answered(m_service.get(), &WhatIfService::answered), golden(m_service.get(), &WhatIfService::goldenJudged);
    m_service->setArchive(m_session->archive());
    m_service->judgeGolden(m_golden);
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    QCOMPARE(answered[0][0].value<WhatIf>().parts, qint64(2));
    QCOMPARE(answered[0][0].value<WhatIf>().unreadable, qint64(1));
    QVERIFY(!golden[0][0].value<QList<GoldenVerdict>>()[0].now);
}

void TestWhatIfService::historyThatWasSetAsideIsLeft()
{
    QSignalSpy answered(m_service.get(), &WhatIfService::answered);
    m_service->setArchive(m_session->archive());
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    QCOMPARE(answered[0][0].value<WhatIf>().parts, qint64(3));
    // As when the history was found damaged: another file lies at the same place.
    m_session->setHistory({});
    const std::string path = m_folder->history().string();
    for (const char* ending : {"", "-wal", "-shm"})
        if (fs::exists(path + ending))
            fs::rename(path + ending, path + ".aside" + ending);
    prepareHistory(path);
    m_session->setHistory(path);
    m_service->setArchive(m_session->archive());
    m_service->ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 2, benchTimeout);
    QCOMPARE(answered[1][0].value<WhatIf>().parts, qint64(0));
}

void TestWhatIfService::onlyPartsWithoutFiguresCostEvidence()
{
    m_service->setArchive(m_session->archive());
    const int white = m_session->rowOf(m_folder->path("white.png"));
    m_service->keep(m_session->part(white).image, m_session->part(white).judged);
    QSignalSpy answered(m_service.get(), &WhatIfService::answered);
    m_service->ask(evenRecipe(), evenRecipe(0.99f, 0.1f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    const auto answer = answered[0][0].value<WhatIf>();
    QCOMPARE(answer.parts, qint64(3));
    QCOMPARE(answer.byFigures, qint64(1));
    QCOMPARE(answer.flips.size(), 1);  // white, from fail to review; grey was for review before
    // Once judged, they have figures.
    m_service->ask(evenRecipe(), evenRecipe(0.98f, 0.2f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 2, benchTimeout);
    QCOMPARE(answered[1][0].value<WhatIf>().byFigures, qint64(3));
}

void TestWhatIfService::labelsComeWithTheFlips()
{
    const int white = m_session->rowOf(m_folder->path("white.png"));
    ReviewLog(m_folder->history()).append(std::vector {labelEntry(m_session->part(white).image, "me", inference::Label::Defective)});
    m_service->setArchive(m_session->archive());
    for (int row = 0; row < 3; ++row)
        m_service->keep(m_session->part(row).image, m_session->part(row).judged);
    QSignalSpy answered(m_service.get(), &WhatIfService::answered);
    m_service->ask(evenRecipe(), evenRecipe(0.99f, 0.1f));
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    const auto answer = answered[0][0].value<WhatIf>();
    QCOMPARE(answer.byFigures, qint64(3));
    QCOMPARE(answer.flips.size(), 1);
    QCOMPARE(answer.flips[0].path, m_folder->path("white.png"));
    QCOMPARE(answer.flips[0].label, inference::Label::Defective);
}

QTEST_MAIN(TestWhatIfService)
#include "tst_what_if_service.moc"
