#include "weight_tools.h"

#include "weights/pickle_reader.h"
#include "weights/tensor_table.h"

#include <QtTest>

using namespace inference::weights;
using namespace weight_tools;
using pickle::Classes;
using pickle::Kind;

namespace {

pickle::Document readText(const std::string& bytes, Classes classes = Classes::Refused)
{
    return pickle::read(std::as_bytes(std::span(bytes)), 0, classes);
}

/// The document's values as one line: "{'a': (1, None)}".
QString describe(const pickle::Document& document, pickle::Value value)
{
    switch (value.kind) {
    case Kind::None: return "None";
    case Kind::Bool: return value.number != 0 ? "True" : "False";
    case Kind::Integer: return QString::number(value.number);
    case Kind::Real: return QString::number(std::bit_cast<double>(value.number));
    case Kind::String: return "'" + QString::fromUtf8(document.text(value).data(), int(document.text(value).size())) + "'";
    case Kind::BigInteger: return QString("big(%1)").arg(document.text(value).size());
    case Kind::Storage: return "storage";
    case Kind::Tensor: return "tensor";
    case Kind::Global: return "global";
    default: break;
    }
    QStringList items;
    for (const pickle::Value item : document.items(value))
        items << describe(document, item);
    const QString open = value.kind == Kind::Tuple ? "(" : value.kind == Kind::List ? "[" : value.kind == Kind::Object ? "<" : "{";
    return open + items.join(", ");
}

const std::string osSystem = "cos\nsystem\n" + text("true") + "\x85R";

}  // namespace

class TestPickleReader : public QObject {
    Q_OBJECT

private slots:
    void valuesAreRead_data();
    void valuesAreRead();
    void everyOtherOpcodeIsRefused();
    void foreignGlobalsAreRefused_data();
    void foreignGlobalsAreRefused();
    void scriptClassesAreInertRecords();
    void brokenPicklesAreCorrupt_data();
    void brokenPicklesAreCorrupt();
    void everyTruncationIsCorrupt();
    void nestingCostsNoStack();
    void valuesAreLimited_data();
    void valuesAreLimited();
    void theEndIsBehindStop();
};

void TestPickleReader::valuesAreRead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const std::string& body, const char* value) {
        QTest::newRow(name) << QByteArray::fromStdString(body) << value;
    };
    using namespace std::string_literals;
    row("none", "N", "None");
    row("booleans", "\x88\x89\x86", "(True, False");
    row("small integers", "K\xffM\xff\xffJ\xff\xff\xff\xff\x87", "(255, 65535, -1");
    row("long", "\x8a\x02\x00\x80"s, "-32768");
    row("long of no bytes", "\x8a\x00"s, "0");
    row("long of 8 bytes", number(-5), "-5");
    row("long of 255 bytes", "\x8a\xff"s + std::string(255, 'x'), "big(255)");
    row("real", "G\x3f\xf8\0\0\0\0\0\0"s, "1.5");
    row("texts", text("a") + "\x8c\x01" "b\x86", "('a', 'b'");
    row("list", "](K\1K\2e" "K\3a", "[1, 2, 3");
    row("dictionary", "}" + text("a") + "K\1s(" + text("b") + "Nu", "{'a', 1, 'b', None");
    row("set", "\x8f(K\1\x90", "{1");
    row("ordered dictionary", "ccollections\nOrderedDict\n)R" + text("a") + "K\1s", "{'a', 1");
    row("ordered dictionary of Python 2", "ccollections\nOrderedDict\n](](" + text("a") + "K\1ee\x85R", "{'a', 1");
    row("metadata is left out", "ccollections\nOrderedDict\n)R}" + text("_metadata") + "Nsb", "{");
    row("memo", "K\7q\5h\5j\5\0\0\0\x87"s, "(7, 7, 7");
    row("large memo index", "K\7r\xff\xff\xff\xffj\xff\xff\xff\xff\x86"s, "(7, 7");
    row("protocol 4", "\x95\1\0\0\0\0\0\0\0K\7\x94h\0\x8c\x0b" "collections\x8c\x0bOrderedDict\x93)R\x87"s, "(7, 7, {");
    row("tensor", tensor(), "tensor");
    row("parameter", "ctorch._utils\n_rebuild_parameter\n" + tensor() + "\x88N\x87R", "tensor");
    row("parameter with state", "ctorch._utils\n_rebuild_parameter_with_state\n(" + tensor() + "\x88NNtR", "tensor");
    row("untyped storage", tensor({"UntypedStorage"}), "tensor");
}

void TestPickleReader::valuesAreRead()
{
    QFETCH(QByteArray, body);
    const std::string bytes = pickled(body.toStdString());
    const pickle::Document document = readText(bytes);
    QTEST(describe(document, document.root), "value");
}

void TestPickleReader::everyOtherOpcodeIsRefused()
{
    const std::string known = "(.)}]NKMJXGcQRqrhjtaesub\x80\x81\x85\x86\x87\x88\x89\x8a\x8c\x8f\x90\x93\x94\x95";
    int refused = 0;
    for (int opcode = 0; opcode < 256; ++opcode) {
        if (known.find(char(opcode)) != std::string::npos)
            continue;
        const QString expected = QString("pickle_opcode_refused: 0x%1, 2").arg(opcode, 2, 16, QChar('0'));
        QCOMPARE(errorOf([&] { readText("\x80\x02" + std::string(1, char(opcode)) + std::string(64, '\n')); }), expected);
        ++refused;
    }
    QCOMPARE(refused, 256 - int(known.size()));
}

void TestPickleReader::foreignGlobalsAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const std::string& body, const char* error) {
        QTest::newRow(name) << QByteArray::fromStdString(body) << error;
    };
    row("os.system", osSystem, "pickle_global_refused: os.system");
    row("os.system of protocol 4", "\x8c\x02os\x8c\x06system\x93", "pickle_global_refused: os.system");
    row("eval", "c__builtin__\neval\n", "pickle_global_refused: __builtin__.eval");
    row("another function of a known module", "ctorch._utils\n_import_dotted_name\n", "pickle_global_refused: torch._utils._import_dotted_name");
    row("dotted path out of a known class", "ccollections\nOrderedDict.__class__\n", "pickle_global_refused: collections.OrderedDict.__class__");
    row("a storage we have no type for", "ctorch\nComplexFloatStorage\n", "pickle_global_refused: torch.ComplexFloatStorage");
    row("TorchScript class outside TorchScript", "c__torch__\nHolder\n", "pickle_global_refused: __torch__.Holder");
    row("control characters do not reach a message", "co\x1b[31ms\nsys\ttem\n", "pickle_global_refused: o?[31ms.sys?tem");
}

void TestPickleReader::foreignGlobalsAreRefused()
{
    QFETCH(QByteArray, body);
    QTEST(errorOf([&] { readText(pickled(body.toStdString())); }), "error");
}

void TestPickleReader::scriptClassesAreInertRecords()
{
    const std::string module = "c__torch__.a.___torch_mangle_7\nHolder\n)\x81";
    const std::string bytes = pickled(module + dict(text("training") + "\x88" + text("weight") + tensor()) + "b");
    const pickle::Document document = readText(bytes, Classes::TorchScript);
    QCOMPARE(describe(document, document.root), "<'training', True, 'weight', tensor");
    QCOMPARE(errorOf([&] { readText(pickled("c__torch__\nHolder\n)R"), Classes::TorchScript); }), "weights_corrupt: pickle offset 21");
    QCOMPARE(errorOf([&] { readText(pickled("c__torch__x\nHolder\n)\x81"), Classes::TorchScript); }),
             "pickle_global_refused: __torch__x.Holder");
}

void TestPickleReader::brokenPicklesAreCorrupt_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const std::string& body) { QTest::newRow(name) << QByteArray::fromStdString(body); };
    using namespace std::string_literals;
    row("nothing on the stack", "");
    row("two values at the end", "NN");
    row("open mark at the end", "N(");
    row("tuple without mark", "t");
    row("tuple across a mark", "N(N\x86t");
    row("memo that was never put", "h\0"s);
    row("memo put of nothing", "q\0"s);
    row("memo put of what lies behind a mark", "N(q\0t\x86"s);
    row("dictionary item without a value", "}(" + text("a") + "u");
    row("items for a list", "](NNu");
    row("appended to a dictionary", "}Na");
    row("text longer than the file", "X\xff\xff\xff\xff");
    row("long longer than the file", "\x8a\xff\x01");
    row("global without an end", "ctorch\n" + std::string(100, 'x'));
    row("global without end for a thousand characters", "c" + std::string(5000, 'x') + "\nname\n");
    row("call of a text", text("os.system") + ")R");
    row("call with a list", "ccollections\nOrderedDict\n]R");
    row("call of a storage type", "ctorch\nFloatStorage\n)R");
    row("object of a known function", "ctorch._utils\n_rebuild_tensor_v2\n)\x81");
    row("state for a tuple", ")}b");
    row("state for a tensor", tensor() + "}b");
    row("persistent id that is no tuple", text("0") + "Q");
    row("persistent id of three parts", text("storage") + text("x") + text("0") + "\x87Q");
    row("persistent id of another sort", "(" + text("module") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + "K\1tQ");
    row("storage of a function", "(" + text("storage") + "ccollections\nOrderedDict\n" + text("0") + text("cpu") + "K\1tQ");
    row("storage of a negative size", tensor({"FloatStorage", "0", -1}));
    row("view beyond its storage", "(" + text("storage") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + "K\5(" + text("v") + "K\3K\3ttQ");
    row("negative offset", tensor({"FloatStorage", "0", 6, -1}));
    row("negative size", tensor({"FloatStorage", "0", 6, 0, {-2, -3}, {3, 1}}));
    row("negative stride", tensor({"FloatStorage", "0", 6, 0, {2, 3}, {-3, 1}}));
    row("fewer strides than sizes", tensor({"FloatStorage", "0", 6, 0, {2, 3}, {3}}));
    row("seventeen dimensions", tensor({"FloatStorage", "0", 6, 0, std::vector<std::int64_t>(17, 1), std::vector<std::int64_t>(17, 1)}));
    row("parameter of no tensor", "ctorch._utils\n_rebuild_parameter\nN\x88N\x87R");
    row("ordered dictionary of a text", "ccollections\nOrderedDict\n" + text("ab") + "\x85R");
    row("ordered dictionary of single values", "ccollections\nOrderedDict\n](K\1e\x85R");
    row("protocol 4 global of numbers", "K\1K\2\x93");
}

void TestPickleReader::brokenPicklesAreCorrupt()
{
    QFETCH(QByteArray, body);
    const QString error = errorOf([&] { readText(pickled(body.toStdString())); });
    QVERIFY2(error.startsWith("weights_corrupt: pickle offset "), qPrintable(error));
}

void TestPickleReader::everyTruncationIsCorrupt()
{
    const std::string whole = pickled(dict(text("a") + tensor() + text("b") + "](K\1\x8c\x01xe"));
    QCOMPARE(errorOf([&] { readText(whole); }), QString());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const QString error = errorOf([&] { readText(whole.substr(0, length)); });
        // A cut may leave a shorter name that nobody knows; everything else is a broken pickle.
        QVERIFY2(error.startsWith("weights_corrupt: pickle offset "), qPrintable(QString::number(length) + " " + error));
    }
}

void TestPickleReader::nestingCostsNoStack()
{
    const std::string bytes = pickled("N" + std::string(1'000'000, '\x85'));
    QCOMPARE(readText(bytes).root.kind, Kind::Tuple);
}

void TestPickleReader::valuesAreLimited_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const std::string& body) { QTest::newRow(name) << QByteArray::fromStdString(body); };
    row("dictionaries", std::string(2'200'000, '}'));
    row("marks", std::string(2'200'000, '('));
    std::string puts = "N";
    for (std::uint32_t i = 0; i < 2'200'000; ++i)
        puts += "r" + little(i);
    row("memo", puts);
    std::string pairs = "](";
    for (int i = 0; i < 1000; ++i)
        pairs += "NN\x86";
    pairs += "eq";
    pairs += '\0';
    for (int i = 0; i < 3000; ++i)
        pairs += "ccollections\nOrderedDict\nh" + std::string(1, '\0') + "\x85R";
    row("copies of pairs", pairs);
}

void TestPickleReader::valuesAreLimited()
{
    QFETCH(QByteArray, body);
    const QString error = errorOf([&] { readText(pickled(body.toStdString())); });
    QVERIFY2(error.startsWith("weights_corrupt: pickle offset "), qPrintable(error));
}

void TestPickleReader::theEndIsBehindStop()
{
    const std::string bytes = pickled("N") + pickled("K\1");
    const pickle::Document first = readText(bytes);
    QCOMPARE(first.end, std::size_t(4));
    const pickle::Document second = pickle::read(std::as_bytes(std::span(bytes)), first.end, Classes::Refused);
    QCOMPARE(second.root.number, 1);
    QCOMPARE(second.end, bytes.size());
}

QTEST_APPLESS_MAIN(TestPickleReader)
#include "tst_pickle_reader.moc"
