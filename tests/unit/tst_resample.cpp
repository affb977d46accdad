// Resampling against pixels that PIL made (tests/oracle/make_resample.py) and against the published preprocessing.

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"

#include <QtTest>

using namespace inference;

namespace {

const QString testData = QStringLiteral(WORKBENCH_TEST_DATA);

QByteArray contentsOf(const QString& name)
{
    QFile file(testData + "/golden/" + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Image imageFrom(int width, int height, int channels, const QByteArray& bytes, qsizetype offset)
{
    Image image = makeImage(width, height, channels);
    if (offset + qsizetype(image.pixels.size()) <= bytes.size())
        std::copy_n(bytes.begin() + offset, image.pixels.size(), image.pixels.begin());
    return image;
}

/// One tensor of the golden safetensors file: 8 bytes of length, JSON, raw little-endian numbers.
std::vector<float> goldenTensor(const QString& name, QList<int>& shape)
{
    const QByteArray file = contentsOf("tiny/golden.safetensors");
    const auto length = qFromLittleEndian<quint64>(file.constData());
    const auto entry = QJsonDocument::fromJson(file.mid(8, qsizetype(length))).object()[name].toObject();
    for (const auto& side : entry["shape"].toArray())
        shape.append(side.toInt());
    const auto begin = qsizetype(8 + length) + entry["data_offsets"].toArray()[0].toInteger();
    const auto end = qsizetype(8 + length) + entry["data_offsets"].toArray()[1].toInteger();
    std::vector<float> values(std::size_t(end - begin) / sizeof(float));
    std::memcpy(values.data(), file.constData() + begin, values.size() * sizeof(float));
    return values;
}

std::vector<int> ints(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

class TestResample : public QObject {
    Q_OBJECT

private slots:
    void pixelsEqualPil_data();
    void pixelsEqualPil();
    void modelInputEqualsPublishedPreprocessing_data();
    void modelInputEqualsPublishedPreprocessing();
    void sameSizeKeepsEveryPixel();
    void sixteenBitIsDividedBy257_data();
    void sixteenBitIsDividedBy257();
    void rgbForDisplay_data();
    void rgbForDisplay();
    void discreteTakesTheNearestPixel();
    void transparentColoursDoNotBleed();
    void badInputIsRefused();
};

void TestResample::pixelsEqualPil_data()
{
    QTest::addColumn<QList<int>>("numbers");
    auto lines = QString::fromUtf8(contentsOf("resample/cases.csv")).split('\n', Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 50);
    lines.removeFirst();
    for (const QString& line : lines) {
        QList<int> numbers;
        for (const QString& number : line.split(','))
            numbers.append(number.toInt());
        QTest::newRow(qPrintable(line)) << numbers;
    }
}

void TestResample::pixelsEqualPil()
{
    QFETCH(QList<int>, numbers);
    const QByteArray pixels = contentsOf("resample/pixels.bin");
    Image image = imageFrom(numbers[0], numbers[1], numbers[2], pixels, numbers[6]);
    image.discrete = numbers[3] != 0;
    const Image expected = imageFrom(numbers[4], numbers[5], numbers[2], pixels, numbers[6] + qsizetype(image.pixels.size()));
    const Image result = imaging::resizeBicubic(image, numbers[4], numbers[5]);
    QCOMPARE(result.size(), expected.size());
    QCOMPARE(result.channels, expected.channels);
    QCOMPARE(result.discrete, image.discrete);
    QCOMPARE(ints(result.pixels), ints(expected.pixels));
}

void TestResample::modelInputEqualsPublishedPreprocessing_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < 4; ++i)
        QTest::addRow("image_%d", i) << i;
}

void TestResample::modelInputEqualsPublishedPreprocessing()
{
    QFETCH(int, index);
    // CLIP's own normalisation
    constexpr float mean[] = {0.48145466f, 0.4578275f, 0.40821073f};
    constexpr float deviation[] = {0.26862954f, 0.26130258f, 0.27577711f};
    QList<int> shape;
    const std::vector<float> golden = goldenTensor("preprocessed", shape);
    QCOMPARE(shape, (QList<int> {4, 3, 154, 154}));
    const auto path = testData + QString("/golden/tiny/image_%1.png").arg(index);
    const Image input = imaging::toModelInput(imaging::decode(path.toStdString(), {false}), shape[3]);
    QCOMPARE(input.size(), (Size {shape[3], shape[2]}));
    QCOMPARE(input.channels, 3);
    const std::size_t plane = std::size_t(shape[2]) * std::size_t(shape[3]);
    float greatest = 0;
    for (std::size_t i = 0; i < plane; ++i)
        for (std::size_t c = 0; c < 3; ++c) {
            const float value = (float(input.pixels[3 * i + c]) / 255.0f - mean[c]) / deviation[c];
            greatest = std::max(greatest, std::abs(value - golden[(std::size_t(index) * 3 + c) * plane + i]));
        }
    QVERIFY2(greatest <= 1e-6f, qPrintable(QString::number(greatest)));
}

void TestResample::sameSizeKeepsEveryPixel()
{
    // also where the colours of transparent pixels would not survive premultiplication
    Image image = makeImage(3, 1, 4);
    image.pixels = {200, 100, 50, 1, 9, 8, 7, 0, 255, 0, 255, 128};
    QCOMPARE(ints(imaging::resizeBicubic(image, 3, 1).pixels), ints(image.pixels));
}

void TestResample::sixteenBitIsDividedBy257_data()
{
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("expected");
    QTest::newRow("black") << 0 << 0;
    QTest::newRow("just below half a step") << 128 << 0;
    QTest::newRow("just above half a step") << 129 << 1;
    QTest::newRow("a multiple") << 257 * 100 << 100;
    QTest::newRow("white") << 65535 << 255;
}

void TestResample::sixteenBitIsDividedBy257()
{
    QFETCH(int, value);
    QFETCH(int, expected);
    Image image = makeImage(2, 2, 1, 2);
    auto* samples = reinterpret_cast<std::uint16_t*>(image.pixels.data());
    std::fill_n(samples, 4, std::uint16_t(value));
    const Image display = imaging::toRgb8(image);
    const Image input = imaging::toModelInput(image, 5);
    QCOMPARE(ints(display.pixels), std::vector<int>(12, expected));
    QCOMPARE(ints(input.pixels), std::vector<int>(75, expected));
}

void TestResample::rgbForDisplay_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<QList<int>>("pixels");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("grey is repeated") << 1 << QList<int> {7, 200} << QList<int> {7, 7, 7, 200, 200, 200};
    QTest::newRow("grey drops its alpha") << 2 << QList<int> {7, 0, 200, 9} << QList<int> {7, 7, 7, 200, 200, 200};
    QTest::newRow("RGB stays") << 3 << QList<int> {1, 2, 3, 4, 5, 6} << QList<int> {1, 2, 3, 4, 5, 6};
    QTest::newRow("RGBA drops its alpha") << 4 << QList<int> {1, 2, 3, 0, 4, 5, 6, 99} << QList<int> {1, 2, 3, 4, 5, 6};
}

void TestResample::rgbForDisplay()
{
    QFETCH(int, channels);
    QFETCH(QList<int>, pixels);
    QFETCH(QList<int>, expected);
    Image image = makeImage(2, 1, channels);
    std::copy(pixels.begin(), pixels.end(), image.pixels.begin());
    const Image result = imaging::toRgb8(image);
    QCOMPARE(result.channels, 3);
    QCOMPARE(ints(result.pixels), std::vector<int>(expected.begin(), expected.end()));
}

void TestResample::discreteTakesTheNearestPixel()
{
    Image image = makeImage(4, 1, 1);
    image.pixels = {10, 20, 30, 40};
    image.discrete = true;
    QCOMPARE(ints(imaging::resizeBicubic(image, 2, 1).pixels), (std::vector<int> {20, 40}));  // floor((x + 0.5) * 2) = 1, 3
    QCOMPARE(ints(imaging::resizeBicubic(image, 8, 1).pixels), (std::vector<int> {10, 10, 20, 20, 30, 30, 40, 40}));
}

void TestResample::transparentColoursDoNotBleed()
{
    Image image = makeImage(8, 1, 4);
    for (std::size_t x = 0; x < 8; ++x)
        for (std::size_t c = 0; c < 4; ++c)
            image.pixels[4 * x + c] = x < 4 ? (c == 0 || c == 3 ? 255 : 0) : (c == 1 ? 255 : 0);  // red, then green that is transparent
    const Image result = imaging::resizeBicubic(image, 4, 1);
    for (std::size_t x = 0; x < 4; ++x)
        QCOMPARE(int(result.pixels[4 * x + 1]), 0);
}

void TestResample::badInputIsRefused()
{
    const auto codeOf = [](auto work) {
        try {
            work();
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Internal;
    };
    Image lacking = makeImage(4, 4, 3);
    lacking.pixels.pop_back();
    QCOMPARE(codeOf([] { imaging::resizeBicubic({}, 5, 5); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([] { imaging::resizeBicubic(makeImage(4, 4, 1, 2), 5, 5); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([] { imaging::resizeBicubic(makeImage(4, 4, 1), 0, 5); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { imaging::toModelInput(lacking, 5); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([] { imaging::toRgb8({}); }), ErrorCode::BadInput);
}

QTEST_APPLESS_MAIN(TestResample)
#include "tst_resample.moc"
