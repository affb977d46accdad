#include "weight_tools.h"

#include "weights/tensor_view.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace inference::weights;
using weight_tools::errorOf;

Q_DECLARE_METATYPE(DType)

class TestTensorView : public QObject {
    Q_OBJECT

private slots:
    void shapesReadLikePyTorch_data();
    void shapesReadLikePyTorch();
    void everyHalfConvertsExactly();
    void brainFloatIsTheUpperHalfOfAFloat();
    void doublesAreRounded();
    void stridesAreFollowed_data();
    void stridesAreFollowed();
    void unalignedBytesAreRead();
    void notFiniteValuesAreCounted();
    void integersAreRefused_data();
    void integersAreRefused();
    void anOutputOfAnotherLengthIsRefused();
};

void TestTensorView::shapesReadLikePyTorch_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("shape");
    QTest::addColumn<QString>("text");
    QTest::newRow("scalar") << std::vector<std::int64_t> {} << "[]";
    QTest::newRow("vector") << std::vector<std::int64_t> {7} << "[7]";
    QTest::newRow("matrix") << std::vector<std::int64_t> {1024, 768} << "[1024, 768]";
}

void TestTensorView::shapesReadLikePyTorch()
{
    QFETCH(std::vector<std::int64_t>, shape);
    QTEST(QString::fromStdString(shapeText(shape)), "text");
}

void TestTensorView::everyHalfConvertsExactly()
{
    std::vector<std::uint16_t> halves(65536);
    for (std::size_t i = 0; i < halves.size(); ++i)
        halves[i] = std::uint16_t(i);
    std::vector<float> floats(halves.size());
    const std::size_t notFinite = copyAsFloat({DType::F16, {65536}, {1}, std::as_bytes(std::span(halves))}, floats);
    QCOMPARE(notFinite, std::size_t(2 * 1024));  // the greatest exponent, both signs
    for (std::size_t i = 0; i < halves.size(); ++i) {
        const int exponent = int(i >> 10) & 31, fraction = int(i) & 1023;
        if (exponent == 31) {
            QCOMPARE(std::isnan(floats[i]), fraction != 0);
            continue;
        }
        const float magnitude = exponent == 0 ? std::ldexp(float(fraction), -24) : std::ldexp(float(1024 + fraction), exponent - 25);
        const float expected = std::copysign(magnitude, i >= 32768 ? -1.0f : 1.0f);
        QVERIFY2(std::memcmp(&expected, &floats[i], sizeof expected) == 0, qPrintable(QString::number(i)));
    }
}

void TestTensorView::brainFloatIsTheUpperHalfOfAFloat()
{
    const std::vector<std::uint16_t> stored {0x3f80, 0xc000, 0x0001, 0x8000};
    std::vector<float> floats(4);
    QCOMPARE(copyAsFloat({DType::BF16, {4}, {1}, std::as_bytes(std::span(stored))}, floats), std::size_t(0));
    QCOMPARE(floats[0], 1.0f);
    QCOMPARE(floats[1], -2.0f);
    QCOMPARE(floats[2], std::ldexp(1.0f, -133));
    QVERIFY(std::signbit(floats[3]));
}

void TestTensorView::doublesAreRounded()
{
    const std::vector<double> stored {1.0 / 3.0, 1e300};
    std::vector<float> floats(2);
    QCOMPARE(copyAsFloat({DType::F64, {2}, {1}, std::as_bytes(std::span(stored))}, floats), std::size_t(1));  // 1e300 is beyond
    QCOMPARE(floats[0], 1.0f / 3.0f);
}

void TestTensorView::stridesAreFollowed_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("shape");
    QTest::addColumn<std::vector<std::int64_t>>("strides");
    QTest::addColumn<std::vector<float>>("values");
    QTest::newRow("scalar") << std::vector<std::int64_t> {} << std::vector<std::int64_t> {} << std::vector<float> {0};
    QTest::newRow("plain") << std::vector<std::int64_t> {2, 3} << std::vector<std::int64_t> {3, 1} << std::vector<float> {0, 1, 2, 3, 4, 5};
    QTest::newRow("transposed") << std::vector<std::int64_t> {3, 2} << std::vector<std::int64_t> {1, 3} << std::vector<float> {0, 3, 1, 4, 2, 5};
    QTest::newRow("every second") << std::vector<std::int64_t> {4} << std::vector<std::int64_t> {2} << std::vector<float> {0, 2, 4, 6};
    QTest::newRow("repeated") << std::vector<std::int64_t> {2, 2} << std::vector<std::int64_t> {0, 1} << std::vector<float> {0, 1, 0, 1};
    QTest::newRow("three dimensions") << std::vector<std::int64_t> {2, 1, 2} << std::vector<std::int64_t> {1, 99, 4} << std::vector<float> {0, 4, 1, 5};
    QTest::newRow("empty") << std::vector<std::int64_t> {0, 5} << std::vector<std::int64_t> {5, 1} << std::vector<float> {};
}

void TestTensorView::stridesAreFollowed()
{
    QFETCH(std::vector<std::int64_t>, shape);
    QFETCH(std::vector<std::int64_t>, strides);
    QFETCH(std::vector<float>, values);
    const std::vector<float> stored {0, 1, 2, 3, 4, 5, 6, 7};
    const TensorView view {DType::F32, shape, strides, std::as_bytes(std::span(stored))};
    std::vector<float> floats(std::size_t(view.elements()));
    QCOMPARE(copyAsFloat(view, floats), std::size_t(0));
    QCOMPARE(floats, values);
}

void TestTensorView::unalignedBytesAreRead()
{
    const std::string stored = "x" + weight_tools::little(1.5f) + weight_tools::little(-2.0f);
    std::vector<float> floats(2);
    copyAsFloat({DType::F32, {2}, {1}, std::as_bytes(std::span(stored)).subspan(1)}, floats);
    QCOMPARE(floats, (std::vector<float> {1.5f, -2.0f}));
}

void TestTensorView::notFiniteValuesAreCounted()
{
    std::vector<float> stored(5000, 1.0f);
    stored[0] = std::numeric_limits<float>::quiet_NaN();
    stored[2048] = std::numeric_limits<float>::infinity();
    stored[4999] = -std::numeric_limits<float>::infinity();
    std::vector<float> floats(5000);
    QCOMPARE(copyAsFloat({DType::F32, {5000}, {1}, std::as_bytes(std::span(stored))}, floats), std::size_t(3));
    QCOMPARE(copyAsFloat({DType::F32, {50, 100}, {1, 50}, std::as_bytes(std::span(stored))}, floats), std::size_t(3));
}

void TestTensorView::integersAreRefused_data()
{
    QTest::addColumn<DType>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("int64") << DType::I64 << "int64";
    QTest::newRow("int32") << DType::I32 << "int32";
    QTest::newRow("int16") << DType::I16 << "int16";
    QTest::newRow("int8") << DType::I8 << "int8";
    QTest::newRow("uint8") << DType::U8 << "uint8";
    QTest::newRow("bool") << DType::Bool << "bool";
}

void TestTensorView::integersAreRefused()
{
    QFETCH(DType, type);
    QFETCH(QString, name);
    const std::vector<std::int64_t> stored {1};
    std::vector<float> floats(1);
    QCOMPARE(errorOf([&] { copyAsFloat({type, {1}, {1}, std::as_bytes(std::span(stored))}, floats); }), "tensor_type: , " + name);
}

void TestTensorView::anOutputOfAnotherLengthIsRefused()
{
    const std::vector<float> stored {1, 2};
    std::vector<float> floats(3);
    QCOMPARE(errorOf([&] { copyAsFloat({DType::F32, {2}, {1}, std::as_bytes(std::span(stored))}, floats); }),
             "bad_input: length of the output");
}

QTEST_APPLESS_MAIN(TestTensorView)
#include "tst_tensor_view.moc"
