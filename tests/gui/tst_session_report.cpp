// A session as a report: what stands in it is what the session holds.
#include "app/common/path_text.h"
#include "app/store/database.h"
#include "app/store/review_log.h"
#include "app/workbench/archive_reader.h"
#include "app/workbench/session_report.h"
#include "bench_tools.h"
#include "pipeline/recipe_file.h"

#include <QFile>

using namespace app;
using inference::Label;
using inference::Verdict;

namespace {

/// The names of the parts that get a picture.
QStringList picturedOf(const Report& report)
{
    QStringList names;
    for (const ReportPart& part : report.parts)
        if (part.pictured)
            names.append(QString::fromStdString(part.file));
    return names;
}

}  // namespace

class TestSessionReport : public QObject {
    Q_OBJECT

private slots:
    void init();
    void partsStandAsTheSessionHoldsThem();
    void modelAndRecipeStandAsTheyJudged();
    void brokenImageStandsWithItsError();
    void whatIsNotInspectedIsLeftOutAndCounted();
    void selectionChangesNothingButThePictures_data();
    void selectionChangesNothingButThePictures();
    void picturesFollowThePersonsVerdict();
    void scoreVerdictIsThatOfTheScoreLimits();
    void whatIsWrongWithAPictureStandsBesideIt();
    void partsOfTheRecipeBeforeAreCountedUntilTheyAreJudged();
    void evidenceComesFromMemoryOrArchive_data();
    void evidenceComesFromMemoryOrArchive();
    void evidenceThatIsGoneIsNull();
    void evidenceInNoArchiveOutlivesTheSession();
    void reviewsAreThoseOfItsImages();
    void withoutAHistoryThereAreNoReviews();
    void changedLogIsToldOf();

private:
    void inspect(Session& session, const inference::Recipe& recipe = evenRecipe(), bool kept = true);
    std::shared_ptr<const SessionSnapshot> snapshot(const Session& session) { return std::make_shared<const SessionSnapshot>(snapshotOf(session)); }

    std::unique_ptr<BenchFolder> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
};

void TestSessionReport::init()
{
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("a dark.png", 5);
    m_folder->write("b grey.png", 128);
    m_folder->write("c white.png", 250);
    m_detector = std::make_shared<FakeDetector>();
}

void TestSessionReport::inspect(Session& session, const inference::Recipe& recipe, bool kept)
{
    if (kept)
        session.setHistory(m_folder->history());
    session.setModel(modelWith(m_detector), recipe);
    session.open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
}

void TestSessionReport::partsStandAsTheSessionHoldsThem()
{
    Session session;
    inspect(session);
    ReviewState said;
    said.human = Verdict::Pass;
    said.humanOperator = "Anna";
    said.note = "a shadow";
    session.setReviews(std::vector<PartState> {{session.part(2).image, said, Label::Good}});
    const Report report = reportOf(snapshotOf(session));
    QCOMPARE(report.parts.size(), std::size_t(3));
    for (int row = 0; row < 3; ++row) {
        const PartRecord& record = session.part(row);
        const ReportPart& part = report.parts[std::size_t(row)];
        QCOMPARE(QString::fromStdString(part.file), record.name);
        QCOMPARE(part.path, toPath(record.path));
        QCOMPARE(part.image, record.image);
        QCOMPARE(part.modified, record.modified);
        QVERIFY(!part.error);
        QCOMPARE(part.imageSize, (inference::Size {40, 30}));
        QCOMPARE(part.judgement.verdict, record.judged.verdict);
        QCOMPARE(part.judgement.score, record.judged.score);
        QCOMPARE(part.regionScore, record.judged.regionScore);
        QCOMPARE(part.judgement.defects.size(), record.judged.defects->size());
        QVERIFY(part.pictured);
    }
    QCOMPARE(report.parts[0].judgement.verdict, Verdict::Pass);
    QCOMPARE(report.parts[1].judgement.verdict, Verdict::Review);
    QCOMPARE(report.parts[2].judgement.verdict, Verdict::Fail);
    QCOMPARE(report.parts[2].judgement.defects.size(), std::size_t(1));
    QVERIFY(report.parts[2].judgement.defects[0].contours.empty());
    QCOMPARE(report.parts[2].label, Label::Good);
    QCOMPARE(report.parts[2].review, said);
    QCOMPARE(report.parts[1].review, ReviewState());
    QVERIFY(report.complete);
    const ReportCounts counts = countsOf(report);
    QCOMPARE(counts.pass, 2);
    QCOMPARE(counts.review, 1);
    QCOMPARE(counts.overruled, 1);
}

void TestSessionReport::modelAndRecipeStandAsTheyJudged()
{
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(m_detector));
    model->bundle.name = "Small";
    model->bundle.clip = "/models/small/clip.safetensors";
    model->bundle.vcp = "/models/small/vcp.safetensors";
    model->clipSha256 = std::string(64, 'c');
    model->vcpSha256 = std::string(64, 'd');
    model->facts.imageSize = 336;
    model->facts.layers = {6, 12};
    model->facts.device = "cpu";
    inference::Recipe recipe = evenRecipe();
    recipe.name = "Gear";
    Session session;
    session.setHistory(m_folder->history());
    session.setModel(model, recipe);
    const QDateTime before = QDateTime::currentDateTime();
    const Report report = reportOf(snapshotOf(session));
    QCOMPARE(report.model.name, "Small");
    QCOMPARE(report.model.clip.file, "clip.safetensors");
    QCOMPARE(report.model.clip.sha256, std::string(64, 'c'));
    QCOMPARE(report.model.vcp.file, "vcp.safetensors");
    QCOMPARE(report.model.vcp.sha256, std::string(64, 'd'));
    QCOMPARE(report.model.options, session.archive()->setup.options);
    QCOMPARE(report.model.imageSize, 336);
    QCOMPARE(report.model.layers, (std::vector {6, 12}));
    QCOMPARE(report.model.device, "cpu");
    QCOMPARE(report.model.precision, "fp32");
    QCOMPARE(report.recipe, recipe);
    QCOMPARE(report.recipeHash, inference::pipeline::recipeHash(recipe));
    QVERIFY(report.program.startsWith("vcp-workbench "));
    QCOMPARE(report.made.timeSpec(), Qt::LocalTime);
    QVERIFY(report.made >= before && report.made <= QDateTime::currentDateTime());
}

void TestSessionReport::brokenImageStandsWithItsError()
{
    QFile broken(m_folder->path("b broken.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture");
    broken.close();
    Session session;
    inspect(session);
    const Report report = reportOf(snapshotOf(session));
    QCOMPARE(report.parts.size(), std::size_t(4));
    QCOMPARE(QString::fromStdString(report.parts[1].file), "b broken.png");
    QVERIFY(report.parts[1].error);
    QCOMPARE(report.parts[1].error->code(), inference::ErrorCode::ImageUnknownFormat);
    QVERIFY(report.parts[1].judgement.defects.empty());
    QCOMPARE(countsOf(report).errors, 1);
    QVERIFY(report.complete);
}

void TestSessionReport::whatIsNotInspectedIsLeftOutAndCounted()
{
    Session session;
    m_detector->hold(true);
    session.setModel(modelWith(m_detector), evenRecipe());
    session.open({m_folder->folder()});
    QTRY_COMPARE_WITH_TIMEOUT(session.count(), 3, benchTimeout);
    SessionSnapshot snapshot = snapshotOf(session);
    QVERIFY(snapshot.parts.empty());
    QCOMPARE(snapshot.notInspected, 3);
    QVERIFY(!reportOf(snapshot).complete);
    m_detector->hold(false);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    snapshot = snapshotOf(session);
    QCOMPARE(snapshot.parts.size(), std::size_t(3));
    QCOMPARE(snapshot.notInspected, 0);
    QVERIFY(reportOf(snapshot).complete);
}

void TestSessionReport::selectionChangesNothingButThePictures_data()
{
    QTest::addColumn<PicturedParts>("pictured");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("all") << PicturedParts::All << QStringList {"a dark.png", "b grey.png", "c white.png"};
    QTest::newRow("shown") << PicturedParts::Shown << QStringList {"a dark.png", "c white.png"};
    QTest::newRow("review and fail") << PicturedParts::ReviewAndFail << QStringList {"b grey.png", "c white.png"};
    QTest::newRow("fail") << PicturedParts::Fail << QStringList {"c white.png"};
}

void TestSessionReport::selectionChangesNothingButThePictures()
{
    QFETCH(PicturedParts, pictured);
    Session session;
    inspect(session);
    const Report report = reportOf(snapshotOf(session, [](int row) { return row != 1; }), pictured);
    QCOMPARE(report.parts.size(), std::size_t(3));
    QTEST(picturedOf(report), "names");
    QCOMPARE(picturedCounts(snapshotOf(session, [](int row) { return row != 1; }))[std::size_t(pictured)], int(picturedOf(report).size()));
}

void TestSessionReport::picturesFollowThePersonsVerdict()
{
    Session session;
    inspect(session);
    ReviewState good, bad;
    good.human = Verdict::Pass;
    bad.human = Verdict::Fail;
    session.setReviews(std::vector<PartState> {{session.part(2).image, good, Label::None}});
    session.setReviews(std::vector<PartState> {{session.part(0).image, bad, Label::None}});
    QCOMPARE(picturedOf(reportOf(snapshotOf(session), PicturedParts::Fail)), QStringList {"a dark.png"});
}

void TestSessionReport::scoreVerdictIsThatOfTheScoreLimits()
{
    inference::Recipe recipe = evenRecipe(1, 1);
    recipe.scoreRule = inference::ScoreRule::Maximum;
    recipe.scoreLimits = inference::LimitPair {0.9f, 0.4f};
    Session session;
    inspect(session, recipe);
    const Report report = reportOf(snapshotOf(session));
    QCOMPARE(report.parts[0].judgement.scoreVerdict, Verdict::Pass);
    QCOMPARE(report.parts[1].judgement.scoreVerdict, Verdict::Review);
    QCOMPARE(report.parts[2].judgement.scoreVerdict, Verdict::Fail);
}

/// Verdicts move with a limit at once, regions follow: a report of half of each would contradict itself.
void TestSessionReport::whatIsWrongWithAPictureStandsBesideIt()
{
    inference::Recipe recipe = evenRecipe();
    recipe.gate.leastBrightness = 40;
    Session session;
    inspect(session, recipe);
    const Report report = reportOf(snapshotOf(session), PicturedParts::All);
    using Faults = std::vector<inference::PictureFault>;
    QCOMPARE(report.parts[0].judgement.verdict, Verdict::Review);
    QCOMPARE(report.parts[0].judgement.pictureFaults, (Faults {{inference::PictureFault::Kind::TooDark, 5, 40}}));
    QVERIFY(report.parts[2].judgement.pictureFaults.empty());
}

void TestSessionReport::partsOfTheRecipeBeforeAreCountedUntilTheyAreJudged()
{
    Session session;
    inspect(session);
    QCOMPARE(snapshotOf(session).outdated, 0);
    inference::Recipe recipe = evenRecipe();
    recipe.name = "named";  // judges alike
    session.changeRecipe(recipe);
    QCOMPARE(snapshotOf(session).outdated, 0);
    recipe.rule.reviewLimit = 0.55f;
    session.changeRecipe(recipe);
    QCOMPARE(snapshotOf(session).outdated, 3);
    QTRY_COMPARE_WITH_TIMEOUT(snapshotOf(session).outdated, 0, benchTimeout);
    QVERIFY(reportOf(snapshotOf(session)).parts[1].judgement.defects.empty());
}

void TestSessionReport::evidenceComesFromMemoryOrArchive_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("kept");
    QTest::newRow("memory") << (1 << 20) << true;
    QTest::newRow("archive") << 0 << true;
    QTest::newRow("no archive") << 0 << false;
}

void TestSessionReport::evidenceComesFromMemoryOrArchive()
{
    QFETCH(int, bytes);
    QFETCH(bool, kept);
    Session session(nullptr, std::size_t(bytes));
    inspect(session, evenRecipe(), kept);
    QCOMPARE(bool(session.part(0).inspection), bytes > 0 || !kept);
    const ReportEvidence evidence = evidenceOf(snapshot(session));
    std::vector<std::shared_ptr<const inference::Inspection>> found;
    std::jthread([&] { found.push_back(evidence(0)); }).join();
    std::jthread([&] { found.push_back(evidence(2)); }).join();  // of another thread
    QVERIFY(found[0] && found[1]);
    QCOMPARE(inference::judging::judge(*found[0], evenRecipe()).score, session.part(0).judged.score);
    QCOMPARE(inference::judging::judge(*found[1], evenRecipe()).score, session.part(2).judged.score);
}

void TestSessionReport::evidenceThatIsGoneIsNull()
{
    Session session(nullptr, 0);
    inspect(session);
    const ReportEvidence evidence = evidenceOf(snapshot(session));
    Database(m_folder->history()).execute(QStringLiteral("DELETE FROM evidence"));
    QCOMPARE(evidence(1), nullptr);
}

void TestSessionReport::evidenceInNoArchiveOutlivesTheSession()
{
    auto session = std::make_unique<Session>(nullptr, 0);
    inspect(*session, evenRecipe(), false);
    const double score = session->part(2).judged.score;
    const ReportEvidence evidence = evidenceOf(snapshot(*session));
    session.reset();
    QVERIFY(evidence(2));
    QCOMPARE(inference::judging::judge(*evidence(2), evenRecipe()).score, score);
}

void TestSessionReport::reviewsAreThoseOfItsImages()
{
    Session session;
    inspect(session);
    ReviewLog log(m_folder->history());
    const std::string dark = session.part(0).image, white = session.part(2).image, elsewhere(64, 'e');
    log.append(std::vector {noteEntry(white, "Anna", "first"), noteEntry(elsewhere, "Anna", "another part")});
    log.append(std::vector {noteEntry(dark, "Zoë", "second")});
    const auto reviews = reviewsOf(snapshotOf(session));
    QVERIFY(reviews);
    QCOMPARE(reviews->check.finding, ReviewFinding::Intact);
    QCOMPARE(reviews->check.rows, qint64(3));
    QCOMPARE(reviews->rows.size(), std::size_t(2));
    QCOMPARE(reviews->rows[0].id, qint64(1));
    QCOMPARE(reviews->rows[0].image, white);
    QCOMPARE(reviews->rows[1].id, qint64(3));
    QCOMPARE(reviews->rows[1].operatorName, "Zoë");
    QCOMPARE(reviews->tip, (ReviewTip {3, reviews->rows[1].hash}));
}

void TestSessionReport::withoutAHistoryThereAreNoReviews()
{
    Session session;
    inspect(session, evenRecipe(), false);
    SessionSnapshot snapshot = snapshotOf(session);
    QVERIFY(snapshot.history.empty());
    QVERIFY(!reviewsOf(snapshot));
    snapshot.history = toPath(m_folder->home("none.db"));
    QVERIFY(!reviewsOf(snapshot));
}

void TestSessionReport::changedLogIsToldOf()
{
    Session session;
    inspect(session);
    ReviewLog(m_folder->history()).append(std::vector {noteEntry(session.part(0).image, "Anna", "good")});
    Database database(m_folder->history());
    database.execute(QStringLiteral("DROP TRIGGER review_no_update"));
    database.execute(QStringLiteral("UPDATE review SET operator = 'Otto'"));
    const auto reviews = reviewsOf(snapshotOf(session));
    QCOMPARE(reviews->check.finding, ReviewFinding::RowChanged);
    QCOMPARE(reviews->check.row, qint64(1));
    QCOMPARE(reviews->rows.size(), std::size_t(1));
}

QTEST_MAIN(TestSessionReport)
#include "tst_session_report.moc"
