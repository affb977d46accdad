// The layers of the tree, kept by reading the includes: who may know whom, and which heavy library stays where.

#include <QtCore>
#include <QtTest>

namespace {

/// Which layers a layer may include, besides itself.
const QMap<QString, QStringList>& layerTable()
{
    static const QStringList engine
        = {"core", "weights", "processor", "model", "imaging", "judging", "evaluation", "training", "sources", "pipeline"};
    static const QMap<QString, QStringList> table = {
        {"core", {}},
        {"weights", {"core"}},
        {"processor", {"core"}},
        {"model", {"core", "weights", "processor"}},
        {"imaging", {"core"}},
        {"judging", {"core"}},
        {"evaluation", {"core"}},
        // One functional forward serves inference and training; its images are prepared as the pipeline prepares them.
        {"training", {"core", "weights", "model", "imaging", "evaluation"}},
        {"sources", {"core", "imaging"}},
        {"pipeline", engine},
        {"widgets", {"core", "evaluation"}},
        {"app", engine + QStringList {"widgets"}},
    };
    return table;
}

struct Source {
    QString path;  ///< from the root of the tree
    QString layer;
    bool header = false;
    bool isPrivate = false;  ///< a header for its own library's sources only

    explicit Source(const QString& file)
        : path(file)
        , header(file.endsWith(".h"))
        , isPrivate(file.endsWith("_p.h"))
    {
        const QStringList parts = file.split('/');
        layer = parts.value(parts.first() == "inference" ? 1 : 0);
    }

    bool inEngine() const { return path.startsWith("inference/"); }
};

/// What is wrong with one include of one of our own headers ("core/image.h", or "image.h" in the same folder).
QString ownIncludeComplaint(const Source& source, const QString& include)
{
    const QString layer = include.contains('/') ? include.section('/', 0, 0) : source.layer;
    const bool isPrivate = include.endsWith("_p.h");
    if (layer != source.layer && !layerTable().value(source.layer).contains(layer))
        return source.layer + " may not know " + layer;
    if (isPrivate && source.header && !source.isPrivate)
        return "a public header includes a private one";
    if (isPrivate && layer != source.layer && !(source.layer == "training" && layer == "model"))
        return "a private header of another layer";
    return {};
}

/// What is wrong with one include of somebody else's header.
QString foreignIncludeComplaint(const Source& source, const QString& include)
{
    static const QRegularExpression qt("^(Qt?[A-Z]|qcustomplot)");
    static const QRegularExpression torch("^(torch|ATen|c10|caffe2)/");
    const bool publicHeader = source.header && !source.isPrivate;
    if (include.contains(qt))
        return source.inEngine() ? "Qt in the engine" : QString();
    if (include.contains(torch)) {
        if (source.layer != "model" && source.layer != "training")
            return "LibTorch outside model and training";
        return publicHeader ? "LibTorch in a public header (a private one is named ..._p.h)" : QString();
    }
    if (include.startsWith("opencv2/")) {
        if (!QStringList {"imaging", "judging", "sources"}.contains(source.layer))
            return "OpenCV outside imaging, judging and sources";
        return publicHeader ? "OpenCV in a public header (a private one is named ..._p.h)" : QString();
    }
    // What is left with a folder in its name is a library, or the system's (sys/, linux/); the standard's headers have none.
    if (include.contains('/') && publicHeader && source.inEngine())
        return "a library in a public header of the engine";
    if (include.contains('/') && QStringList {"core", "evaluation", "widgets"}.contains(source.layer))
        return source.layer + " knows the standard library only";
    return {};
}

/// Every breach in the text of a file, as "line: what".
QStringList breaches(const QString& path, const QString& text)
{
    static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    static const QRegularExpression translated("\\b(tr|QT_TR\\w*|QCoreApplication::translate)\\s*\\(");
    const Source source(path);
    QStringList found;
    if (source.header && !text.contains("#pragma once"))
        found.append("1: no #pragma once");
    const QStringList lines = text.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].section("//", 0, 0);
        QString wrong;
        if (const auto match = include.match(line); match.hasMatch()) {
            const QString name = match.captured(1);
            const bool ours
                = layerTable().contains(name.section('/', 0, 0)) || (line.contains('"') && !name.contains('/'));
            wrong = ours ? ownIncludeComplaint(source, name) : foreignIncludeComplaint(source, name);
        } else if (source.inEngine() && line.contains(translated)) {
            wrong = "the engine has no texts for people";
        }
        if (!wrong.isEmpty())
            found.append(QString("%1: %2").arg(i + 1).arg(wrong));
    }
    return found;
}

}  // namespace

class TestLayers : public QObject {
    Q_OBJECT

private slots:
    void everyFileKeepsTheLayers_data();
    void everyFileKeepsTheLayers();
    void breachesAreFound_data();
    void breachesAreFound();
};

void TestLayers::everyFileKeepsTheLayers_data()
{
    QTest::addColumn<QString>("path");
    const QDir root(WORKBENCH_SOURCE_DIR);
    for (const char* folder : {"inference", "widgets", "app"}) {
        QDirIterator files(root.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = root.relativeFilePath(files.next());
            QTest::newRow(qPrintable(path)) << path;
        }
    }
}

void TestLayers::everyFileKeepsTheLayers()
{
    QFETCH(QString, path);
    QVERIFY2(layerTable().contains(Source(path).layer), "a folder without a line in the table of layers");
    QFile file(QDir(WORKBENCH_SOURCE_DIR).filePath(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(breaches(path, file.readAll()).join('\n'), QString());
}

void TestLayers::breachesAreFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("found");
    const auto row = [](const char* path, const char* line, const char* found) {
        QTest::addRow("%s %s", path, line) << QString(path) << QString(line) << QString(found);
    };
    row("inference/judging/judge.cpp", "#include \"core/recipe.h\"", "");
    row("inference/judging/judge.cpp", "#include \"imaging/decode.h\"", "judging may not know imaging");
    row("inference/core/image.h", "#include <vector>", "");
    row("inference/core/image.h", "#include \"weights/tensor_view.h\"", "core may not know weights");
    row("inference/core/recipe.cpp", "#include <nlohmann/json.hpp>", "core knows the standard library only");
    row("inference/weights/weight_file.cpp", "#include <sys/mman.h>", "");
    row("inference/weights/weight_file.h", "#include <nlohmann/json.hpp>",
        "a library in a public header of the engine");
    row("inference/model/text.cpp", "#include <torch/torch.h>", "");
    row("inference/model/torch_p.h", "#include <ATen/ATen.h>", "");
    row("inference/model/vcp_clip.h", "#include <ATen/ATen.h>",
        "LibTorch in a public header (a private one is named ..._p.h)");
    row("inference/model/vcp_clip.h", "#include \"model/torch_p.h\"", "a public header includes a private one");
    row("inference/pipeline/inspector.cpp", "#include <c10/util/Half.h>", "LibTorch outside model and training");
    row("inference/pipeline/inspector.cpp", "#include \"model/network_p.h\"", "a private header of another layer");
    row("inference/training/trainer.cpp", "#include \"model/network_p.h\"", "");
    row("inference/imaging/decode.cpp", "#include <opencv2/imgcodecs.hpp>", "");
    row("inference/imaging/mat_p.h", "#include <opencv2/core.hpp>", "");
    row("inference/imaging/decode.h", "#include <opencv2/core.hpp>",
        "OpenCV in a public header (a private one is named ..._p.h)");
    row("app/main.cpp", "#include <opencv2/core.hpp>", "OpenCV outside imaging, judging and sources");
    row("inference/core/image.h", "#include <QImage>", "Qt in the engine");
    row("inference/core/image.h", "#include <QtGui/QImage>", "Qt in the engine");
    row("inference/core/error.cpp", "return tr(\"no\");", "the engine has no texts for people");
    row("inference/core/error.cpp", "auto x = str(1); // never tr() here", "");
    row("widgets/canvas.cpp", "#include \"judging/judge.h\"", "widgets may not know judging");
    row("widgets/canvas.cpp", "#include \"app/session.h\"", "widgets may not know app");
    row("widgets/plot.cpp", "#include <qcustomplot.h>", "");
    row("widgets/plot.cpp", "#include <spdlog/spdlog.h>", "widgets knows the standard library only");
    row("app/session.cpp", "#include \"pipeline/inspector.h\"", "");
}

void TestLayers::breachesAreFound()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(QString, found);
    QCOMPARE(breaches(path, "#pragma once\n" + line + '\n').join('\n'), found.isEmpty() ? found : "2: " + found);
    if (path.endsWith(".h"))
        QVERIFY(breaches(path, line).contains("1: no #pragma once"));
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
