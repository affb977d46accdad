// The append-only table: whole lines whatever happens, and nobody else's file is touched.

#include "../full_disk.h"
#include "app/common/error_text.h"
#include "app/outputs/csv_output.h"
#include "record_tools.h"

#include <QtTest>

#include <sys/file.h>
#include <sys/stat.h>

using namespace app;
using inference::Error;
using inference::ErrorCode;

namespace {

const QByteArray header = QByteArray(verdictCsvHeader.data(), qsizetype(verdictCsvHeader.size())) + "\r\n";

QByteArray line(std::uint64_t number)
{
    return QByteArray::fromStdString(verdictCsvLine(verdictMessage(records::record(number))));
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

}  // namespace

class TestCsvOutput : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aNewFileGetsTheHeaderOnce();
    void whatIsThereIsKept_data();
    void whatIsThereIsKept();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void aRemovedFileIsBegunAnew();
    void aMissingFolderIsAnErrorUntilItIsThere();
    void aFullDiskLeavesWholeLines();
    void aHeldFileIsWaitedFor();
    void aTestWritesNoLine();
    void aStopIsAsked();

private:
    QString path() const { return m_folder->filePath("verdicts.csv"); }
    QString deliver(std::uint64_t number);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCsvOutput::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

/// The sentence of its error, empty: none.
QString TestCsvOutput::deliver(std::uint64_t number)
{
    CsvOutput output(path().toStdString());
    try {
        output.deliver(verdictMessage(records::record(number)), {});
    } catch (const Error& error) {
        return sentence(error);
    }
    return {};
}

void TestCsvOutput::aNewFileGetsTheHeaderOnce()
{
    CsvOutput output(path().toStdString());
    for (std::uint64_t number : {1U, 2U})
        output.deliver(verdictMessage(records::record(number)), {});
    QCOMPARE(contents(path()), header + line(1) + line(2));
    QCOMPARE(deliver(3), QString());
    QCOMPARE(contents(path()), header + line(1) + line(2) + line(3));
}

void TestCsvOutput::whatIsThereIsKept_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("empty") << QByteArray() << header + line(9);
    QTest::newRow("header only") << header << header + line(9);
    QTest::newRow("ends of lines as elsewhere") << header.chopped(2) + "\n1,2\n" << header.chopped(2) + "\n1,2\n" + line(9);
    QTest::newRow("header without its end") << header.chopped(2) << header + line(9);
    QTest::newRow("last line cut by a crash") << header + "2026-05-01T12:0" << header + "2026-05-01T12:0\r\n" + line(9);
}

void TestCsvOutput::whatIsThereIsKept()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    write(path(), before);
    QCOMPARE(deliver(9), QString());
    QCOMPARE(contents(path()), after);
}

void TestCsvOutput::otherFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another table") << QByteArray("file,verdict\r\na.png,fail\r\n");
    QTest::newRow("one column more") << QByteArray(header.chopped(2) + ",more\r\n");
    QTest::newRow("one column less") << QByteArray(header.left(header.lastIndexOf(',')) + "\r\n");
    QTest::newRow("no text") << QByteArray(5000, '\0');
    QTest::newRow("a single letter") << QByteArray("u");
}

void TestCsvOutput::otherFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    write(path(), bytes);
    QCOMPARE(deliver(1), QString("“%1” is no table of verdicts, or has other columns. Nothing was changed. Choose another file.").arg(path()));
    QCOMPARE(contents(path()), bytes);

    QVERIFY(QFile::remove(path()));
    QCOMPARE(::mkfifo(qPrintable(path()), 0600), 0);
    QCOMPARE(deliver(1), QString("“%1” is no ordinary file. Choose another one.").arg(path()));
}

void TestCsvOutput::aRemovedFileIsBegunAnew()
{
    CsvOutput output(path().toStdString());
    output.deliver(verdictMessage(records::record(1)), {});
    QVERIFY(QFile::rename(path(), path() + ".1"));
    output.deliver(verdictMessage(records::record(2)), {});
    QCOMPARE(contents(path() + ".1"), header + line(1));
    QCOMPARE(contents(path()), header + line(2));
}

void TestCsvOutput::aMissingFolderIsAnErrorUntilItIsThere()
{
    const QString folder = m_folder->filePath("later");
    CsvOutput output((folder + "/verdicts.csv").toStdString());
    QVERIFY_EXCEPTION_THROWN(output.deliver(verdictMessage(records::record(1)), {}), Error);
    QVERIFY(QDir().mkdir(folder));
    output.deliver(verdictMessage(records::record(1)), {});
    QCOMPARE(contents(folder + "/verdicts.csv"), header + line(1));
}

void TestCsvOutput::aFullDiskLeavesWholeLines()
{
    QCOMPARE(deliver(1), QString());
    const QByteArray before = contents(path());
    {
        const FullDisk full(rlim_t(before.size()) + 20);  // room for a part of a line
        QVERIFY(deliver(2).startsWith(QString("“%1” could not be written: ").arg(path())));
        QCOMPARE(contents(path()), before);
    }
    {
        const FullDisk full {rlim_t(before.size())};
        QVERIFY(!deliver(2).isEmpty());
        QCOMPARE(contents(path()), before);
    }
    QCOMPARE(deliver(2), QString());
    QCOMPARE(contents(path()), before + line(2));
}

void TestCsvOutput::aHeldFileIsWaitedFor()
{
    QFile held(path());
    QVERIFY(held.open(QIODevice::ReadWrite));
    QCOMPARE(::flock(held.handle(), LOCK_EX | LOCK_NB), 0);
    QCOMPARE(deliver(1), QString("“%1” is being written by another program. It is tried again by itself.").arg(path()));
    held.close();
    QCOMPARE(deliver(1), QString());
    QCOMPARE(contents(path()), header + line(1));
}

void TestCsvOutput::aTestWritesNoLine()
{
    CsvOutput output(path().toStdString());
    output.deliver(testMessage(), {});
    QVERIFY(!QFile::exists(path()));
    write(path(), header);
    output.deliver(testMessage(), {});
    QCOMPARE(contents(path()), header);
    write(path(), "something else\n");
    QVERIFY_EXCEPTION_THROWN(output.deliver(testMessage(), {}), Error);
    QCOMPARE(contents(path()), "something else\n");
}

void TestCsvOutput::aStopIsAsked()
{
    CsvOutput output(path().toStdString());
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(output.deliver(verdictMessage(records::record(1)), stop.get_token()), inference::Cancelled);
    QVERIFY(!QFile::exists(path()));
}

QTEST_GUILESS_MAIN(TestCsvOutput)
#include "tst_csv_output.moc"
