// A run reads its pictures several ahead: what is said of one must not be said of another that has taken its place meanwhile.

#include "app/inspect/run_pipeline.h"
#include "app/inspect/run_writer.h"
#include "app/store/settled_file.h"
#include "imaging/image_writer.h"
#include "judging/judge.h"
#include "pipeline/file_hash.h"
#include "tests/gui/fake_detector.h"

#include <QtTest>

namespace fs = std::filesystem;

namespace {

/// Does something while the model looks at a picture.
class BusyDetector : public FakeDetector {
public:
    explicit BusyDetector(std::function<void()> meanwhile)
        : m_meanwhile(std::move(meanwhile))
    {
    }
    std::vector<inference::Evidence> detect(std::span<const inference::Image> images, std::stop_token stop) override
    {
        m_meanwhile();
        return FakeDetector::detect(images, stop);
    }

private:
    std::function<void()> m_meanwhile;
};

void writePicture(const fs::path& path, int grey)
{
    inference::Image picture = inference::makeImage(40, 30, 3);
    std::ranges::fill(picture.pixels, std::uint8_t(grey));
    inference::imaging::writePng(path, picture);
}

QStringList filesIn(const fs::path& folder)
{
    return QDir(QString::fromStdString(folder.string())).entryList(QDir::Files);  // without the hidden mark
}

}  // namespace

class TestRunPipeline : public QObject {
    Q_OBJECT

private slots:
    void pictureReplacedMeanwhileIsNotTakenForTheOneInspected_data();
    void pictureReplacedMeanwhileIsNotTakenForTheOneInspected();
};

void TestRunPipeline::pictureReplacedMeanwhileIsNotTakenForTheOneInspected_data()
{
    QTest::addColumn<bool>("replaced");
    QTest::newRow("replaced") << true;
    QTest::newRow("left alone") << false;
}

void TestRunPipeline::pictureReplacedMeanwhileIsNotTakenForTheOneInspected()
{
    QFETCH(bool, replaced);
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString(), part = root / "part.png", other = root / "other.png", out = root / "out";
    writePicture(part, 40);
    writePicture(other, 200);
    fs::create_directories(out);
    const std::string inspected = inference::pipeline::sha256OfFile(part);
    const auto detector = std::make_shared<BusyDetector>([&] {
        if (replaced && fs::exists(other))
            fs::rename(other, part);
    });
    app::RunExtras extras;
    extras.maps = extras.overlays = true;
    const app::RunWriter writer(out, extras);
    const inference::Recipe recipe;
    const auto judge = [&](std::size_t, const app::PictureFile& file, app::RunPipeline::Answer answer) {
        app::RunPipeline::Judged one;
        one.row.file = file.sha256;
        try {
            const auto& inspection = std::get<inference::Inspection>(answer);
            const auto maps = inference::judging::renderMaps(inspection, recipe);
            one.row.imageSize = inspection.imageSize;
            one.row.judgement = inference::judging::judge(maps, inspection.imageSize, recipe);
            writer.writeExtras(part, file.look, "part", maps, one.row, recipe);
        } catch (const inference::Error& error) {
            one.row.error = error;
        }
        return one;
    };
    const std::vector<app::InputPath> inputs {{part, "part.png"}};
    app::RunPipeline pipeline(inputs, std::make_shared<const inference::pipeline::Inspector>(detector), app::RunPipeline::Hashes::Wanted, judge, {});
    const auto judged = pipeline.next();
    QCOMPARE(judged.row.file, inspected);  // whatever lies there now
    QCOMPARE(judged.row.error.has_value(), replaced);
    if (replaced)
        QCOMPARE(judged.row.error->code(), inference::ErrorCode::FileReplaced);
    QCOMPARE(filesIn(out / "overlays"), replaced ? QStringList() : QStringList {"part.png"});
    QCOMPARE(filesIn(out / "maps"), replaced ? QStringList() : QStringList {"part.tiff"});
}

QTEST_GUILESS_MAIN(TestRunPipeline)
#include "tst_run_pipeline.moc"
