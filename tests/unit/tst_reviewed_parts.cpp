// Labelled parts of a history become a data set that the readers know.
#include "app/store/reviewed_parts.h"

#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "core/detector.h"
#include "store_tools.h"
#include "training/datasets/detect.h"
#include "training/datasets/read_dataset.h"

#include <fstream>

using namespace store_tools;
using namespace app;
using inference::Label;

namespace fs = std::filesystem;
namespace datasets = inference::datasets;

namespace {

/// A history and a folder of parts beside it.
struct Bench : Place {
    fs::path parts = path.parent_path() / "parts";
    fs::path out = path.parent_path() / "reviewed";
    Bench() { prepareHistory(path); }

    fs::path write(const std::string& name, const std::string& text) const
    {
        const fs::path file = parts / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file;
    }
    /// A file that was seen and labelled.
    fs::path label(const std::string& name, Label label, const std::string& text) const
    {
        const fs::path file = write(name, text);
        const std::string image = inference::pipeline::sha256Of(text);
        History(path).putStamp(stampOf(file), image);
        const ReviewEntry entry = labelEntry(image, label);
        ReviewLog(path).append({&entry, 1});
        return file;
    }
    static ReviewEntry labelEntry(const std::string& image, Label label);
};

QStringList filesBelow(const fs::path& folder)
{
    QStringList names;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) {
            // Without the hash that keeps names apart.
            QString name = QString::fromStdString(entry.path().lexically_relative(folder).string());
            names << name.replace(QRegularExpression(QStringLiteral("-[0-9a-f]{12}\\.")), QStringLiteral("-#."));
        }
    names.sort();
    return names;
}

}  // namespace

class TestReviewedParts : public QObject {
    Q_OBJECT

private slots:
    void labelledPartsAreLaidOut();
    void verdictsCountWhereThereIsNoLabel();
    void filesAreLinkedNotCopied();
    void readersKnowTheLayout();
    void whatIsGoneOrChangedIsSaid();
    void whatWasThereBeforeIsReplaced();
    void aStopLeavesTheOldOne();
    void masksAreFoundWhereDataSetsKeepThem_data();
    void masksAreFoundWhereDataSetsKeepThem();
};

void TestReviewedParts::labelledPartsAreLaidOut()
{
    const Bench bench;
    bench.label("gear/test/good/000.png", Label::Good, "a");
    bench.label("gear/test/crack/000.png", Label::Defective, "b");
    bench.write("gear/ground_truth/crack/000_mask.png", "mask");
    bench.label("gear/test/dent/000.png", Label::Defective, "c");  // nobody has drawn a mask
    bench.label("line 3/monday.jpg", Label::Good, "d");
    bench.label("line 3/.hidden/part.png", Label::Good, "e");
    bench.label("line 4/Test/part.png", Label::Good, "g");  // no product is called as a part of a data set is
    bench.label("line 4/train/test/good/000.png", Label::Good, "h");
    bench.label("line 3/taken back.jpg", Label::None, "f");
    const ReviewedParts parts = gatherReviewedParts(bench.path, bench.out);
    QCOMPARE(parts.good, std::size_t(5));
    QCOMPARE(parts.defective, std::size_t(2));
    QCOMPARE(parts.masks, std::size_t(1));
    QVERIFY(parts.lost.empty());
    QCOMPARE(filesBelow(bench.out), (QStringList {"_.hidden/test/ok/part-#.png", "gear/ground_truth/ko/000-#.png", "gear/test/ko/000-#.png", "gear/test/ko/000-#.png",
                                                  "gear/test/ok/000-#.png", "line 3/test/ok/monday-#.jpg", "line 4/test/ok/000-#.png", "line 4/test/ok/part-#.png"}));
}

void TestReviewedParts::verdictsCountWhereThereIsNoLabel()
{
    using inference::Verdict;
    const Bench bench;
    const auto say = [&](const std::string& name, Verdict verdict) {
        const std::string image = inference::pipeline::sha256Of(name);
        History(bench.path).putStamp(stampOf(bench.write("gear/" + name + ".png", name)), image);
        const ReviewEntry entry = decisionEntry(ReviewKind::Overrule, image, "operator", {{}, verdict, sha(1), {}});
        ReviewLog(bench.path).append({&entry, 1});
    };
    say("passed", Verdict::Pass);
    say("failed", Verdict::Fail);
    say("unsure", Verdict::Review);
    say("labelled", Verdict::Pass);
    bench.label("gear/labelled.png", Label::Defective, "labelled");
    gatherReviewedParts(bench.path, bench.out);
    QCOMPARE(filesBelow(bench.out), (QStringList {"gear/test/ko/failed-#.png", "gear/test/ko/labelled-#.png", "gear/test/ok/passed-#.png"}));
}

void TestReviewedParts::filesAreLinkedNotCopied()
{
    const Bench bench;
    const fs::path part = bench.label("gear/a.png", Label::Good, "a");
    fs::create_directories(bench.parts / "links");
    fs::create_symlink(bench.label("elsewhere/b.png", Label::Good, "b"), bench.parts / "links/b.png");
    History(bench.path).putStamp({bench.parts / "links/b.png", 1, 1}, inference::pipeline::sha256Of("b"));
    const ReviewedParts parts = gatherReviewedParts(bench.path, bench.out);
    QCOMPARE(parts.copied, std::size_t(0));
    QCOMPARE(fs::hard_link_count(part), std::uintmax_t(2));
    for (const auto& entry : fs::recursive_directory_iterator(bench.out))
        QVERIFY2(!entry.is_symlink(), entry.path().c_str());  // readers of data sets refuse those that lead out
}

void TestReviewedParts::readersKnowTheLayout()
{
    const Bench bench;
    for (const std::string product : {"gear", "washer"}) {
        bench.label(product + "/test/good/000.png", Label::Good, product + "a");
        bench.label(product + "/test/crack/000.png", Label::Defective, product + "b");
        bench.write(product + "/ground_truth/crack/000_mask.png", "mask");
        bench.label(product + "/test/crack/001.png", Label::Defective, product + "c");
    }
    gatherReviewedParts(bench.path, bench.out);
    const datasets::Detection found = datasets::detect(bench.out);
    QCOMPARE(found.layout, datasets::Layout::Btad);
    QCOMPARE(found.summary.products, std::size_t(2));
    QCOMPARE(found.summary.good, std::size_t(2));
    QCOMPARE(found.summary.anomalous, std::size_t(4));
    QCOMPARE(found.summary.masks, std::size_t(2));
    QCOMPARE(found.summary.unpaired, std::size_t(2));
}

void TestReviewedParts::whatIsGoneOrChangedIsSaid()
{
    const Bench bench;
    bench.label("gear/fine.png", Label::Good, "a");
    const fs::path gone = bench.label("gear/gone.png", Label::Good, "b"), changed = bench.label("gear/changed.png", Label::Defective, "c"),
                   touched = bench.label("gear/touched.png", Label::Good, "d");
    fs::remove(gone);
    std::ofstream(changed) << "another";
    fs::last_write_time(touched, fs::last_write_time(touched) + std::chrono::hours(1));
    const ReviewEntry unseen = Bench::labelEntry(inference::pipeline::sha256Of("never seen"), Label::Good);
    ReviewLog(bench.path).append({&unseen, 1});
    const ReviewedParts parts = gatherReviewedParts(bench.path, bench.out);
    QCOMPARE(parts.good, std::size_t(2));
    QCOMPARE(parts.defective, std::size_t(0));
    QCOMPARE(parts.lost.size(), std::size_t(3));
    const auto isLost = [&](ReviewedParts::Loss loss, const fs::path& path) { return std::ranges::count(parts.lost, ReviewedParts::Lost {loss, path}) == 1; };
    QVERIFY(isLost(ReviewedParts::Loss::Missing, gone));
    QVERIFY(isLost(ReviewedParts::Loss::Changed, changed));
    QVERIFY(isLost(ReviewedParts::Loss::Missing, {}));
}

void TestReviewedParts::whatWasThereBeforeIsReplaced()
{
    const Bench bench;
    bench.label("gear/a.png", Label::Good, "a");
    gatherReviewedParts(bench.path, bench.out);
    const QStringList first = filesBelow(bench.out);
    bench.label("gear/a.png", Label::Defective, "a");
    gatherReviewedParts(bench.path, bench.out);
    QCOMPARE(first, QStringList {"gear/test/ok/a-#.png"});
    QCOMPARE(filesBelow(bench.out), QStringList {"gear/test/ko/a-#.png"});
    QCOMPARE(std::distance(fs::directory_iterator(bench.out.parent_path()), {}), std::distance(fs::directory_iterator(bench.path.parent_path()), {}));
    QVERIFY(!fs::exists(bench.out.parent_path() / ".reviewed.part"));
}

void TestReviewedParts::aStopLeavesTheOldOne()
{
    const Bench bench;
    bench.label("gear/a.png", Label::Good, "a");
    gatherReviewedParts(bench.path, bench.out);
    bench.label("gear/b.png", Label::Good, "b");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(gatherReviewedParts(bench.path, bench.out, stop.get_token()), inference::Cancelled);
    QCOMPARE(filesBelow(bench.out), QStringList {"gear/test/ok/a-#.png"});
    QVERIFY(!fs::exists(bench.out.parent_path() / ".reviewed.part"));
}

void TestReviewedParts::masksAreFoundWhereDataSetsKeepThem_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("mask");
    QTest::newRow("MVTec AD") << "gear/test/crack/000.png" << "gear/ground_truth/crack/000_mask.png";
    QTest::newRow("BTAD") << "01/test/ko/0003.bmp" << "01/ground_truth/ko/0003.png";
    QTest::newRow("VisA") << "candle/Data/Images/Anomaly/000.JPG" << "candle/Data/Masks/Anomaly/000.png";
    QTest::newRow("KolektorSDD2") << "test/20301.png" << "test/20301_GT.png";
    QTest::newRow("beside") << "monday/part.jpg" << "monday/part_mask.png";
    QTest::newRow("of another part") << "monday/part.jpg" << "";
}

void TestReviewedParts::masksAreFoundWhereDataSetsKeepThem()
{
    QFETCH(QString, part);
    QFETCH(QString, mask);
    const Bench bench;
    const fs::path file = bench.write(part.toStdString(), "part");
    bench.write("monday/other_mask.png", "mask");
    const fs::path expected = mask.isEmpty() ? fs::path() : bench.write(mask.toStdString(), "mask");
    QCOMPARE(maskBeside(file), expected);
}

ReviewEntry Bench::labelEntry(const std::string& image, Label label)
{
    return app::labelEntry(image, "operator", label);
}

QTEST_GUILESS_MAIN(TestReviewedParts)
#include "tst_reviewed_parts.moc"
