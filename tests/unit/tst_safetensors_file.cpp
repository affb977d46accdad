#include "weight_tools.h"

#include <QtTest>

using namespace inference::weights;
using namespace weight_tools;

namespace {

const std::string plainHeader = R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
                                R"("b":{"dtype":"F16","shape":[],"data_offsets":[24,26]}})";

}  // namespace

class TestSafetensorsFile : public QObject {
    Q_OBJECT

private slots:
    void tensorsAreFound();
    void everyTypeIsKnown_data();
    void everyTypeIsKnown();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void everyTruncationIsRefused();
};

void TestSafetensorsFile::tensorsAreFound()
{
    const auto file = load(safetensors(plainHeader, 26));
    QVERIFY(file->container() == Container::Safetensors);
    QCOMPARE(file->tensors().size(), std::size_t(2));
    const TensorView& a = file->tensors().at("a");
    QVERIFY(a.dtype == DType::F32);
    QCOMPARE(a.shape, (std::vector<std::int64_t> {2, 3}));
    QCOMPARE(a.strides, (std::vector<std::int64_t> {3, 1}));
    QCOMPARE(a.bytes.size(), std::size_t(24));
    QVERIFY(file->tensors().at("b").shape.empty());
}

void TestSafetensorsFile::everyTypeIsKnown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    for (const auto& [name, type] : {std::pair {"F64", "float64"}, {"F32", "float32"}, {"F16", "float16"}, {"BF16", "bfloat16"},
                                     {"I64", "int64"}, {"I32", "int32"}, {"I16", "int16"}, {"I8", "int8"}, {"U8", "uint8"}, {"BOOL", "bool"}})
        QTest::newRow(name) << name << type;
}

void TestSafetensorsFile::everyTypeIsKnown()
{
    QFETCH(QString, name);
    // No elements: only the type's name is asked about.
    const std::string header = QString(R"({"a":{"dtype":"%1","shape":[0],"data_offsets":[0,0]}})").arg(name).toStdString();
    const auto file = load(safetensors(header, 0));
    QTEST(QString::fromUtf8(dtypeName(file->tensors().at("a").dtype).data()), "type");
}

void TestSafetensorsFile::brokenFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto raw = [](const char* name, const std::string& bytes, const char* error) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << error;
    };
    const auto row = [&](const char* name, const std::string& header, const char* error = "weights_corrupt: safetensors header") {
        raw(name, safetensors(header, 24), error);
    };
    raw("header beyond the file", little(std::uint64_t(50)) + "{}", "weights_truncated: 58, 10");
    raw("header of absurd length", little(std::uint64_t(100'000'001)) + "{}", "weights_corrupt: safetensors header length");
    raw("header of greatest length", std::string(7, '\xff') + "\x7f{}", "weights_corrupt: safetensors header length");
    row("no JSON", "{nonsense");
    row("text behind the object", "{}x");
    row("an array", R"({"a":[]})");
    row("a number", R"({"a":1})");
    row("nothing", R"({"a":null})");
    row("a field of another sort", R"({"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"more":true}})");
    row("nested too deep", R"({"a":{"dtype":{"x":{}}}})");
    row("arrays in arrays", R"({"a":{"shape":[[[[[]]]]]}})");
    row("negative size", R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})");
    row("fractional size", R"({"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}})");
    row("size beyond 63 bits", R"({"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}})");
    row("seventeen dimensions", R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})");
    row("shape twice", R"({"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}})");
    row("metadata that is no object", R"({"__metadata__":"x"})");
    row("not UTF-8", "{\"\xff\":{}}");
    row("no type", R"({"a":{"shape":[1],"data_offsets":[0,4]}})", "weights_corrupt: tensor a");
    row("no shape", R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", "weights_corrupt: tensor a");
    row("no offsets", R"({"a":{"dtype":"F32","shape":[1]}})", "weights_corrupt: tensor a");
    row("one offset", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}})", "weights_corrupt: tensor a");
    row("end before begin", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", "weights_corrupt: tensor a");
    row("size and offsets disagree", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", "weights_corrupt: tensor a");
    row("no whole elements", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,7]}})", "weights_corrupt: tensor a");
    row("product overflows", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", "weights_corrupt: tensor a");
    row("data beyond the file", R"({"a":{"dtype":"F32","shape":[7],"data_offsets":[0,28]}})", "weights_truncated: 91, 87");
    row("huge offsets", R"({"a":{"dtype":"U8","shape":[7],"data_offsets":[9223372036854775800,9223372036854775807]}})",
        "weights_truncated: 9223372036854775904, 121");
    row("overlap", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
        "weights_corrupt: tensor b");
    row("name twice", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
        "weights_corrupt: tensor a");
    row("empty name", R"({"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "weights_corrupt: tensor name ");
    row("control characters in a name", R"({"\u001b[2J":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "weights_corrupt: tensor name ?[2J");
    row("unknown type", R"({"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}})", "tensor_type: a, F8_E4M3");
}

void TestSafetensorsFile::brokenFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QTEST(errorOf([&] { load(bytes.toStdString()); }), "error");
}

void TestSafetensorsFile::everyTruncationIsRefused()
{
    const std::string whole = safetensors(plainHeader, 26);
    for (std::size_t length = 9; length < whole.size(); ++length) {
        const QString error = errorOf([&] { load(whole.substr(0, length)); });
        QVERIFY2(error.startsWith("weights_truncated: "), qPrintable(QString::number(length) + " " + error));
    }
}

QTEST_APPLESS_MAIN(TestSafetensorsFile)
#include "tst_safetensors_file.moc"
