#include "weight_tools.h"

#include "weights/zip_directory.h"

#include <QtTest>

using namespace inference::weights;
using namespace weight_tools;

namespace {

const std::string twoEntries = zip({{"m/a", "first"}, {"m/b", "second"}});

QString errorOfZip(const std::string& bytes)
{
    return errorOf([&] { ZipDirectory directory(std::as_bytes(std::span(bytes))); });
}

template<typename T>
std::string patched(std::string bytes, std::size_t at, T value)
{
    return bytes.replace(at, sizeof value, little(value));
}

/// The same archive with a zip64 end record and locator before its end record, as PyTorch writes them.
std::string withZip64(const std::string& bytes, std::uint64_t count, std::uint64_t size, std::uint64_t offset)
{
    const std::size_t end = bytes.size() - 22;
    const std::string record = "PK\x06\x06" + little(std::uint64_t(44)) + little(std::uint16_t(45)) + little(std::uint16_t(45))
        + std::string(8, '\0') + little(count) + little(count) + little(size) + little(offset);
    const std::string locator = "PK\x06\x07" + little(std::uint32_t(0)) + little(std::uint64_t(end)) + little(std::uint32_t(1));
    return bytes.substr(0, end) + record + locator + bytes.substr(end);
}

const std::size_t endAt = twoEntries.size() - 22;
const std::size_t directoryAt = twoEntries.find("PK\x01\x02");
const std::size_t directorySize = endAt - directoryAt;
const std::size_t secondRecordAt = directoryAt + 46 + 3;
const std::size_t secondLocalAt = 30 + 3 + 5;

}  // namespace

class TestZipDirectory : public QObject {
    Q_OBJECT

private slots:
    void entriesAreFound();
    void aCommentBehindTheEndIsAllowed();
    void zip64IsRead();
    void aCompressedEntryIsRefusedWhenItIsNeeded();
    void lyingArchivesAreRefused_data();
    void lyingArchivesAreRefused();
    void everyTruncationIsRefused();
};

void TestZipDirectory::entriesAreFound()
{
    const ZipDirectory directory(std::as_bytes(std::span(twoEntries)));
    QCOMPARE(directory.entries().size(), std::size_t(2));
    QCOMPARE(directory.stored("m/b").size(), std::size_t(6));
    QCOMPARE(char(directory.stored("m/b").front()), 's');
    QVERIFY(!directory.contains("m/c"));
    QCOMPARE(errorOf([&] { directory.stored("m/c"); }), "weights_corrupt: zip entry m/c");
}

void TestZipDirectory::aCommentBehindTheEndIsAllowed()
{
    const std::string bytes = patched(twoEntries, twoEntries.size() - 2, std::uint16_t(7)) + "comment";
    QCOMPARE(errorOfZip(bytes), QString());
}

void TestZipDirectory::zip64IsRead()
{
    std::string bytes = withZip64(twoEntries, 2, directorySize, directoryAt);
    QCOMPARE(errorOfZip(bytes), QString());
    const std::size_t end = bytes.size() - 22;
    bytes = patched(bytes, end + 8, std::uint32_t(0xffffffff));
    bytes = patched(bytes, end + 12, std::uint64_t(0xffffffffffffffff));
    QCOMPARE(errorOfZip(bytes), QString());
}

void TestZipDirectory::aCompressedEntryIsRefusedWhenItIsNeeded()
{
    const std::string bytes = zip({{"m/code.py", "xyz", 8}, {"m/data.pkl", "abc"}});
    const ZipDirectory directory(std::as_bytes(std::span(bytes)));
    QCOMPARE(directory.stored("m/data.pkl").size(), std::size_t(3));
    QCOMPARE(errorOf([&] { directory.stored("m/code.py"); }), "weights_compressed: m/code.py");
}

void TestZipDirectory::lyingArchivesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const std::string& bytes, const char* error) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << error;
    };
    const auto zip64 = [&](std::uint64_t count, std::uint64_t size, std::uint64_t offset) {
        return withZip64(twoEntries, count, size, offset);
    };
    const std::uint64_t huge = 0xffffffffffffff00;
    row("more entries than the directory holds", patched(twoEntries, endAt + 8, std::uint32_t(0x00030003)), "weights_corrupt: zip end record");
    row("entries on another disk", patched(twoEntries, endAt + 4, std::uint16_t(1)), "weights_corrupt: zip end record");
    row("fewer entries here than in all", patched(twoEntries, endAt + 8, std::uint16_t(1)), "weights_corrupt: zip end record");
    row("directory beyond the file", patched(twoEntries, endAt + 16, std::uint32_t(0x7fffffff)), "weights_corrupt: zip end record");
    row("directory too long", patched(twoEntries, endAt + 12, std::uint32_t(0x7fffffff)), "weights_corrupt: zip end record");
    row("directory elsewhere", patched(twoEntries, endAt + 16, std::uint32_t(1)), "weights_corrupt: zip central directory");
    row("sentinels without zip64", patched(twoEntries, endAt + 16, std::uint32_t(0xffffffff)), "weights_corrupt: zip end record");
    row("zip64 with another count", zip64(3, directorySize, directoryAt), "weights_corrupt: zip64 end record");
    row("zip64 with another size", zip64(2, directorySize + 1, directoryAt), "weights_corrupt: zip64 end record");
    row("zip64 with another offset", zip64(2, directorySize, huge), "weights_corrupt: zip64 end record");
    row("zip64 record elsewhere", patched(zip64(2, directorySize, directoryAt), endAt + 56 + 8, huge), "weights_corrupt: zip64 end record");
    row("zip64 count beyond all memory",
        patched(patched(patched(zip64(2, directorySize, directoryAt), endAt + 24, huge), endAt + 32, huge), endAt + 76 + 10, std::uint16_t(0xffff)),
        "weights_corrupt: zip end record");
    row("zip64 field missing", patched(twoEntries, secondRecordAt + 42, std::uint32_t(0xffffffff)), "weights_corrupt: zip entry m/b");
    row("name runs out of the directory", patched(twoEntries, secondRecordAt + 28, std::uint16_t(0xffff)), "weights_corrupt: zip central directory");
    row("entry begins beyond the file", patched(twoEntries, secondRecordAt + 42, std::uint32_t(0x7fffffff)), "weights_corrupt: zip entry m/b");
    row("entry begins where no header is", patched(twoEntries, secondRecordAt + 42, std::uint32_t(1)), "weights_corrupt: zip entry m/b");
    row("two entries in one place", patched(twoEntries, secondRecordAt + 42, std::uint32_t(0)), "weights_corrupt: zip entry m/b");
    row("entry longer than the file",
        patched(patched(twoEntries, secondRecordAt + 20, std::uint64_t(0x7fffffff7fffffff)), secondLocalAt + 18, std::uint64_t(0x7fffffff7fffffff)),
        "weights_corrupt: zip entry m/b");
    row("stored but of two sizes",
        patched(patched(twoEntries, secondRecordAt + 24, std::uint32_t(5)), secondLocalAt + 22, std::uint32_t(5)),
        "weights_corrupt: zip entry m/b");
    row("local header of another size", patched(twoEntries, secondLocalAt + 18, std::uint32_t(5)), "weights_corrupt: zip entry m/b");
    row("local header of another method", patched(twoEntries, secondLocalAt + 8, std::uint16_t(8)), "weights_corrupt: zip entry m/b");
    row("local header with a long name", patched(twoEntries, secondLocalAt + 26, std::uint16_t(0xffff)), "weights_corrupt: zip entry m/b");
    row("local header of another name", zip({{"m/a", "x", 0, 0, "m/b"}}), "weights_corrupt: zip entry m/a");
    row("name twice", zip({{"m/a", "x"}, {"m/a", "y"}}), "weights_corrupt: zip entry m/a");
    row("encrypted", zip({{"m/a", "x", 0, 1}}), "weights_corrupt: zip entry m/a");
    row("headers masked", zip({{"m/a", "x", 0, 0x2000}}), "weights_corrupt: zip entry m/a");
    row("control characters do not reach a message", zip({{"\x1b[2J\n", "x", 0, 1}}), "weights_corrupt: zip entry ?[2J?");
}

void TestZipDirectory::lyingArchivesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QTEST(errorOfZip(bytes.toStdString()), "error");
}

void TestZipDirectory::everyTruncationIsRefused()
{
    for (std::size_t length = 0; length < twoEntries.size(); ++length) {
        const QString error = errorOfZip(twoEntries.substr(0, length));
        QVERIFY2(error.startsWith("weights_truncated: "), qPrintable(QString::number(length) + " " + error));
    }
}

QTEST_APPLESS_MAIN(TestZipDirectory)
#include "tst_zip_directory.moc"
