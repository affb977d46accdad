// An export as Python reads it: every cell of its tables by csv and pandas, its outlines drawn again over its masks.

#include "app/export/export_job.h"
#include "app/common/error_text.h"
#include "app/common/output_names.h"
#include "app/common/result_row.h"
#include "app/store/region_class.h"
#include "export_tools.h"

#include <QtTest>

#include <random>

using namespace export_tools;

namespace {

const QString python = "/usr/bin/python3";

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QJsonValue ifCalibrated(double value, double scale)
{
    return scale > 0 ? QJsonValue(value * scale) : QJsonValue();
}

/// What a row of images.csv must hold, said without the code that writes it.
QJsonObject partRow(const app::ReportPart& part, double mm)
{
    QJsonObject row {{"file", textOf(part.file)}, {"sha256", textOf(part.image)}, {"label", ""}, {"human_verdict", ""},
                     {"operator", textOf(part.review.humanOperator)}, {"reviewed_utc", textOf(part.review.humanUtc)}, {"note", textOf(part.review.note)},
                     {"modified", part.modified.isValid() ? part.modified.toString(Qt::ISODate) : QString()}, {"error", ""}, {"picture_faults", ""}, {"match", ""}, {"shift_x_px", ""}, {"shift_y_px", ""}, {"turn_deg", ""}, {"blind", ""}};
    if (part.label != inference::Label::None)
        row["label"] = part.label == inference::Label::Good ? "good" : "defective";
    if (part.review.human)
        row["human_verdict"] = textOf(app::verdictKey(*part.review.human));
    if (part.error) {
        row["verdict"] = row["final_verdict"] = "error";
        row["error"] = app::shortSentence(*part.error);
        for (const char* const empty : {"score", "defects", "failing_defects", "largest_defect_px2", "largest_defect_mm2", "all_defects_px2", "all_defects_mm2",
                                        "width_px", "height_px"})
            row[QLatin1String(empty)] = QJsonValue();
        return row;
    }
    double largest = 0, all = 0;
    int failing = 0;
    for (const inference::Defect& defect : part.judgement.defects) {
        largest = std::max(largest, defect.area);
        all += defect.area;
        failing += defect.failing;
    }
    row["verdict"] = textOf(app::verdictKey(part.judgement.verdict));
    row["final_verdict"] = textOf(app::verdictKey(part.review.human ? *part.review.human : part.judgement.verdict));
    row["score"] = part.judgement.score;
    row["defects"] = int(part.judgement.defects.size());
    row["failing_defects"] = failing;
    row["largest_defect_px2"] = largest;
    row["largest_defect_mm2"] = ifCalibrated(largest, mm * mm);
    row["all_defects_px2"] = all;
    row["all_defects_mm2"] = ifCalibrated(all, mm * mm);
    row["width_px"] = part.imageSize.width;
    row["height_px"] = part.imageSize.height;
    return row;
}

QJsonObject regionRow(const app::ReportPart& part, std::size_t number, const inference::Recipe& recipe)
{
    const inference::Defect& defect = part.judgement.defects[number];
    const double mm = recipe.mmPerPixel;
    const app::RegionNote* const said = app::noteOf(number, part.judgement.defects, part.review);
    return {{"file", textOf(part.file)}, {"sha256", textOf(part.image)}, {"defect", int(number) + 1}, {"verdict", defect.failing ? "fail" : "review"},
            {"class", said ? textOf(said->className) : QString()}, {"note", said ? textOf(said->note) : QString()},
            {"zone", defect.zone >= 0 ? textOf(recipe.zones[std::size_t(defect.zone)].name) : QString()},
            {"area_px2", defect.area}, {"area_mm2", ifCalibrated(defect.area, mm * mm)},
            {"length_px", defect.length}, {"length_mm", ifCalibrated(defect.length, mm)},
            {"feret_width_px", defect.width}, {"feret_width_mm", ifCalibrated(defect.width, mm)},
            {"centroid_x_px", defect.centroid.x}, {"centroid_y_px", defect.centroid.y}, {"box_x_px", defect.box.x}, {"box_y_px", defect.box.y},
            {"box_width_px", defect.box.width}, {"box_height_px", defect.box.height},
            {"box_width_mm", ifCalibrated(defect.box.width, mm)}, {"box_height_mm", ifCalibrated(defect.box.height, mm)},
            {"peak", double(defect.peak)}, {"mean", double(defect.mean)}, {"contrast", double(defect.contrast)}};
}

QByteArray expected(const app::Report& report)
{
    QJsonArray parts, regions, judged;
    app::OutputNames names;
    for (const app::ReportPart& part : report.parts) {
        const std::string stem = names.claim(part.file);
        QJsonObject row = partRow(part, report.recipe.mmPerPixel);
        row["stem"] = textOf(stem);
        parts.append(row);
        if (part.error)
            continue;
        QJsonArray classes;
        for (std::size_t i = 0; i < part.judgement.defects.size(); ++i) {
            regions.append(regionRow(part, i, report.recipe));
            const std::string name = app::classOf(i, part.judgement.defects, part.review);
            classes.append(name.empty() ? "defect" : textOf(name));
        }
        judged.append(QJsonObject {{"file", textOf(part.file)}, {"stem", textOf(stem)}, {"width", part.imageSize.width},
                                   {"height", part.imageSize.height}, {"classes", classes}});
    }
    return QJsonDocument(QJsonObject {{"images.csv", parts}, {"defects.csv", regions}, {"judged", judged}}).toJson();
}

/// Patches that are damaged here and there, in rings and in single ones.
QStringList noise(unsigned seed, int side)
{
    std::minstd_rand random(seed + 1);
    QStringList rows;
    for (int y = 0; y < side; ++y) {
        QString row;
        for (int x = 0; x < side; ++x)
            row += QStringLiteral("#+..").at(int(random() % 4));
        rows.append(row);
    }
    return rows;
}

/// Parts with every kind of name, and shapes of every kind.
void fill(Sample& sample)
{
    const QStringList shapes[] {ring, islands, dot, nothing, all};
    int number = 0;
    for (const char* const name : {"a,b.png", "say \"hi\".png", "two\nlines.png", "two\r\nlines.png", "one\rreturn.png", "חלק 7.png", "قطعة.png", "gear 🦷🔩.png",
                                   "=1+1.png", "+1.png", "-1.png", "@SUM(A1).png", "\t=1.png", " in front.png", "behind ", "'quoted'.png", "Teil ä.png", "零件.png",
                                   "semi;colon.png", "back\\slash.png", "nan", "007"}) {
        app::ReportPart& part = sample.add(name, shapes[number % 5], {97 + 31 * (number % 4), 80 + 17 * (number % 3)});
        part.modified = QDateTime(QDate(2026, 5, 1), QTime(6, number), Qt::OffsetFromUTC, 3600 * (number % 5 - 2));
        if (number % 3 == 0)
            part.review = {inference::Verdict::Pass, "2026-05-01T12:00:00Z", name, std::string("note: ") + name, {}};
        if (number % 4 == 1 && !part.judgement.defects.empty())
            part.review.regions = {{part.judgement.defects.front().peakAt, name, std::string("=") + name}};
        part.label = inference::Label(number % 3);
        ++number;
    }
    sample.add(std::string(100, 'd') + '/' + std::string(100, 'e') + '/' + std::string(94, 'f') + ".png", ring);
    sample.add("same/ring.png", ring, {1000, 37});
    sample.add("other/ring.png", islands, {61, 800});
    for (unsigned seed = 0; seed < 6; ++seed)
        sample.add("noise " + std::to_string(seed) + ".png", noise(seed, 12), {int(150 + 101 * seed), int(120 + 57 * seed)});
    sample.addFailed("gone, \"lost\".png");
    sample.addFailed("two\nlines, too.png", inference::ErrorCode::ImageTruncated);
}

}  // namespace

class TestExportsReadBack : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void pythonReadsWhatTheReportHolds_data();
    void pythonReadsWhatTheReportHolds();
};

void TestExportsReadBack::initTestCase()
{
    if (!QFile::exists(python))
        QSKIP("There is no /usr/bin/python3 on this computer.");
}

void TestExportsReadBack::pythonReadsWhatTheReportHolds_data()
{
    QTest::addColumn<double>("mmPerPixel");
    QTest::addColumn<double>("sigma");
    QTest::newRow("pixels, smooth outlines") << 0.0 << 3.0;
    QTest::newRow("millimetres, sharp outlines") << 0.0173 << 0.0;
}

void TestExportsReadBack::pythonReadsWhatTheReportHolds()
{
    QFETCH(double, mmPerPixel);
    QFETCH(double, sigma);
    Sample sample;
    sample.report.recipe.mmPerPixel = mmPerPixel;
    sample.report.recipe.sigma = sigma;
    sample.report.recipe.drawnFor = {100, 100};
    sample.report.recipe.zones = {{"rim, \"upper\"", {{0, 0}, {100, 0}, {100, 45}, {0, 45}}, sample.report.recipe.rule}};
    fill(sample);
    const fs::path out = sample.path("out");
    const auto result = app::exportAll(sample.report, sample.evidence(), {out, {true, true, true, true, true, true, false, false, false}, {}, {}});
    QVERIFY(result.problems.empty());
    QFile file(sample.folder.filePath("expected.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(expected(sample.report));
    file.close();

    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python, {"-B", WORKBENCH_TEST_DATA "/unit/read_exports.py", QString::fromStdString(out.string()), file.fileName()});
    QVERIFY(process.waitForFinished(300'000));
    const QString said = QString::fromUtf8(process.readAll()).trimmed();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, qPrintable(said));
    qInfo("%s", qPrintable(said));
}

QTEST_GUILESS_MAIN(TestExportsReadBack)
#include "tst_exports_read_back.moc"
