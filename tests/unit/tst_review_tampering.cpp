// The review log: whoever changes it by hand is found out.

#include "app/store/history.h"
#include "core/detector.h"
#include "review_log_tools.h"

#include <QtTest>

using namespace review_log_tools;
using app::ReviewKind;
using inference::ErrorCode;
using inference::Label;
using inference::Verdict;

class TestReviewTampering : public QObject {
    Q_OBJECT

private slots:
    void triggersRefuseChanges_data();
    void triggersRefuseChanges();
    void changesByHandAreFound_data();
    void changesByHandAreFound();
    void labelsChangedByHandAreFound_data();
    void labelsChangedByHandAreFound();
    void changedLabelIsFoundWithoutTheTip();
    void changedLabelIsFoundWhileTheTipIsMended();
    void appendSaysWhetherTheTipFits();
    void tipOneCommitBehindIsMended_data();
    void tipOneCommitBehindIsMended();
    void tipTwoCommitsBehindIsAnAlarm();
    void alarmStaysWhenRowsAreAppended_data();
    void alarmStaysWhenRowsAreAppended();
};

void TestReviewTampering::triggersRefuseChanges_data()
{
    QTest::addColumn<QString>("sql");
    for (const char* sql : {"UPDATE review SET operator = 'x' WHERE id = 5", "DELETE FROM review WHERE id = 5", "DELETE FROM review",
                            "INSERT OR REPLACE INTO review SELECT id, batch, 'x', operator, image_sha, kind, payload, previous_hash, hash FROM review WHERE id = 5",
                            "INSERT INTO review SELECT 12, batch, utc, operator, image_sha, kind, payload, previous_hash, hash FROM review WHERE id = 5",
                            "INSERT INTO review SELECT 0, batch, utc, operator, image_sha, kind, payload, previous_hash, hash FROM review WHERE id = 5"})
        QTest::newRow(sql) << QString(sql);
}

void TestReviewTampering::triggersRefuseChanges()
{
    QFETCH(QString, sql);
    Log place;
    QVERIFY(rawSql(place.path, {sql}).contains("append-only"));
    QCOMPARE(verified(place.path), QString("intact"));
}

void TestReviewTampering::changesByHandAreFound_data()
{
    using Change = std::function<QStringList(const Log&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("found");
    const auto row = [](const char* name, Change change, const char* found) { QTest::newRow(name) << change << QString(found); };
    const auto sql = [](const QStringList& statements) { return [=](const Log&) { return statements; }; };

    row("nothing", sql({}), "intact");
    for (const char* column : {"utc", "operator", "image_sha", "kind", "payload", "hash", "previous_hash"})
        row(column, sql({QString("UPDATE review SET %1 = %1 || ' ' WHERE id = 5").arg(column)}), "changed 5");
    row("batch", sql({"UPDATE review SET batch = 4 WHERE id = 5"}), "changed 5");
    row("first row", sql({"UPDATE review SET operator = 'x' WHERE id = 1"}), "changed 1");
    row("last row", sql({"UPDATE review SET operator = 'x' WHERE id = 10"}), "changed 10");
    row("changed, hash made anew", [](const Log& log) { return rewritten(log.path, 5, 5, "{}"); }, "unlinked 6");
    row("changed, chain made anew", [](const Log& log) { return rewritten(log.path, 5, 10, "{}"); }, "rewritten 10");
    row("deleted", sql({"DELETE FROM review WHERE id = 5"}), "missing 5");
    row("first deleted", sql({"DELETE FROM review WHERE id = 1"}), "missing 1");
    row("deleted, closed up", sql({"DELETE FROM review WHERE id = 5", "UPDATE review SET id = -id WHERE id > 5", "UPDATE review SET id = -id - 1 WHERE id < 0"}),
        "changed 5");
    row("cut at the end", sql({"DELETE FROM review WHERE id > 8"}), "cut 9");
    row("last one cut", sql({"DELETE FROM review WHERE id = 10"}), "cut 10");
    row("all cut", sql({"DELETE FROM review"}), "cut 1");
    // With the tip record: nothing is left that would accuse but that it is gone.
    const auto tipGone = [](const QStringList& statements) {
        return [=](const Log& log) {
            fs::remove(log.tip());
            return statements;
        };
    };
    row("all cut, tip deleted", tipGone({"DELETE FROM review"}), "tip lost");
    row("all but the first commit cut, tip deleted", tipGone({"DELETE FROM review WHERE id > 1"}), "tip lost");
    row("tip deleted", tipGone({}), "tip lost");
    row("inserted in front", [](const Log& log) {
        ReviewRow forged = rowOf(log.path, 1);
        forged.id = -1;
        forged.hash = app::chainHash(forged);
        return QStringList {insertion(forged)};
    }, "unlinked -1");
    row("inserted in the middle", [](const Log& log) {
        ReviewRow forged = rowOf(log.path, 5);
        forged.operatorName = "x";
        forged.hash = app::chainHash(forged);
        return QStringList {"UPDATE review SET id = -id WHERE id > 4", "UPDATE review SET id = 1 - id WHERE id < 0", insertion(forged)};
    }, "changed 6");
    row("added with a wrong hash", [](const Log& log) {
        ReviewRow forged = rowOf(log.path, 10);
        forged.id = 11;
        return QStringList {insertion(forged)};
    }, "changed 11");
    row("added with a right hash", [](const Log& log) { return rewritten(log.path, 11, 12, "{}"); }, "added 11");
}

void TestReviewTampering::changesByHandAreFound()
{
    QFETCH(std::function<QStringList(const Log&)>, change);
    QFETCH(QString, found);
    Log place;
    QCOMPARE(rawSql(place.path, unguarded + change(place)), QString());
    QCOMPARE(verified(place.path), found);
    QCOMPARE(verified(place.path), found);
}

void TestReviewTampering::labelsChangedByHandAreFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("found");
    QTest::addColumn<int>("image");
    const auto of = [](int image) { return " WHERE image = '" + QString::fromStdString(sha(image)) + '\''; };
    QTest::newRow("nothing") << QString("SELECT 1") << "intact" << 0;
    QTest::newRow("label") << "UPDATE label SET label = 'good'" + of(2) << "label 14" << 2;
    QTest::newRow("operator") << "UPDATE label SET operator = 'x'" + of(1) << "label 11" << 1;
    QTest::newRow("time") << "UPDATE label SET utc = 'x'" + of(1) << "label 11" << 1;
    QTest::newRow("several: the first") << QString("UPDATE label SET operator = 'x'") << "label 11" << 1;
    QTest::newRow("deleted") << "DELETE FROM label" + of(1) << "label 11" << 1;
    QTest::newRow("what was taken back") << "UPDATE label SET label = 'good'" + of(3) << "label 15" << 3;
    QTest::newRow("added") << "INSERT INTO label VALUES ('" + QString::fromStdString(sha(4)) + "', 'good', '', 'me')" << "label" << 4;
}

void TestReviewTampering::labelsChangedByHandAreFound()
{
    QFETCH(QString, sql);
    QFETCH(QString, found);
    QFETCH(int, image);
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {app::labelEntry(sha(1), "me", Label::Good), app::labelEntry(sha(2), "me", Label::Good),
                            app::labelEntry(sha(3), "me", Label::Good), app::labelEntry(sha(2), "you", Label::Defective),
                            app::labelEntry(sha(3), "me", Label::None)});
    QCOMPARE(rawSql(place.path, {sql}), QString());
    const auto verification = log.verify();
    QCOMPARE(named(verification), found);
    QCOMPARE(verification.rows, rowsAtFirst + 5);
    QCOMPARE(verification.image, image > 0 ? sha(image) : std::string());
}

void TestReviewTampering::changedLabelIsFoundWithoutTheTip()
{
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {app::labelEntry(sha(1), "me", Label::Good)});
    fs::remove(place.tip());
    QCOMPARE(named(log.verify()), QString("tip lost"));
    QCOMPARE(rawSql(place.path, {"UPDATE label SET label = 'defective'"}), QString());
    QCOMPARE(named(log.verify()), QString("label 11"));
}

void TestReviewTampering::changedLabelIsFoundWhileTheTipIsMended()
{
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {app::labelEntry(sha(1), "me", Label::Good)});
    const QByteArray before = contents(place.tip());
    log.append(std::vector {note(1)});
    store_tools::write(place.tip(), before);
    QCOMPARE(rawSql(place.path, {"UPDATE label SET label = 'defective'"}), QString());
    QCOMPARE(named(log.verify()), QString("label 11, mended"));
    QCOMPARE(named(log.verify()), QString("label 11"));
}

void TestReviewTampering::appendSaysWhetherTheTipFits()
{
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {note(1)});
    QVERIFY(log.fitted());
    store_tools::write(place.tip(), place.tipBefore);
    log.append(std::vector {note(1)});
    QVERIFY(!log.fitted());
}

void TestReviewTampering::tipOneCommitBehindIsMended_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("appendFirst");
    QTest::newRow("one row") << 1 << false;
    QTest::newRow("three rows") << 3 << false;
    QTest::newRow("one row, by the next append") << 1 << true;
    QTest::newRow("three rows, by the next append") << 3 << true;
    QTest::newRow("the first commit") << 0 << false;
    QTest::newRow("the first commit, by the next append") << 0 << true;
}

void TestReviewTampering::tipOneCommitBehindIsMended()
{
    QFETCH(int, rows);
    QFETCH(bool, appendFirst);
    Place place;
    app::prepareHistory(place.path);
    const fs::path tip = app::reviewTipPath(place.path);
    const QByteArray atFirst = contents(tip);
    {
        ReviewLog log(place.path);
        log.append(std::vector {note(1), note(2)});
        if (rows == 0) {
            store_tools::write(tip, atFirst);
        } else {
            const QByteArray before = contents(tip);
            log.append(std::vector<ReviewEntry>(std::size_t(rows), note(1)));
            store_tools::write(tip, before);
        }
    }
    ReviewLog log(place.path);
    if (appendFirst)
        log.append(std::vector {note(3)});
    else
        QCOMPARE(named(log.verify()), QString("tip behind, mended"));
    QCOMPARE(named(log.verify()), QString("intact"));
}

void TestReviewTampering::tipTwoCommitsBehindIsAnAlarm()
{
    Log place;
    ReviewLog log(place.path);
    log.append(std::vector {note(1), note(2)});
    store_tools::write(place.tip(), place.tipBefore);
    QCOMPARE(named(log.verify()), QString("added 10"));
}

void TestReviewTampering::alarmStaysWhenRowsAreAppended_data()
{
    QTest::addColumn<QStringList>("sql");
    QTest::addColumn<QByteArray>("tip");
    QTest::addColumn<QString>("found");
    QTest::newRow("cut") << QStringList {"DELETE FROM review WHERE id > 8"} << QByteArray() << QString("rewritten 10");
    QTest::newRow("tip deleted") << QStringList {} << QByteArray("gone") << QString("tip lost");
    QTest::newRow("tip is something else") << QStringList {} << QByteArray("vcp-review-tip 1 x\n") << QString("tip lost");
    QTest::newRow("tip is empty") << QStringList {} << QByteArray("") << QString("tip lost");
}

void TestReviewTampering::alarmStaysWhenRowsAreAppended()
{
    QFETCH(QStringList, sql);
    QFETCH(QByteArray, tip);
    QFETCH(QString, found);
    Log place;
    QCOMPARE(rawSql(place.path, unguarded + sql), QString());
    if (tip == "gone")
        fs::remove(place.tip());
    else if (!tip.isNull())
        store_tools::write(place.tip(), tip);
    ReviewLog log(place.path);
    QVERIFY(named(log.verify()) != "intact");
    for (int i = 0; i < 4; ++i)
        QVERIFY(log.append(std::vector {note(1)}) > 8);
    QCOMPARE(named(log.verify()), found);
}

QTEST_GUILESS_MAIN(TestReviewTampering)
#include "tst_review_tampering.moc"
