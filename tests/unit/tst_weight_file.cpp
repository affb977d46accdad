#include "weight_tools.h"

#include "weights/weight_set.h"

#include <QtTest>

#include <numeric>

using namespace inference::weights;
using namespace weight_tools;

namespace {

/// Elements of a tensor in row-major order.
std::vector<float> values(const std::shared_ptr<const WeightFile>& file, const std::string& name)
{
    const TensorView& view = file->tensors().at(name);
    std::vector<float> floats(std::size_t(view.elements()));
    copyAsFloat(view, floats);
    return floats;
}

/// Opens and reads everything, as a program would.
void readAll(const std::string& bytes)
{
    const auto file = load(bytes);
    for (const auto& [name, view] : file->tensors()) {
        std::vector<float> floats(std::size_t(view.elements()));
        if (view.dtype == DType::F32)
            copyAsFloat(view, floats);
    }
}

const std::string small = dict(text("a") + tensor() + text("n") + dict(text("b") + tensor()));

}  // namespace

class TestWeightFile : public QObject {
    Q_OBJECT

private slots:
    void containersAreToldByContent_data();
    void containersAreToldByContent();
    void dictionariesAreFlattened_data();
    void dictionariesAreFlattened();
    void viewsFollowTheirStrides();
    void viewsOutsideTheirStorageAreRefused_data();
    void viewsOutsideTheirStorageAreRefused();
    void brokenArchivesAreRefused_data();
    void brokenArchivesAreRefused();
    void brokenLegacyFilesAreRefused_data();
    void brokenLegacyFilesAreRefused();
    void filesThatAreNoneAreSaidSo_data();
    void filesThatAreNoneAreSaidSo();
    void everyTruncationIsAnError_data();
    void everyTruncationIsAnError();
    void everyChangedByteIsReadOrRefused_data();
    void everyChangedByteIsReadOrRefused();
    void cutGoldenFilesAreErrors();
    void releasedPagesAreReadAgain();
};

void TestWeightFile::containersAreToldByContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("container");
    const auto row = [](const char* name, const std::string& bytes, Container container) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << int(container);
    };
    row("zip", torchZip(pickled(small)), Container::TorchZip);
    row("TorchScript", zip({{"any folder/data.pkl", pickled("c__torch__\nHolder\n)\x81}b")}, {"any folder/constants.pkl", ""}}),
        Container::TorchScript);
    row("legacy", torchLegacy(pickled(small)), Container::TorchLegacy);
    row("safetensors", safetensors("{}", 0), Container::Safetensors);
    // The header's length may look like the start of a pickle.
    row("safetensors with a header of 640 bytes", safetensors("{" + std::string(638, ' ') + "}", 0), Container::Safetensors);
}

void TestWeightFile::containersAreToldByContent()
{
    QFETCH(QByteArray, bytes);
    const auto file = load(bytes.toStdString());
    QTEST(int(file->container()), "container");
    QCOMPARE(file->path(), std::filesystem::path("memory"));
}

void TestWeightFile::dictionariesAreFlattened_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, const std::string& object, const char* names) {
        QTest::newRow(name) << QByteArray::fromStdString(object) << names;
    };
    row("nested", small, "a n.b");
    row("other values", dict(text("a") + tensor() + text("epoch") + "K\5" + text("list") + "](" + tensor() + "e" + text("none") + "N"), "a");
    row("keys that are no texts", dict("K\1" + tensor() + "N" + tensor() + text("a") + tensor()), "a");
    row("no dictionary", tensor(), "");
    row("nothing", "N", "");
    row("the same tensor twice", dict(text("a") + tensor() + "q\5" + text("b") + "h\5"), "a b");
}

void TestWeightFile::dictionariesAreFlattened()
{
    QFETCH(QByteArray, object);
    const auto file = load(torchZip(pickled(object.toStdString())));
    QStringList names;
    for (const auto& [name, view] : file->tensors())
        names << QString::fromStdString(name);
    QTEST(names.join(' '), "names");
}

void TestWeightFile::viewsFollowTheirStrides()
{
    const std::string object = dict(text("plain") + tensor() + text("turned") + tensor({"FloatStorage", "0", 6, 0, {3, 2}, {1, 3}})
                                    + text("last") + tensor({"FloatStorage", "0", 6, 5, {}, {}}) + text("none")
                                    + tensor({"FloatStorage", "0", 6, 6, {0, 4}, {4, 1}}));
    for (const std::string& bytes : {torchZip(pickled(object)), torchLegacy(pickled(object))}) {
        const auto file = load(bytes);
        QCOMPARE(values(file, "plain"), (std::vector<float> {1, 2, 3, 4, 5, 6}));
        QCOMPARE(values(file, "turned"), (std::vector<float> {1, 4, 2, 5, 3, 6}));
        QCOMPARE(values(file, "last"), (std::vector<float> {6}));
        QCOMPARE(values(file, "none"), std::vector<float>());
    }
}

void TestWeightFile::viewsOutsideTheirStorageAreRefused_data()
{
    QTest::addColumn<QByteArray>("tensor");
    const auto row = [](const char* name, const TensorSpec& spec) { QTest::newRow(name) << QByteArray::fromStdString(tensor(spec)); };
    const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
    row("one too long", {"FloatStorage", "0", 6, 0, {7}, {1}});
    row("one too far", {"FloatStorage", "0", 6, 1, {6}, {1}});
    row("offset at the end", {"FloatStorage", "0", 6, 6, {}, {}});
    row("offset beyond", {"FloatStorage", "0", 6, huge, {1}, {1}});
    row("empty, beyond", {"FloatStorage", "0", 6, 7, {0}, {1}});
    row("stride too wide", {"FloatStorage", "0", 6, 0, {2, 3}, {4, 1}});
    row("stride huge", {"FloatStorage", "0", 6, 0, {2, 2}, {huge, huge}});
    row("strides add up", {"FloatStorage", "0", 6, 0, {2, 2}, {3, 3}});
    row("product overflows", {"FloatStorage", "0", 6, 0, {huge, huge}, {0, 0}});
    row("product overflows to nothing", {"FloatStorage", "0", 6, 0, {1LL << 32, 1LL << 32}, {0, 0}});
    row("one element repeated without end", {"FloatStorage", "0", 6, 0, {1LL << 40}, {0}});
    row("storage longer than its entry", {"FloatStorage", "0", 7, 0, {7}, {1}});
    row("storage of greatest size", {"DoubleStorage", "0", huge, 0, {huge / 8}, {1}});
    row("storage that is not there", {"FloatStorage", "1", 6});
    row("storage outside the archive", {"FloatStorage", "../../x", 6});
}

void TestWeightFile::viewsOutsideTheirStorageAreRefused()
{
    QFETCH(QByteArray, tensor);
    const std::string object = pickled(dict(text("a") + tensor.toStdString()));
    for (const std::string& bytes : {torchZip(object), torchLegacy(object)}) {
        const QString error = errorOf([&] { load(bytes); });
        QVERIFY2(error.startsWith("weights_corrupt: "), qPrintable(error));
    }
}

void TestWeightFile::brokenArchivesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const std::string& bytes, const QString& error) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << error;
    };
    const std::string object = pickled(small), floats(24, '\0');
    row("no pickle", zip({{"m/data/0", floats}}), "weights_unknown_format");
    row("pickle without a folder", zip({{"data.pkl", object}}), "weights_unknown_format");
    row("storage of a wider type", torchZip(pickled(dict(text("a") + tensor({"DoubleStorage"})))), "weights_corrupt: storage 0");
    row("two roots", zip({{"a/data.pkl", object}, {"b/data.pkl", object}}), "weights_corrupt: zip entry b/data.pkl");
    row("deflated storage", zip({{"m/data.pkl", object}, {"m/data/0", floats, 8}}), "weights_compressed: m/data/0");
    row("deflated pickle", zip({{"m/data.pkl", object, 8}, {"m/data/0", floats}}), "weights_compressed: m/data.pkl");
    row("big-endian", zip({{"m/data.pkl", object}, {"m/data/0", floats}, {"m/byteorder", "big"}}), "weights_corrupt: zip entry m/byteorder");
    row("os.system", zip({{"m/data.pkl", pickled("cos\nsystem\n" + text("true") + "\x85R")}}), "pickle_global_refused: os.system");
    row("dictionary in itself", torchZip(pickled("}q\1" + text("a") + "h\1s")), "weights_corrupt: pickle nesting");
    row("object in itself", zip({{"m/data.pkl", pickled("c__torch__\nA\n)\x81q\1}" + text("a") + "h\1sb")}, {"m/constants.pkl", ""}}),
        "weights_corrupt: pickle nesting");
    std::string laughs = "}";  // each dictionary holds the one before twice
    for (char i = 1; i < 31; ++i)
        laughs = "}(" + text("a") + laughs + "q" + std::string(1, i) + text("b") + "h" + std::string(1, i) + "u";
    row("a thousand million ways to one dictionary", torchZip(pickled(laughs)), "weights_corrupt: pickle nesting");
    std::string doubled = text("a") + tensor() + text("a") + tensor();
    row("name twice", torchZip(pickled(dict(doubled))), "weights_corrupt: tensor name a");
    row("name twice by dots", torchZip(pickled(dict(text("a.b") + tensor() + text("a") + dict(text("b") + tensor())))), "weights_corrupt: tensor name a.b");
    row("control characters in a name", torchZip(pickled(dict(text("\x1b[2J") + tensor()))), "weights_corrupt: tensor name ?[2J");
    row("long name", torchZip(pickled(dict(text(std::string(501, 'x')) + tensor()))), "weights_corrupt: tensor name " + QString(188, 'x') + "...");
    std::string shared = text("t") + tensor({"FloatStorage", "0", 1000, 0, {1000}, {1}}) + "q\5";
    for (int i = 0; i < 2000; ++i)
        shared += "\x8c\x04" + std::to_string(1000 + i) + "h\5";
    row("a storage shared without end", torchZip(pickled(dict(shared)), 1000), "weights_corrupt: tensor 1040");
}

void TestWeightFile::brokenArchivesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QTEST(errorOf([&] { load(bytes.toStdString()); }), "error");
}

void TestWeightFile::brokenLegacyFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const std::string& bytes, const char* error) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << error;
    };
    const std::string magic = pickled("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"), protocol = pickled("M\xe9\x03");
    const std::string system = pickled(dict(text("little_endian") + "\x88")), object = pickled(small), start = magic + protocol + system;
    const std::string floats = little(std::int64_t(6)) + std::string(24, '\0');
    row("another protocol", magic + pickled("M\xea\x03") + system + object, "weights_corrupt: legacy protocol");
    row("big-endian", magic + protocol + pickled(dict(text("little_endian") + "\x89")), "weights_corrupt: legacy byte order");
    row("keys that are no list", start + object + pickled("N") + floats, "weights_corrupt: legacy storage keys");
    row("no keys", start + object + pickled("]") + floats, "weights_corrupt: storage 0");
    row("unknown key", start + object + pickled("](" + text("1") + "e") + floats, "weights_corrupt: storage 1");
    row("key twice", start + object + pickled("](" + text("0") + text("0") + "e") + floats + floats, "weights_corrupt: storage 0");
    row("another count", torchLegacy(object, 5), "weights_corrupt: storage 0");
    row("negative count", torchLegacy(object, -1), "weights_corrupt: storage 0");
    row("two opinions of a storage", torchLegacy(pickled(dict(text("a") + tensor() + text("b") + tensor({"HalfStorage"})))), "weights_corrupt: storage 0");
    row("os.system", start + pickled("cos\nsystem\n)R"), "pickle_global_refused: os.system");
    row("os.system as magic number", pickled("cos\nsystem\n)R"), "pickle_global_refused: os.system");
    const std::string whole = torchLegacy(object);
    QTest::newRow("cut in a storage") << QByteArray::fromStdString(whole.substr(0, whole.size() - 1))
                                      << QString("weights_truncated: %1, %2").arg(whole.size()).arg(whole.size() - 1);
}

void TestWeightFile::brokenLegacyFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QTEST(errorOf([&] { load(bytes.toStdString()); }), "error");
}

void TestWeightFile::filesThatAreNoneAreSaidSo_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("error");
    QTest::newRow("missing") << "/nonexistent/file.pt" << "file_missing";
    QTest::newRow("folder") << "/usr" << "file_unreadable: Is a directory";
    QTest::newRow("device") << "/dev/null" << "file_unreadable: Invalid argument";
    QTest::newRow("an image") << QString::fromStdString(goldenFile("image_0.png")) << "weights_unknown_format";
    QTest::newRow("a text") << QString::fromStdString(goldenFile("golden.json")) << "weights_unknown_format";
}

void TestWeightFile::filesThatAreNoneAreSaidSo()
{
    QFETCH(QString, path);
    QTEST(errorOf([&] { WeightFile::open(path.toStdString()); }), "error");
    try {
        WeightFile::open(path.toStdString());
    } catch (const inference::Error& error) {
        QCOMPARE(error.file().string(), path.toStdString());
    }
}

void TestWeightFile::everyTruncationIsAnError_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zip") << QByteArray::fromStdString(torchZip(pickled(small)));
    QTest::newRow("legacy") << QByteArray::fromStdString(torchLegacy(pickled(small)));
}

void TestWeightFile::everyTruncationIsAnError()
{
    QFETCH(QByteArray, bytes);
    const std::string whole = bytes.toStdString();
    QCOMPARE(errorOf([&] { readAll(whole); }), QString());
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!errorOf([&] { readAll(whole.substr(0, length)); }).isEmpty(), qPrintable(QString::number(length)));
}

void TestWeightFile::everyChangedByteIsReadOrRefused_data()
{
    everyTruncationIsAnError_data();
    QTest::newRow("safetensors") << QByteArray::fromStdString(
        safetensors(R"({"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}})", 24));
}

void TestWeightFile::everyChangedByteIsReadOrRefused()
{
    // Nothing but an Error may come out, whatever a byte becomes; sanitizers see the rest.
    QFETCH(QByteArray, bytes);
    int refused = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        for (const int value : {0, 1, 0x28, 0x2e, 0x7f, 0x80, 0xff}) {
            QByteArray changed = bytes;
            changed[i] = char(value);
            refused += errorOf([&] { readAll(changed.toStdString()); }).isEmpty() ? 0 : 1;
        }
    }
    QVERIFY(refused > bytes.size());
}

void TestWeightFile::cutGoldenFilesAreErrors()
{
    for (const char* name : {"clip.pt", "vcp.pth"}) {
        const std::string whole = contentsOf(goldenFile(name));
        QVERIFY(!whole.empty());
        for (const std::size_t length : {std::size_t(1), std::size_t(9), whole.size() / 2, whole.size() - 22, whole.size() - 1}) {
            const QString error = errorOf([&] { load(std::string_view(whole).substr(0, length)); });
            QVERIFY2(length < 4 ? error == "weights_unknown_format" : error.startsWith("weights_truncated: "), qPrintable(error));
        }
    }
}

void TestWeightFile::releasedPagesAreReadAgain()
{
    const auto file = WeightFile::open(goldenFile("clip.pt"));
    const TensorView& tensor = file->tensors().at("visual.transformer.resblocks.3.mlp.c_fc.weight");
    std::vector<float> before(std::size_t(tensor.elements())), after(before.size());
    copyAsFloat(tensor, before);
    file->release(tensor);
    copyAsFloat(tensor, after);
    QCOMPARE(after, before);
    QVERIFY(std::accumulate(before.begin(), before.end(), 0.0) != 0.0);
}

QTEST_APPLESS_MAIN(TestWeightFile)
#include "tst_weight_file.moc"
