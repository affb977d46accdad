// What is learnt of a file in several goes is of the same bytes, or nothing.
#include "app/store/settled_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using app::readSettled;
using inference::Error;
using inference::ErrorCode;

namespace fs = std::filesystem;

class TestSettledFile : public QObject {
    Q_OBJECT

private slots:
    void init();
    void quietFileIsReadOnce();
    void changeMeansAnotherTry_data();
    void changeMeansAnotherTry();
    void fileThatGoesOnChangingIsRefused();
    void errorOfAQuietFileIsItsOwn();
    void missingFileIsSaid();

private:
    void write(const std::string& text) const { std::ofstream(m_file, std::ios::binary) << text; }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file;
};

void TestSettledFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = fs::path(m_folder->path().toStdString()) / "part.png";
    write("whole");
}

void TestSettledFile::quietFileIsReadOnce()
{
    int reads = 0;
    QCOMPARE(readSettled(m_file, [&] { return ++reads; }), 1);
}

void TestSettledFile::changeMeansAnotherTry_data()
{
    using Change = std::function<void(const fs::path&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("fails");
    const Change grows = [](const fs::path& file) { std::ofstream(file, std::ios::app) << "more"; };
    const Change replaced = [](const fs::path& file) {
        // Of the same size and time: only the file itself is another.
        const auto time = fs::last_write_time(file);
        fs::copy_file(file, file.string() + ".new");
        fs::last_write_time(file.string() + ".new", time);
        fs::rename(file.string() + ".new", file);
    };
    QTest::newRow("grows") << grows << false;
    QTest::newRow("grows, could not be decoded") << grows << true;
    QTest::newRow("replaced") << replaced << false;
}

void TestSettledFile::changeMeansAnotherTry()
{
    QFETCH(std::function<void(const fs::path&)>, change);
    QFETCH(bool, fails);
    int reads = 0;
    const int answer = readSettled(m_file, [&] {
        if (++reads < 3) {
            change(m_file);
            if (fails)
                throw Error(ErrorCode::ImageTruncated, {}, m_file);
        }
        return reads;
    });
    QCOMPARE(answer, 3);
}

void TestSettledFile::fileThatGoesOnChangingIsRefused()
{
    int reads = 0;
    try {
        readSettled(m_file, [&] {
            write(std::string(std::size_t(++reads), 'x'));
            return reads;
        });
        QFAIL("was taken for settled");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::FileChanging);
        QCOMPARE(error.file(), m_file);
    }
    QCOMPARE(reads, 3);
}

void TestSettledFile::errorOfAQuietFileIsItsOwn()
{
    int reads = 0;
    try {
        readSettled(m_file, [&]() -> int {
            ++reads;
            throw Error(ErrorCode::ImageCorrupt, {}, m_file);
        });
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::ImageCorrupt);
    }
    QCOMPARE(reads, 1);
}

void TestSettledFile::missingFileIsSaid()
{
    fs::remove(m_file);
    try {
        readSettled(m_file, [] { return 0; });
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::FileMissing);
    }
}

QTEST_GUILESS_MAIN(TestSettledFile)
#include "tst_settled_file.moc"
