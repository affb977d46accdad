// The review log: what is appended is there, once and in order, whatever is cut in between.

#include "app/store/history.h"
#include "app/store/label_table.h"
#include "core/detector.h"
#include "review_log_tools.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QThread>

#include <cmath>
#include <unistd.h>

using namespace review_log_tools;
using app::ReviewKind;
using inference::ErrorCode;
using inference::Label;
using inference::Verdict;

namespace {

int appendUntilKilled(const fs::path& path)
{
    ReviewLog log(path);
    for (int number = 0;; ++number) {
        const std::vector<ReviewEntry> entries(std::size_t(1 + number % 3), note(1));
        const std::string line = std::to_string(log.append(entries) + qint64(entries.size()) - 1) + "\n";
        if (::write(1, line.data(), line.size()) < 0)
            return 1;
    }
}

}  // namespace

class TestReviewLog : public QObject {
    Q_OBJECT

private slots:
    void hashIsAsDocumented();
    void appendedRowsAreThere();
    void latestWordWins();
    void verdictWithoutTheMachinesSaysSo();
    void labelsAreReadHoweverTheyAreSpelt();
    void entriesThatSayNothingAreRefused_data();
    void entriesThatSayNothingAreRefused();
    void anyTextIsKeptAsItIs_data();
    void anyTextIsKeptAsItIs();
    void labelIsSetInTheSameCommit();
    void fullDiskAppendsAllOrNothing();
    void extractHoldsTheRowsOfItsImagesAndTheEnd();
    void verifyStops();
    void twoLogsAtOnce();
    void killedProgramLosesNothingItAppended();
    void speed();
};

void TestReviewLog::hashIsAsDocumented()
{
    // Made with the lines of Python in review_chain.h.
    std::string image;
    for (int i = 0; i < 32; ++i)
        image += "ab";
    const ReviewRow row {7, 6, "2024-05-01T12:34:56.789Z", "Zoë", image, "note", "{\"text\":\"a\\nb\"}", app::noReviewHash, {}};
    QCOMPARE(app::chainHash(row), std::string("6168169e3b79bf3bdead01a106ec8abd33cd15889e280ba264d77535275a5610"));
}

void TestReviewLog::appendedRowsAreThere()
{
    Log place;
    ReviewLog log(place.path);
    QCOMPARE(log.rows(), rowsAtFirst);
    ReviewEntry dated = note(1, "dated");
    dated.utc = "2024-05-01T12:34:56.789Z";
    QCOMPARE(log.append(std::vector {dated, note(2)}), rowsAtFirst + 1);
    QCOMPARE(log.append({}), 0);
    QCOMPARE(log.rows(), rowsAtFirst + 2);
    const ReviewRow row = log.rowsOf(sha(1)).back();
    QCOMPARE(row.id, rowsAtFirst + 1);
    QCOMPARE(row.batch, rowsAtFirst + 1);
    QCOMPARE(row.utc, dated.utc);
    QCOMPARE(row.operatorName, std::string("Zoë"));
    QCOMPARE(row.kind, std::string("note"));
    QCOMPARE(row.payload, std::string("{\"text\":\"dated\"}"));
    QCOMPARE(row.hash, app::chainHash(row));
    QCOMPARE(row.previousHash, rowOf(place.path, rowsAtFirst).hash);
    QCOMPARE(rowOf(place.path, 1).previousHash, app::noReviewHash);
    QVERIFY(QRegularExpression("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$").match(QString::fromStdString(rowOf(place.path, 1).utc)).hasMatch());
    QCOMPARE(named(log.verify()), QString("intact"));
    QCOMPARE(log.verify().rows, rowsAtFirst + 2);
}

void TestReviewLog::latestWordWins()
{
    Log place;
    ReviewLog log(place.path);
    const std::string image = sha(50), me = "me";
    QVERIFY(log.state(image) == app::ReviewState());
    log.append(std::vector {app::decisionEntry(ReviewKind::Accept, image, me, {Verdict::Pass, Verdict::Pass, sha(9), 0.2}),
                            app::noteEntry(image, me, "first"), app::noteEntry(image, "you", "second"),
                            app::regionEntry(image, me, {{10.25, 20}, "scratch", ""}), app::regionEntry(image, me, {{1, 2}, "dust", ""}),
                            app::regionEntry(image, me, {{10.25, 20}, "dent", "deep"}), app::regionEntry(image, me, {{1, 2}, "", ""})});
    app::ReviewState state = log.state(image);
    QCOMPARE(state.human, std::optional(Verdict::Pass));
    QCOMPARE(state.note, std::string("second"));
    QVERIFY(state.regions == std::vector<app::RegionNote>({{{10.25, 20}, "dent", "deep"}}));
    ReviewEntry overrule = app::decisionEntry(ReviewKind::Overrule, image, "you", {Verdict::Pass, Verdict::Fail, sha(9), 0.2});
    overrule.utc = "2024-05-01T12:34:56.789Z";
    log.append(std::vector {overrule, app::goldenEntry(image, me, {Verdict::Pass, Verdict::Fail, "it is scratched", sha(9)})});
    state = log.state(image);
    QCOMPARE(state.human, std::optional(Verdict::Fail));
    QCOMPARE(state.humanOperator, std::string("you"));
    QCOMPARE(state.humanUtc, overrule.utc);
    QCOMPARE(log.rowsOf(image).at(7).payload, "{\"human\":\"fail\",\"machine\":\"pass\",\"recipe\":\"" + sha(9) + "\",\"score\":0.2}");
    QCOMPARE(log.rowsOf(image).back().kind, std::string("golden_flip"));
    QCOMPARE(log.rowsOf(image).back().payload,
             "{\"after\":\"fail\",\"before\":\"pass\",\"reason\":\"it is scratched\",\"recipe\":\"" + sha(9) + "\"}");
    QCOMPARE(app::goldenEntry(image, me, {std::nullopt, Verdict::Fail, "", sha(9)}).kind, ReviewKind::GoldenSet);
    log.append(std::vector {app::withdrawEntry(image, me), app::noteEntry(image, me, "")});
    state = log.state(image);
    QVERIFY(!state.human && state.humanOperator.empty() && state.humanUtc.empty() && state.note.empty());
    std::map<std::string, app::ReviewState> states;
    const std::vector<std::string> images {image, sha(1), sha(999)};
    log.states(images, [&](const std::string& which, const app::ReviewState& read, Label) { states[which] = read; });
    QCOMPARE(states.size(), 3u);
    QVERIFY(states[image] == state && states[sha(1)].note == "seen" && states[sha(999)] == app::ReviewState());
}

void TestReviewLog::verdictWithoutTheMachinesSaysSo()
{
    const auto entry = app::decisionEntry(ReviewKind::Reject, sha(1), "me", {std::nullopt, Verdict::Fail, sha(9), std::nullopt});
    QCOMPARE(entry.payload, "{\"human\":\"fail\",\"machine\":null,\"recipe\":\"" + sha(9) + "\",\"score\":null}");
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {entry});
    QCOMPARE(log.state(sha(1)).human, std::optional(Verdict::Fail));
}

void TestReviewLog::labelsAreReadHoweverTheyAreSpelt()
{
    for (const Label label : {Label::None, Label::Good, Label::Defective}) {
        const auto entry = app::labelEntry(sha(1), "me", label);
        // As every other payload is made: what is hashed doesn't hang on who puts it together.
        const QJsonObject payload {{"label", QString::fromUtf8(app::labelKey(label).data(), qsizetype(app::labelKey(label).size()))}};
        QCOMPARE(entry.payload, QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString());
        QCOMPARE(app::labelIn(entry), std::optional(label));
        auto spaced = entry;
        spaced.payload = QJsonDocument(payload).toJson(QJsonDocument::Indented).toStdString();
        QVERIFY(spaced.payload != entry.payload);
        QCOMPARE(app::labelIn(spaced), std::optional(label));
        app::ReviewState state;
        QVERIFY(app::apply(state, entry) && app::apply(state, spaced) && state == app::ReviewState());
    }
}

void TestReviewLog::entriesThatSayNothingAreRefused_data()
{
    QTest::addColumn<std::function<void(ReviewLog&)>>("attempt");
    const auto row = [](const char* name, std::function<void(ReviewLog&)> attempt) { QTest::newRow(name) << attempt; };
    const auto raw = [](ReviewKind kind, const char* payload) {
        return [=](ReviewLog& log) { log.append(std::vector<ReviewEntry> {note(1), {kind, sha(1), "me", payload, {}}}); };
    };
    row("no image", [](ReviewLog&) { app::noteEntry("", "me", "x"); });
    row("image in upper case", [](ReviewLog&) { app::noteEntry(std::string(64, 'A'), "me", "x"); });
    row("kind that is no decision", [](ReviewLog&) { app::decisionEntry(ReviewKind::Note, sha(1), "me", {}); });
    row("score of a person alone", [](ReviewLog&) { app::decisionEntry(ReviewKind::Accept, sha(1), "me", {std::nullopt, Verdict::Pass, "", INFINITY}); });
    row("score not finite", [](ReviewLog&) { app::decisionEntry(ReviewKind::Accept, sha(1), "me", {Verdict::Pass, Verdict::Pass, "", NAN}); });
    row("place not finite", [](ReviewLog&) { app::regionEntry(sha(1), "me", {{INFINITY, 0}, "dust", ""}); });
    row("no JSON", raw(ReviewKind::Withdraw, "{"));
    row("no object", raw(ReviewKind::Withdraw, "[]"));
    row("no verdict", raw(ReviewKind::Accept, "{\"human\":\"perhaps\"}"));
    row("no point", raw(ReviewKind::RegionClass, "{\"x\":1,\"class\":\"dust\"}"));
    row("no label", raw(ReviewKind::Label, "{\"label\":\"fine\"}"));
    row("no blind verdict", raw(ReviewKind::Blind, "{\"human\":\"fine\"}"));
    row("a blind review without a word", raw(ReviewKind::Blind, "{}"));
    row("a blind review that says null", raw(ReviewKind::Blind, "{\"human\":null}"));
    row("no kind", raw(ReviewKind(99), "{}"));
}

void TestReviewLog::entriesThatSayNothingAreRefused()
{
    QFETCH(std::function<void(ReviewLog&)>, attempt);
    Log place;
    ReviewLog log(place.path);
    QCOMPARE(codeOf([&] { attempt(log); }), code(ErrorCode::BadInput));
    QCOMPARE(log.rows(), rowsAtFirst);
}

void TestReviewLog::anyTextIsKeptAsItIs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("quotes") << QByteArray("O'Neil \"x\"; DROP TABLE review; --");
    QTest::newRow("Chinese and beyond") << QByteArray("检查员 𝕏 e\xcc\x81");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfme");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xc3");
    QTest::newRow("half a pair") << QByteArray("\xed\xa0\x80");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("digits") << QByteArray("007");
    QTest::newRow("line breaks") << QByteArray("a\r\n1:b\n");
}

void TestReviewLog::anyTextIsKeptAsItIs()
{
    QFETCH(QByteArray, text);
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {app::noteEntry(sha(60), text.toStdString(), "x")});
    log.append(std::vector {note(60)});
    QCOMPARE(QByteArray::fromStdString(log.rowsOf(sha(60)).at(0).operatorName), text);
    QCOMPARE(named(log.verify()), QString("intact"));
}

void TestReviewLog::labelIsSetInTheSameCommit()
{
    Log place;
    ReviewLog log(place.path);
    app::History history(place.path);
    log.append(std::vector {app::labelEntry(sha(1), "me", Label::Good), app::labelEntry(sha(2), "me", Label::Good),
                            app::labelEntry(sha(2), "you", Label::Defective)});
    QCOMPARE(history.label(sha(1)), Label::Good);
    QCOMPARE(history.label(sha(2)), Label::Defective);
    QCOMPARE(history.counts().labels, 2);
    const auto label = history.labels().at(history.labels().at(0).image == sha(2) ? 0 : 1);
    QCOMPARE(label.operatorName, std::string("you"));
    QCOMPARE(label.utc, log.rowsOf(sha(2)).back().utc);
    log.append(std::vector {app::labelEntry(sha(2), "me", Label::None)});
    QCOMPARE(history.label(sha(2)), Label::None);
    QCOMPARE(history.counts().reviews, rowsAtFirst + 4);
}

void TestReviewLog::fullDiskAppendsAllOrNothing()
{
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {note(1)});
    {
        const FullDisk full(fs::file_size(place.beside("-wal")));
        QCOMPARE(codeOf([&] { log.append(std::vector<ReviewEntry>(200, note(1))); }), code(ErrorCode::WriteFailed));
        QCOMPARE(log.rows(), rowsAtFirst + 1);
    }
    log.append(std::vector<ReviewEntry>(200, note(1)));
    QCOMPARE(log.rows(), rowsAtFirst + 201);
    QCOMPARE(named(log.verify()), QString("intact"));
}

void TestReviewLog::extractHoldsTheRowsOfItsImagesAndTheEnd()
{
    Log place;  // rows 1..10 are of the images 0, 1, 2, 0, ...
    ReviewLog log(place.path);
    const app::ReviewExtract two = log.extract({sha(0), sha(2), sha(99)});
    std::vector<qint64> ids;
    for (const ReviewRow& row : two.rows) {
        ids.push_back(row.id);
        QCOMPARE(row.hash, app::chainHash(row));
    }
    QCOMPARE(ids, (std::vector<qint64> {1, 3, 4, 6, 7, 9, 10}));
    QCOMPARE(two.tip, (app::ReviewTip {10, rowOf(place.path, 10).hash}));
    const app::ReviewExtract none = log.extract({});
    QVERIFY(none.rows.empty());
    QCOMPARE(none.tip, two.tip);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, log.extract({sha(0)}, stop.get_token()));
}

void TestReviewLog::verifyStops()
{
    Log place;
    ReviewLog log(place.path);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, log.verify(stop.get_token()));
    QCOMPARE(named(log.verify()), QString("intact"));
    log.append(std::vector {note(1)});
}

void TestReviewLog::twoLogsAtOnce()
{
    Log place;
    constexpr int each = 60;
    std::atomic<int> failures {0}, alarms {0};
    const auto work = [&] {
        try {
            ReviewLog log(place.path);
            for (int i = 0; i < each; ++i) {
                log.append(std::vector {note(1), note(2)});
                if (i % 10 == 0 && log.verify().finding != ReviewFinding::Intact)
                    ++alarms;
            }
        } catch (const inference::Error& error) {
            qWarning("%s", error.what());
            ++failures;
        }
    };
    {
        std::jthread left(work), right(work);
    }
    QCOMPARE(failures.load(), 0);
    QCOMPARE(alarms.load(), 0);
    ReviewLog log(place.path);
    QCOMPARE(log.rows(), rowsAtFirst + 4 * each);
    QCOMPARE(named(log.verify()), QString("intact"));
}

void TestReviewLog::killedProgramLosesNothingItAppended()
{
    Log place;
    std::minstd_rand random(std::random_device {}());
    int behind = 0;
    for (int round = 0; round < 10; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--append", QString::fromStdString(place.path.string())});
        QVERIFY(child.waitForReadyRead(20'000));
        QThread::usleep(1000 + random() % 40'000);  // the moment is what is tested, nothing is waited for
        child.kill();
        QVERIFY(child.waitForFinished());
        QList<QByteArray> lines = child.readAllStandardOutput().split('\n');
        lines.removeLast();
        QVERIFY(!app::prepareHistory(place.path).setAside);
        ReviewLog log(place.path);
        QVERIFY(!lines.isEmpty() && log.rows() >= lines.last().toLongLong());
        const QString found = named(log.verify());
        QVERIFY2(found == "intact" || found == "tip behind, mended", qPrintable(found));
        behind += found != "intact";
    }
    qInfo("10 kills: no row lost, no false alarm, tip record mended %d times", behind);
}

void TestReviewLog::speed()
{
    Log place;
    ReviewLog log(place.path);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 50; ++i)
        log.append(std::vector {note(1)});
    const double single = double(timer.nsecsElapsed()) / 1e6 / 50;
    std::vector<ReviewEntry> entries;
    std::vector<std::string> images;
    for (int i = 0; i < 10'000; ++i) {
        entries.push_back(app::decisionEntry(ReviewKind::Accept, sha(100 + i), "me", {Verdict::Pass, Verdict::Pass, sha(1), 0.25}));
        images.push_back(entries.back().image);
    }
    timer.start();
    log.append(entries);
    const double bulk = double(timer.nsecsElapsed()) / 1e9;
    timer.start();
    QCOMPARE(named(log.verify()), QString("intact"));
    const double verifying = double(timer.nsecsElapsed()) / 1e9;
    int accepted = 0;
    timer.start();
    log.states(images, [&](const std::string&, const app::ReviewState& state, Label) { accepted += state.human == Verdict::Pass; });
    QCOMPARE(accepted, 10'000);
    qInfo("one append %.1f ms; 10,000 in one commit at %.0f/s; verified at %.0f rows/s; states of 10,000 images in %lld ms", single,
          10'000 / bulk, 10'000 / verifying, timer.elapsed());
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "--append")
        return appendUntilKilled(argv[2]);
    TestReviewLog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_review_log.moc"
