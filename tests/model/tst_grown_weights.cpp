// A vision tower that is grown answers as it did before it learns on.
#include "core/error.h"
#include "model/vcp_clip.h"
#include "training/fresh_weights.h"
#include "training/grown_weights.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace inference;
using training::canGrow;
using training::evenTaps;

class TestGrownWeights : public QObject {
    Q_OBJECT

private slots:
    void tapsLieEvenly();
    void whatCanBeGrown_data();
    void whatCanBeGrown();
    void answersStayTheSame();
    void sameSeedGivesTheSameBytes();
    void tooShallowIsRefused();

private:
    std::filesystem::path at(const char* name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }
    /// Fresh weights of `depth` blocks, 64 wide, patches of 8.
    weights::ClipWeights fresh(int depth);
    Evidence answer(const std::filesystem::path& clip, std::vector<int> layers) const;

    QTemporaryDir m_folder;
};

weights::ClipWeights TestGrownWeights::fresh(int depth)
{
    model::ModelOptions options;
    options.imageSize = 64;
    training::writeFreshWeights({64, depth, 8, 8, 64, 2, 4, 2}, options, 7, at("clip.safetensors"), at("vcp.pth"));
    return weights::ClipWeights::open(at("clip.safetensors"));
}

Evidence TestGrownWeights::answer(const std::filesystem::path& clip, std::vector<int> layers) const
{
    model::ModelOptions options;
    options.imageSize = 64;
    options.layers = std::move(layers);
    options.device = "cpu";
    const auto detector = model::VcpClip::load(weights::ClipWeights::open(clip), weights::VcpWeights::open(at("vcp.pth")), options);
    Image picture = makeImage(64, 64, 3);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = std::uint8_t(i * i % 251);
    return detector->detect({&picture, 1}).front();
}

void TestGrownWeights::tapsLieEvenly()
{
    QCOMPARE(evenTaps(7, 4), (std::vector<int> {2, 4, 5, 7}));
    QCOMPARE(evenTaps(9, 4), (std::vector<int> {3, 5, 7, 9}));
    QCOMPARE(evenTaps(24, 4), (std::vector<int> {9, 14, 19, 24}));
}

void TestGrownWeights::whatCanBeGrown_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("can");
    QTest::newRow("as it is") << 7 << 7 << true;
    QTest::newRow("taps too near") << 7 << 8 << false;  // 3, 4 where the second had two blocks of its own
    QTest::newRow("two more") << 7 << 9 << true;
    QTest::newRow("fewer") << 7 << 6 << false;
    QTest::newRow("twice") << 4 << 8 << true;
}

void TestGrownWeights::whatCanBeGrown()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QTEST(canGrow(from, to, 4), "can");
}

void TestGrownWeights::answersStayTheSame()
{
    const auto clip = fresh(5);
    training::writeGrownWeights(clip, 9, 4, 3, at("grown.safetensors"));
    const auto grown = weights::ClipWeights::open(at("grown.safetensors"));
    QCOMPARE(grown.shape.visionLayers, 9);
    QCOMPARE(grown.shape.textLayers, clip.shape.textLayers);
    const Evidence before = answer(at("clip.safetensors"), evenTaps(5, 4)), after = answer(at("grown.safetensors"), evenTaps(9, 4));
    QCOMPARE(after.post.size(), before.post.size());
    float apart = 0;
    for (std::size_t i = 0; i < before.post.size(); ++i)
        apart = std::max({apart, std::abs(before.pre[i] - after.pre[i]), std::abs(before.post[i] - after.post[i])});
    QVERIFY2(apart <= 1e-5f, qPrintable(QString::number(apart)));
    const auto [least, greatest] = std::ranges::minmax(before.post);
    QVERIFY2(greatest - least > 1e-3f, qPrintable(QString::number(greatest - least)));
    // Taken at other layers the answer is another one: the taps are what has to move.
    const Evidence elsewhere = answer(at("grown.safetensors"), {2, 3, 4, 5});
    QVERIFY(elsewhere.post != after.post);
}

void TestGrownWeights::sameSeedGivesTheSameBytes()
{
    const auto clip = fresh(5);
    const auto bytes = [this, &clip](std::uint64_t seed) {
        training::writeGrownWeights(clip, 7, 4, seed, at("once.safetensors"));
        QFile file(QString::fromStdString(at("once.safetensors").string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray one = bytes(3);
    QVERIFY(!one.isEmpty());
    QVERIFY(bytes(3) == one);
    QVERIFY(bytes(4) != one);
}

void TestGrownWeights::tooShallowIsRefused()
{
    const auto clip = fresh(7);
    for (const int depth : {8, 6, 0})
        QVERIFY_THROWS_EXCEPTION(Error, training::writeGrownWeights(clip, depth, 4, 3, at("never.safetensors")));
    QVERIFY(!std::filesystem::exists(at("never.safetensors")));
}

QTEST_GUILESS_MAIN(TestGrownWeights)
#include "tst_grown_weights.moc"
