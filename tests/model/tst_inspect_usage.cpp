// What vcp-inspect says of wrong usage and of models it cannot use. In this process: loading LibTorch for each row takes longer.

#include "app/common/program.h"
#include "app/inspect/inspect_program.h"

#include <QtTest>

#include <unistd.h>

namespace {

QString tiny(const QString& name)
{
    return QDir(WORKBENCH_TEST_DATA "/golden/tiny").filePath(name);
}

/// What goes to stderr while it lives.
class StderrCapture {
public:
    StderrCapture()
        : m_before(::dup(STDERR_FILENO))
    {
        if (!m_file.open() || m_before < 0 || ::dup2(m_file.handle(), STDERR_FILENO) < 0)
            qFatal("cannot redirect stderr");
    }
    ~StderrCapture()
    {
        std::fflush(stderr);
        ::dup2(m_before, STDERR_FILENO);
        ::close(m_before);
    }
    QString text()
    {
        std::fflush(stderr);
        m_file.seek(0);
        return QString::fromUtf8(m_file.readAll());
    }

private:
    QTemporaryFile m_file;
    int m_before;
};

}  // namespace

class TestInspectUsage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void unusableIsSaid_data();
    void unusableIsSaid();
    void cleanup();

private:
    const QTemporaryDir m_folder;
};

void TestInspectUsage::initTestCase()
{
    app::nameProgram();
    qputenv("XDG_DATA_HOME", m_folder.filePath("data").toLocal8Bit());
    QVERIFY(QDir::setCurrent(m_folder.path()));
}

void TestInspectUsage::cleanup()
{
    qInstallMessageHandler(nullptr);  // the program has set its own
}

void TestInspectUsage::unusableIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QVERIFY(QDir().mkpath("no images"));
    for (const QString& folder : QStringList {"good", "broken"})
        QVERIFY(QDir().mkpath("set/part/test/" + folder) && QFile::copy(tiny("image_3.png"), "set/part/test/" + folder + "/0.png"));
    const QString image = tiny("image_0.png");
    const auto row = [](const char* name, const QStringList& arguments, const QString& said) { QTest::newRow(name) << arguments << said; };
    const auto run = [&image](const QStringList& more) { return QStringList {"run", "--out", "out", image} + more; };
    row("no command", {}, "Commands:");
    row("slip in the command", {"rum"}, "Did you mean “run”?");
    row("command of another version", {"polish"}, "There is no command “polish” in this version.");
    row("no out", {"run", image}, "--out DIR");
    row("no input", {"run", "--out", "out"}, "Name the images or folders");
    row("empty folder", {"run", "--out", "out", "no images"}, "“no images” holds no image");
    row("slip in an option", run({"--map"}), "Did you mean “--maps”?");
    row("lot of no report", run({"--lot", "7"}), "--lot goes with: --report F.pdf");
    row("report in a file", run({"--report", image + "/r.pdf"}), "could not be written");
    QVERIFY(QDir().mkpath("others/masks") && QFile::copy(image, "others/masks/image_0.png"));
    row("masks of others", {"run", "--masks", "--out", "others", image}, "“others/masks/image_0.png” would be replaced");
    row("no report to verify", {"verify"}, "Name one report");
    row("report that isn't there", {"verify", "nowhere.pdf"}, "“nowhere.pdf” does not exist");
    row("clip alone", run({"--clip", tiny("clip.pt")}), "--clip and --vcp go together");
    row("model and files", run({"--model", "m", "--clip", "c", "--vcp", "v"}), "either --model, or --clip and --vcp");
    row("layers", run({"--layers", "1,,2"}), "“1,,2” is no list of layers");
    row("image size", run({"--image-size", "big"}), "“big” is no image size");
    row("device", run({"--device", "tpu"}), "There is no device “tpu”");
    row("card that is not there", run({"--device", "cuda:77"}), "The device “cuda:77” is not available");
    row("precision", run({"--precision", "int4"}), "There is no precision “int4”");
    row("half precision", run({"--precision", "fp16"}), "The precision “fp16” is not available");
    row("no bundle", run({"--model", "nowhere"}), "“nowhere/model.json” does not exist");
    row("no recipe", run({"--recipe", "nowhere.json"}), "“nowhere.json” does not exist");
    row("out below a file", {"run", "--out", image + "/out", image}, "could not be written");
    row("out is a file", {"run", "--out", image, image}, "could not be written");
    row("other way round", run({"--clip", tiny("vcp.pth"), "--vcp", tiny("clip.pt")}), "found VCP-CLIP, expected CLIP");
    row("size beside the patch", run({"--clip", tiny("clip.pt"), "--vcp", tiny("vcp.pth"), "--image-size", "155"}), "such as 154 or 168");
    row("too few layers", run({"--clip", tiny("clip.pt"), "--vcp", tiny("vcp.pth"), "--layers", "3,6"}), "The layers “3,6” do not fit");
    row("picture as weights", run({"--clip", image, "--vcp", tiny("vcp.pth")}), "is not a weight file");
    row("model of nothing", {"model"}, "Name one weight file");
    row("model of a picture", {"model", image}, "is not a weight file");
    row("parts without out", {"synth"}, "Say where the drawn parts go");
    row("parts of a picture", {"synth", "--out", "parts", image}, "synth reads nothing");
    row("slip in a product", {"synth", "--out", "parts", "--products", "leather,wod"}, "Did you mean “wood”?");
    row("product there isn't", {"synth", "--out", "parts", "--products", "elephant"}, "“elephant” can't be drawn. There are: assembly, biscuit, board, braid, brushed");
    row("product twice", {"synth", "--out", "parts", "--products", "gear, gear"}, "“gear” is named twice");
    row("tiny parts", {"synth", "--out", "parts", "--size", "63"}, "a whole number from 64 to 1024");
    row("seed of no number", {"synth", "--out", "parts", "--seed", "-1"}, "“-1” doesn't fit --seed");
    row("nothing to draw", {"synth", "--out", "parts", "--train", "0", "--good", "0", "--defective", "0"}, "there is nothing to draw");
    row("parts among others", {"synth", "--out", "."}, "“.” isn't an empty folder");
    row("parts into a file", {"synth", "--out", image}, "isn't an empty folder");
    row("parts below a file", {"synth", "--out", image + "/parts", "--train", "1", "--products", "gear"}, "could not be written");
    row("no data set", {"eval"}, "Name the folder of a data set.");
    row("two data sets", {"eval", "set", "set"}, "One data set at a time: “set” is one too many.");
    row("data set of an empty folder", {"eval", "no images"}, "is laid out like none of the data sets");
    row("data set there isn't", {"eval", "nowhere"}, "“nowhere” does not exist");
    row("layout there isn't", {"eval", "--layout", "mvtek", "set"}, "There is no layout “mvtek”. Choose one of: auto, mvtec,");
    row("another layout", {"eval", "--layout", "dagm", "set"}, "does not hold a data set in the layout “dagm”");
    row("split there isn't", {"eval", "--split", "val", "set"}, "There is no split “val”");
    row("split without images", {"eval", "--split", "train", "set"}, "“set” has no training image");
    row("slip in a product to evaluate", {"eval", "--products", "prat", "set"}, "Did you mean “part”?");
    row("product to evaluate twice", {"eval", "--products", "part, part", "set"}, "“part” is named twice");
    row("alpha above 1", {"eval", "--alpha", "1.5", "set"}, "“1.5” doesn't fit --alpha: a number from 0 to 1 is wanted");
    row("sigma of no number", {"eval", "--sigma", "nan", "set"}, "“nan” doesn't fit --sigma");
    row("no bundle to compare with", {"eval", "--compare", "nowhere", "set"}, "“nowhere/model.json” does not exist");
    row("figures into a folder there isn't", {"eval", "--json", "nowhere/f.json", "set"}, "nowhere/f.json” could not be written");
    row("curves below a file", {"eval", "--curves", image + "/curves", "set"}, "could not be written");
}

void TestInspectUsage::unusableIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    std::vector<std::string> given;
    for (const QString& argument : arguments)
        given.push_back(argument.toStdString());
    StderrCapture capture;
    const int code = app::runInspect(given);
    const QString text = capture.text();
    QVERIFY2(text.contains(said), qPrintable(text));
    QCOMPARE(code, 2);
    QVERIFY2(!QFile::exists("out/results.csv") && !QFile::exists("parts"), "something was written");
}

QTEST_GUILESS_MAIN(TestInspectUsage)
#include "tst_inspect_usage.moc"
