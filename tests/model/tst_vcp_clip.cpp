// The model against the golden files, from every layout of the weights.
#include "golden.h"
#include "layouts.h"

#include "core/error.h"
#include "model/device.h"

#include <QTemporaryDir>
#include <QTest>

using namespace inference;

namespace {

const std::filesystem::path golden_tiny = std::filesystem::path(WORKBENCH_TEST_DATA) / "golden" / "tiny";

QString codeOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        std::string text(codeName(error.code()));
        for (const auto& argument : error.arguments())
            text += " " + argument;
        return QString::fromStdString(text);
    } catch (const Cancelled&) {
        return QStringLiteral("cancelled");
    }
    return {};
}

}  // namespace

class TestVcpClip : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void equalsTheGoldenFiles_data();
    void equalsTheGoldenFiles();
    void stopsBetweenBlocks();
    void batchKeepsItsOrder();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void refusesImagesOfAnotherForm();
    void refusesClashingWeights();
    void answerThatIsNoNumberIsRefused_data();
    void answerThatIsNoNumberIsRefused();
    void tapsAreSpreadOverTheDepthByDefault();

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }
};

void TestVcpClip::initTestCase()
{
    model::prepareMachine();
    const auto clip = weights::ClipWeights::open(golden_tiny / "clip.pt");
    const auto vcp = weights::VcpWeights::open(golden_tiny / "vcp.pth");
    const auto plain = layouts::canonical(clip.tensors);
    weights::writeTorchZip(at("plain.pt"), plain.tensors());
    weights::writeTorchLegacy(at("legacy.pt"), plain.tensors());
    weights::writeSafetensors(at("open_clip.safetensors"), plain.tensors());
    weights::writeSafetensors(at("hf.safetensors"), layouts::huggingFace(clip).tensors());
    weights::writeSafetensors(at("vcp.safetensors"), layouts::canonical(vcp.tensors).tensors());
}

void TestVcpClip::equalsTheGoldenFiles_data()
{
    QTest::addColumn<QString>("clip");
    QTest::addColumn<QString>("vcp");
    const QString tiny = QString::fromStdString(golden_tiny.string()), own = m_folder.path();
    QTest::newRow("OpenAI TorchScript") << tiny + "/clip.pt" << tiny + "/vcp.pth";
    QTest::newRow("plain state dict") << own + "/plain.pt" << tiny + "/vcp.pth";
    QTest::newRow("legacy state dict") << own + "/legacy.pt" << tiny + "/vcp.pth";
    QTest::newRow("Hugging Face safetensors") << own + "/hf.safetensors" << tiny + "/vcp.pth";
    QTest::newRow("open_clip safetensors") << own + "/open_clip.safetensors" << tiny + "/vcp.pth";
    QTest::newRow("VCP safetensors") << tiny + "/clip.pt" << own + "/vcp.safetensors";
}

void TestVcpClip::equalsTheGoldenFiles()
{
    QFETCH(QString, clip);
    QFETCH(QString, vcp);
    const auto vcpClip = golden::loadModel(clip.toStdString(), vcp.toStdString(), golden::readCase(golden_tiny), "cpu");
    const auto figures = golden::compare(*vcpClip, golden_tiny, {});
    QCOMPARE(figures.size(), 19u);
    for (const auto& figure : figures)
        QVERIFY2(figure.passes(), qPrintable(QString("%1 differs by %2 of %3").arg(figure.name.c_str()).arg(figure.greatestDifference).arg(figure.scale)));
}

void TestVcpClip::stopsBetweenBlocks()
{
    const auto vcpClip = golden::loadModel(golden_tiny / "clip.pt", golden_tiny / "vcp.pth", golden::readCase(golden_tiny), "cpu");
    std::stop_source stop;
    stop.request_stop();
    const std::vector images {makeImage(154, 154, 3)};
    QCOMPARE(codeOf([&] { vcpClip->detect(images, stop.get_token()); }), "cancelled");
    QCOMPARE(vcpClip->detect(images).size(), 1u);
}

void TestVcpClip::batchKeepsItsOrder()
{
    const auto vcpClip = golden::loadModel(golden_tiny / "clip.pt", golden_tiny / "vcp.pth", golden::readCase(golden_tiny), "cpu");
    Image bright = makeImage(154, 154, 3);
    std::ranges::fill(bright.pixels, 220);
    const std::vector images {makeImage(154, 154, 3), bright};
    const auto both = vcpClip->detect(images);
    const auto alone = vcpClip->detect({&images[1], 1});
    QVERIFY(both[0].pre != both[1].pre);
    for (std::size_t i = 0; i < alone[0].post.size(); ++i)
        QVERIFY(std::abs(alone[0].post[i] - both[1].post[i]) < 1e-3f);
}

void TestVcpClip::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QList<int>>("layers");
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("precision");
    QTest::addColumn<QString>("error");
    QTest::newRow("size no multiple of the patch") << 150 << QList<int> {3, 6, 9, 12} << "cpu" << "fp32" << "image_size_invalid 150 14 140 154";
    QTest::newRow("size too small") << 10 << QList<int> {3, 6, 9, 12} << "cpu" << "fp32" << "image_size_invalid 10 14 14 28";
    QTest::newRow("size beyond reason") << 14000 << QList<int> {3, 6, 9, 12} << "cpu" << "fp32" << "image_size_invalid 14000 14 4088 4088";
    QTest::newRow("too few layers") << 154 << QList<int> {3, 6} << "cpu" << "fp32" << "layers_invalid 3,6 12 4";
    QTest::newRow("beyond the depth") << 154 << QList<int> {3, 6, 9, 13} << "cpu" << "fp32" << "layers_invalid 3,6,9,13 12 4";
    QTest::newRow("not ascending") << 154 << QList<int> {3, 9, 6, 12} << "cpu" << "fp32" << "layers_invalid 3,9,6,12 12 4";
    QTest::newRow("no such device") << 154 << QList<int> {3, 6, 9, 12} << "cuda:77" << "fp32" << "device_unavailable cuda:77";
    QTest::newRow("nonsense device") << 154 << QList<int> {3, 6, 9, 12} << "tpu" << "fp32" << "device_unavailable tpu";
    QTest::newRow("half precision") << 154 << QList<int> {3, 6, 9, 12} << "cpu" << "fp16" << "precision_unavailable fp16 cpu";
}

void TestVcpClip::refusesWhatDoesNotFit()
{
    QFETCH(int, size);
    QFETCH(QList<int>, layers);
    QFETCH(QString, device);
    QFETCH(QString, precision);
    model::ModelOptions options;
    options.imageSize = size;
    options.layers.assign(layers.begin(), layers.end());
    options.device = device.toStdString();
    options.precision = precision.toStdString();
    const auto clip = weights::ClipWeights::open(golden_tiny / "clip.pt");
    const auto vcp = weights::VcpWeights::open(golden_tiny / "vcp.pth");
    QTEST(codeOf([&] { model::VcpClip::load(clip, vcp, options); }), "error");
}

void TestVcpClip::refusesImagesOfAnotherForm()
{
    const auto vcpClip = golden::loadModel(golden_tiny / "clip.pt", golden_tiny / "vcp.pth", golden::readCase(golden_tiny), "cpu");
    QVERIFY(vcpClip->detect({}).empty());
    for (const Image& image : {makeImage(154, 153, 3), makeImage(154, 154, 1), makeImage(154, 154, 3, 2)})
        QCOMPARE(codeOf([&] { vcpClip->detect({&image, 1}); }), "bad_input image form");
}

void TestVcpClip::refusesClashingWeights()
{
    const auto models = std::filesystem::path(WORKBENCH_SOURCE_DIR) / "resources" / "models" / "workbench-small";
    const auto clip = weights::ClipWeights::open(models / "clip.safetensors");
    const auto vcp = weights::VcpWeights::open(golden_tiny / "vcp.pth");
    QVERIFY(codeOf([&] { model::VcpClip::load(clip, vcp, {}); }).startsWith("weights_clash "));
}

void TestVcpClip::answerThatIsNoNumberIsRefused_data()
{
    QTest::addColumn<QStringList>("tensors");
    QTest::addColumn<float>("value");
    QTest::newRow("a tap of zeros") << QStringList {"trainable_linearlayer.fc.2.weight", "trainable_linearlayer.fc.2.bias"} << 0.0f;
    QTest::newRow("temperature of Pre-VCP") << QStringList {"New_Lan_Embed.prompt_temp"} << 1e4f;
    QTest::newRow("temperature of Post-VCP") << QStringList {"Zero_try.prompt_temp_l1"} << 1e4f;
}

void TestVcpClip::answerThatIsNoNumberIsRefused()
{
    QFETCH(QStringList, tensors);
    QFETCH(float, value);
    const auto clip = weights::ClipWeights::open(golden_tiny / "clip.pt");
    const auto vcp = weights::VcpWeights::open(golden_tiny / "vcp.pth");
    auto spoilt = layouts::canonical(vcp.tensors);
    for (const QString& tensor : tensors) {
        const std::string name = tensor.toStdString();
        spoilt.add(name, vcp.tensors.shape(name), std::vector<float>(std::size_t(vcp.tensors.elements(name)), value));
    }
    weights::writeSafetensors(at("spoilt.safetensors"), spoilt.tensors());
    const auto loaded = weights::VcpWeights::open(at("spoilt.safetensors"));
    model::ModelOptions options;
    options.imageSize = 154;
    options.device = "cpu";
    const auto vcpClip = model::VcpClip::load(clip, loaded, options);
    const Image image = makeImage(154, 154, 3);
    QCOMPARE(codeOf([&] { vcpClip->detect({&image, 1}); }), "answer_not_finite");
}

void TestVcpClip::tapsAreSpreadOverTheDepthByDefault()
{
    model::ModelOptions options;
    options.imageSize = 112;
    const auto vcpClip = model::VcpClip::load(weights::ClipWeights::open(golden_tiny / "clip.pt"), weights::VcpWeights::open(golden_tiny / "vcp.pth"), options);
    QCOMPARE(vcpClip->facts().layers, (std::vector {3, 6, 9, 12}));
}

QTEST_GUILESS_MAIN(TestVcpClip)
#include "tst_vcp_clip.moc"
