#include "weight_tables.h"
#include "weight_tools.h"

#include "weights/clip_weights.h"

#include <QtTest>

#include <algorithm>

using namespace inference::weights;
using namespace weight_tools;

namespace {

std::map<std::string, std::vector<float>> allValues(const ClipWeights& clip)
{
    std::map<std::string, std::vector<float>> values;
    for (const auto& [name, source] : clip.tensors.sources()) {
        values[name].resize(std::size_t(clip.tensors.elements(name)));
        clip.tensors.read(name, values[name]);
    }
    return values;
}

/// Hugging Face's names and layouts of a table under OpenAI's.
Table asHuggingFace(const Table& table)
{
    // What a name begins with, then what it holds.
    const std::vector<std::pair<QString, QString>> beginnings {
        {"visual.transformer.resblocks.", "vision_model.encoder.layers."}, {"transformer.resblocks.", "text_model.encoder.layers."},
        {"visual.class_embedding", "vision_model.embeddings.class_embedding"}, {"visual.conv1", "vision_model.embeddings.patch_embedding"},
        {"visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"},
        {"visual.ln_pre", "vision_model.pre_layrnorm"}, {"visual.ln_post", "vision_model.post_layernorm"},
        {"visual.proj", "visual_projection.weight"}, {"token_embedding", "text_model.embeddings.token_embedding"},
        {"positional_embedding", "text_model.embeddings.position_embedding.weight"}, {"ln_final", "text_model.final_layer_norm"},
        {"text_projection", "text_projection.weight"}};
    const std::vector<std::pair<QString, QString>> parts {
        {"ln_1.", "layer_norm1."}, {"ln_2.", "layer_norm2."}, {"attn.out_proj", "self_attn.out_proj"}, {"c_fc", "fc1"}, {"c_proj", "fc2"}};
    Table result;
    for (const auto& [name, tensor] : table) {
        QString text = QString::fromStdString(name);
        for (const auto& [ours, theirs] : beginnings) {
            if (text.startsWith(ours)) {
                text.replace(0, ours.size(), theirs);
                break;
            }
        }
        for (const auto& [ours, theirs] : parts)
            text.replace(ours, theirs);
        const std::string changed = text.toStdString();
        const std::size_t joined = changed.find("attn.in_proj_");
        if (joined == std::string::npos) {
            result[changed] = changed.find("projection.weight") != std::string::npos ? transposed(tensor) : tensor;
            continue;
        }
        for (int part = 0; part < 3; ++part)
            result[changed.substr(0, joined) + "self_attn." + "qkv"[part] + "_proj." + changed.substr(joined + 13)] = slice(tensor, part, 3);
    }
    result["text_model.embeddings.position_ids"] = ofType(DType::I64, {1, 7});
    result["vision_model.embeddings.position_ids"] = ofType(DType::I64, {1, 10});
    return result;
}

Table owned(const std::map<std::string, TensorView, std::less<>>& tensors)
{
    Table table;
    for (const auto& [name, view] : tensors)
        table[name] = {view.dtype, view.shape, {view.bytes.begin(), view.bytes.end()}};
    return table;
}

/// Without the buffers that only OpenAI's own file has.
Table withoutOpenAiBuffers(const Table& table)
{
    return renamed(table, [](const std::string& name) {
        return name == "input_resolution" || name == "context_length" || name == "vocab_size" ? "" : name;
    });
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

class TestClipWeights : public QObject {
    Q_OBJECT

private slots:
    void theGoldenModelIsRead();
    void everyLayoutGivesTheSameValues_data();
    void everyLayoutGivesTheSameValues();
    void sizesAreReadOffTheTensors();
    void unfitTensorsAreNamed_data();
    void unfitTensorsAreNamed();
    void huggingFaceTensorsAreNamedAsInTheFile_data();
    void huggingFaceTensorsAreNamedAsInTheFile();
    void buffersAreIgnored();
    void anotherFamilyIsSaidSo();
    void valuesThatAreNotFiniteAreCounted();
    void rowsAreReadAlone();
    void aFileThatWasCutSinceIsRefused();
    void wrongRequestsAreRefused();

private:
    QString openChanged(const Change& change, Table table = smallClip());
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

QString TestClipWeights::openChanged(const Change& change, Table table)
{
    change(table);
    writeSafetensors(path("changed.safetensors"), views(table));
    return errorOf([&] { ClipWeights::open(path("changed.safetensors")); });
}

void TestClipWeights::theGoldenModelIsRead()
{
    const ClipWeights clip = ClipWeights::open(goldenFile("clip.pt"));
    QVERIFY(clip.shape == (ClipShape {128, 12, 14, 8, 64, 64, 12, 49408, 77}));
    QVERIFY(clip.naming == ClipNaming::OpenAi);
    QVERIFY(clip.tensors.file().container() == Container::TorchScript);
    QCOMPARE(clip.tensors.sources().size(), std::size_t(13 + 24 * 12));
    QCOMPARE(clip.tensors.shape("visual.conv1.weight"), (Shape {128, 3, 14, 14}));
    std::vector<float> norm(128);
    clip.tensors.read("visual.ln_pre.weight", norm);
    QVERIFY(std::any_of(norm.begin(), norm.end(), [](float value) { return value != 0.0f; }));
}

void TestClipWeights::everyLayoutGivesTheSameValues_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<int>("naming");
    QTest::addColumn<int>("container");
    const auto row = [](const char* name, int layout, ClipNaming naming, Container container) {
        QTest::newRow(name) << layout << int(naming) << int(container);
    };
    row("plain state dictionary, zip", 0, ClipNaming::OpenAi, Container::TorchZip);
    row("plain state dictionary, legacy", 1, ClipNaming::OpenAi, Container::TorchLegacy);
    row("open_clip", 2, ClipNaming::OpenClip, Container::Safetensors);
    row("open_clip with its own text tower", 3, ClipNaming::OpenClip, Container::Safetensors);
    row("open_clip's training file", 4, ClipNaming::OpenClip, Container::TorchZip);
    row("Hugging Face", 5, ClipNaming::HuggingFace, Container::Safetensors);
    row("Hugging Face, pytorch_model.bin", 6, ClipNaming::HuggingFace, Container::TorchZip);
}

void TestClipWeights::everyLayoutGivesTheSameValues()
{
    QFETCH(int, layout);
    const ClipWeights golden = ClipWeights::open(goldenFile("clip.pt"));
    const Table table = owned(golden.tensors.file().tensors());
    const std::string file = path("layout");
    const auto visual = [](const std::string& name) { return name.substr(0, 7) == "visual."; };
    switch (layout) {
    case 0: writeTorchZip(file, views(table)); break;
    case 1: writeTorchLegacy(file, views(table)); break;
    case 2: writeSafetensors(file, views(table)); break;
    case 3:
        writeSafetensors(file, views(renamed(withoutOpenAiBuffers(table), [&](const std::string& name) {
            return visual(name) || name == "logit_scale" ? name : "text." + name;
        })));
        break;
    case 4: {
        Table nested = renamed(table, [](const std::string& name) { return "state_dict.module." + name; });
        nested["optimizer.step"] = floats({1});
        writeTorchZip(file, views(nested), {"state_dict", "optimizer"});
        break;
    }
    case 5: writeSafetensors(file, views(asHuggingFace(withoutOpenAiBuffers(table)))); break;
    default: writeTorchZip(file, views(asHuggingFace(withoutOpenAiBuffers(table))));
    }
    const ClipWeights clip = ClipWeights::open(file);
    QTEST(int(clip.naming), "naming");
    QTEST(int(clip.tensors.file().container()), "container");
    QVERIFY(clip.shape == golden.shape);
    QVERIFY(allValues(clip) == allValues(golden));
}

void TestClipWeights::sizesAreReadOffTheTensors()
{
    const ClipShape expected {128, 2, 2, 3, 96, 64, 1, 11, 7};
    writeSafetensors(path("small"), views(smallClip()));
    QVERIFY(ClipWeights::open(path("small")).shape == expected);
    writeSafetensors(path("small"), views(asHuggingFace(smallClip())));
    QVERIFY(ClipWeights::open(path("small")).shape == expected);
}

void TestClipWeights::unfitTensorsAreNamed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const Change& change, const char* error) { QTest::newRow(name) << change << error; };
    const std::string block = "visual.transformer.resblocks.1.";
    row("nothing changed", [](Table&) {}, "");
    row("projection missing", without("visual.proj"), "tensor_missing: visual.proj, [128, 96]");
    row("patch embedding missing", without("visual.conv1.weight"), "tensor_missing: visual.conv1.weight, [64 n, 3, P, P]");
    row("token embedding missing", without("token_embedding.weight"), "tensor_missing: token_embedding.weight, [V, 64 n]");
    row("text projection missing", without("text_projection"), "tensor_missing: text_projection, [64, 96]");
    row("bias missing", without(block + "mlp.c_fc.bias"), "tensor_missing: visual.transformer.resblocks.1.mlp.c_fc.bias, [512]");
    row("a block missing from the middle", [=](Table& table) {
        table = renamed(table, [&](const std::string& name) { return name.find("resblocks.0.") != std::string::npos && name[0] == 'v' ? "" : name; });
    }, "tensor_missing: visual.transformer.resblocks.0.attn.in_proj_bias, [384]");
    row("text tower without blocks", [](Table& table) {
        table = renamed(table, [](const std::string& name) { return name.substr(0, 12) == "transformer." ? "" : name; });
    }, "tensor_missing: transformer.resblocks.0.attn.in_proj_bias, [192]");
    row("one more", set("visual.extra", floats({2, 3})), "tensor_unexpected: visual.extra, [2, 3]");
    row("a block without end", set("transformer.resblocks.99999999999999999999.x", floats({1})),
        "tensor_missing: transformer.resblocks.1.attn.in_proj_bias, [192]");
    row("wrong shape", set(block + "attn.out_proj.weight", floats({128, 64})),
        "tensor_shape: visual.transformer.resblocks.1.attn.out_proj.weight, [128, 64], [128, 128]");
    row("wrong rank", set("ln_final.bias", floats({64, 1})), "tensor_shape: ln_final.bias, [64, 1], [64]");
    row("the first tensor sizes are read off is wrong", set("visual.conv1.weight", floats({192, 3, 2, 2})),
        "tensor_shape: visual.conv1.weight, [192, 3, 2, 2], [128, 3, 2, 2]");
    row("transposed projection", [](Table& table) {
        table["visual.proj"] = floats({64, 128});
        table["text_projection"] = floats({64, 64});
    }, "tensor_shape: visual.proj, [64, 128], [128, 64]");
    row("patch embedding of another rank", set("visual.conv1.weight", floats({128, 12})),
        "tensor_shape: visual.conv1.weight, [128, 12], [64 n, 3, P, P]");
    row("oblong patches", set("visual.conv1.weight", floats({128, 3, 2, 3})),
        "tensor_shape: visual.conv1.weight, [128, 3, 2, 3], [128, 3, 2, 2]");
    row("positions that are no square", set("visual.positional_embedding", floats({12, 128})),
        "tensor_shape: visual.positional_embedding, [12, 128], [1 + G * G, 64 n]");
    row("one position", set("visual.positional_embedding", floats({1, 128})),
        "tensor_shape: visual.positional_embedding, [1, 128], [1 + G * G, 64 n]");
    row("no tokens", set("token_embedding.weight", floats({0, 64})), "tensor_shape: token_embedding.weight, [0, 64], [V, 64 n]");
    row("a width that is no multiple of 64", [](Table& table) {
        table["visual.conv1.weight"] = floats({100, 3, 2, 2});
        table["visual.positional_embedding"] = floats({10, 100});
        table["visual.class_embedding"] = table["visual.ln_pre.weight"] = table["visual.ln_post.weight"] = floats({100});
    }, "tensor_shape: visual.conv1.weight, [100, 3, 2, 2], [64 n, 3, P, P]");
    row("integers", set("ln_final.bias", ofType(DType::I32, {64})), "tensor_type: ln_final.bias, int32");
    row("bytes", set(block + "mlp.c_fc.weight", ofType(DType::U8, {512, 128})),
        "tensor_type: visual.transformer.resblocks.1.mlp.c_fc.weight, uint8");
    row("brain floats", set("ln_final.bias", ofType(DType::BF16, {64})), "");
    row("doubles", set("ln_final.bias", ofType(DType::F64, {64})), "");
}

void TestClipWeights::unfitTensorsAreNamed()
{
    QFETCH(Change, change);
    QTEST(openChanged(change), "error");
}

void TestClipWeights::huggingFaceTensorsAreNamedAsInTheFile_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const Change& change, const char* error) { QTest::newRow(name) << change << error; };
    const std::string layer = "vision_model.encoder.layers.1.";
    row("nothing changed", [](Table&) {}, "");
    row("part missing", without(layer + "self_attn.k_proj.weight"), "tensor_missing: vision_model.encoder.layers.1.self_attn.k_proj.weight, [128, 128]");
    row("part of another shape", set(layer + "self_attn.v_proj.bias", floats({64})),
        "tensor_shape: vision_model.encoder.layers.1.self_attn.v_proj.bias, [64], [128]");
    row("projection missing", without("visual_projection.weight"), "tensor_missing: visual_projection.weight, [96, 128]");
    row("projection of another shape", [](Table& table) {
        table["visual_projection.weight"] = floats({64, 128});
        table["text_projection.weight"] = floats({32, 64});
    }, "tensor_shape: text_projection.weight, [32, 64], [64, 64]");
    row("one more", set("vision_model.head.weight", floats({1})), "tensor_unexpected: vision_model.head.weight, [1]");
    row("vision tower alone", [](Table& table) {
        table = renamed(table, [](const std::string& name) { return name.substr(0, 5) == "text_" ? "" : name; });
    }, "tensor_missing: text_model.embeddings.token_embedding.weight, [V, 64 n]");
}

void TestClipWeights::huggingFaceTensorsAreNamedAsInTheFile()
{
    QFETCH(Change, change);
    QTEST(openChanged(change, asHuggingFace(smallClip())), "error");
}

void TestClipWeights::buffersAreIgnored()
{
    QCOMPARE(openChanged([](Table& table) {
        for (const char* name : {"input_resolution", "context_length", "vocab_size"})
            table[name] = ofType(DType::I64, {});
        table["attn_mask"] = floats({7, 7});
        table["logit_bias"] = floats({});
    }), QString());
    const ClipWeights clip = ClipWeights::open(path("changed.safetensors"));
    QVERIFY(!clip.tensors.contains("attn_mask"));
    QVERIFY(!clip.tensors.contains("logit_scale"));
}

void TestClipWeights::anotherFamilyIsSaidSo()
{
    QCOMPARE(errorOf([] { ClipWeights::open(goldenFile("vcp.pth")); }), "weights_family: VCP-CLIP, CLIP");
    QCOMPARE(errorOf([] { ClipWeights::open(goldenFile("golden.safetensors")); }), "weights_family: , CLIP");
    try {
        ClipWeights::open(goldenFile("vcp.pth"));
    } catch (const inference::Error& error) {
        QCOMPARE(error.file().string(), goldenFile("vcp.pth"));
    }
}

void TestClipWeights::valuesThatAreNotFiniteAreCounted()
{
    Table table = smallClip();
    setFloat(table["visual.proj"], 5, std::numeric_limits<float>::quiet_NaN());
    setFloat(table["visual.proj"], 12287, std::numeric_limits<float>::infinity());
    writeSafetensors(path("nan"), views(table));
    const ClipWeights clip = ClipWeights::open(path("nan"));
    std::vector<float> values(128 * 96);
    QCOMPARE(errorOf([&] { clip.tensors.read("visual.proj", values); }), "tensor_not_finite: visual.proj, 2");
    writeSafetensors(path("nan"), views(asHuggingFace(table)));
    const ClipWeights turned = ClipWeights::open(path("nan"));
    QCOMPARE(errorOf([&] { turned.tensors.read("visual.proj", values); }), "tensor_not_finite: visual.proj, 2");
    std::vector<float> row(96);
    QCOMPARE(errorOf([&] { turned.tensors.readRow("visual.proj", 0, row); }), "tensor_not_finite: visual.proj, 1");
    QCOMPARE(errorOf([&] { turned.tensors.readRow("visual.proj", 1, row); }), QString());
}

void TestClipWeights::rowsAreReadAlone()
{
    writeSafetensors(path("rows"), views(asHuggingFace(smallClip())));
    const ClipWeights clip = ClipWeights::open(path("rows"));
    // a plain tensor, a transposed one, one of three parts
    for (const char* name : {"token_embedding.weight", "visual.proj", "visual.transformer.resblocks.0.attn.in_proj_weight"}) {
        const Shape& shape = clip.tensors.shape(name);
        const auto width = std::size_t(shape[1]);
        std::vector<float> whole(std::size_t(clip.tensors.elements(name))), row(width);
        clip.tensors.read(name, whole);
        for (const std::int64_t index : {std::int64_t(0), shape[0] / 2, shape[0] - 1}) {
            clip.tensors.readRow(name, index, row);
            QVERIFY(std::equal(row.begin(), row.end(), whole.begin() + index * shape[1]));
        }
    }
}

void TestClipWeights::aFileThatWasCutSinceIsRefused()
{
    writeSafetensors(path("cut"), views(smallClip()));
    const ClipWeights clip = ClipWeights::open(path("cut"));
    const auto size = std::filesystem::file_size(path("cut"));
    std::filesystem::resize_file(path("cut"), 4096);
    std::vector<float> values(128 * 96), row(96);
    const QString expected = QStringLiteral("weights_truncated: %1, 4096").arg(size);
    QCOMPARE(errorOf([&] { clip.tensors.read("visual.proj", values); }), expected);
    QCOMPARE(errorOf([&] { clip.tensors.readRow("visual.proj", 127, row); }), expected);
}

void TestClipWeights::wrongRequestsAreRefused()
{
    writeSafetensors(path("small"), views(smallClip()));
    const ClipWeights clip = ClipWeights::open(path("small"));
    std::vector<float> values(64);
    QCOMPARE(errorOf([&] { clip.tensors.read("nothing", values); }), "tensor_missing: nothing, ");
    QCOMPARE(errorOf([&] { clip.tensors.read("visual.proj", values); }), "bad_input: length of the output");
    QCOMPARE(errorOf([&] { clip.tensors.readRow("token_embedding.weight", 11, values); }), "bad_input: row of a tensor");
    QCOMPARE(errorOf([&] { clip.tensors.readRow("token_embedding.weight", -1, values); }), "bad_input: row of a tensor");
    QCOMPARE(errorOf([&] { clip.tensors.readRow("ln_final.bias", 0, values); }), "bad_input: row of a tensor");
}

QTEST_APPLESS_MAIN(TestClipWeights)
#include "tst_clip_weights.moc"
