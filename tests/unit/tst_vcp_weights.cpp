#include "weight_tables.h"
#include "weight_tools.h"

#include "weights/vcp_weights.h"

#include <QtTest>

using namespace inference::weights;
using namespace weight_tools;

namespace {

const std::vector<std::string> groups {"trainable_linearlayer", "New_Lan_Embed", "Zero_try"};

std::map<std::string, std::vector<float>> allValues(const VcpWeights& vcp)
{
    std::map<std::string, std::vector<float>> values;
    for (const auto& [name, source] : vcp.tensors.sources()) {
        values[name].resize(std::size_t(vcp.tensors.elements(name)));
        vcp.tensors.read(name, values[name]);
    }
    return values;
}

Change without(const std::string& name)
{
    return [=](Table& table) { table.erase(name); };
}

Change set(const std::string& name, const OwnedTensor& tensor)
{
    return [=](Table& table) { table[name] = tensor; };
}

}  // namespace

class TestVcpWeights : public QObject {
    Q_OBJECT

private slots:
    void theGoldenWeightsAreRead();
    void everyLayoutGivesTheSameValues_data();
    void everyLayoutGivesTheSameValues();
    void unfitTensorsAreNamed_data();
    void unfitTensorsAreNamed();
    void otherValuesInTheDictionaryAreSkipped();
    void anotherFamilyIsSaidSo();
    void theGoldenPairFits();
    void clashesNameBothTensors_data();
    void clashesNameBothTensors();

private:
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }
    QTemporaryDir m_folder;
};

void TestVcpWeights::theGoldenWeightsAreRead()
{
    const VcpWeights vcp = VcpWeights::open(goldenFile("vcp.pth"));
    QVERIFY(vcp.shape == (VcpShape {128, 64, 12, 4, 2, 1}));
    QCOMPARE(vcp.tensors.sources().size(), std::size_t(27));
    QVERIFY(!vcp.tensors.contains("prompt_text_projection"));
    QCOMPARE(vcp.tensors.shape("Zero_try.q_proj_pre.weight"), (Shape {128, 64, 1}));
}

void TestVcpWeights::everyLayoutGivesTheSameValues_data()
{
    QTest::addColumn<int>("layout");
    QTest::newRow("safetensors") << 0;
    QTest::newRow("zip, nested") << 1;
    QTest::newRow("zip, flat") << 2;
    QTest::newRow("legacy, nested") << 3;
}

void TestVcpWeights::everyLayoutGivesTheSameValues()
{
    QFETCH(int, layout);
    const VcpWeights golden = VcpWeights::open(goldenFile("vcp.pth"));
    const auto& tensors = golden.tensors.file().tensors();
    const std::string file = path("layout");
    if (layout == 0)
        writeSafetensors(file, tensors);
    else if (layout == 3)
        writeTorchLegacy(file, tensors, groups);
    else
        writeTorchZip(file, tensors, layout == 1 ? groups : std::vector<std::string>());
    const VcpWeights vcp = VcpWeights::open(file);
    QVERIFY(vcp.shape == golden.shape);
    QVERIFY(allValues(vcp) == allValues(golden));
}

void TestVcpWeights::unfitTensorsAreNamed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const Change& change, const char* error) { QTest::newRow(name) << change << error; };
    row("nothing changed", [](Table&) {}, "");
    row("unused projection", set("prompt_text_projection", floats({64, 64})), "");
    row("query missing", without("New_Lan_Embed.prompt_query"), "tensor_missing: New_Lan_Embed.prompt_query, [1, 3, 64]");
    row("temperature missing", without("Zero_try.prompt_temp_l1"), "tensor_missing: Zero_try.prompt_temp_l1, []");
    row("first tap missing", without("trainable_linearlayer.fc.0.weight"), "tensor_missing: trainable_linearlayer.fc.0.weight, [64, 128]");
    row("deep prompts missing", without("deep_prompt_embeddings"), "tensor_missing: deep_prompt_embeddings, [L - 1, n, 64 m]");
    row("bias of a tap missing", without("trainable_linearlayer.fc.1.bias"), "tensor_missing: trainable_linearlayer.fc.1.bias, [64]");
    row("tap of a VCP-CLIP+ file", set("alpha", floats({})), "tensor_unexpected: alpha, []");
    row("key convolution without its last dimension", set("Zero_try.k_proj_pre_1.weight", floats({128, 128})),
        "tensor_shape: Zero_try.k_proj_pre_1.weight, [128, 128], [128, 128, 1]");
    row("another width in one tap", set("trainable_linearlayer.fc.0.weight", floats({64, 192})),
        "tensor_shape: trainable_linearlayer.fc.0.weight, [64, 192], [64, 128]");
    row("another number of contexts", set("New_Lan_Embed.prompt_linear1.fc.weight", floats({2, 1, 3})),
        "tensor_shape: New_Lan_Embed.prompt_linear1.fc.weight, [2, 1, 3], [3, 1, 3]");
    row("temperature that is a vector", set("New_Lan_Embed.prompt_temp", floats({1})), "tensor_shape: New_Lan_Embed.prompt_temp, [1], []");
    row("integers", set("prompt_norm.bias", ofType(DType::I64, {64})), "tensor_type: prompt_norm.bias, int64");
}

void TestVcpWeights::unfitTensorsAreNamed()
{
    QFETCH(Change, change);
    Table table = smallVcp();
    change(table);
    writeTorchZip(path("changed.pth"), views(table), groups);
    QTEST(errorOf([&] { VcpWeights::open(path("changed.pth")); }), "error");
}

void TestVcpWeights::otherValuesInTheDictionaryAreSkipped()
{
    writeTorchZip(path("plain.pth"), views(smallVcp()), groups);
    QVERIFY(VcpWeights::open(path("plain.pth")).shape == (VcpShape {128, 64, 4, 2, 3, 2}));
    // The same storages under a pickle that begins with an epoch and a list.
    std::string archive = contentsOf(path("plain.pth"));
    const std::size_t start = archive.find("\x80\x02}(") + 4;
    const std::string more = text("epoch") + "K\x09" + text("layers") + "](K\6K\x0c" "e" + text("name") + text("visa");
    const auto size = std::uint32_t(archive.find("u.", start) + 2 - (start - 4));
    const std::string object = archive.substr(start - 4, 4) + more + archive.substr(start, size - 4);
    std::vector<ZipEntry> entries {{"m/data.pkl", object}};
    int key = 0;
    for (const auto& [name, tensor] : smallVcp())
        entries.push_back({"m/data/" + std::to_string(key++), std::string(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size())});
    const VcpWeights vcp = VcpWeights::from(load(zip(entries)));
    QCOMPARE(allValues(vcp), allValues(VcpWeights::open(path("plain.pth"))));
}

void TestVcpWeights::anotherFamilyIsSaidSo()
{
    QCOMPARE(errorOf([] { VcpWeights::open(goldenFile("clip.pt")); }), "weights_family: CLIP, VCP-CLIP");
    QCOMPARE(errorOf([] { VcpWeights::open(goldenFile("golden.safetensors")); }), "weights_family: , VCP-CLIP");
}

void TestVcpWeights::theGoldenPairFits()
{
    QCOMPARE(errorOf([] { checkFit(ClipWeights::open(goldenFile("clip.pt")), VcpWeights::open(goldenFile("vcp.pth"))); }), QString());
}

void TestVcpWeights::clashesNameBothTensors_data()
{
    QTest::addColumn<std::vector<int>>("sizes");  // CLIP: D, E, T, layers; VCP: D, E, layers
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const std::vector<int>& sizes, const char* error) { QTest::newRow(name) << sizes << error; };
    row("fit", {1024, 768, 768, 12, 1024, 768, 12}, "");
    row("vision width", {768, 768, 768, 12, 1024, 768, 12}, "weights_clash: visual.conv1.weight, 768, trainable_linearlayer.fc.0.weight, 1024");
    row("common space", {1024, 512, 768, 12, 1024, 768, 12}, "weights_clash: visual.proj, 512, New_Lan_Embed.prompt_query, 768");
    row("text width", {1024, 768, 512, 12, 1024, 768, 12}, "weights_clash: token_embedding.weight, 512, prompt_embeddings, 768");
    row("text layers", {1024, 768, 768, 24, 1024, 768, 12}, "weights_clash: transformer.resblocks, 24, deep_prompt_embeddings, 12");
}

void TestVcpWeights::clashesNameBothTensors()
{
    QFETCH(std::vector<int>, sizes);
    ClipWeights clip {{sizes[0], 24, 14, 24, sizes[1], sizes[2], sizes[3], 49408, 77}, ClipNaming::OpenAi, {}};
    VcpWeights vcp = VcpWeights::open(goldenFile("vcp.pth"));
    vcp.shape = {sizes[4], sizes[5], sizes[6], 4, 2, 1};
    QTEST(errorOf([&] { checkFit(clip, vcp); }), "error");
}

QTEST_APPLESS_MAIN(TestVcpWeights)
#include "tst_vcp_weights.moc"
