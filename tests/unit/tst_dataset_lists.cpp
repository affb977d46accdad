// Lists and annotations, which come from strangers: every variant of meta.json, what is broken, and paths that lead outside.

#include "core/error.h"
#include "dataset_tools.h"
#include "training/datasets/detect.h"
#include "training/datasets/read_dataset.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace inference;
using namespace inference::datasets;

namespace {

const QStringList pictures {"nut/pos/1.png: 2x1", "nut/neg/1.png: 2x1", "nut/neg/1_mask.png: mask .1"};

QString errorOf(const std::function<void()>& work, const QString& folder)
{
    try {
        work();
    } catch (const Error& error) {
        return QString::fromStdString(error.what()).replace(folder, "ROOT");
    }
    return {};
}

QString record(const char* image, const char* mask, int anomaly, const char* kind = "bad")
{
    return QString(R"({"img_path": "%1", "mask_path": "%2", "cls_name": "nut", "specie_name": "%3", "anomaly": %4})").arg(image, mask, anomaly ? kind : "good").arg(anomaly);
}

}  // namespace

class TestDatasetLists : public QObject {
    Q_OBJECT

private slots:
    void everyVariantOfMetaIsRead_data();
    void everyVariantOfMetaIsRead();
    void listItselfMayBeGiven();
    void listsThatOverlapCountOnce();
    void brokenListsAreErrors_data();
    void brokenListsAreErrors();
    void brokenRecordsAreLeftOut_data();
    void brokenRecordsAreLeftOut();
    void brokenAnnotationsAreProblems_data();
    void brokenAnnotationsAreProblems();
    void vocMayBeWrittenInManyWays();
    void emptyAndOneClassProductsAreTold();
    void pathsOutsideAreProblems_data();
    void pathsOutsideAreProblems();
    void linksOutsideAreProblems();
    void loopsOfLinksEnd();
    void pipesAreNoLists();
};

void TestDatasetLists::everyVariantOfMetaIsRead_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QStringList>("samples");
    const QString test = R"({"test": {"nut": [)" + record("nut/pos/1.png", "", 0) + ", " + record("nut/neg/1.png", "nut/neg/1_mask.png", 1) + "]}";
    const QStringList both {"nut test good nut/pos/1.png", "nut test bad nut/neg/1.png <- nut/neg/1_mask.png"};
    QTest::newRow("standard") << "meta.json: text " + test + "}" << both;
    QTest::newRow("with training part") << "meta.json: text " + test + R"(, "train": {"nut": [)" + record("nut/pos/1.png", "", 0) + "]}}"
                                        << QStringList {"nut train good nut/pos/1.png"} + both;
    QTest::newRow("placeholders") << "meta_x.json: text " + test + R"(, "train": {"nut": [)" + record("", "", 0) + "]}}" << both;
    QTest::newRow("keys in capitals") << "meta.json: text " + QString(test).replace("\"test\"", "\"Test\"") + R"(, "Train": {}})" << both;
    QTest::newRow("data set's folder in front") << "meta_mvtec.json: text " + QString(test).replace("nut/neg", "mvtec/nut/neg").replace("nut/pos", "mvtec/nut/pos") + "}" << both;
    QTest::newRow("backslashes") << "meta.json: text " + QString(test).replace("nut/neg/1.png", R"(nut\\neg\\1.png)") + "}" << both;
    QTest::newRow("data set's folder in front, backslashes") << "meta_mvtec.json: text " + QString(test).replace("nut/pos/1.png", R"(mvtec\\nut\\pos\\1.png)").replace("nut/neg", "mvtec/nut/neg") + "}" << both;
    QTest::newRow("dots") << "meta.json: text " + QString(test).replace("nut/neg/1.png", "./nut/./neg/1.png") + "}" << both;
    QTest::newRow("lines") << QString(R"(full.jsonl: text {"image_path": "nut/pos/1.png", "label": 0.0, "class_name": "nut", "mask_path": ""}¶¶)"
                                      R"({"image_path": "nut/neg/1.png", "label": 1.0, "class_name": "nut", "mask_path": "nut/neg/1_mask.png"}¶)")
                           << QStringList {"nut test good nut/pos/1.png", "nut test  nut/neg/1.png <- nut/neg/1_mask.png"};
    QTest::newRow("labels told by masks") << R"(meta.json: text {"test": {"nut": [{"img_path": "nut/neg/1.png", "mask_path": "nut/neg/1_mask.png"}, )"
                                             R"({"img_path": "nut/pos/1.png", "specie_name": "good"}]}})"
                                          << QStringList {"nut test  nut/neg/1.png <- nut/neg/1_mask.png", "nut test good nut/pos/1.png"};
}

void TestDatasetLists::everyVariantOfMetaIsRead()
{
    QFETCH(QString, list);
    QFETCH(QStringList, samples);
    QTemporaryDir folder;
    makeFiles(folder.path(), pictures);
    makeFiles(folder.path(), {list});
    QCOMPARE(detect(folder.path().toStdString()).layout, Layout::Meta);
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Meta);
    QCOMPARE(samplesOf(dataset), samples);
    QCOMPARE(problemsOf(dataset.problems, dataset.root), QStringList());
    for (const Sample& sample : dataset.products.at(0).samples)
        if (sample.mask.kind != MaskKind::None)
            QCOMPARE(maskText(readMask(sample, {2, 1})), QString(".#"));
}

void TestDatasetLists::listItselfMayBeGiven()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), pictures);
    makeFiles(folder.path(), {"meta.json: text " + (R"({"test": {"nut": [)" + record("nut/pos/1.png", "", 0) + "]}}"),
                              "mine.json: text " + (R"({"test": {"nut": [)" + record("nut/neg/1.png", "nut/neg/1_mask.png", 1) + "]}}")});
    const std::filesystem::path list = folder.filePath("mine.json").toStdString();
    const Detection found = detect(list);
    QCOMPARE(found.root, list);
    QCOMPARE(samplesOf(readDataset(found.root, found.layout)), QStringList {"nut test bad nut/neg/1.png <- nut/neg/1_mask.png"});
}

void TestDatasetLists::listsThatOverlapCountOnce()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), pictures);
    const QString good = record("nut/pos/1.png", "", 0), bad = record("nut/neg/1.png", "nut/neg/1_mask.png", 1);
    makeFiles(folder.path(), {"meta_all.json: text " + (R"({"test": {"nut": [)" + good + ", " + bad + R"(]}, "train": {"nut": [)" + good + "]}}"),
                              "meta_few.json: text " + (R"({"test": {"nut": [)" + bad + ", " + bad + R"(], "bolt": [)" + QString(good).replace("\"nut\"", "\"bolt\"") + "]}}")});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Meta);
    QCOMPARE(samplesOf(dataset), (QStringList {"nut train good nut/pos/1.png", "nut test good nut/pos/1.png", "nut test bad nut/neg/1.png <- nut/neg/1_mask.png", "bolt test good nut/pos/1.png"}));
    QCOMPARE(problemsOf(dataset.problems, dataset.root).first(), QString("record_repeated meta_few.json 2"));
}

void TestDatasetLists::brokenListsAreErrors_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("layout");
    QTest::addColumn<QString>("error");
    const auto meta = [](const char* name, const QString& text, const char* error) { QTest::newRow(name) << "meta.json: text " + text << int(Layout::Meta) << error; };
    meta("cut", R"({"test": {)", "dataset_invalid [ROOT/meta.json]: byte 11");
    meta("a list", "[1]", "dataset_invalid [ROOT/meta.json]: {}");
    meta("no part", R"({"valid": {}})", "dataset_invalid [ROOT/meta.json]: test");
    meta("part is a number", R"({"test": 1})", "dataset_invalid [ROOT/meta.json]: test");
    meta("number beyond numbers", R"({"test": 1e999})", "dataset_invalid [ROOT/meta.json]: number");
    meta("empty", "", "dataset_invalid [ROOT/meta.json]: byte 1");
    meta("no product", R"({"test": {}})", "dataset_layout [ROOT]: meta");
    meta("nested without end", QString(200'000, '['), "dataset_invalid [ROOT/meta.json]: byte 200001");
    const auto csv = [](const char* name, const QString& text, const char* error) { QTest::newRow(name) << "split_csv/1cls.csv: text " + text << int(Layout::Visa) << error; };
    csv("quote left open", "object,split,label,image,mask¶a,test,normal,\"b.png,¶", "dataset_invalid [ROOT/split_csv/1cls.csv]: line 2");
    csv("no column of masks", "object,split,label,image¶", "dataset_invalid [ROOT/split_csv/1cls.csv]: mask");
    csv("empty csv", "", "dataset_invalid [ROOT/split_csv/1cls.csv]: object");
}

void TestDatasetLists::brokenListsAreErrors()
{
    QFETCH(QString, file);
    QFETCH(int, layout);
    QTemporaryDir folder;
    makeFiles(folder.path(), {file});
    QTEST(errorOf([&] { readDataset(folder.path().toStdString(), Layout(layout)); }, folder.path()), "error");
}

void TestDatasetLists::brokenRecordsAreLeftOut_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("layout");
    QTest::addColumn<QStringList>("problems");
    const QString good = record("nut/pos/1.png", "", 0) + ", " + record("nut/neg/1.png", "nut/neg/1_mask.png", 1);
    QTest::newRow("meta") << R"(meta.json: text {"test": {"nut": [7, {"img_path": 1}, {}, )" + good + R"(], "bolt": 3}})" << int(Layout::Meta)
                          << QStringList {"record_invalid meta.json test.bolt", "record_invalid meta.json test.nut[0]", "record_invalid meta.json test.nut[1]",
                                          "record_invalid meta.json test.nut[2]"};
    QTest::newRow("lines") << R"(a.jsonl: text {"image_path": "nut/pos/1.png", "label": 0}¶{"image_path": ¶nonsense¶{"image_path": "nut/neg/1.png", "label": 1, "mask_path": "nut/neg/1_mask.png"})"
                           << int(Layout::Meta) << QStringList {"record_invalid a.jsonl line 2", "record_invalid a.jsonl line 3"};
    QTest::newRow("csv") << "split_csv/1cls.csv: text object,split,label,image,mask\r¶nut,test,normal,nut/pos/1.png,\r¶nut,exam,normal,nut/pos/1.png,\r¶"
                            "nut,test,odd,nut/pos/1.png,\r¶,test,normal,nut/pos/1.png,\r¶nut\r¶nut,test,anomaly,nut/neg/1.png,nut/neg/1_mask.png\r¶"
                         << int(Layout::Visa)
                         << QStringList {"record_invalid split_csv/1cls.csv line 3", "record_invalid split_csv/1cls.csv line 4", "record_invalid split_csv/1cls.csv line 5",
                                         "record_invalid split_csv/1cls.csv line 6"};
}

void TestDatasetLists::brokenRecordsAreLeftOut()
{
    QFETCH(QString, file);
    QFETCH(int, layout);
    QTemporaryDir folder;
    makeFiles(folder.path(), pictures);
    makeFiles(folder.path(), {file});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout(layout));
    QCOMPARE(dataset.products.size(), 1u);
    QCOMPARE(dataset.products[0].samples.size(), 2u);
    QTEST(problemsOf(dataset.problems, dataset.root), "problems");
}

void TestDatasetLists::brokenAnnotationsAreProblems_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    const auto json = [](const char* name, const QString& text, const char* place) { QTest::newRow(name) << int(Layout::Bsd) << text << place; };
    const auto shape = [](const QString& points) { return R"({"shapes": [{"shape_type": "polygon", "points": )" + points + "}]}"; };
    json("cut", R"({"shapes": [)", "byte 13");
    json("no shapes", R"({"version": 1})", "shapes");
    json("no object", "7", "shapes");
    json("shape is a number", R"({"shapes": [7]})", "shapes[0]");
    json("no points", R"({"shapes": [{"shape_type": "polygon"}]})", "shapes[0].points");
    json("point of three", shape("[[1,1],[2,2,2],[3,1]]"), "shapes[0].points[1]");
    json("point as text", shape(R"([["1","1"]])"), "shapes[0].points[0]");
    json("gigantic coordinates", shape("[[0,0],[1e300,0],[0,1e300]]"), "shapes[0].points[1]");
    json("infinite coordinates", shape("[[0,0],[1e999,0],[0,1]]"), "number");
    json("size of nothing", R"({"imageWidth": 0, "shapes": []})", "imageWidth");
    QString many = "[0,0]";
    for (int i = 0; i < 20'000; ++i)
        many += ",[1,1]";
    json("points without end", shape("[" + many + "]"), "shapes[0]");
    const auto xml = [](const char* name, const QString& text, const char* place) { QTest::newRow(name) << int(Layout::Gc10) << text << place; };
    const auto box = [](const char* sides) { return QString("<annotation><object><bndbox>%1</bndbox></object></annotation>").arg(sides); };
    xml("billion laughs", R"(<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><annotation>&lol2;</annotation>)", "byte 21");
    xml("foreign entity", "<annotation>&lol;</annotation>", "byte 12");
    xml("cut tag", "<annotation><obj", "byte 13");
    xml("left open", "<annotation><object>", "byte 20");
    xml("closed by another", "<annotation></object>", "byte 21");
    xml("two documents", "<annotation></annotation><annotation></annotation>", "byte 37");
    xml("no document", "", "byte 0");
    xml("comment left open", "<annotation><!-- x", "byte 12");
    xml("side missing", box("<xmin>1</xmin><ymin>1</ymin><xmax>2</xmax>"), "byte 88");
    xml("sides crossed", box("<xmin>5</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax>"), "byte 102");
    xml("no number", box("<xmin>one</xmin>"), "byte 44");
    xml("gigantic", box("<xmin>1e300</xmin>"), "byte 46");
    xml("not a number", box("<xmin>nan</xmin>"), "byte 44");
    xml("nested without end", QString("<a>").repeated(40), "byte 99");
}

void TestDatasetLists::brokenAnnotationsAreProblems()
{
    QFETCH(int, layout);
    QFETCH(QString, text);
    QFETCH(QString, place);
    QTemporaryDir folder;
    const bool bsd = Layout(layout) == Layout::Bsd;
    const QString file = bsd ? "label/a.json" : "lable/a.xml";
    makeFiles(folder.path(), {(bsd ? "data" : "images/1") + QString("/a.jpg: 6x3"), file + ": text " + text});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout(layout));
    QCOMPARE(problemsOf(dataset.problems, dataset.root).first(), "annotation_invalid " + file + ' ' + place);
    const Sample& sample = dataset.products.at(0).samples.at(0);
    QCOMPARE(sample.label, bsd ? Label::None : Label::Defective);  // the folder of a defect says so without boxes
    QCOMPARE(sample.mask.kind, MaskKind::None);
}

void TestDatasetLists::vocMayBeWrittenInManyWays()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"images/1/a.jpg: 6x3",
                              "Annotations/a.xml: text \xEF\xBB\xBF<?xml version='1.0'?>¶<!-- <object> -->¶<annotation verified=\"a>b\">¶ <size>¶ <width> 6 </width>"
                              "<height>3</height>¶</size><segmented/>¶ <object><name>a &amp; b</name><bndbox><xmax>2.0</xmax><xmin>1</xmin><ymin>1</ymin><ymax>1</ymax>"
                              "</bndbox></object><object><name>c</name><bndbox><xmin>6</xmin><ymin>3</ymin><xmax>99</xmax><ymax>99</ymax></bndbox></object></annotation>¶"});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Gc10);
    const Sample& sample = dataset.products.at(0).samples.at(0);
    QCOMPARE(sample.mask.drawnFor, (Size {6, 3}));
    QCOMPARE(maskText(readMask(sample, {6, 3})), QString("##..../....../.....#"));
}

void TestDatasetLists::emptyAndOneClassProductsAreTold()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"nut/test/good/1.png: 1x1", "bolt/test: folder", "gear/test/good/1.png: 1x1", "gear/test/cut/1.png: 1x1"});
    const Dataset dataset = readDataset(folder.path().toStdString(), Layout::Mvtec);
    QCOMPARE(dataset.products.size(), 2u);
    QCOMPARE(problemsOf(dataset.problems, dataset.root), (QStringList {"empty_product . bolt", "no_masks . gear", "one_class . nut"}));
}

void TestDatasetLists::pathsOutsideAreProblems_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("problem");
    QTest::newRow("absolute") << "/etc/hostname" << "path_escapes meta.json /etc/hostname";
    QTest::newRow("up") << "../secret.png" << "path_escapes meta.json ../secret.png";
    QTest::newRow("up in the middle") << "nut/../../secret.png" << "path_escapes meta.json nut/../../secret.png";
    QTest::newRow("up and back in") << "nut/../nut/pos/1.png" << "path_escapes meta.json nut/../nut/pos/1.png";
    QTest::newRow("up with backslashes") << R"(..\\secret.png)" << "path_escapes meta.json ../secret.png";
    QTest::newRow("link to a file") << "nut/link.png" << "path_escapes meta.json nut/link.png";
    QTest::newRow("through a folder's link") << "nut/out/secret.png" << "path_escapes meta.json nut/out/secret.png";
    QTest::newRow("missing") << "nut/none.png" << "file_missing nut/none.png META";
    QTest::newRow("a folder") << "nut/pos" << "file_missing nut/pos META";
    QTest::newRow("no name at all") << QString("x").repeated(5000) << "file_missing " + QString("x").repeated(5000) + " META";
}

void TestDatasetLists::pathsOutsideAreProblems()
{
    QFETCH(QString, image);
    QFETCH(QString, problem);
    QTemporaryDir folder;
    const QString root = folder.filePath("set");
    makeFiles(folder.path(), {"secret.png: 1x1"});
    makeFiles(root, pictures);
    makeFiles(root, {"nut/link.png: link " + folder.filePath("secret.png"), "nut/out: link " + folder.path(),
                     "meta.json: text " + (R"({"test": {"nut": [)" + record("nut/pos/1.png", "", 0) + ", " + record(qPrintable(image), "nut/neg/1_mask.png", 1) + ", "
                                           + record("nut/neg/1.png", qPrintable(image), 1) + "]}}")});
    const Dataset dataset = readDataset(root.toStdString(), Layout::Meta);
    QCOMPARE(samplesOf(dataset), (QStringList {"nut test good nut/pos/1.png", "nut test bad nut/neg/1.png"}));
    QStringList found;
    for (QString line : problemsOf(dataset.problems, dataset.root))
        found.append(line.replace(root + "/meta.json", "META"));
    QCOMPARE(found, (QStringList {problem, problem, "no_masks . nut"}));
}

void TestDatasetLists::linksOutsideAreProblems()
{
    QTemporaryDir folder;
    const QString root = folder.filePath("set");
    makeFiles(folder.path(), {"secret.png: 1x1", "elsewhere/1.png: 1x1"});
    makeFiles(root, {"good/1.png: 1x1", "good/2.png: link " + folder.filePath("secret.png"), "good/3.png: link 1.png", "good/4.png: link nowhere.png",
                     "out: link " + folder.filePath("elsewhere")});
    const Dataset dataset = readDataset(root.toStdString(), Layout::Folder);
    QCOMPARE(samplesOf(dataset), (QStringList {"set test good good/1.png", "set test good good/3.png"}));
    QStringList found = problemsOf(dataset.problems, dataset.root);
    found.sort();
    QCOMPARE(found, (QStringList {"file_missing good/4.png", "one_class . set", "path_escapes good/2.png " + folder.filePath("secret.png"), "path_escapes out " + folder.filePath("elsewhere")}));
    // The root itself may be a link.
    QVERIFY(QFile::link(root, folder.filePath("alias")));
    QCOMPARE(samplesOf(readDataset(folder.filePath("alias").toStdString(), Layout::Folder)).size(), 2);
}

void TestDatasetLists::loopsOfLinksEnd()
{
    QTemporaryDir folder;
    const QString root = folder.filePath("set");
    makeFiles(root, {"nut/test/good/1.png: 1x1", "nut/test/loop: link ..", "nut/test/self: link self", "again: link ."});
    for (const Layout layout : everyLayout)
        try {
            readDataset(root.toStdString(), layout);
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::DatasetLayout);
        }
    QVERIFY(problemsOf(readDataset(root.toStdString(), Layout::Mvtec).problems, root.toStdString()).contains("file_missing nut/test/self"));
    QCOMPARE(detect(root.toStdString()).layout, Layout::Mvtec);
}

void TestDatasetLists::pipesAreNoLists()
{
    QTemporaryDir folder;
    makeFiles(folder.path(), {"nut/pos/1.png: 2x1"});
    QCOMPARE(QProcess::execute("mkfifo", {folder.filePath("meta.json")}), 0);
    QCOMPARE(errorOf([&] { readDataset(folder.path().toStdString(), Layout::Meta); }, folder.path()), QString("dataset_layout [ROOT]: meta"));
    QVERIFY(errorOf([&] { readDataset(folder.filePath("meta.json").toStdString(), Layout::Meta); }, folder.path()).startsWith("file_unreadable [ROOT/meta.json]"));
}

QTEST_GUILESS_MAIN(TestDatasetLists)
#include "tst_dataset_lists.moc"
