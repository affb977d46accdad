// Stored evidence: what is read is bit for bit what was written, and hostile bytes are refused before they ask for memory.

#include "core/error.h"
#include "pipeline/evidence_bytes.h"

#include <QElapsedTimer>
#include <QtTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using inference::Error;
using inference::ErrorCode;
using inference::Inspection;
using inference::View;
using inference::pipeline::evidenceBytes;
using inference::pipeline::inspectionFrom;

namespace {

using Bytes = std::vector<std::byte>;

View view(int layers, int rows, int columns, float first = -3.5f)
{
    const std::size_t count = std::size_t(layers) * rows * columns;
    View made {{1.5, 2, 300.25, 200}, {layers, rows, columns, 518, std::vector<float>(count), std::vector<float>(count)}};
    for (std::size_t i = 0; i < count; ++i) {
        made.evidence.pre[i] = first + float(i) * 0.37f;
        made.evidence.post[i] = first - float(i) * 1e-7f;
    }
    return made;
}

Inspection plain(int layers = 2, int rows = 2, int columns = 3)
{
    return {{640, 480}, {view(layers, rows, columns)}, {1.25, 2.5, 1e-3}, inference::PictureFigures {131.25, 40, 512.5}};
}

/// 640 x 480 in blocks of 5.
Inspection withCopy()
{
    Inspection inspection = plain();
    inference::GreyCopy copy {128, 96, 5, std::vector<std::uint8_t>(128 * 96)};
    for (std::size_t i = 0; i < copy.values.size(); ++i)
        copy.values[i] = std::uint8_t(i * 7);
    inspection.grey = std::make_shared<const inference::GreyCopy>(std::move(copy));
    return inspection;
}

/// The greatest of everything that is allowed must not be needed to ask for it: as if a person had written the checksum anew.
void seal(Bytes& bytes)
{
    using inference::pipeline::evidenceChecksumEnd;
    if (bytes.size() < evidenceChecksumEnd)
        return;
    const auto checksum = inference::pipeline::evidenceChecksum(std::span<const std::byte>(bytes).subspan(evidenceChecksumEnd));
    std::memcpy(bytes.data() + evidenceChecksumEnd - sizeof checksum, &checksum, sizeof checksum);
}

/// Why the bytes are refused; empty when they are not.
std::string refusal(const Bytes& bytes)
{
    try {
        inspectionFrom(bytes);
    } catch (const Error& error) {
        return error.code() == ErrorCode::EvidenceCorrupt ? error.arguments().at(0) : error.what();
    }
    return {};
}

bool bitsEqual(const std::vector<float>& left, const std::vector<float>& right)
{
    return left.size() == right.size() && std::memcmp(left.data(), right.data(), left.size() * sizeof(float)) == 0;
}

}  // namespace

class TestEvidenceBytes : public QObject {
    Q_OBJECT

private slots:
    void whatIsReadIsWhatWasWritten_data();
    void whatIsReadIsWhatWasWritten();
    void layoutStaysAsDocumented();
    void theFirstVersionIsRead();
    void theSecondVersionIsRead();
    void aCopyThatIsCutIsRefused();
    void cutBytesAreRefused();
    void everyFlippedBitIsFound();
    void hostileFieldsAreRefused_data();
    void hostileFieldsAreRefused();
    void bytesLeftOverAreRefused();
    void whatCannotBeReadBackIsNotWritten_data();
    void whatCannotBeReadBackIsNotWritten();
    void speed();
};

void TestEvidenceBytes::whatIsReadIsWhatWasWritten_data()
{
    QTest::addColumn<Inspection>("inspection");
    QTest::newRow("small") << plain();
    QTest::newRow("published size") << plain(4, 37, 37);
    QTest::newRow("one value") << plain(1, 1, 1);
    QTest::newRow("most layers") << plain(64, 1, 2);
    QTest::newRow("most columns") << plain(1, 1, 4096);
    Inspection tiled = plain();
    for (int i = 0; i < 30; ++i)
        tiled.views.push_back(view(1 + i % 4, 2, 2, float(i)));
    QTest::newRow("tiled") << tiled;
    Inspection odd = plain();
    odd.views[0].evidence.pre = {-0.0f, std::numeric_limits<float>::denorm_min(), -std::numeric_limits<float>::denorm_min(),
                                 std::numeric_limits<float>::min(), std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest(),
                                 std::bit_cast<float>(0x3f800001u), 0, 1, 2, 3, 4};
    QTest::newRow("every kind of number") << odd;
    Inspection unmeasured = plain();
    unmeasured.picture.reset();
    QTest::newRow("picture not measured") << unmeasured;
    QTest::newRow("with a grey copy") << withCopy();
    Inspection thin = withCopy();
    thin.imageSize = {2, 5000};
    thin.grey = std::make_shared<const inference::GreyCopy>(inference::GreyCopy {1, 125, 40, std::vector<std::uint8_t>(125, 9)});
    QTest::newRow("copy of a thin picture") << thin;
}

void TestEvidenceBytes::whatIsReadIsWhatWasWritten()
{
    QFETCH(Inspection, inspection);
    const Bytes bytes = evidenceBytes(inspection);
    const Inspection read = inspectionFrom(bytes);
    QCOMPARE(read.imageSize, inspection.imageSize);
    QCOMPARE(read.times.decode, inspection.times.decode);
    QCOMPARE(read.times.prepare, inspection.times.prepare);
    QCOMPARE(read.times.infer, inspection.times.infer);
    QCOMPARE(read.picture, inspection.picture);
    QCOMPARE(read.grey != nullptr, inspection.grey != nullptr);
    QVERIFY(!read.grey || *read.grey == *inspection.grey);
    QCOMPARE(read.views.size(), inspection.views.size());
    for (std::size_t i = 0; i < read.views.size(); ++i) {
        const auto& left = read.views[i].evidence;
        const auto& right = inspection.views[i].evidence;
        QCOMPARE(read.views[i].area, inspection.views[i].area);
        QVERIFY(left.layers == right.layers && left.rows == right.rows && left.columns == right.columns && left.imageSize == right.imageSize);
        QVERIFY(bitsEqual(left.pre, right.pre));
        QVERIFY(bitsEqual(left.post, right.post));
    }
    QVERIFY(evidenceBytes(read) == bytes);
}

void TestEvidenceBytes::layoutStaysAsDocumented()
{
    Inspection one {{3, 2}, {{{0, 0, 3, 2}, {1, 1, 1, 14, {1.0f}, {-2.0f}}}}, {1, 2, 4}, inference::PictureFigures {8, 2, 1},
                    std::make_shared<const inference::GreyCopy>(inference::GreyCopy {3, 2, 1, {1, 2, 3, 4, 5, 0xfe}})};
    const Bytes bytes = evidenceBytes(one);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())).toHex(),
             QByteArray("56435045" "03000000" "dae5771ea9a44817" "03000000" "02000000" "000000000000f03f" "0000000000000040" "0000000000001040"
                        "01000000" "0000000000002040" "0000000000000040" "000000000000f03f" "01000000" "0102030405fe" "01000000"
                        "0000000000000000" "0000000000000000" "0000000000000840" "0000000000000040" "01000000" "01000000" "01000000" "0e000000"
                        "0000803f" "000000c0"));
}

void TestEvidenceBytes::theFirstVersionIsRead()
{
    const QByteArray kept = QByteArray::fromHex(
        "56435045" "01000000" "2209e11075083f3a" "03000000" "02000000" "000000000000f03f" "0000000000000040" "0000000000001040" "01000000"
        "0000000000000000" "0000000000000000" "0000000000000840" "0000000000000040" "01000000" "01000000" "01000000" "0e000000"
        "0000803f" "000000c0");
    const Inspection read = inspectionFrom(std::as_bytes(std::span(kept.data(), std::size_t(kept.size()))));
    QCOMPARE(read.imageSize, (inference::Size {3, 2}));
    QVERIFY(!read.picture);
    QCOMPARE(read.views.size(), std::size_t(1));
    QCOMPARE(read.views[0].evidence.post, std::vector<float> {-2.0f});
}

void TestEvidenceBytes::theSecondVersionIsRead()
{
    const QByteArray kept = QByteArray::fromHex(
        "56435045" "02000000" "4ba83d59e922e025" "03000000" "02000000" "000000000000f03f" "0000000000000040" "0000000000001040"
        "01000000" "0000000000002040" "0000000000000040" "000000000000f03f" "01000000"
        "0000000000000000" "0000000000000000" "0000000000000840" "0000000000000040" "01000000" "01000000" "01000000" "0e000000"
        "0000803f" "000000c0");
    const Inspection read = inspectionFrom(std::as_bytes(std::span(kept.data(), std::size_t(kept.size()))));
    QCOMPARE(read.picture, (inference::PictureFigures {8, 2, 1}));
    QVERIFY(!read.grey);
    QCOMPARE(read.views[0].evidence.post, std::vector<float> {-2.0f});
}

void TestEvidenceBytes::aCopyThatIsCutIsRefused()
{
    const Bytes whole = evidenceBytes(withCopy());
    for (const std::size_t size : {std::size_t(80), std::size_t(80 + 128 * 96 - 1), std::size_t(80 + 128 * 96)}) {
        Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(size));
        seal(cut);
        QCOMPARE(refusal(cut), std::string(size < 80 + 128 * 96 ? "grey copy" : "head"));
    }
}

void TestEvidenceBytes::cutBytesAreRefused()
{
    const Bytes whole = evidenceBytes(plain());
    QCOMPARE(refusal(whole), std::string());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(size));
        QVERIFY2(!refusal(cut).empty(), qPrintable(QString::number(size)));
        seal(cut);
        QVERIFY2(!refusal(cut).empty() && refusal(cut) != "checksum", qPrintable(QString::number(size)));
    }
}

void TestEvidenceBytes::everyFlippedBitIsFound()
{
    Bytes bytes = evidenceBytes(plain());
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        bytes[i / 8] ^= std::byte(1 << i % 8);
        QVERIFY2(!refusal(bytes).empty(), qPrintable(QString::number(i)));
        bytes[i / 8] ^= std::byte(1 << i % 8);
    }
}

void TestEvidenceBytes::hostileFieldsAreRefused_data()
{
    QTest::addColumn<QList<quint32>>("places");  // offset, value, offset, value, ...
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const QList<quint32>& places, const char* place) { QTest::newRow(name) << places << QString(place); };
    row("magic", {0, 0x45504344}, "magic");
    row("no version", {4, 0}, "version 0");
    row("later version", {4, 4}, "version 4");
    row("copy twice", {76, 2}, "grey copy");
    row("a copy that isn't there", {76, 1}, "grey copy");
    row("measured twice", {48, 2}, "picture");
    row("measured and not measured", {48, 0}, "picture");
    row("brighter than white", {56, 0x40700000}, "picture");  // 256
    row("focus not a number", {72, 0x7ff80000}, "picture");
    row("no width", {16, 0}, "image size");
    row("negative height", {20, 0x80000000}, "image size");
    row("no views", {80, 0}, "number of views");
    row("more views than bytes", {80, 65536}, "number of views");
    row("more views than allowed", {80, 0xffffffff}, "number of views");
    row("one view more", {80, 2}, "view");
    row("width not finite", {104, 0xffffffff}, "view rectangle");  // the high half of a double: see below
    row("no layers", {116, 0}, "view sizes");
    row("65 layers", {116, 65}, "view sizes");
    row("4097 rows", {120, 4097}, "view sizes");
    row("negative columns", {124, 0xffffffff}, "view sizes");
    row("no model size", {128, 0}, "view sizes");
    row("largest sizes", {116, 64, 120, 4096, 124, 4096}, "values");
    row("not a number", {132, 0x7fc12345}, "values not finite");
    row("signalling, the last value", {224, 0xff800001}, "values not finite");
    row("infinite", {180, 0x7f800000}, "values not finite");
    row("one row more", {120, 3}, "values");
    row("one row less", {120, 1}, "bytes left over");
}

void TestEvidenceBytes::hostileFieldsAreRefused()
{
    QFETCH(QList<quint32>, places);
    QFETCH(QString, place);
    Bytes bytes = evidenceBytes(plain());
    for (qsizetype i = 0; i < places.size(); i += 2)
        std::memcpy(bytes.data() + places[i], &places[i + 1], 4);
    if (place == "view rectangle")  // both halves: a NaN
        std::memcpy(bytes.data() + places[0] - 4, &places[1], 4);
    seal(bytes);
    QCOMPARE(QString::fromStdString(refusal(bytes)), place);
}

void TestEvidenceBytes::bytesLeftOverAreRefused()
{
    Bytes bytes = evidenceBytes(plain());
    bytes.push_back(std::byte(0));
    // The checksum takes the last word for filled up with zeros: that alone would not find this one.
    seal(bytes);
    QCOMPARE(refusal(bytes), std::string("bytes left over"));
}

void TestEvidenceBytes::whatCannotBeReadBackIsNotWritten_data()
{
    QTest::addColumn<Inspection>("inspection");
    const auto row = [](const char* name, const std::function<void(Inspection&)>& spoil) {
        Inspection inspection = plain();
        spoil(inspection);
        QTest::newRow(name) << inspection;
    };
    row("no view", [](Inspection& i) { i.views.clear(); });
    row("too many views", [](Inspection& i) { i.views.assign(65537, view(1, 1, 1)); });
    row("no image", [](Inspection& i) { i.imageSize = {0, 10}; });
    row("a value short", [](Inspection& i) { i.views[0].evidence.post.pop_back(); });
    row("no rows", [](Inspection& i) { i.views[0].evidence = {1, 0, 1, 14, {}, {}}; });
    row("negative sizes", [](Inspection& i) { i.views[0].evidence = {-1, -1, 1, 14, {1}, {1}}; });
    row("too many layers", [](Inspection& i) { i.views[0] = view(65, 1, 1); });
    row("too many rows", [](Inspection& i) { i.views[0] = view(1, 4097, 1); });
    row("no area", [](Inspection& i) { i.views[0].area.height = 0; });
    row("not a number", [](Inspection& i) { i.views[0].evidence.pre.front() = NAN; });
    row("infinite", [](Inspection& i) { i.views[0].evidence.post.back() = -INFINITY; });
    row("area not finite", [](Inspection& i) { i.views[0].area.x = NAN; });
    row("brightness not a number", [](Inspection& i) { i.picture->brightness = NAN; });
    row("copy of another picture", [](Inspection& i) { i = withCopy(); i.imageSize = {650, 480}; });
    row("copy without its values", [](Inspection& i) { i.grey = std::make_shared<const inference::GreyCopy>(inference::GreyCopy {128, 96, 5, {}}); });
    row("negative focus", [](Inspection& i) { i.picture->focus = -1; });
}

void TestEvidenceBytes::whatCannotBeReadBackIsNotWritten()
{
    QFETCH(Inspection, inspection);
    try {
        evidenceBytes(inspection);
        QFAIL("was written");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::BadInput);
    }
}

void TestEvidenceBytes::speed()
{
    const Inspection inspection = plain(4, 37, 37);
    const Bytes bytes = evidenceBytes(inspection);
    QElapsedTimer timer;
    constexpr int rounds = 2000;
    std::size_t total = 0;
    timer.start();
    for (int i = 0; i < rounds; ++i)
        total += evidenceBytes(inspection).size();
    const qint64 writing = timer.nsecsElapsed();
    timer.start();
    for (int i = 0; i < rounds; ++i)
        total += inspectionFrom(bytes).views.size();
    const qint64 reading = timer.nsecsElapsed();
    QCOMPARE(total, rounds * (bytes.size() + 1));
    qInfo("%zu bytes; written in %.1f us, read in %.1f us", bytes.size(), double(writing) / rounds / 1e3, double(reading) / rounds / 1e3);
}

QTEST_GUILESS_MAIN(TestEvidenceBytes)
#include "tst_evidence_bytes.moc"
