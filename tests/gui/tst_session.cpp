// Folder -> queue -> verdicts: which parts the model looks at, in which order, and when it looks at them again.
#include "session_bench.h"

#include <QFile>
#include <QSignalSpy>

using namespace app;

class TestSession : public QObject, private SessionBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { close(); }

    void everyPartGetsItsVerdict();
    void partsWaitForTheModel();
    void badFilesAreRowsAndTheRunGoesOn();
    void cancelStopsAtOnceAndCanBeTakenUpAgain();
    void partLookedAtComesFirst();
    void partGoneToWhileItIsListedComesFirst();
    void otherModelInspectsAnew();
    void otherTilesInspectAnew();
    void howFarATiledPictureIsShows();
    void pictureOfTooManyTilesIsARow();
    void otherFolderForgetsTheOldOne();
    void vanishedFileIsARow();
};

void TestSession::everyPartGetsItsVerdict()
{
    write("bright.png", 250);
    write("middle.png", 128);
    write("dark 部品 ü.png", 5);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->count(), 3);
    QCOMPARE(verdictOf("bright.png"), inference::Verdict::Fail);
    QCOMPARE(verdictOf("middle.png"), inference::Verdict::Review);
    QCOMPARE(verdictOf("dark 部品 ü.png"), inference::Verdict::Pass);
    QCOMPARE(m_session->part(row("bright.png")).judged.defects->size(), 1u);
    QCOMPARE(m_session->part(row("bright.png")).name, "bright.png");
}

void TestSession::partsWaitForTheModel()
{
    write("a.png", 250);
    QSignalSpy listed(m_session.get(), &Session::listingFinished);
    m_session->open({m_folder->path()});
    QVERIFY(listed.wait(benchTimeout));
    QCOMPARE(stateOf("a.png"), State::Waiting);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    finish();
    QCOMPARE(verdictOf("a.png"), inference::Verdict::Fail);
}

void TestSession::badFilesAreRowsAndTheRunGoesOn()
{
    write("1.png", 250);
    write("6.png", 5);
    QFile whole(m_folder->filePath("1.png"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    for (const auto& [name, content] : {std::pair {"2.png", QByteArray()}, {"3.png", bytes.left(bytes.size() / 2)}, {"4.jpg", QByteArray("text")}}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QVERIFY(QFile::link("nowhere", m_folder->filePath("5.png")));
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path(), m_folder->filePath("5.png")});
    finish();
    using inference::ErrorCode;
    for (const auto& [name, code] : {std::pair {"2.png", ErrorCode::FileEmpty}, {"3.png", ErrorCode::ImageTruncated}, {"4.jpg", ErrorCode::ImageUnknownFormat}}) {
        QCOMPARE(stateOf(name), State::Failed);
        QCOMPARE(m_session->part(row(name)).error->code(), code);
        QCOMPARE(QString::fromStdString(m_session->part(row(name)).error->file().string()), m_folder->filePath(name));
    }
    QCOMPARE(stateOf("1.png"), State::Done);
    QCOMPARE(stateOf("6.png"), State::Done);
}

void TestSession::cancelStopsAtOnceAndCanBeTakenUpAgain()
{
    for (int i = 0; i < 8; ++i)
        write(QString("%1.png").arg(i), 250);
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), benchTimeout);
    m_detector->waitForCall(1);
    m_session->cancelInspection();
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->queue().isRunning(), benchTimeout);
    for (int i = 0; i < m_session->count(); ++i)
        QCOMPARE(m_session->part(i).state, State::Cancelled);
    m_detector->hold(false);
    m_session->inspectRemaining();
    finish();
    for (int i = 0; i < m_session->count(); ++i)
        QCOMPARE(m_session->part(i).state, State::Done);
}

void TestSession::partLookedAtComesFirst()
{
    for (int i = 0; i < 9; ++i)
        write(QString("%1.png").arg(i), 250);
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), benchTimeout);
    m_session->setCurrent(8);
    QList<int> order;
    connect(m_session.get(), &Session::partChanged, this, [&](int part) {
        if (m_session->part(part).state == State::Running)
            order.append(part);
    });
    m_detector->hold(false);
    finish();
    QCOMPARE(order.first(), 8);
    QCOMPARE(order.size(), 9 - InspectionWorker::depth);
}

void TestSession::partGoneToWhileItIsListedComesFirst()
{
    for (int i = 0; i < 9; ++i)
        write(QString("%1.png").arg(i), 250);
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    connect(m_session.get(), &Session::partsAppended, this, [this] { m_session->setCurrent(row("8.png")); });
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), benchTimeout);
    QList<int> order;
    connect(m_session.get(), &Session::partChanged, this, [&](int part) {
        if (m_session->part(part).state == State::Running)
            order.append(part);
    });
    m_detector->hold(false);
    finish();
    QCOMPARE(order.value(0), 8);
}

void TestSession::otherModelInspectsAnew()
{
    write("a.png", 250);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    const auto first = m_session->part(0).inspection;
    const auto other = std::make_shared<FakeDetector>();
    inference::Recipe recipe = evenRecipe();
    recipe.rule.failLimit = 0.99f;
    m_session->setModel(modelWith(other), recipe);
    QVERIFY(!m_session->part(0).inspection);
    finish();
    QVERIFY(m_session->part(0).inspection != first);
    QCOMPARE(other->calls(), 1);
    QCOMPARE(verdictOf("a.png"), inference::Verdict::Review);
}

void TestSession::otherTilesInspectAnew()
{
    for (int i = 0; i < 4; ++i)
        write(QString("%1.png").arg(i), 250);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->counts().all().total(), 4);
    QSignalSpy judged(m_session.get(), &Session::currentJudged);
    m_detector->hold(true);
    inference::Recipe recipe = evenRecipe();
    recipe.tileSide = 32;  // 40 x 30 pixels: two tiles
    m_session->changeRecipe(recipe);
    QCOMPARE(m_session->counts().all().total(), 0);  // nothing is said of it before the model has looked
    for (int i = 0; i < 4; ++i)
        QVERIFY(!m_session->part(i).inspection && !m_session->part(i).isJudged());
    m_detector->waitForCall(5);
    recipe.tileSide = 0;
    m_session->changeRecipe(recipe);  // while it is looking
    recipe.tileSide = 36;
    m_session->changeRecipe(recipe);
    m_detector->hold(false);
    finish();
    QCOMPARE(m_session->counts().all().total(), 4);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(m_session->part(i).inspection->views.front().area, (inference::Rect {0, 0, 36, 30}));
    QTRY_VERIFY_WITH_TIMEOUT(!judged.isEmpty() && judged.last().first().value<JudgedCurrent>().recipe.tileSide == 36, benchTimeout);
    QCOMPARE(judged.last().first().value<JudgedCurrent>().maps->blended.size(), (inference::Size {31, 28}));
}

void TestSession::howFarATiledPictureIsShows()
{
    QImage wide(120, 32, QImage::Format_RGB888);
    wide.fill(Qt::black);
    QVERIFY(wide.save(m_folder->filePath("wide.png")));
    inference::Recipe recipe = evenRecipe();
    recipe.tileSide = 32;  // five tiles
    m_session->setModel(modelWith(m_detector), recipe);
    double share = -1;
    int done = -1;
    connect(m_session.get(), &Session::progressed, this, [&](int partsDone, int, double shareOfNext) {
        done = partsDone;
        share = shareOfNext;
    });
    m_detector->holdFrom(4);
    m_session->open({m_folder->path()});
    QTRY_COMPARE_WITH_TIMEOUT(share, 0.6, benchTimeout);
    QCOMPARE(done, 0);
    m_detector->holdFrom(0);
    finish();
    QTRY_VERIFY_WITH_TIMEOUT(done == 1 && share == 0, benchTimeout);
}

void TestSession::pictureOfTooManyTilesIsARow()
{
    QImage large(4000, 3000, QImage::Format_Grayscale8);
    large.fill(Qt::white);
    QVERIFY(large.save(m_folder->filePath("large.png")));
    write("small.png", 250);
    inference::Recipe recipe = evenRecipe();
    recipe.tileSide = 100;
    m_session->setModel(modelWith(m_detector), recipe);
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(stateOf("large.png"), State::Failed);
    QCOMPARE(m_session->part(row("large.png")).error->code(), inference::ErrorCode::TilesTooMany);
    QCOMPARE(verdictOf("small.png"), inference::Verdict::Fail);
    recipe.tileSide = 1000;
    m_session->changeRecipe(recipe);
    finish();
    QCOMPARE(verdictOf("large.png"), inference::Verdict::Fail);
}

void TestSession::otherFolderForgetsTheOldOne()
{
    for (int i = 0; i < 6; ++i)
        write(QString("%1.png").arg(i), 250);
    QTemporaryDir second;
    QImage image(10, 10, QImage::Format_RGB888);
    image.fill(Qt::black);
    QVERIFY(image.save(second.filePath("only.png")));
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), benchTimeout);
    m_detector->waitForCall(1);
    m_session->open({second.path()});
    m_detector->hold(false);
    finish();
    QCOMPARE(m_session->count(), 1);
    QCOMPARE(m_session->part(0).name, "only.png");
    QCOMPARE(m_session->part(0).judged.verdict, inference::Verdict::Pass);
}

void TestSession::vanishedFileIsARow()
{
    write("a.png", 250);
    write("b.png", 250);
    QSignalSpy listed(m_session.get(), &Session::listingFinished);
    m_session->open({m_folder->path()});
    QVERIFY(listed.wait(benchTimeout));
    QVERIFY(QFile::remove(m_folder->filePath("b.png")));
    m_session->setModel(modelWith(m_detector), evenRecipe());
    finish();
    QCOMPARE(stateOf("a.png"), State::Done);
    QCOMPARE(stateOf("b.png"), State::Failed);
    QCOMPARE(m_session->part(row("b.png")).error->code(), inference::ErrorCode::FileMissing);
}

QTEST_MAIN(TestSession)
#include "tst_session.moc"
