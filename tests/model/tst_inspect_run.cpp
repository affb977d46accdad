// vcp-inspect as scripts see it: what it writes, what it says, what it returns.

#include "golden.h"
#include "program_tools.h"
#include "weights/weight_writer.h"

#include <QtTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <csignal>
#include <fstream>

using program_tools::contents;
using program_tools::Finished;

namespace {

QString tiny(const QString& name)
{
    return QDir(WORKBENCH_TEST_DATA "/golden/tiny").filePath(name);
}

QStringList goldenModel()
{
    return {"--clip", tiny("clip.pt"), "--vcp", tiny("vcp.pth"), "--image-size", "154", "--layers", "3,6,9,12"};
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Cells of a CSV file without quoted cells, header first.
QList<QStringList> table(const QString& path)
{
    QList<QStringList> rows;
    for (const QString& line : QString::fromUtf8(contents(path)).split("\r\n", Qt::SkipEmptyParts))
        rows.append(line.split(','));
    return rows;
}

/// Greatest difference between a written map and image `index` of a golden tensor [B, S, S]; infinite when the forms differ.
double difference(const QString& tiff, const std::string& tensor, int index)
{
    const auto expected = golden::readExpected(tiny("").toStdString(), tensor);
    const cv::Mat map = cv::imread(tiff.toStdString(), cv::IMREAD_UNCHANGED);
    const int side = int(expected.shape.at(1));
    if (map.type() != CV_32FC1 || map.rows != side || map.cols != side)
        return INFINITY;
    double greatest = 0;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            greatest = std::max(greatest, std::abs(double(map.at<float>(y, x)) - double(expected.values[std::size_t((index * side + y) * side + x)])));
    return greatest;
}

}  // namespace

class TestInspectRun : public QObject {
    Q_OBJECT

private slots:
    void mapsEqualThePublishedCode();
    void recipeDecidesVerdictAndCode();
    void aGateIsTheRecipesToo();
    void whatGoodPartsShowIsTheRecipesToo();
    void tilesSayWhatTheirCutOutsSay();
    void badImagesAreRowsAndTheRunGoesOn();
    void bundledModelRunsWithoutOptions();
    void verdictsAreTheSameInEveryPrecision();
    void overlaysAreTheImagesSize();
    void outlinesAndMasksSayTheSame();
    void pictureThatIsTooLongIsARow();
    void filesOfOthersAreLeftAlone();
    void ownOutputsAreNoParts();
    void namesThatAreNoUtf8AreFoundAgain();
    void fullDiskFinishesWhatCanBe();
    void answerThatIsNoNumberIsARow();
    void tensorThatIsMissingIsNamed();
    void stoppedRunKeepsWhatIsDone();
    void modelSaysWhatItHolds();
    void answerThatCannotBePrintedIsSaid_data();
    void answerThatCannotBePrintedIsSaid();
    void helpAndVersionAreGiven();

private:
    void start(QProcess& process, const QStringList& arguments) const { program_tools::start(process, m_folder.path(), arguments); }
    Finished inspect(const QStringList& arguments) const { return program_tools::run(m_folder.path(), arguments); }
    QString path(const QString& name) const { return m_folder.filePath(name); }

    const QTemporaryDir m_folder;
};

void TestInspectRun::mapsEqualThePublishedCode()
{
    QStringList images;
    for (int i = 0; i < 4; ++i)
        images.append(tiny(QString("image_%1.png").arg(i)));
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--maps", "--branches", "--out", path("golden")} + images);
    QVERIFY2(run.code == 0 || run.code == 1, qPrintable(run.err));
    QVERIFY2(run.out.startsWith("4 images: ") && run.out.contains("results in "), qPrintable(run.out));

    for (int i = 0; i < 4; ++i) {
        const QString stem = path(QString("golden/maps/image_%1").arg(i));
        QVERIFY2(difference(stem + ".pre.tiff", "raw", i) < 1e-4, qPrintable(stem));
        QVERIFY2(difference(stem + ".post.tiff", "new", i) < 1e-4, qPrintable(stem));
        QVERIFY2(difference(stem + ".tiff", "map_blended_smoothed", i) < 1e-4, qPrintable(stem));
    }
    const auto rows = table(path("golden/results.csv"));
    QCOMPARE(rows.size(), 5);
    const QJsonObject json = QJsonDocument::fromJson(contents(path("golden/results.json"))).object();
    QCOMPARE(json.value("complete").toBool(), true);
    QCOMPARE(json.value("model").toObject().value("image_size").toInt(), 154);
    for (int i = 0; i < 4; ++i) {
        const QJsonObject image = json.value("images").toArray().at(i).toObject();
        QCOMPARE(rows[i + 1][0], images[i]);
        QCOMPARE(image.value("file").toString(), images[i]);
        QCOMPARE(image.value("verdict").toString(), rows[i + 1][1]);
        QCOMPARE(image.value("maps").toObject().value("pre").toString(), QString("maps/image_%1.pre.tiff").arg(i));
    }
}

void TestInspectRun::recipeDecidesVerdictAndCode()
{
    const auto recipe = [](double fail, double review) {
        return QString(R"({"format": "vcp-recipe", "version": 1, "limits": {"fail": %1, "review": %2, "min_area": 0}})").arg(fail).arg(review).toUtf8();
    };
    write(path("strict.json"), recipe(0, 0));
    write(path("wary.json"), recipe(1, 0));
    write(path("lax.json"), recipe(1, 1));
    const QMap<QString, QPair<QString, int>> expected {{"strict", {"fail", 1}}, {"wary", {"review", 1}}, {"lax", {"pass", 0}}};
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--recipe", path(it.key() + ".json"), "--out", path(it.key()), tiny("image_0.png")});
        QCOMPARE(run.code, it.value().second);
        const auto rows = table(path(it.key() + "/results.csv"));
        QCOMPARE(rows[1][1], it.value().first);
        QCOMPARE(table(path(it.key() + "/defects.csv")).size() - 1, rows[1][3].toInt());
    }
}

void TestInspectRun::aGateIsTheRecipesToo()
{
    const cv::Mat part = cv::imread(tiny("image_0.png").toStdString());
    cv::Mat dark = part * 0.1;
    QVERIFY(cv::imwrite(path("light.png").toStdString(), part));
    QVERIFY(cv::imwrite(path("dark.png").toStdString(), dark));
    const double brightness = cv::mean(dark)[1];
    write(path("gate.json"), QStringLiteral(R"({"format": "vcp-recipe", "version": 2, "limits": {"fail": 1, "review": 1}, "picture": {"brightness_from": %1}})")
                                 .arg(brightness + 10).toUtf8());
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--recipe", path("gate.json"), "--report", path("gate.pdf"), "--out", path("gated"), path("light.png"), path("dark.png")});
    QCOMPARE(run.code, 1);
    const QJsonArray images = QJsonDocument::fromJson(contents(path("gated/results.json"))).object()["images"].toArray();
    QCOMPARE(images.size(), 2);
    const auto of = [&](const char* name) {
        for (const QJsonValue& image : images)
            if (image[QLatin1String("file")].toString().endsWith(QLatin1String(name)))
                return image.toObject();
        return QJsonObject();
    };
    QCOMPARE(of("light.png")["verdict"], QJsonValue("pass"));
    QVERIFY(!of("light.png").contains("picture_faults"));
    QCOMPARE(of("dark.png")["verdict"], QJsonValue("review"));
    QCOMPARE(of("dark.png")["picture_faults"], QJsonValue(QJsonArray {"too_dark"}));
    QVERIFY(std::abs(of("dark.png")["picture"].toObject()["brightness"].toDouble() - brightness) < 10);
    // The sealed report says why, and it holds against the pictures.
    const Finished verified = inspect(QStringList {"verify"} + goldenModel() + QStringList {path("gate.pdf"), "--images", path(".")});
    QVERIFY2(verified.code == 0, qPrintable(verified.out + verified.err));
}

void TestInspectRun::whatGoodPartsShowIsTheRecipesToo()
{
    const auto result = [this](const QString& out) { return QJsonDocument::fromJson(contents(path(out + "/results.json"))).object(); };
    const auto run = [&](const QString& recipe, const QString& out) {
        return inspect(QStringList {"run"} + goldenModel() + QStringList {"--recipe", path(recipe), "--maps", "--report", path(out + ".pdf"), "--out", path(out), tiny("image_0.png")});
    };
    write(path("bare.json"), R"({"format": "vcp-recipe", "version": 2})");
    QVERIFY(run("bare.json", "bare").code < 2);
    const QJsonObject model = result("bare")["model"].toObject();
    const QByteArray hash = QCryptographicHash::hash((model["clip_sha256"].toString() + model["vcp_sha256"].toString()).toLatin1(), QCryptographicHash::Sha256).toHex();
    // As much as can be taken off of each of the 11 x 11 patches of 4 layers, both branches.
    const auto recipe = [&](int rows, bool used) {
        return R"({"format": "vcp-recipe", "version": 2, "model": ")" + hash + R"(", "baseline": {"parts": 5, "layers": 4, "columns": 11, "rows": )" + QByteArray::number(rows)
            + R"(, "used": )" + (used ? "true" : "false") + R"(, "offsets": [")" + QByteArray("ff").repeated(2 * 4 * 11 * rows) + R"("]}})";
    };
    write(path("used.json"), recipe(11, true));
    write(path("unused.json"), recipe(11, false));
    write(path("other.json"), recipe(10, true));

    QCOMPARE(run("used.json", "used").code, 0);
    QVERIFY(result("used")[QLatin1String("images")][0][QLatin1String("score")].toDouble() < 0.01 && result("bare")[QLatin1String("images")][0][QLatin1String("score")].toDouble() > 0.1);
    QCOMPARE(result("used")[QLatin1String("images")][0][QLatin1String("verdict")], QJsonValue("pass"));
    QCOMPARE(result("used")[QLatin1String("recipe")][QLatin1String("baseline")][QLatin1String("parts")], QJsonValue(5));
    const cv::Mat map = cv::imread(path("used/maps/image_0.tiff").toStdString(), cv::IMREAD_UNCHANGED);
    double greatest = 1;
    cv::minMaxLoc(map, nullptr, &greatest);
    QVERIFY(greatest < 0.01);
    // The sealed report's recipe gives the same again.
    const Finished verified = inspect(QStringList {"verify"} + goldenModel() + QStringList {path("used.pdf"), "--images", tiny("")});
    QVERIFY2(verified.code == 0, qPrintable(verified.out + verified.err));

    QVERIFY(run("unused.json", "unused").code < 2);
    QCOMPARE(result("unused")[QLatin1String("images")][0][QLatin1String("score")], result("bare")[QLatin1String("images")][0][QLatin1String("score")]);

    QCOMPARE(run("other.json", "other").code, 3);
    QCOMPARE(result("other")[QLatin1String("images")][0][QLatin1String("error")][QLatin1String("code")], QJsonValue("baseline_mismatch"));
    QVERIFY2(result("other")[QLatin1String("images")][0][QLatin1String("error")][QLatin1String("sentence")].toString().contains("1 x 4 x 10 x 11"), contents(path("other/results.json")).constData());
}

void TestInspectRun::tilesSayWhatTheirCutOutsSay()
{
    // Two of the golden pictures side by side, half of each twice: tiles at 0 and 77 of 231.
    const cv::Mat left = cv::imread(tiny("image_0.png").toStdString()), right = cv::imread(tiny("image_1.png").toStdString());
    cv::Mat whole(154, 231, CV_8UC3);
    cv::Mat resized[2];
    cv::resize(left, resized[0], {154, 154});
    cv::resize(right, resized[1], {154, 154});
    resized[0].copyTo(whole(cv::Rect(0, 0, 154, 154)));
    resized[1](cv::Rect(0, 0, 77, 154)).copyTo(whole(cv::Rect(154, 0, 77, 154)));
    QVERIFY(cv::imwrite(path("wide.png").toStdString(), whole));
    QVERIFY(cv::imwrite(path("first.png").toStdString(), whole(cv::Rect(0, 0, 154, 154))));
    QVERIFY(cv::imwrite(path("second.png").toStdString(), whole(cv::Rect(77, 0, 154, 154))));
    write(path("plain.json"), R"({"format": "vcp-recipe", "version": 2, "sigma": 0})");
    write(path("tiles.json"), R"({"format": "vcp-recipe", "version": 2, "sigma": 0, "tile_side": 154})");
    write(path("small.json"), R"({"format": "vcp-recipe", "version": 2, "tile_side": 32})");
    const auto maps = [&](const QString& recipe, const QStringList& images) {
        const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--recipe", path(recipe), "--maps", "--out", path("tiled")} + images);
        QVERIFY2(run.code == 0 || run.code == 1, qPrintable(run.err));
    };
    maps("tiles.json", {path("wide.png")});
    maps("plain.json", {path("first.png"), path("second.png")});
    const auto map = [&](const char* name) { return cv::imread(path(QString("tiled/maps/%1.tiff").arg(name)).toStdString(), cv::IMREAD_UNCHANGED); };
    const cv::Mat mosaic = map("wide"), first = map("first"), second = map("second");
    QCOMPARE(mosaic.size(), cv::Size(231, 154));
    QVERIFY(cv::norm(mosaic(cv::Rect(0, 0, 77, 154)), first(cv::Rect(0, 0, 77, 154)), cv::NORM_INF) < 1e-6);
    QVERIFY(cv::norm(mosaic(cv::Rect(154, 0, 77, 154)), second(cv::Rect(77, 0, 77, 154)), cv::NORM_INF) < 1e-6);
    // Between them from one to the other.
    QVERIFY(cv::norm(mosaic(cv::Rect(77, 0, 1, 154)), first(cv::Rect(77, 0, 1, 154)), cv::NORM_INF) < 0.02);
    QVERIFY(cv::norm(mosaic(cv::Rect(153, 0, 1, 154)), second(cv::Rect(76, 0, 1, 154)), cv::NORM_INF) < 0.02);

    cv::Mat huge(1200, 1200, CV_8UC1, cv::Scalar(90));
    QVERIFY(cv::imwrite(path("huge.png").toStdString(), huge));
    const Finished refused = inspect(QStringList {"run"} + goldenModel() + QStringList {"--recipe", path("small.json"), "--out", path("refused"), path("huge.png")});
    QCOMPARE(refused.code, 3);
    QVERIFY2(contents(path("refused/results.csv")).contains("2304 tiles of 32 px"), contents(path("refused/results.csv")).constData());
}

void TestInspectRun::badImagesAreRowsAndTheRunGoesOn()
{
    QVERIFY(QDir(m_folder.path()).mkpath("bad/sub"));
    const QByteArray good = contents(tiny("image_0.png"));
    write(path("bad/1 truncated.png"), good.first(good.size() / 2));
    write(path("bad/2 empty.png"), {});
    write(path("bad/3 text.png"), "this is no picture\n");
    QVERIFY(QFile::link("nowhere", path("bad/4 gone.png")));
    write(path("bad/=5 good.png"), good);
    write(path("bad/sub/=5 good.png"), good);
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--out", path("bad/out"), "--maps", path("bad")});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.out.startsWith("6 images: ") && run.out.contains("4 error"), qPrintable(run.out));

    const auto rows = table(path("bad/out/results.csv"));
    QStringList seen;
    for (const QStringList& row : rows)
        seen.append(row[0] + ' ' + (row[1] == "error" ? row[1] : "judged"));
    QCOMPARE(seen, QStringList({"file judged", "1 truncated.png error", "2 empty.png error", "3 text.png error", "4 gone.png error", "'=5 good.png judged",
                                "sub/=5 good.png judged"}));
    QStringList codes;
    QStringList maps;
    for (const QJsonValue image : QJsonDocument::fromJson(contents(path("bad/out/results.json"))).object().value("images").toArray()) {
        codes.append(image.toObject().value("error").toObject().value("code").toString());
        maps.append(image.toObject().value("maps").toObject().value("map").toString());
    }
    QCOMPARE(codes, QStringList({"image_truncated", "file_empty", "image_unknown_format", "file_missing", "", ""}));
    QCOMPARE(maps, QStringList({"", "", "", "", "maps/=5 good.tiff", "maps/=5 good-2.tiff"}));
    QVERIFY(QFile::exists(path("bad/out/maps/=5 good-2.tiff")));
}

void TestInspectRun::bundledModelRunsWithoutOptions()
{
    const Finished run = inspect({"run", "--out", path("bundled"), WORKBENCH_SOURCE_DIR "/resources/parts/tiles/test/defect/000.jpg"});
    QVERIFY2(run.code == 0 || run.code == 1, qPrintable(run.err));
    QCOMPARE(table(path("bundled/results.csv")).size(), 2);
}

void TestInspectRun::verdictsAreTheSameInEveryPrecision()
{
    // On the CPU bf16 is to be had everywhere; fp16 is a card's, and what is missing is refused.
    const QStringList parts {WORKBENCH_SOURCE_DIR "/resources/parts/pcb", WORKBENCH_SOURCE_DIR "/resources/parts/wood"};
    const auto verdictsIn = [&](const QString& precision) {
        const Finished run = inspect(QStringList {"run", "--device", "cpu", "--precision", precision, "--out", path(precision)} + parts);
        QStringList verdicts {QString::number(run.code)};
        for (const QStringList& row : table(path(precision + "/results.csv")))
            verdicts.append(row.value(0) + " " + row.value(1));
        return verdicts;
    };
    const QStringList exact = verdictsIn("fp32");
    QCOMPARE(exact.first(), "1");
    QVERIFY(exact.size() > 20);
    QCOMPARE(verdictsIn("bf16"), exact);
    QCOMPARE(verdictsIn("fp16").first(), "2");
}

void TestInspectRun::overlaysAreTheImagesSize()
{
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--overlays", "--out", path("overlaid"), tiny("image_1.png")});
    QVERIFY2(run.code == 0 || run.code == 1, qPrintable(run.err));
    const cv::Mat image = cv::imread(tiny("image_1.png").toStdString()), overlay = cv::imread(path("overlaid/overlays/image_1.png").toStdString());
    QVERIFY(!overlay.empty());
    QCOMPARE(overlay.size(), image.size());
    QVERIFY(!QFile::exists(path("overlaid/maps")));
}

void TestInspectRun::outlinesAndMasksSayTheSame()
{
    write(path("seen.json"), R"({"format": "vcp-recipe", "version": 1, "limits": {"fail": 0.55, "review": 0.45, "min_area": 4}})");
    write(path("=two, \"x\".png"), contents(tiny("image_2.png")));
    write(path("text.png"), "this is no picture\n");
    const QStringList images {tiny("image_1.png"), path("=two, \"x\".png"), path("text.png"), tiny("image_3.png")};
    const Finished run = inspect(QStringList {"run"} + goldenModel()
                                 + QStringList {"--recipe", path("seen.json"), "--coco", "--labelme", "--masks", "--out", path("outlined")} + images);
    QCOMPARE(run.code, 3);
    const auto object = [](const QString& file) { return QJsonDocument::fromJson(contents(file)).object(); };
    const QJsonArray rows = object(path("outlined/results.json")).value("images").toArray();
    const QJsonObject coco = object(path("outlined/coco.json"));
    QCOMPARE(rows.size(), 4);
    QCOMPARE(coco.value("images").toArray().size(), 3);  // one couldn't be read: nothing is known of it
    QVERIFY(coco.value("info").toObject().value("complete").toBool());
    QVERIFY(rows[2].toObject().value("maps").toObject().isEmpty());
    int regions = 0;
    for (const QJsonValue image : coco.value("images").toArray()) {
        const QJsonObject named = image.toObject();
        const auto row = std::ranges::find_if(rows, [&](const QJsonValue& one) { return one.toObject().value("file") == named.value("file_name"); });
        QVERIFY(row != rows.end());
        const QJsonObject written = (*row).toObject().value("maps").toObject();
        const cv::Mat mask = cv::imread(path("outlined/" + written.value("mask").toString()).toStdString(), cv::IMREAD_UNCHANGED);
        QCOMPARE(mask.type(), CV_8UC1);
        QCOMPARE(QSize(mask.cols, mask.rows), QSize(named.value("width").toInt(), named.value("height").toInt()));
        double area = 0;
        for (const QJsonValue annotation : coco.value("annotations").toArray())
            if (annotation.toObject().value("image_id") == named.value("id")) {
                area += annotation.toObject().value("area").toDouble();
                ++regions;
            }
        QVERIFY2(std::abs(cv::countNonZero(mask) - area) <= 0.02 * area + 4, qPrintable(QString("%1 against %2").arg(cv::countNonZero(mask)).arg(area)));
        const QJsonObject labelme = object(path("outlined/" + written.value("labelme").toString()));
        QCOMPARE(labelme.value("imagePath"), named.value("file_name"));
        QVERIFY(labelme.value("shapes").toArray().size() >= (*row).toObject().value("defects").toArray().size());
    }
    QVERIFY(regions > 0);
    QCOMPARE(regions, table(path("outlined/defects.csv")).size() - 1);
    QVERIFY(QFile::exists(path("outlined/masks/=two, \"x\".png")));
    QVERIFY(!QFile::exists(path("outlined/overlays")));
}

void TestInspectRun::pictureThatIsTooLongIsARow()
{
    // Longer than libpng would write its overlay.
    QVERIFY(cv::imwrite(path("wide.bmp").toStdString(), cv::Mat(1, 1'000'001, CV_8UC3, cv::Scalar(90, 90, 90))));
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--overlays", "--out", path("wide"), path("wide.bmp"), tiny("image_0.png")});
    QCOMPARE(run.code, 3);
    const auto rows = table(path("wide/results.csv"));
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[1][1], QString("error"));
    QVERIFY(rows[2][1] != "error" && QFile::exists(path("wide/overlays/image_0.png")));
    const QJsonObject json = QJsonDocument::fromJson(contents(path("wide/results.json"))).object();
    QCOMPARE(json.value("complete").toBool(), true);
    QCOMPARE(json.value("images").toArray().at(0).toObject().value("error").toObject().value("code").toString(), QString("image_too_large"));
}

void TestInspectRun::filesOfOthersAreLeftAlone()
{
    QVERIFY(QDir(m_folder.path()).mkpath("set/images") && QDir(m_folder.path()).mkpath("set/masks"));
    QVERIFY(QFile::copy(tiny("image_0.png"), path("set/images/000.png")));
    write(path("set/masks/000.png"), "truth");
    write(path("set/coco.json"), R"({"annotations": []})");
    const auto run = [&](const QString& extra) { return inspect(QStringList {"run"} + goldenModel() + QStringList {extra, "--out", path("set"), path("set/images")}); };
    Finished refused = run("--masks");
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("set/masks/000.png” would be replaced"), qPrintable(refused.err));
    QVERIFY(!QFile::exists(path("set/results.csv")));
    QVERIFY(run("--overlays").code < 2);
    QVERIFY(run("--overlays").code < 2);  // those are a run's
    refused = run("--masks");  // and these still are not
    QCOMPARE(refused.code, 2);
    refused = run("--coco");
    QVERIFY2(refused.code == 2 && refused.err.contains("set/coco.json” would be replaced"), qPrintable(refused.err));
    QCOMPARE(contents(path("set/masks/000.png")), QByteArray("truth"));
    QCOMPARE(contents(path("set/coco.json")), QByteArray(R"({"annotations": []})"));
}

void TestInspectRun::ownOutputsAreNoParts()
{
    QVERIFY(QDir(m_folder.path()).mkpath("again"));
    QVERIFY(QFile::copy(tiny("image_0.png"), path("again/part.png")));
    for (int i = 0; i < 2; ++i) {
        const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--maps", "--masks", "--overlays", "--out", path("again"), path("again")});
        QVERIFY2(run.code < 2, qPrintable(run.err));
        QCOMPARE(table(path("again/results.csv")).size(), 2);
    }
    // A program before this one marked nothing: its results.json tells which files are a run's.
    for (const char* const folder : {"maps", "masks", "overlays"})
        QVERIFY(QFile::remove(path(QString("again/%1/.vcp-results").arg(folder))));
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--maps", "--masks", "--overlays", "--out", path("again"), path("again/part.png")});
    QVERIFY2(run.code < 2, qPrintable(run.err));
    QVERIFY(QFile::exists(path("again/masks/.vcp-results")));
}

void TestInspectRun::namesThatAreNoUtf8AreFoundAgain()
{
    QVERIFY(QDir(m_folder.path()).mkpath("bytes"));
    std::ofstream(path("bytes").toStdString() + "/caf\xe9.png", std::ios::binary) << contents(tiny("image_0.png")).toStdString();
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--maps", "--out", path("bytes/out"), path("bytes")});
    QVERIFY2(run.code < 2, qPrintable(run.err));
    const QJsonObject json = QJsonDocument::fromJson(contents(path("bytes/out/results.json"))).object();
    const QString map = json["images"][0]["maps"]["map"].toString();
    QVERIFY2(!map.isEmpty() && QFile::exists(path("bytes/out/" + map)), qPrintable(map));
}

void TestInspectRun::fullDiskFinishesWhatCanBe()
{
    // A folder stands where the second map would be written first.
    QVERIFY(QDir(m_folder.path()).mkpath("full/maps/image_1.tiff.part"));
    const Finished run = inspect(QStringList {"run"} + goldenModel() + QStringList {"--maps", "--out", path("full"), tiny("image_0.png"), tiny("image_1.png"), tiny("image_2.png")});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains("image_1.tiff” could not be written") && run.err.contains("1 of 3 are done and written"), qPrintable(run.err));
    const auto rows = table(path("full/results.csv"));
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[2][1], QString("error"));
    const QJsonObject json = QJsonDocument::fromJson(contents(path("full/results.json"))).object();
    QVERIFY(json.contains("complete") && !json.value("complete").toBool());
    QCOMPARE(json.value("images").toArray().size(), 2);
}

void TestInspectRun::answerThatIsNoNumberIsARow()
{
    using namespace inference::weights;
    const auto file = WeightFile::open(tiny("vcp.pth").toStdString());
    NamedTensors tensors(file->tensors().begin(), file->tensors().end());
    const float huge = 1e4f;
    const std::string name = "New_Lan_Embed.prompt_temp";
    QVERIFY(tensors.contains(name));
    tensors[name] = {DType::F32, tensors[name].shape, tensors[name].strides, std::as_bytes(std::span(&huge, 1))};
    writeSafetensors(path("hot.safetensors").toStdString(), tensors);

    const Finished run = inspect({"run", "--clip", tiny("clip.pt"), "--vcp", path("hot.safetensors"), "--image-size", "154", "--out", path("hot"), tiny("image_0.png")});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("The model gives no number for the image"), qPrintable(run.err));
    QCOMPARE(table(path("hot/results.csv"))[1][1], QString("error"));
    QVERIFY(!contents(path("hot/results.json")).contains("NaN"));
}

void TestInspectRun::tensorThatIsMissingIsNamed()
{
    using namespace inference::weights;
    const auto file = WeightFile::open(tiny("vcp.pth").toStdString());
    NamedTensors tensors(file->tensors().begin(), file->tensors().end());
    QCOMPARE(tensors.erase("New_Lan_Embed.prompt_query"), std::size_t(1));
    writeSafetensors(path("incomplete.safetensors").toStdString(), tensors);

    const Finished run = inspect({"run", "--clip", tiny("clip.pt"), "--vcp", path("incomplete.safetensors"), "--out", path("incomplete"), tiny("image_0.png")});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains("incomplete.safetensors” is incomplete: tensor New_Lan_Embed.prompt_query"), qPrintable(run.err));
    QVERIFY(!QFile::exists(path("incomplete/results.csv")));
    const Finished model = inspect({"model", path("incomplete.safetensors")});
    QCOMPARE(model.code, 2);
    QVERIFY2(model.err.contains("New_Lan_Embed.prompt_query"), qPrintable(model.err));
}

void TestInspectRun::stoppedRunKeepsWhatIsDone()
{
    constexpr int images = 1000;
    QVERIFY(QDir(m_folder.path()).mkpath("many"));
    for (int i = 0; i < images; ++i)
        QVERIFY(QFile::link(tiny("image_0.png"), path(QString("many/%1.png").arg(i))));
    QProcess process;
    start(process, QStringList {"run"} + goldenModel() + QStringList {"--out", path("stopped"), path("many")});
    QTRY_VERIFY_WITH_TIMEOUT(contents(path("stopped/results.csv")).count('\n') > 2, 120000);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(120000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const QJsonObject json = QJsonDocument::fromJson(contents(path("stopped/results.json"))).object();
    QVERIFY(json.contains("complete") && !json.value("complete").toBool());
    QCOMPARE(json.value("images").toArray().size(), table(path("stopped/results.csv")).size() - 1);
    QVERIFY(json.value("images").toArray().size() < images);
}

void TestInspectRun::modelSaysWhatItHolds()
{
    const Finished clip = inspect({"model", "--json", tiny("clip.pt")});
    QCOMPARE(clip.code, 0);
    const QJsonObject file = QJsonDocument::fromJson(clip.out.toUtf8()).object().value("files").toArray().first().toObject();
    QCOMPARE(file.value("family").toString(), QString("CLIP"));
    QCOMPARE(file.value("naming").toString(), QString("OpenAI"));
    QCOMPARE(file.value("shape").toObject().value("vision_width").toInt(), 128);
    QCOMPARE(file.value("shape").toObject().value("patch").toInt(), 14);
    QCOMPARE(file.value("sha256").toString().toLatin1(), QCryptographicHash::hash(contents(tiny("clip.pt")), QCryptographicHash::Sha256).toHex());
    QCOMPARE(file.value("bytes").toInteger(), QFileInfo(tiny("clip.pt")).size());
    QVERIFY(file.value("problem").isNull());

    const Finished vcp = inspect({"model", tiny("vcp.pth")});
    QCOMPARE(vcp.code, 0);
    QVERIFY2(vcp.out.contains("VCP-CLIP") && vcp.out.contains("4 tapped layers"), qPrintable(vcp.out));

    const Finished bundle = inspect({"model", WORKBENCH_SOURCE_DIR "/resources/models/workbench-small"});
    QCOMPARE(bundle.code, 0);
    QVERIFY2(bundle.out.contains("complete: both files fit"), qPrintable(bundle.out));
}

void TestInspectRun::answerThatCannotBePrintedIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing but an answer") << QStringList {"model", "--json", tiny("clip.pt")} << 2;
    QTest::newRow("the version") << QStringList {"--version"} << 2;
    write(path("passing.json"), R"({"format": "vcp-recipe", "version": 2, "limits": {"fail": 1, "review": 1}})");
    QTest::newRow("results in files") << QStringList {"run"} + goldenModel() + QStringList {"--recipe", path("passing.json"), "--out", path("unprinted"), tiny("image_0.png")} << 0;
}

void TestInspectRun::answerThatCannotBePrintedIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    start(process, arguments);
    QVERIFY(process.waitForFinished(120000));
    QCOMPARE(process.exitCode(), code);
    const QString err = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(err.contains("The standard output could not be written"), qPrintable(err));
}

void TestInspectRun::helpAndVersionAreGiven()
{
    for (const QStringList& arguments : {QStringList {"--help"}, {"run", "--help"}, {"model", "-h"}, {"--version"}}) {
        const Finished help = inspect(arguments);
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.startsWith("vcp-inspect "));
        QCOMPARE(help.err, QString());
    }
}

QTEST_GUILESS_MAIN(TestInspectRun)
#include "tst_inspect_run.moc"
