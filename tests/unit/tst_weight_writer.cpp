#include "weight_tables.h"
#include "weight_tools.h"

#include <QDir>
#include <QtTest>

using namespace inference::weights;
using namespace weight_tools;

namespace {

using Write = std::function<void(const std::string&, const NamedTensors&)>;

void addWriters()
{
    QTest::addColumn<Write>("write");
    QTest::newRow("safetensors") << Write([](const std::string& path, const NamedTensors& tensors) { writeSafetensors(path, tensors); });
    QTest::newRow("zip") << Write([](const std::string& path, const NamedTensors& tensors) { writeTorchZip(path, tensors); });
    QTest::newRow("legacy") << Write([](const std::string& path, const NamedTensors& tensors) { writeTorchLegacy(path, tensors); });
}

}  // namespace

class TestWeightWriter : public QObject {
    Q_OBJECT

private slots:
    void everyTypeComesBack_data() { addWriters(); }
    void everyTypeComesBack();
    void stridedTensorsAreWrittenRowMajor_data() { addWriters(); }
    void stridedTensorsAreWrittenRowMajor();
    void equalWeightsGiveEqualFiles_data() { addWriters(); }
    void equalWeightsGiveEqualFiles();
    void aFailureLeavesTheOldFile_data() { addWriters(); }
    void aFailureLeavesTheOldFile();
    void whatAKilledProgramLeftIsNoObstacle();
    void namesThatCannotBeReadAreRefused_data() { addWriters(); }
    void namesThatCannotBeReadAreRefused();
    void zipDataIsAligned();
    void safetensorsDataIsAligned();
    void groupsBecomeDictionaries();

private:
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }
    QTemporaryDir m_folder;
};

void TestWeightWriter::everyTypeComesBack()
{
    QFETCH(Write, write);
    Table table;
    for (const DType type : {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::I16, DType::I8, DType::U8, DType::Bool}) {
        OwnedTensor tensor = ofType(type, {3, 5});
        for (std::size_t i = 0; i < tensor.bytes.size(); ++i)
            tensor.bytes[i] = std::byte(i % 2);
        table[std::string(dtypeName(type))] = tensor;
    }
    table["scalar"] = floats({}, 3);
    table["empty"] = floats({0, 4});
    table["two megabytes and a bit"] = floats({700, 777});
    write(path("types"), views(table));
    const auto file = WeightFile::open(path("types"));
    QCOMPARE(file->tensors().size(), table.size());
    for (const auto& [name, tensor] : table) {
        const TensorView& view = file->tensors().at(name);
        QVERIFY(view.dtype == tensor.dtype);
        QCOMPARE(view.shape, tensor.shape);
        QVERIFY(std::equal(view.bytes.begin(), view.bytes.end(), tensor.bytes.begin(), tensor.bytes.end()));
    }
}

void TestWeightWriter::stridedTensorsAreWrittenRowMajor()
{
    QFETCH(Write, write);
    const OwnedTensor stored = floats({300, 400});
    TensorView turned = stored.view();
    turned.shape = {400, 300};
    turned.strides = {1, 400};
    write(path("strided"), {{"a", turned}});
    const auto file = WeightFile::open(path("strided"));
    const OwnedTensor expected = transposed(stored);
    const TensorView& view = file->tensors().at("a");
    QVERIFY(view.contiguous());
    QVERIFY(std::equal(view.bytes.begin(), view.bytes.end(), expected.bytes.begin(), expected.bytes.end()));
}

void TestWeightWriter::equalWeightsGiveEqualFiles()
{
    QFETCH(Write, write);
    write(path("first"), views(smallVcp()));
    write(path("second"), views(smallVcp()));
    QVERIFY(contentsOf(path("first")) == contentsOf(path("second")));
}

void TestWeightWriter::aFailureLeavesTheOldFile()
{
    QFETCH(Write, write);
    QVERIFY(errorOf([&] { write(path("no/such/folder"), views(smallVcp())); }).startsWith("write_failed: "));
    // A folder in the file's place: everything works up to the rename.
    QDir(m_folder.path()).mkpath("taken/inside");
    QVERIFY(errorOf([&] { write(path("taken"), views(smallVcp())); }).startsWith("write_failed: "));
    QVERIFY(QDir(m_folder.path()).entryList({"*.part"}).isEmpty());
    QVERIFY(QDir(m_folder.path()).exists("taken/inside"));
}

/// In a container the next start may have the same process number.
void TestWeightWriter::whatAKilledProgramLeftIsNoObstacle()
{
    QDir(m_folder.path()).mkpath("left");
    for (int i = 0; i < 500; ++i) {
        QFile left(m_folder.filePath(QString("left/weights.%1-%2.part").arg(QCoreApplication::applicationPid()).arg(i)));
        QVERIFY(left.open(QIODevice::WriteOnly));
    }
    writeSafetensors(path("left/weights"), views(smallVcp()));
    QCOMPARE(WeightFile::open(path("left/weights"))->tensors().size(), smallVcp().size());
    QCOMPARE(QDir(m_folder.filePath("left")).entryList({"*.part"}, QDir::Files).size(), 500);
}

void TestWeightWriter::namesThatCannotBeReadAreRefused()
{
    QFETCH(Write, write);
    QCOMPARE(errorOf([&] { write(path("name"), views({{"a\nb", floats({1})}})); }), "bad_input: tensor name a?b");
    QVERIFY(!QFile::exists(m_folder.filePath("name")));
}

void TestWeightWriter::zipDataIsAligned()
{
    writeTorchZip(path("aligned"), views(smallVcp()));
    const auto file = WeightFile::open(path("aligned"));
    const std::string bytes = contentsOf(path("aligned"));
    for (const auto& [name, view] : file->tensors())
        QCOMPARE(reinterpret_cast<std::uintptr_t>(view.bytes.data()) % 64, std::uintptr_t(0));  // the file is mapped at a page
}

void TestWeightWriter::safetensorsDataIsAligned()
{
    Table table {{"a", ofType(DType::U8, {3})}, {"b", floats({5})}, {"c", ofType(DType::F64, {1})}, {"d", ofType(DType::F16, {3})}};
    writeSafetensors(path("aligned"), views(table));
    const auto file = WeightFile::open(path("aligned"));
    for (const auto& [name, view] : file->tensors())
        QCOMPARE(reinterpret_cast<std::uintptr_t>(view.bytes.data()) % byteSize(view.dtype), std::uintptr_t(0));
}

void TestWeightWriter::groupsBecomeDictionaries()
{
    const Table table {{"a", floats({1})}, {"g.x", floats({1})}, {"g.y.z", floats({1})}, {"ga", floats({1})}, {"h.x", floats({1})}};
    writeTorchZip(path("groups"), views(table), {"g", "h"});
    const std::string bytes = contentsOf(path("groups"));
    QVERIFY(bytes.find(text("g") + "}(" + text("x")) != std::string::npos);
    QVERIFY(bytes.find(text("y.z")) != std::string::npos);
    QVERIFY(bytes.find(text("h") + "}(" + text("x")) != std::string::npos);
    const auto file = WeightFile::open(path("groups"));
    for (const auto& item : table)
        QVERIFY2(file->tensors().count(item.first) == 1, item.first.c_str());
}

QTEST_APPLESS_MAIN(TestWeightWriter)
#include "tst_weight_writer.moc"
