// One moment with its evidence: whole or not at all.

#include "app/live/snapshot.h"
#include "imaging/overlay.h"
#include "judging/judge.h"
#include "live_tools.h"

#include <QImage>

using namespace live_tools;
using inference::ErrorCode;
using inference::Verdict;

namespace {

struct Moment {
    QTemporaryDir temporary;
    fs::path folder = fs::path(temporary.path().toStdString());
    RecordMaker maker {facts()};
    std::shared_ptr<LiveResult> result;
    VerdictRecord record;

    explicit Moment(LiveFrame frame = frameOf(150, 64, 48, 3), bool judged = true)
    {
        result = resultOf(frame, judged ? std::optional(Verdict::Fail) : std::nullopt);
        if (judged) {
            inference::Inspection inspection {frame->image.size(), {}, {}};
            const std::vector<float> grid {-4, 4, -4, -4};
            inspection.views.push_back({{0, 0, double(frame->image.width), double(frame->image.height)}, {1, 2, 2, 28, grid, grid}});
            const auto maps = std::make_shared<const inference::judging::RenderedMaps>(inference::judging::renderMaps(inspection, *result->recipe));
            result->judgement = std::make_shared<const inference::Judgement>(inference::judging::judge(*maps, inspection.imageSize, *result->recipe));
            result->inspection = std::make_shared<const inference::Inspection>(std::move(inspection));
            result->maps = maps;
        }
        record = maker.recordOf(*result);
    }
};

const std::string json = "{\"verdict\": \"fail\"}\n";

}  // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

private slots:
    void itHoldsTheMoment();
    void sixteenBitsStay();
    void withoutAJudgementThereIsTheFrame();
    void aSecondOneOfTheSameMomentHasItsOwnFolder();
    void aFullDiskLeavesNothing();
    void aFolderThatCannotBeMadeIsNamed();
    void aFrameWithoutPixelsIsRefused();
};

void TestSnapshot::itHoldsTheMoment()
{
    const Moment moment;
    const fs::path made = writeSnapshot(moment.folder, *moment.result, moment.record, json);
    const RecordingName name = recordingName(moment.record);
    QCOMPARE(made, moment.folder / "snapshots" / name.day / (name.stem.substr(0, 12) + "_000001"));
    QCOMPARE(filesBelow(made), (std::vector<std::string> {"frame.png", "map.tiff", "overlay.png", "verdict.json"}));
    QCOMPARE(inference::imaging::decode(made / "frame.png").pixels, moment.result->frame()->image.pixels);
    inference::imaging::OverlayStyle style;
    style.limit = moment.result->recipe->rule.failLimit;
    QCOMPARE(inference::imaging::decode(made / "overlay.png").pixels,
             inference::imaging::paintOverlay(moment.result->frame()->image, moment.result->maps->blended, *moment.result->judgement, style).pixels);
    const auto& values = moment.result->maps->blended.values;
    QVERIFY(store_tools::contents(made / "map.tiff").contains(QByteArray(reinterpret_cast<const char*>(values.data()), qsizetype(values.size() * sizeof(float)))));
    QCOMPARE(store_tools::contents(made / "verdict.json"), QByteArray::fromStdString(json));
    QCOMPARE(filesBelow(made.parent_path()).size(), std::size_t(4));  // and nothing beside it
}

void TestSnapshot::sixteenBitsStay()
{
    const Moment moment(frameOf(77, 64, 48, 1, 2));
    const fs::path made = writeSnapshot(moment.folder, *moment.result, moment.record, json);
    const inference::Image back = inference::imaging::decode(made / "frame.png");
    QCOMPARE(back.bytesPerChannel, 2);
    QCOMPARE(back.pixels, moment.result->frame()->image.pixels);
    QCOMPARE(inference::imaging::decode(made / "overlay.png").channels, 3);
}

void TestSnapshot::withoutAJudgementThereIsTheFrame()
{
    const Moment moment(frameOf(9), false);
    const fs::path made = writeSnapshot(moment.folder, *moment.result, moment.record, json);
    QCOMPARE(filesBelow(made), (std::vector<std::string> {"frame.png", "verdict.json"}));
}

void TestSnapshot::aSecondOneOfTheSameMomentHasItsOwnFolder()
{
    const Moment moment(frameOf(9), false);
    const fs::path first = writeSnapshot(moment.folder, *moment.result, moment.record, json);
    const fs::path second = writeSnapshot(moment.folder, *moment.result, moment.record, "other");
    QCOMPARE(second.filename().string(), first.filename().string() + "-2");
    QCOMPARE(store_tools::contents(first / "verdict.json"), QByteArray::fromStdString(json));
    QCOMPARE(store_tools::contents(second / "verdict.json"), QByteArray("other"));
}

void TestSnapshot::aFullDiskLeavesNothing()
{
    auto frame = std::make_shared<inference::sources::Frame>(*frameOf(1, 400, 300, 3));
    for (std::size_t i = 0; i < frame->image.pixels.size(); ++i)
        frame->image.pixels[i] = std::uint8_t(i * i >> 3);
    const Moment moment(frame);
    {
        const FullDisk full(4096);
        QCOMPARE(store_tools::codeOf([&] { writeSnapshot(moment.folder, *moment.result, moment.record, json); }), store_tools::code(ErrorCode::WriteFailed));
    }
    QCOMPARE(filesBelow(moment.folder).size(), std::size_t(1));  // the empty folder of the day
    QVERIFY(filesBelow(moment.folder)[0].ends_with('/'));
}

void TestSnapshot::aFolderThatCannotBeMadeIsNamed()
{
    const Moment moment;
    const fs::path file = moment.folder / "file";
    store_tools::write(file, "x");
    try {
        writeSnapshot(file, *moment.result, moment.record, json);
        QFAIL("was written");
    } catch (const inference::Error& error) {
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        QVERIFY(error.file().string().starts_with(file.string()));
    }
}

void TestSnapshot::aFrameWithoutPixelsIsRefused()
{
    const Moment moment(std::make_shared<const inference::sources::Frame>(), false);
    QCOMPARE(store_tools::codeOf([&] { writeSnapshot(moment.folder, *moment.result, moment.record, json); }), store_tools::code(ErrorCode::BadInput));
    QVERIFY(filesBelow(moment.folder)[0].ends_with('/'));
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
