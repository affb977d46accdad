// Masks: rules of pictures, outlines, MATLAB files, sizes, and the model's raster against PIL.

#include "core/error.h"
#include "dataset_tools.h"
#include "imaging/decode.h"
#include "imaging/resample.h"
#include "training/datasets/check_files.h"
#include "training/datasets/read_dataset.h"

#include <QTemporaryDir>
#include <QTest>

#include <matio.h>

using namespace inference;
using namespace inference::datasets;

Q_DECLARE_METATYPE(inference::datasets::MaskRule)

namespace {

QString errorOf(const std::function<void()>& work, const QString& folder)
{
    try {
        work();
    } catch (const Error& error) {
        return folder.isEmpty() ? QString::fromStdString(error.what()) : QString::fromStdString(error.what()).remove(folder + '/');
    }
    return {};
}

/// A MATLAB file of `version` whose Segmentation, inside the struct groundTruth or on its own, is `values` (columns first).
template <typename Number>
void writeMatlab(const QString& path, mat_ft version, matio_classes kind, matio_types type, std::vector<Number> values, std::size_t height, bool inStruct = true)
{
    mat_t* file = Mat_CreateVer(path.toUtf8().constData(), nullptr, version);
    std::size_t dims[2] = {height, values.size() / height};
    matvar_t* matrix = Mat_VarCreate("Segmentation", kind, type, 2, dims, values.data(), 0);
    matvar_t* out = matrix;
    if (inStruct) {
        std::size_t one[2] = {1, 1};
        const char* fields[] = {"Segmentation", "Boundaries"};
        out = Mat_VarCreateStruct("groundTruth", 2, one, fields, 2);
        Mat_VarSetStructFieldByName(out, "Segmentation", 0, matrix);
        double edge[] = {0};
        Mat_VarSetStructFieldByName(out, "Boundaries", 0, Mat_VarCreate("Boundaries", MAT_C_DOUBLE, MAT_T_DOUBLE, 2, one, edge, 0));
    }
    QCOMPARE(Mat_VarWrite(file, out, version == MAT_FT_MAT5 ? MAT_COMPRESSION_ZLIB : MAT_COMPRESSION_NONE), 0);
    Mat_VarFree(out);
    Mat_Close(file);
}

Sample matlabSample(const QString& path)
{
    return {"road.jpg", Label::Defective, "crack", Split::Test, {MaskKind::Matlab, path.toStdString()}};
}

}  // namespace

class TestDatasetMasks : public QObject {
    Q_OBJECT

private slots:
    void rulesOfPictures_data();
    void rulesOfPictures();
    void coloursCountByBrightness();
    void paletteIndicesOfFewBits();
    void indicesAreThoseOfTheFile_data();
    void indicesAreThoseOfTheFile();
    void picturesWithoutPaletteHaveNoIndices();
    void paletteOfSixteenBitsIsRefused();
    void sixteenBitLabelsCount();
    void outlinesAreFilled_data();
    void outlinesAreFilled();
    void hugeOutlinesAreCutAtTheImage();
    void matlabFiles_data();
    void matlabFiles();
    void matlabFilesThatAreWrong();
    void damagedMatlabFilesEndNothing_data();
    void damagedMatlabFilesEndNothing();
    void roadIsReadThroughMatlabFiles();
    void otherSizesAreNamed();
    void missingMasks();
    void checkNamesUnreadableFilesAndSizes();
    void modelMaskEqualsPil_data();
    void modelMaskEqualsPil();
    void modelMaskKeepsHalfOut();
};

void TestDatasetMasks::rulesOfPictures_data()
{
    QTest::addColumn<MaskRule>("rule");
    QTest::addColumn<QString>("picture");
    QTest::addColumn<QString>("mask");
    QTest::newRow("above zero") << MaskRule::AboveZero << "mask .1lh#" << ".####";
    QTest::newRow("half or labels: half") << MaskRule::HalfOrLabels << "mask .1lh#" << "...##";
    QTest::newRow("half or labels: labels") << MaskRule::HalfOrLabels << "mask .12l." << ".###.";
    QTest::newRow("palette") << MaskRule::PaletteIndex << "palette .12#h" << ".##.#";
    QTest::newRow("palette rule, grey picture") << MaskRule::PaletteIndex << "mask .1#.." << ".##..";
    QTest::newRow("black") << MaskRule::HalfOrLabels << "mask ....." << ".....";
}

void TestDatasetMasks::rulesOfPictures()
{
    QFETCH(MaskRule, rule);
    QFETCH(QString, picture);
    QTemporaryDir folder;
    makeFiles(folder.path(), {"m.png: " + picture});
    const Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, folder.filePath("m.png").toStdString(), rule}};
    QTEST(maskText(readMask(sample, {5, 1})), "mask");
}

void TestDatasetMasks::coloursCountByBrightness()
{
    QTemporaryDir folder;
    QImage image(4, 1, QImage::Format_ARGB32);
    const QRgb pixels[] = {qRgba(255, 0, 0, 255), qRgba(0, 255, 0, 255), qRgba(255, 255, 255, 0), qRgba(0, 0, 0, 255)};
    for (int x = 0; x < 4; ++x)
        image.setPixel(x, 0, pixels[x]);
    QVERIFY(image.save(folder.filePath("m.png")));
    Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, folder.filePath("m.png").toStdString(), MaskRule::HalfOrLabels}};
    QCOMPARE(maskText(readMask(sample, {4, 1})), QString(".##."));  // L of red 76, of green 150; alpha plays no part
    sample.mask.rule = MaskRule::AboveZero;
    QCOMPARE(maskText(readMask(sample, {4, 1})), QString("###."));
}

void TestDatasetMasks::paletteIndicesOfFewBits()
{
    QTemporaryDir folder;
    QImage image(9, 2, QImage::Format_Mono);
    image.setColorTable({qRgb(0, 0, 0), qRgb(0, 0, 128)});
    image.fill(0);
    image.setPixel(8, 1, 1);
    QVERIFY(image.save(folder.filePath("m.png")));
    const Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, folder.filePath("m.png").toStdString(), MaskRule::PaletteIndex}};
    QCOMPARE(maskText(readMask(sample, {9, 2})), QString("........./........#"));
}

void TestDatasetMasks::indicesAreThoseOfTheFile_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"palette.png", "palette4.png", "palette_trns.png"})
        QTest::newRow(file) << QStringLiteral(WORKBENCH_TEST_DATA "/golden/images/") + file;
}

/// As Qt's own reader finds them.
void TestDatasetMasks::indicesAreThoseOfTheFile()
{
    QFETCH(QString, file);
    const QImage expected(file);
    QCOMPARE(expected.format(), QImage::Format_Indexed8);
    const auto indices = imaging::decodeIndices(file.toStdString());
    QVERIFY(indices && indices->channels == 1);
    QCOMPARE(indices->size(), (Size {expected.width(), expected.height()}));
    for (int y = 0; y < expected.height(); ++y)
        for (int x = 0; x < expected.width(); ++x)
            QCOMPARE(int(indices->row(y)[x]), expected.pixelIndex(x, y));
}

void TestDatasetMasks::picturesWithoutPaletteHaveNoIndices()
{
    for (const char* file : {"grey.png", "grey4.png", "onebit.png", "rgba16.png", "palette.bmp", "palette.tif", "rgb.jpg"})
        QVERIFY2(!imaging::decodeIndices(std::filesystem::path(WORKBENCH_TEST_DATA) / "golden/images" / file), file);
}

/// PNG knows none; indices of two bytes would reach beyond the mask.
void TestDatasetMasks::paletteOfSixteenBitsIsRefused()
{
    QTemporaryDir folder;
    QImage image(64, 64, QImage::Format_Grayscale16);
    image.fill(Qt::white);
    QVERIFY(image.save(folder.filePath("m.png")));
    QFile file(folder.filePath("m.png"));
    const qint64 colourType = 25;
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(colourType) && file.write("\3", 1) == 1);
    file.close();
    const Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, folder.filePath("m.png").toStdString(), MaskRule::PaletteIndex}};
    QCOMPARE(errorOf([&] { readMask(sample, {64, 64}); }, folder.path()), QString("image_corrupt [m.png]"));
    QCOMPARE(errorOf([&] { imaging::decodeIndices(sample.mask.file); }, folder.path()), QString("image_corrupt [m.png]"));
}

void TestDatasetMasks::sixteenBitLabelsCount()
{
    QTemporaryDir folder;
    QImage image(3, 1, QImage::Format_Grayscale16);
    const quint16 values[] = {0, 1, 65535};
    std::copy_n(values, 3, reinterpret_cast<quint16*>(image.scanLine(0)));
    QVERIFY(image.save(folder.filePath("m.png")));
    Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, folder.filePath("m.png").toStdString(), MaskRule::AboveZero}};
    QCOMPARE(maskText(readMask(sample, {3, 1})), QString(".##"));
    sample.mask.rule = MaskRule::HalfOrLabels;
    QCOMPARE(maskText(readMask(sample, {3, 1})), QString("..#"));
}

void TestDatasetMasks::outlinesAreFilled_data()
{
    QTest::addColumn<QString>("shapes");
    QTest::addColumn<QString>("mask");
    const auto shape = [](const char* kind, const char* points) { return QString(R"({"label": "p", "shape_type": "%1", "points": %2})").arg(kind, points); };
    QTest::newRow("polygon") << shape("polygon", "[[1,0],[4,0],[4,2],[1,2]]") << ".###../.###../......";
    QTest::newRow("rectangle, corners either way round") << shape("rectangle", "[[4,3],[2,1]]") << "....../..##../..##..";
    QTest::newRow("circle of radius 1.5") << shape("circle", "[[2.5,1.5],[4,1.5]]") << ".###../.###../.###..";
    QTest::newRow("a triangle holds the centres inside") << shape("polygon", "[[0,0],[3,0],[0,3]]") << "##..../#...../......";
    QTest::newRow("two that overlap are one area") << shape("polygon", "[[0,0],[3,0],[3,3],[0,3]]") + "," + shape("polygon", "[[1,0],[4,0],[4,3],[1,3]]") << "####../####../####..";
    QTest::newRow("lines have no area") << shape("line", "[[0,0],[3,3]]") + "," + shape("rectangle", "[[0,0],[1,1]]") << "#...../....../......";
    QTest::newRow("without a kind: a polygon") << R"({"label": "p", "points": [[1,0],[4,0],[4,2],[1,2]]})" << ".###../.###../......";
}

void TestDatasetMasks::outlinesAreFilled()
{
    QFETCH(QString, shapes);
    QTemporaryDir folder;
    makeFiles(folder.path(), {"data/a.jpg: 6x3", QString(R"(label/a.json: text {"imageWidth": 6, "imageHeight": 3, "shapes": [%1]})").arg(shapes)});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Bsd);
    const Sample& sample = dataset.products.at(0).samples.at(0);
    QCOMPARE(sample.label, Label::Defective);
    QCOMPARE(sample.mask.kind, MaskKind::Polygons);
    QTEST(maskText(readMask(sample, {6, 3})), "mask");
    QCOMPARE(problemsOf(dataset.problems, dataset.root).filter("shape_ignored"),
             shapes.contains("line") ? QStringList {"shape_ignored label/a.json line"} : QStringList());
}

void TestDatasetMasks::hugeOutlinesAreCutAtTheImage()
{
    const Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::Polygons, "a.json", MaskRule::AboveZero, {{{-1e7, -1e7}, {1e7, -1e7}, {1e7, 1e7}, {-1e7, 1e7}}, {{1e7, 0}, {1e7, 1}}, {}}, {}}};
    QCOMPARE(maskText(readMask(sample, {3, 2})), QString("###/###"));
}

void TestDatasetMasks::matlabFiles_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("inStruct");
    QTest::newRow("version 5, compressed") << int(MAT_FT_MAT5) << int(MAT_C_UINT16) << true;
    QTest::newRow("version 5, doubles") << int(MAT_FT_MAT5) << int(MAT_C_DOUBLE) << true;
    QTest::newRow("version 5, on its own") << int(MAT_FT_MAT5) << int(MAT_C_UINT8) << false;
    QTest::newRow("version 7.3") << int(MAT_FT_MAT73) << int(MAT_C_UINT16) << true;
    QTest::newRow("version 4, on its own") << int(MAT_FT_MAT4) << int(MAT_C_DOUBLE) << false;
}

void TestDatasetMasks::matlabFiles()
{
    QFETCH(int, version);
    QFETCH(int, kind);
    QFETCH(bool, inStruct);
    QTemporaryDir folder;
    const QString path = folder.filePath("1.mat");
    // two rows of three: 1 2 1 / 3 1 2
    if (kind == MAT_C_UINT16)
        writeMatlab<std::uint16_t>(path, mat_ft(version), MAT_C_UINT16, MAT_T_UINT16, {1, 3, 2, 1, 1, 2}, 2, inStruct);
    else if (kind == MAT_C_UINT8)
        writeMatlab<std::uint8_t>(path, mat_ft(version), MAT_C_UINT8, MAT_T_UINT8, {1, 3, 2, 1, 1, 2}, 2, inStruct);
    else
        writeMatlab<double>(path, mat_ft(version), MAT_C_DOUBLE, MAT_T_DOUBLE, {1, 3, 2, 1, 1, 2}, 2, inStruct);
    QCOMPARE(maskText(readMask(matlabSample(path), {3, 2})), QString(".#./..#"));
    QCOMPARE(errorOf([&] { readMask(matlabSample(path), {2, 3}); }, folder.path()), QString("mask_size [1.mat]: 3, 2, 2, 3"));
}

void TestDatasetMasks::matlabFilesThatAreWrong()
{
    QTemporaryDir folder;
    const auto error = [&](const char* name) { return errorOf([&] { readMask(matlabSample(folder.filePath(name)), {3, 2}); }, folder.path()); };
    makeFiles(folder.path(), {"text.mat: text MATLAB 5.0", "empty.mat: text ", "folder.mat: folder"});
    QCOMPARE(error("none.mat"), QString("file_missing [none.mat]"));
    QCOMPARE(error("text.mat"), QString("dataset_invalid [text.mat]: header"));
    QCOMPARE(error("empty.mat"), QString("dataset_invalid [empty.mat]: Segmentation"));
    QVERIFY(error("folder.mat").startsWith("file_unreadable [folder.mat]"));

    // Its header promises 2^30 x 2^30 numbers.
    const QString huge = folder.filePath("huge.mat");
    writeMatlab<std::uint8_t>(huge, MAT_FT_MAT5, MAT_C_UINT8, MAT_T_UINT8, {1, 3, 2, 1, 1, 2}, 2, false);
    mat_t* file = Mat_CreateVer(huge.toUtf8().constData(), nullptr, MAT_FT_MAT5);
    std::uint8_t values[] = {1, 3, 2, 1, 1, 2};
    std::size_t dims[2] = {2, 3};
    matvar_t* matrix = Mat_VarCreate("Segmentation", MAT_C_UINT8, MAT_T_UINT8, 2, dims, values, 0);
    Mat_VarWrite(file, matrix, MAT_COMPRESSION_NONE);
    Mat_VarFree(matrix);
    Mat_Close(file);
    QFile patched(huge);
    QVERIFY(patched.open(QIODevice::ReadWrite));
    QByteArray bytes = patched.readAll();
    const qsizetype at = 128 + 8 + 16 + 8;  // header, tag, array flags, tag of the dimensions
    QCOMPARE(bytes.mid(at, 8), QByteArray("\x02\0\0\0\x03\0\0\0", 8));
    QVERIFY(patched.seek(at) && patched.write(QByteArray("\0\0\0\x40\0\0\0\x40", 8)) == 8);
    patched.close();
    QCOMPARE(error("huge.mat"), QString("mask_size [huge.mat]: 1073741824, 1073741824, 3, 2"));
}

void TestDatasetMasks::damagedMatlabFilesEndNothing_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("version 5") << int(MAT_FT_MAT5);
    QTest::newRow("version 7.3") << int(MAT_FT_MAT73);
}

/// Cut or with a byte that is wrong, a file may crash the libraries that read it: never the program.
void TestDatasetMasks::damagedMatlabFilesEndNothing()
{
    QFETCH(int, version);
    QTemporaryDir folder;
    const QString path = folder.filePath("1.mat");
    writeMatlab<std::uint16_t>(path, mat_ft(version), MAT_C_UINT16, MAT_T_UINT16, {1, 3, 2, 1, 1, 2}, 2);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray good = file.readAll();
    const qsizetype step = std::max<qsizetype>(1, good.size() / 60);
    for (qsizetype at = 0; at < good.size(); at += step) {
        QByteArray wrong = good;
        wrong[at] = char(~wrong[at]);
        for (const QByteArray& bytes : {good.first(at), wrong}) {
            QVERIFY(file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() && file.flush());
            const QString said = errorOf([&] { readMask(matlabSample(path), {3, 2}); }, folder.path());
            QVERIFY2(said.isEmpty() || said.startsWith("dataset_invalid [1.mat]: ") || said.startsWith("mask_size [1.mat]: "), qPrintable(said));
        }
    }
}

void TestDatasetMasks::roadIsReadThroughMatlabFiles()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"image/001.jpg: 3x2", "image/002.jpg: 3x2", "groundTruth/readme.txt: text x"});
    writeMatlab<std::uint16_t>(folder.filePath("groundTruth/001.mat"), MAT_FT_MAT5, MAT_C_UINT16, MAT_T_UINT16, {1, 3, 2, 1, 1, 2}, 2);
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Road);
    QCOMPARE(samplesOf(dataset), (QStringList {"crackforest test crack image/001.jpg <- groundTruth/001.mat", "crackforest test crack image/002.jpg"}));
    QCOMPARE(problemsOf(dataset.problems, dataset.root), (QStringList {"mask_missing image/002.jpg", "one_class . crackforest"}));
    QCOMPARE(maskText(readMask(dataset.products[0].samples[0], {3, 2})), QString(".#./..#"));
}

void TestDatasetMasks::otherSizesAreNamed()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"m.png: mask ..#/...", "p.png: palette ..1/..."});
    for (const char* name : {"m.png", "p.png"}) {
        const Sample sample {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, folder.filePath(name).toStdString(), MaskRule::PaletteIndex}};
        QCOMPARE(errorOf([&] { readMask(sample, {4, 2}); }, folder.path()), QString("mask_size [%1]: 3, 2, 4, 2").arg(name));
    }
    const Sample drawn {"i.png", Label::Defective, "d", Split::Test, {MaskKind::Polygons, "a.json", MaskRule::AboveZero, {{{0, 0}, {1, 0}, {1, 1}}}, {3, 2}}};
    QCOMPARE(errorOf([&] { readMask(drawn, {4, 2}); }, {}), QString("mask_size [a.json]: 3, 2, 4, 2"));
    QCOMPARE(errorOf([&] { readMask(drawn, {0, 2}); }, {}), QString("bad_input [i.png]: size"));
    QCOMPARE(errorOf([&] { readMask(drawn, {100000, 100000}); }, {}), QString("bad_input [i.png]: size"));
}

void TestDatasetMasks::missingMasks()
{
    const Sample good {"i.png", Label::Good, {}, Split::Test, {}};
    QCOMPARE(maskText(readMask(good, {3, 1})), QString("..."));
    for (const Label label : {Label::Defective, Label::None}) {
        const Sample sample {"i.png", label, "d", Split::Test, {}};
        QCOMPARE(errorOf([&] { readMask(sample, {3, 1}); }, {}), QString("mask_missing [i.png]"));
    }
    const Sample gone {"i.png", Label::Defective, "d", Split::Test, {MaskKind::File, "/nowhere/m.png"}};
    QCOMPARE(errorOf([&] { readMask(gone, {3, 1}); }, {}), QString("file_missing [/nowhere/m.png]"));
}

void TestDatasetMasks::checkNamesUnreadableFilesAndSizes()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"good/1.png: text no picture", "cut/1.png: 3x2", "cut/1_mask.png: mask ...#/....", "cut/2.png: 4x2", "cut/2_mask.png: text ", "cut/3.png: 4x2",
                              "cut/3_mask.png: mask ...#/...."});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Folder);
    QCOMPARE(samplesOf(dataset).size(), 4);
    QCOMPARE(problemsOf(checkFiles(dataset), dataset.root),
             (QStringList {"mask_size cut/1_mask.png 4x2, image 3x2", "mask_unreadable cut/2_mask.png file_empty", "image_unreadable good/1.png image_unknown_format"}));
}

void TestDatasetMasks::modelMaskEqualsPil_data()
{
    QTest::addColumn<QList<int>>("numbers");
    QFile file(QStringLiteral(WORKBENCH_TEST_DATA "/golden/resample/masks.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 37);
    for (const QString& line : lines.sliced(1)) {
        QList<int> numbers;
        for (const QString& number : line.split(','))
            numbers.append(number.toInt());
        QTest::newRow(qPrintable(line)) << numbers;
    }
}

/// The pictures that PIL resized, bit for bit; where the picture is a mask and the target a square, what comes of it too.
void TestDatasetMasks::modelMaskEqualsPil()
{
    QFETCH(QList<int>, numbers);
    QFile file(QStringLiteral(WORKBENCH_TEST_DATA "/golden/resample/masks.bin"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    Image image = makeImage(numbers[0], numbers[1], 1);
    std::copy_n(bytes.begin() + numbers[4], image.pixels.size(), image.pixels.begin());
    const QByteArray expected = bytes.mid(numbers[4] + qsizetype(image.pixels.size()), qsizetype(numbers[2]) * numbers[3]);
    const Image resized = imaging::resizeBilinear(image, numbers[2], numbers[3]);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(resized.pixels.data()), qsizetype(resized.pixels.size())), expected);
    const bool isMask = std::ranges::all_of(image.pixels, [](int value) { return value == 0 || value == 255; });
    if (!isMask || numbers[2] != numbers[3])
        return;
    Mask mask {image.width, image.height, {}};
    for (const std::uint8_t value : image.pixels)
        mask.pixels.push_back(value / 255);
    const Mask model = maskForModel(mask, numbers[2]);
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(int(model.pixels[std::size_t(i)]), uchar(expected[i]) / 255.0 > 0.5 ? 1 : 0);
}

void TestDatasetMasks::modelMaskKeepsHalfOut()
{
    QCOMPARE(maskText(maskForModel({2, 2, {0, 1, 0, 1}}, 4)), QString("..##/..##/..##/..##"));
    // Of a quarter nothing is left, of three quarters all.
    QCOMPARE(maskText(maskForModel({2, 2, {0, 1, 0, 0}}, 1)), QString("."));
    QCOMPARE(maskText(maskForModel({2, 2, {0, 1, 1, 1}}, 1)), QString("#"));
    QCOMPARE(errorOf([] { maskForModel({2, 2, {0, 1, 1, 1}}, 0); }, {}), QString("bad_input: mask"));
    QCOMPARE(errorOf([] { maskForModel({}, 4); }, {}), QString("bad_input: mask"));
}

QTEST_GUILESS_MAIN(TestDatasetMasks)
#include "tst_dataset_masks.moc"
