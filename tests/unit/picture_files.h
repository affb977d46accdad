#pragma once

#include "core/error.h"
#include "imaging/decode.h"

#include <QtTest>

#include <algorithm>
#include <cstdlib>

/// The pictures of golden/images with the pixels that PIL saw in them (tests/oracle/make_images.py), and files to be decoded.
namespace picture_files {

using namespace inference;

inline const QString imageFolder = QStringLiteral(WORKBENCH_TEST_DATA) + "/golden/images/";

inline QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline std::filesystem::path pathOf(const QString& path) { return std::filesystem::path(path.toStdU16String()); }

/// One line of cases.csv with the pixels that PIL saw.
struct Case {
    QString file;
    Image stored;
    int orientation = 1;
    int tolerance = 0;
};

inline QList<QStringList> tableOf(const QString& name)
{
    QList<QStringList> rows;
    for (const QString& line : QString::fromUtf8(contentsOf(imageFolder + name)).split('\n', Qt::SkipEmptyParts))
        rows.append(line.split(','));
    rows.removeFirst();
    return rows;
}

inline QList<Case> allCases()
{
    const QByteArray pixels = contentsOf(imageFolder + "expected.bin");
    QList<Case> cases;
    for (const QStringList& row : tableOf("cases.csv")) {
        Case one {row[0], makeImage(row[1].toInt(), row[2].toInt(), row[3].toInt(), row[4].toInt()), row[6].toInt(), row[7].toInt()};
        one.stored.discrete = row[5] == "1";
        std::copy_n(pixels.begin() + row[8].toInt(), one.stored.pixels.size(), one.stored.pixels.begin());
        cases.append(one);
    }
    return cases;
}

inline int greatestDifference(const Image& a, const Image& b)
{
    int greatest = 0;
    const auto samples = a.pixels.size() / std::size_t(a.bytesPerChannel);
    for (std::size_t i = 0; i < samples; ++i) {
        const int difference = a.bytesPerChannel == 1
            ? int(a.pixels[i]) - int(b.pixels[i])
            : int(reinterpret_cast<const std::uint16_t*>(a.pixels.data())[i]) - int(reinterpret_cast<const std::uint16_t*>(b.pixels.data())[i]);
        greatest = std::max(greatest, std::abs(difference));
    }
    return greatest;
}

inline bool sameForm(const Image& a, const Image& b)
{
    return a.size() == b.size() && a.channels == b.channels && a.bytesPerChannel == b.bytesPerChannel
        && a.pixels.size() == b.pixels.size();
}

/// "code" or "code: argument, argument", or "" when nothing is thrown.
template<typename Work>
QString errorOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        QStringList arguments;
        for (const auto& argument : error.arguments())
            arguments.append(QString::fromStdString(argument));
        const auto name = codeName(error.code());
        return QString::fromLatin1(name.data(), qsizetype(name.size())) + (arguments.isEmpty() ? "" : ": " + arguments.join(", "));
    }
    return {};
}

/// A row for each of the cases, or for those only that are not stored upright.
inline void addCases(bool turnedOnly)
{
    QTest::addColumn<int>("index");
    const auto cases = allCases();
    QVERIFY(cases.size() > 70);
    for (int i = 0; i < cases.size(); ++i)
        if (!turnedOnly || cases[i].orientation != 1)
            QTest::newRow(qPrintable(cases[i].file)) << i;
}

}  // namespace picture_files
