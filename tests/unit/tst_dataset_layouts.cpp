// Every layout on a miniature tree: found, read, paired, counted, and the pixels of its masks.

#include "core/error.h"
#include "dataset_tools.h"
#include "training/datasets/detect.h"
#include "training/datasets/read_dataset.h"

#include <QTemporaryDir>
#include <QTest>

using namespace inference;
using namespace inference::datasets;

namespace {

const char* const labelme = R"({"version": "4.5.6", "imageWidth": 6, "imageHeight": 3, "imageData": "QUJD", "shapes": [{"label": "pitting", )"
                            R"("shape_type": "polygon", "points": [[1, 0], [4, 0], [4, 2], [1, 2]]}]})";
const char* const voc = "<annotation><size><width>6</width><height>3</height></size><object><name>3_yueyawan</name><bndbox><xmin>2</xmin><ymin>1</ymin>"
                        "<xmax>3</xmax><ymax>2</ymax></bndbox></object></annotation>";

/// One row of the table below.
void add(const char* name, Layout layout, const char* sign, const QStringList& files, const QStringList& samples, const QStringList& masks,
         const QStringList& problems = {})
{
    QTest::newRow(name) << int(layout) << sign << files << samples << masks << problems;
}

}  // namespace

class TestDatasetLayouts : public QObject {
    Q_OBJECT

private slots:
    void layoutIsFoundAndRead_data();
    void layoutIsFoundAndRead();
    void summaryCounts();
    void summaryTellsBoxesAndCoarseMasks();
    void specialLayoutIsTakenAndOthersAreNamed();
    void foreignListHidesNothing();
    void folderAroundTheDataSetWillDo();
    void foreignFolderIsRefusedByName();
    void namesOfLayoutsReadBack();
    void namesComeInNaturalOrder();
    void stopIsHeard();
    void aSetOfOtherProductsKeepsItsOwnName_data();
    void aSetOfOtherProductsKeepsItsOwnName();
};

void TestDatasetLayouts::layoutIsFoundAndRead_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<QString>("sign");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("samples");
    QTest::addColumn<QStringList>("masks");  // of the samples that have one, in order
    QTest::addColumn<QStringList>("problems");
    add("MVTec AD", Layout::Mvtec, "bottle/ground_truth",
        {"bottle/train/good/000.png: 3x2", "bottle/test/good/000.png: 3x2", "bottle/test/broken/000.png: 3x2", "bottle/test/broken/001.png: 3x2",
         "bottle/ground_truth/broken/000_mask.png: mask #l./..h", "bottle/ground_truth/broken/001_mask.png: mask .../#..", "bottle/readme.txt: text x"},
        {"bottle train good bottle/train/good/000.png", "bottle test broken bottle/test/broken/000.png <- bottle/ground_truth/broken/000_mask.png",
         "bottle test broken bottle/test/broken/001.png <- bottle/ground_truth/broken/001_mask.png", "bottle test good bottle/test/good/000.png"},
        {"#../..#", ".../#.."});
    add("a product called test, masks of numbers", Layout::Btad, "gear/test/ko",
        {"test/test/ok/1.png: 2x1", "test/test/ko/1.png: 2x1", "test/ground_truth/ko/1.png: mask 1.", "gear/test/ko/1.png: 2x1", "gear/ground_truth/ko/1.png: mask .2"},
        {"gear test ko gear/test/ko/1.png <- gear/ground_truth/ko/1.png", "test test ko test/test/ko/1.png <- test/ground_truth/ko/1.png", "test test good test/test/ok/1.png"},
        {".#", "#."}, {"one_class . gear"});
    add("MVTec AD's layout, masks of 0 and 1", Layout::Mvtec, "nut/ground_truth",
        {"nut/test/good/1.png: 2x1", "nut/test/bent/1.png: 2x1", "nut/ground_truth/bent/1_mask.png: mask .1"},
        {"nut test bent nut/test/bent/1.png <- nut/ground_truth/bent/1_mask.png", "nut test good nut/test/good/1.png"}, {".#"});
    add("MPDD", Layout::Mpdd, "bracket_*",
        {"tubes/test/anomalous/0.png: 2x1", "tubes/test/good/0.png: 2x1", "tubes/ground_truth/anomalous/0_mask.png: mask .#", "connector/train/good/0.png: 2x1"},
        {"connector train good connector/train/good/0.png", "tubes test anomalous tubes/test/anomalous/0.png <- tubes/ground_truth/anomalous/0_mask.png",
         "tubes test good tubes/test/good/0.png"},
        {".#"});
    add("VisA by its list", Layout::Visa, "split_csv/1cls.csv",
        {"split_csv/1cls.csv: text object,split,label,image,mask¶"
         "candle,train,normal,candle/Data/Images/Normal/0000.JPG,¶"
         "candle,test,anomaly,candle/Data/Images/Anomaly/000.JPG,candle/Data/Masks/Anomaly/000.png¶"
         "pcb1,test,normal,\"pcb1/Data/Images/Normal/0,1.JPG\",¶",
         "candle/Data/Images/Normal/0000.JPG: 3x1", "candle/Data/Images/Normal/0001.JPG: 3x1", "candle/Data/Images/Anomaly/000.JPG: 3x1",
         "candle/Data/Masks/Anomaly/000.png: mask .31", "pcb1/Data/Images/Normal/0,1.JPG: 3x1"},
        {"candle train good candle/Data/Images/Normal/0000.JPG", "candle test anomaly candle/Data/Images/Anomaly/000.JPG <- candle/Data/Masks/Anomaly/000.png",
         "pcb1 test good pcb1/Data/Images/Normal/0,1.JPG"},
        {".##"}, {"one_class . candle", "one_class . pcb1"});
    add("VisA without its list", Layout::Visa, "candle/Data/Images",
        {"candle/Data/Images/Normal/0000.JPG: 2x1", "candle/Data/Images/Anomaly/000.JPG: 2x1", "candle/Data/Masks/Anomaly/000.png: mask .2"},
        {"candle test good candle/Data/Images/Normal/0000.JPG", "candle test anomaly candle/Data/Images/Anomaly/000.JPG <- candle/Data/Masks/Anomaly/000.png"}, {".#"});
    add("VisA, one-class folders", Layout::Visa, "candle/test/bad",
        {"candle/train/good/0000.JPG: 2x1", "candle/test/good/0001.JPG: 2x1", "candle/test/bad/000.JPG: 2x1", "candle/ground_truth/bad/000.png: mask 1."},
        {"candle train good candle/train/good/0000.JPG", "candle test bad candle/test/bad/000.JPG <- candle/ground_truth/bad/000.png",
         "candle test good candle/test/good/0001.JPG"},
        {"#."});
    add("BTAD", Layout::Btad, "01/test/ko",
        {"01/train/ok/0000.bmp: 2x1", "01/test/ok/0001.bmp: 2x1", "01/test/ko/0000.bmp: 2x1", "01/ground_truth/ko/0000.png: mask #.",
         "03/test/ok/0001.bmp: 2x1", "03/test/ko/0000.bmp: 2x1", "03/ground_truth/ko/0000.bmp: mask .#"},
        {"01 train good 01/train/ok/0000.bmp", "01 test ko 01/test/ko/0000.bmp <- 01/ground_truth/ko/0000.png", "01 test good 01/test/ok/0001.bmp",
         "03 test ko 03/test/ko/0000.bmp <- 03/ground_truth/ko/0000.bmp", "03 test good 03/test/ok/0001.bmp"},
        {"#.", ".#"});
    add("KSDD2", Layout::Ksdd2, "test/20000_GT.png",
        {"train/10000.png: 2x2", "train/10000_GT.png: mask ../..", "train/10001.png: 2x2", "train/10001_GT.png: mask ../.#", "test/20000.png: 2x2",
         "test/20000_GT.png: mask ../..", "test/20001.png: 2x2", "test/20001_GT.png: mask #./.."},
        {"ksdd2 train good train/10000.png <- train/10000_GT.png", "ksdd2 train defect train/10001.png <- train/10001_GT.png",
         "ksdd2 test good test/20000.png <- test/20000_GT.png", "ksdd2 test defect test/20001.png <- test/20001_GT.png"},
        {"../..", "../.#", "../..", "#./.."});
    add("KSDD", Layout::Ksdd, "kos01/Part0_label.bmp",
        {"kos01/Part0.jpg: 2x1", "kos01/Part0_label.bmp: mask ..", "kos01/Part1.jpg: 2x1", "kos01/Part1_label.bmp: mask .1", "kos02/Part0.jpg: 2x1",
         "kos02/Part0_label.bmp: mask #1"},
        {"ksdd test good kos01/Part0.jpg <- kos01/Part0_label.bmp", "ksdd test defect kos01/Part1.jpg <- kos01/Part1_label.bmp",
         "ksdd test defect kos02/Part0.jpg <- kos02/Part0_label.bmp"},
        {"..", ".#", "#."});
    add("DAGM", Layout::Dagm, "Class1/Train",
        {"Class1/Train/0001.PNG: 2x1", "Class1/Train/Label/Labels.txt: text 1", "Class1/Train/Label/0002_label.PNG: mask #.", "Class1/Train/0002.PNG: 2x1",
         "Class1/Test/0576.PNG: 2x1", "Class1/Test/0577.PNG: 2x1", "Class1/Test/Label/0577_label.PNG: mask .#"},
        {"Class1 train good Class1/Train/0001.PNG", "Class1 train defect Class1/Train/0002.PNG <- Class1/Train/Label/0002_label.PNG",
         "Class1 test good Class1/Test/0576.PNG", "Class1 test defect Class1/Test/0577.PNG <- Class1/Test/Label/0577_label.PNG"},
        {"#.", ".#"});
    add("BSData", Layout::Bsd, "label/a.json",
        {"data/a.jpg: 6x3", "data/b.jpg: 6x3", "data/c.jpg: 6x3", QString("label/a.json: text ") + labelme, R"(label/c.json: text {"shapes": []})"},
        {"bsdata test pitting data/a.jpg <- label/a.json", "bsdata test good data/b.jpg", "bsdata test good data/c.jpg"}, {".###../.###../......"});
    add("GC10-DET", Layout::Gc10, "lable/a.xml",
        {"images/2/b.jpg: 6x3", "images/10/a.jpg: 6x3", QString("lable/a.xml: text ") + voc, QString("lable/b.xml: text ") + voc},
        {"gc10 test 2 images/2/b.jpg <- lable/b.xml", "gc10 test 10 images/10/a.jpg <- lable/a.xml"}, {".##.../.##.../......", ".##.../.##.../......"},
        {"one_class . gc10"});
    add("MSD", Layout::Msd, "SegmentationClass",
        {"JPEGImages/Oil_0001.jpg: 4x1", "JPEGImages/Scr_0001.jpg: 4x1", "SegmentationClass/Oil_0001.png: palette .1#2", "SegmentationClass/Scr_0001.png: palette 3...",
         "good/good_001.jpg: 4x1"},
        {"msd test oil JPEGImages/Oil_0001.jpg <- SegmentationClass/Oil_0001.png", "msd test scr JPEGImages/Scr_0001.jpg <- SegmentationClass/Scr_0001.png",
         "msd test good good/good_001.jpg"},
        {".#.#", "#..."});
    add("RSDD", Layout::Rsdd, "Type-I RSDDs dataset",
        {"Type-I RSDDs dataset/Rail surface images/rail_1.jpg: 2x1", "Type-I RSDDs dataset/GroundTruth/rail_1.png: mask .#",
         "Type-II RSDDs dataset/Images/rail_2.jpg: 2x1", "Type-II RSDDs dataset/Labels/rail_2.png: mask #."},
        {"Type-I RSDDs dataset test defect Type-I RSDDs dataset/Rail surface images/rail_1.jpg <- Type-I RSDDs dataset/GroundTruth/rail_1.png",
         "Type-II RSDDs dataset test defect Type-II RSDDs dataset/Images/rail_2.jpg <- Type-II RSDDs dataset/Labels/rail_2.png"},
        {".#", "#."}, {"one_class . Type-I RSDDs dataset", "one_class . Type-II RSDDs dataset"});
    add("own folder, masks beside the defects", Layout::Folder, "good",
        {"good/1.png: 2x1", "scratch/1.png: 2x1", "scratch/2.png: 2x1", "scratch/2_mask.png: mask #.", "dent/1.png: 2x1", "masks/dent/1.png: mask 22"},
        {"set test dent dent/1.png <- masks/dent/1.png", "set test good good/1.png", "set test scratch scratch/1.png",
         "set test scratch scratch/2.png <- scratch/2_mask.png"},
        {"##", "#."}, {"mask_missing scratch/1.png"});
    add("own folder without masks", Layout::Folder, "OK", {"OK/1.png: 2x1", "NG/1.png: 2x1", "NG/2.jpg: 2x1"},
        {"set test NG NG/1.png", "set test NG NG/2.jpg", "set test good OK/1.png"}, {}, {"no_masks . set"});
    add("own folder, several products", Layout::Folder, "gear/good", {"gear/good/1.png: 2x1", "gear/bad/1.png: 2x1", "gear/bad/masks/1.png: mask .#", "nut/good/1.png: 2x1"},
        {"gear test bad gear/bad/1.png <- gear/bad/masks/1.png", "gear test good gear/good/1.png", "nut test good nut/good/1.png"}, {".#"},
        {"one_class . nut"});
    add("own folder, products with good parts and without", Layout::Folder, "gear/good",
        {"cap/scratch/1.png: 2x1", "cap_masks/scratch/1.png: mask .#", "docs/readme.txt: text x", "gear/good/1.png: 2x1", "gear/scratch/1.png: 2x1", "1.png: 2x1", "2.png: 2x1"},
        {"cap test scratch cap/scratch/1.png", "gear test good gear/good/1.png", "gear test scratch gear/scratch/1.png"}, {},
        {"images_unused . 2", "mask_unused cap_masks/scratch/1.png", "no_masks . cap", "one_class . cap", "no_masks . gear"});
    add("own folder, images further down", Layout::Folder, "good",
        {"good/1.png: 2x1", "good/masks/1.png: mask ..", "masks/good/1.png: mask ..", "masks/2.png: mask .#", "scratch/1.png: 2x1", "scratch/lot 1/2.png: 2x1", "scratch/lot 1/3.png: 2x1",
         "scratch/lot 2/a/4.png: 2x1", "scratch/round: link .."},
        {"set test good good/1.png", "set test scratch scratch/1.png"}, {},
        {"mask_unused good/masks/1.png", "mask_unused masks/2.png", "images_unused scratch/lot 1 2", "images_unused scratch/lot 2/a 1", "no_masks . set"});
    add("own folder, a product called as masks are", Layout::Folder, "face_mask/good",
        {"face_mask/good/1.png: 2x1", "face_mask/cut/1.png: 2x1", "face_mask/cut/lot 1/2.png: 2x1", "face_mask/masks/bent/old/1.png: mask .#", "gear/good/1.png: 2x1"},
        {"face_mask test cut face_mask/cut/1.png", "face_mask test good face_mask/good/1.png", "gear test good gear/good/1.png"}, {},
        {"images_unused face_mask/cut/lot 1 1", "mask_unused face_mask/masks/bent/old/1.png", "no_masks . face_mask", "one_class . gear"});
    add("images alone", Layout::Folder, "1.png", {"1.png: 2x1", "2.png: 2x1", "2_mask.png: mask .#", "3.png: 2x1", "3_mask.png: mask .."},
        {"set test ? 1.png", "set test defect 2.png <- 2_mask.png", "set test good 3.png <- 3_mask.png"}, {".#", ".."});
    add("masks paired by order", Layout::Mvtec, "nut/ground_truth",
        {"nut/test/good/1.png: 2x1", "nut/test/bent/a.png: 2x1", "nut/test/bent/b.png: 2x1", "nut/ground_truth/bent/10.png: mask .#", "nut/ground_truth/bent/9.png: mask #."},
        {"nut test bent nut/test/bent/a.png <- nut/ground_truth/bent/9.png", "nut test bent nut/test/bent/b.png <- nut/ground_truth/bent/10.png",
         "nut test good nut/test/good/1.png"},
        {"#.", ".#"}, {"paired_by_order nut/ground_truth/bent 2"});
    add("masks that don't pair", Layout::Mvtec, "nut/ground_truth",
        {"nut/test/good/1.png: 2x1", "nut/test/bent/a.png: 2x1", "nut/test/bent/b.png: 2x1", "nut/ground_truth/bent/A_Mask.png: mask .#",
         "nut/ground_truth/bent/c_mask.png: mask #.", "nut/ground_truth/cut/a_mask.png: mask #."},
        {"nut test bent nut/test/bent/a.png <- nut/ground_truth/bent/A_Mask.png", "nut test bent nut/test/bent/b.png", "nut test good nut/test/good/1.png"}, {".#"},
        {"mask_unused nut/ground_truth/bent/c_mask.png", "mask_unused nut/ground_truth/cut/a_mask.png", "mask_missing nut/test/bent/b.png"});
}

void TestDatasetLayouts::layoutIsFoundAndRead()
{
    QFETCH(int, layout);
    QFETCH(QString, sign);
    QFETCH(QStringList, files);
    QFETCH(QStringList, samples);
    QFETCH(QStringList, masks);
    QFETCH(QStringList, problems);
    QTemporaryDir folder;
    const QString path = folder.filePath("set");
    makeFiles(path, files);

    const Detection found = detect(path.toStdString());
    QCOMPARE(layoutName(found.layout), layoutName(Layout(layout)));
    QCOMPARE(QString::fromStdString(found.sign), sign);
    QCOMPARE(found.root, std::filesystem::path(path.toStdString()));
    QCOMPARE(found.summary.images, std::size_t(samples.size()));

    const Dataset dataset = readDataset(found.root, found.layout);
    QCOMPARE(samplesOf(dataset), samples);
    QCOMPARE(problemsOf(dataset.problems, dataset.root), problems);
    QStringList read;
    for (const Product& product : dataset.products)
        for (const Sample& sample : product.samples)
            if (sample.mask.kind != MaskKind::None) {
                const QImage image(QString::fromStdString(sample.image.string()));
                read.append(maskText(readMask(sample, {image.width(), image.height()})));
            }
    QCOMPARE(read, masks);
}

void TestDatasetLayouts::summaryCounts()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"nut/train/good/1.png: 2x1", "nut/train/good/2.png: 2x1", "nut/test/good/1.png: 2x1", "nut/test/bent/a.png: 2x1", "nut/test/bent/b.png: 2x1",
                              "nut/ground_truth/bent/a_mask.png: mask .#", "nut/ground_truth/bent/x_mask.png: mask #.", "bolt/test/good/1.png: 2x1",
                              "bolt/test/cut/1.png: 2x1", "bolt/ground_truth/cut/other.png: mask .#"});
    const Summary summary = detect(folder.path().toStdString()).summary;
    QCOMPARE(summary.products, 2u);
    QCOMPARE(summary.images, 7u);
    QCOMPARE(summary.train, 2u);
    QCOMPARE(summary.good, 4u);
    QCOMPARE(summary.anomalous, 3u);
    QCOMPARE(summary.unlabelled, 0u);
    QCOMPARE(summary.masks, 2u);
    QCOMPARE(summary.unpaired, 1u);
    QCOMPARE(summary.unusedMasks, 1u);
    QCOMPARE(summary.pairedByOrder, 1u);
    QVERIFY(!summary.boxesNotMasks && !summary.coarseMasks);
    QCOMPARE(summary.problems, 3u);  // one mask unused, one missing, one folder by order
}

void TestDatasetLayouts::summaryTellsBoxesAndCoarseMasks()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"gc/images/1/a.jpg: 6x3", QString("gc/lable/a.xml: text ") + voc, "dagm/Class1/Test/1.PNG: 2x1",
                              "dagm/Class1/Test/Label/1_label.PNG: mask .#", "ks/train/1.png: 2x1", "ks/train/1_GT.png: mask .#"});
    const auto summaryIn = [&](const char* name) { return detect(folder.filePath(name).toStdString()).summary; };
    QVERIFY(summaryIn("gc").boxesNotMasks && !summaryIn("gc").coarseMasks);
    QVERIFY(summaryIn("dagm").coarseMasks && !summaryIn("dagm").boxesNotMasks);
    QCOMPARE(summaryIn("ks").unlabelled, 1u);  // detecting decodes nothing
}

void TestDatasetLayouts::specialLayoutIsTakenAndOthersAreNamed()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"01/test/ok/1.png: 2x1", "01/test/ko/1.png: 2x1", "01/ground_truth/ko/1.png: mask .#",
                              R"(meta.json: text {"test": {"01": [{"img_path": "01/test/ok/1.png", "mask_path": "", "cls_name": "01", "specie_name": "ok", "anomaly": 0}]}})"});
    const Detection found = detect(folder.path().toStdString());
    QCOMPARE(found.layout, Layout::Btad);
    QCOMPARE(found.alsoFits, (std::vector {Layout::Mvtec, Layout::Meta}));
}

void TestDatasetLayouts::foreignListHidesNothing()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"meta.json: text {\"camera\": 7}"});
    QVERIFY_EXCEPTION_THROWN(detect(folder.path().toStdString()), Error);
    makeFiles(folder.path(), {"good/1.png: 1x1"});
    QCOMPARE(detect(folder.path().toStdString()).layout, Layout::Folder);
}

void TestDatasetLayouts::folderAroundTheDataSetWillDo()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"unpacked/KolektorSDD2/train/1.png: 2x1", "unpacked/KolektorSDD2/train/1_GT.png: mask .#", "unpacked/licence.txt: text x"});
    const Detection found = detect(folder.path().toStdString());
    QCOMPARE(found.layout, Layout::Ksdd2);
    QCOMPARE(relativeText(found.root, folder.path().toStdString()), QString("unpacked/KolektorSDD2"));
    QCOMPARE(samplesOf(readDataset(folder.path().toStdString(), Layout::Ksdd2)), QStringList {"ksdd2 train defect train/1.png <- train/1_GT.png"});
    // the root of one product of MVTec AD
    makeFiles(folder.filePath("single"), {"bottle/test/good/1.png: 2x1", "bottle/train/good/1.png: 2x1"});
    QCOMPARE(samplesOf(readDataset(folder.filePath("single/bottle").toStdString(), Layout::Mvtec)),
             (QStringList {"bottle train good train/good/1.png", "bottle test good test/good/1.png"}));
}

void TestDatasetLayouts::foreignFolderIsRefusedByName()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"a/b/c.txt: text x", "d/e.txt: text x"});
    const auto errorOf = [&](auto work) {
        try {
            work();
        } catch (const Error& error) {
            return QString::fromStdString(error.what()).replace(folder.path(), "ROOT");
        }
        return QString();
    };
    const std::filesystem::path root = folder.path().toStdString();
    QCOMPARE(errorOf([&] { detect(root); }), QString("dataset_unknown [ROOT]"));
    for (const Layout layout : everyLayout)
        QCOMPARE(errorOf([&] { readDataset(root, layout); }), QString("dataset_layout [ROOT]: ") + QString::fromStdString(std::string(layoutName(layout))));
    QCOMPARE(errorOf([&] { detect(root / "none"); }), QString("file_missing [ROOT/none]"));
    QVERIFY(errorOf([&] { readDataset(root / "d/e.txt", Layout::Mvtec); }).startsWith("file_unreadable [ROOT/d/e.txt]"));
}

void TestDatasetLayouts::namesOfLayoutsReadBack()
{
    for (const Layout layout : everyLayout)
        QCOMPARE(layoutOfName(layoutName(layout)), std::optional(layout));
    QCOMPARE(layoutOfName("auto"), std::nullopt);
}

void TestDatasetLayouts::namesComeInNaturalOrder()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"good/part10.png: 1x1", "good/Part2.png: 1x1", "good/part2b.png: 1x1", "good/part02a.png: 1x1", "good/part.PNG: 1x1", "good/.hidden.png: 1x1"});
    QStringList names;
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Folder);
    for (const Sample& sample : dataset.products.at(0).samples)
        names.append(QString::fromStdString(sample.image.filename().string()));
    QCOMPARE(names, (QStringList {"part.PNG", "Part2.png", "part02a.png", "part2b.png", "part10.png"}));
}

void TestDatasetLayouts::stopIsHeard()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"good/1.png: 1x1"});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(readDataset(folder.path().toStdString(), Layout::Folder, {}, stop.get_token()), Cancelled);
    QVERIFY_EXCEPTION_THROWN(detect(folder.path().toStdString(), stop.get_token()), Cancelled);
}

void TestDatasetLayouts::aSetOfOtherProductsKeepsItsOwnName_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("name");
    QTest::newRow("MVTec AD") << int(Layout::Mvtec) << QStringList {"bottle/test/good/0.png: 2x1", "bottle/ground_truth/hole/1_mask.png: mask .#", "bottle/test/hole/1.png: 2x1"} << "MVTec AD";
    QTest::newRow("gears") << int(Layout::Mvtec) << QStringList {"gear/test/good/0.png: 2x1", "gear/ground_truth/hole/1_mask.png: mask .#", "gear/test/hole/1.png: 2x1"} << "gears";
    QTest::newRow("BTAD") << int(Layout::Btad) << QStringList {"01/test/ok/0.png: 2x1", "01/test/ko/1.png: 2x1"} << "BTAD";
    QTest::newRow("gears, ok and ko") << int(Layout::Btad) << QStringList {"gear/test/ok/0.png: 2x1", "gear/test/ko/1.png: 2x1"} << "gears";
    QTest::newRow("DAGM") << int(Layout::Dagm) << QStringList {"Class10/Test/1.png: 2x1", "Class10/Test/Label/1_label.png: mask .#"} << "DAGM";
    QTest::newRow("gears in classes") << int(Layout::Dagm) << QStringList {"ClassA/Test/1.png: 2x1", "ClassA/Test/Label/1_label.png: mask .#"} << "gears";
    QTest::newRow("RSDD") << int(Layout::Rsdd) << QStringList {"Type-I RSDDs dataset/images/1.png: 2x1", "Type-I RSDDs dataset/masks/1.png: mask .#"} << "RSDD";
    QTest::newRow("gears of a type") << int(Layout::Rsdd) << QStringList {"type A/images/1.png: 2x1", "type A/masks/1.png: mask .#"} << "gears";
    QTest::newRow("gears and a bottle") << int(Layout::Mvtec)
                                        << QStringList {"gear/test/good/0.png: 2x1", "bottle/ground_truth/hole/1_mask.png: mask .#", "bottle/test/hole/1.png: 2x1"} << "gears";
}

void TestDatasetLayouts::aSetOfOtherProductsKeepsItsOwnName()
{
    QFETCH(int, layout);
    QFETCH(QStringList, files);
    QTemporaryDir folder;
    makeFiles(folder.filePath("gears"), files);
    QTEST(QString::fromStdString(readDataset(folder.filePath("gears").toStdString(), Layout(layout)).name), "name");
}

QTEST_GUILESS_MAIN(TestDatasetLayouts)
#include "tst_dataset_layouts.moc"
