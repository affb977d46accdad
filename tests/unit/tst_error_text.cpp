// Every error code has a sentence that names the file and carries every argument.

#include "app/common/error_text.h"

#include <QtTest>

using inference::Error;
using inference::ErrorCode;

namespace {

/// How many arguments each code carries, as core/error.h lists them, and whether it concerns a file.
struct Carries {
    int arguments;
    bool file;
};

Carries carries(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FileMissing:
    case ErrorCode::FileEmpty:
    case ErrorCode::FileChanging:
    case ErrorCode::FileReplaced:
    case ErrorCode::ImageUnknownFormat:
    case ErrorCode::ImageTruncated:
    case ErrorCode::ImageCorrupt:
    case ErrorCode::AnswerNotFinite:
    case ErrorCode::TrainingOther:
    case ErrorCode::DatasetUnknown:
    case ErrorCode::MaskMissing:
    case ErrorCode::WeightsUnknownFormat: return {0, true};
    case ErrorCode::FileUnreadable:
    case ErrorCode::WriteFailed:
    case ErrorCode::ImageUnsupported:
    case ErrorCode::WeightsCorrupt:
    case ErrorCode::WeightsCompressed:
    case ErrorCode::PickleGlobalRefused:
    case ErrorCode::BundleInvalid:
    case ErrorCode::EvidenceCorrupt:
    case ErrorCode::HistoryDamaged:
    case ErrorCode::TrainingInvalid:
    case ErrorCode::DatasetLayout:
    case ErrorCode::DatasetInvalid:
    case ErrorCode::DatasetTooLarge:
    case ErrorCode::RecipeInvalid: return {1, true};
    case ErrorCode::WeightsTruncated:
    case ErrorCode::PickleOpcodeRefused:
    case ErrorCode::TensorMissing:
    case ErrorCode::TensorUnexpected:
    case ErrorCode::TensorType:
    case ErrorCode::TensorNotFinite:
    case ErrorCode::WeightsFamily:
    case ErrorCode::BundleHash:
    case ErrorCode::RecipeVersion:
    case ErrorCode::RecipeLimits:
    case ErrorCode::HistoryNewer:
    case ErrorCode::RecipeModel: return {2, true};
    case ErrorCode::RecipeOutline:
    case ErrorCode::ImageTooLarge:
    case ErrorCode::TensorShape: return {3, true};
    case ErrorCode::TilesTooMany: return {6, true};
    case ErrorCode::OutOfMemory: return {0, false};
    case ErrorCode::DeviceUnavailable:
    case ErrorCode::LossNotFinite:
    case ErrorCode::BadInput:
    case ErrorCode::Internal: return {1, false};
    case ErrorCode::SourceUnavailable:
    case ErrorCode::SourceLost:
    case ErrorCode::SourceSilent:
    case ErrorCode::SourceUnsupported:
    case ErrorCode::BaselineMismatch:
    case ErrorCode::BaselineTooLarge:
    case ErrorCode::PrecisionUnavailable: return {2, false};
    case ErrorCode::MaskSize: return {4, true};
    case ErrorCode::LayersInvalid: return {3, false};
    case ErrorCode::WeightsClash:
    case ErrorCode::ImageSizeInvalid: return {4, false};
    }
    return {0, false};
}

}  // namespace

class TestErrorText : public QObject {
    Q_OBJECT

private slots:
    void everyCodeHasACompleteSentence_data();
    void everyCodeHasACompleteSentence();
    void sentencesReadAsWritten_data();
    void sentencesReadAsWritten();
    void everyKeyOfTheEngineHasItsWords_data();
    void everyKeyOfTheEngineHasItsWords();
    void everyKeyOfTheOutputsHasItsWords();
    void shortSentenceLeavesTheFolderOut();
    void namesAreNotTakenForPlaces();
    void missingArgumentsDoNotBreakTheSentence();
};

void TestErrorText::everyCodeHasACompleteSentence_data()
{
    QTest::addColumn<int>("code");
    for (int code = 0; code <= int(ErrorCode::Internal); ++code)
        QTest::newRow(std::string(codeName(ErrorCode(code))).c_str()) << code;
}

void TestErrorText::everyCodeHasACompleteSentence()
{
    QFETCH(int, code);
    const auto [count, ofFile] = carries(ErrorCode(code));
    std::vector<std::string> arguments;
    for (int i = 0; i < count; ++i)
        arguments.push_back("argument-" + std::to_string(i));
    const QString text = app::sentence(Error(ErrorCode(code), arguments, "/parts/gear 7.png"));

    for (const std::string& argument : arguments)
        QVERIFY2(text.contains(QString::fromStdString(argument)), qPrintable(text));
    QVERIFY2(text.contains("“/parts/gear 7.png”"), qPrintable(text));
    QVERIFY2(!text.contains('%') && !text.contains('?'), qPrintable(text));
    QVERIFY2(text.endsWith('.'), qPrintable(text));
    QVERIFY2(text.count(' ') >= 4, qPrintable(text));
    const QString nameless = app::sentence(Error(ErrorCode(code), arguments));
    QVERIFY2(!nameless.contains("“”"), qPrintable(nameless));
    QCOMPARE(nameless.contains("without a name"), ofFile);
}

void TestErrorText::sentencesReadAsWritten_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const Error& error, const char* text) { QTest::newRow(name) << error << QString(text); };
    row("truncated", Error(ErrorCode::ImageTruncated, {}, "x.png"), "The image “x.png” ends early: the file is truncated. Copy it again from its source.");
    row("shape", Error(ErrorCode::TensorShape, {"visual.proj", "[512, 512]", "[1024, 768]"}, "clip.pt"),
        "The weight file “clip.pt” does not fit: tensor visual.proj is [512, 512], expected [1024, 768].");
    row("clash", Error(ErrorCode::WeightsClash, {"visual.conv1.weight", "768", "trainable_linearlayer.fc.0.weight", "1024"}),
        "CLIP and VCP-CLIP weights do not belong together: visual.conv1.weight gives 768, trainable_linearlayer.fc.0.weight wants 1024. "
        "Choose the pair that was trained together.");
    row("pickle", Error(ErrorCode::PickleGlobalRefused, {"os.system"}, "evil.pth"),
        "The weight file “evil.pth” asks Python to run “os.system”; weight files never need that, so it was refused. Nothing was executed.");
    row("family", Error(ErrorCode::WeightsFamily, {"VCP-CLIP", "CLIP"}, "a.pth"),
        "The weight file “a.pth” is of the wrong kind: found VCP-CLIP, expected CLIP. Choose another file.");
    row("neither", Error(ErrorCode::WeightsFamily, {"", "CLIP"}, "a.pth"),
        "The weight file “a.pth” is of the wrong kind: found neither CLIP nor VCP-CLIP weights, expected CLIP. Choose another file.");
    row("feature", Error(ErrorCode::ImageUnsupported, {"cmyk"}, "a.jpg"),
        "The image “a.jpg” uses a feature that is not supported: CMYK colours. Save it as an 8-bit RGB or grey image.");
    row("feature with a number", Error(ErrorCode::ImageUnsupported, {"jpeg-bits:12"}, "a.jpg"),
        "The image “a.jpg” uses a feature that is not supported: JPEG with 12 bits. Save it as an 8-bit RGB or grey image.");
    row("feature of a file", Error(ErrorCode::ImageUnsupported, {"file-size"}, "a.tif"),
        "The image “a.tif” is too large: files of 2 GiB or more are not read. Save it compressed, or cut it into parts.");
    row("too large", Error(ErrorCode::ImageTooLarge, {"1000001", "1", "400"}, "a.png"),
        "The image “a.png” is too large: 1000001 × 1 pixels; at most 400 megapixels are read, with sides of at most a million pixels. Cut it into parts.");
    row("place", Error(ErrorCode::WeightsCorrupt, {"zip central directory"}, "a.pt"),
        "The weight file “a.pt” is damaged (at: the directory of the zip archive). Download or copy it again.");
    row("place with a name", Error(ErrorCode::WeightsCorrupt, {"tensor name a %1 b"}, "a.pt"),
        "The weight file “a.pt” is damaged (at: the tensor name “a %1 b”). Download or copy it again.");
    row("header of safetensors", Error(ErrorCode::WeightsCorrupt, {"safetensors header"}, "a.safetensors"),
        "The weight file “a.safetensors” is damaged (at: the safetensors header). Download or copy it again.");
    row("source", Error(ErrorCode::SourceUnsupported, {"Cam 1", "pixel-format:Mono12p"}),
        "“Cam 1” asks for something that this program doesn't have: the pixel format “Mono12p”.");
    row("stream", Error(ErrorCode::SourceLost, {"rtsp://camera/live", "timeout"}),
        "“rtsp://camera/live” gives no pictures any more: it did not answer in time. Check its cable and its power; it is tried again by itself.");
    row("video", Error(ErrorCode::FileUnreadable, {"not-a-video"}, "a.avi"),
        "The file “a.avi” could not be read: it is no video that can be read. Check its permissions and its drive.");
    row("rest of a video", Error(ErrorCode::FileUnreadable, {"rest:83"}, "a.avi"),
        "The file “a.avi” could not be read: from 83 s on nothing more of it came. Check its permissions and its drive.");
    row("receiver", Error(ErrorCode::SourceUnavailable, {"https://line:8443", "receiver:http:404"}),
        "“https://line:8443” did not take the message: it answers with HTTP status 404.");
    row("broker", Error(ErrorCode::SourceUnavailable, {"mqtt://line:1883", "receiver:refused"}),
        "“mqtt://line:1883” did not take the message: no program answers there.");
    row("no broker", Error(ErrorCode::SourceUnsupported, {"mqtt://line:1883", "mqtt"}),
        "“mqtt://line:1883” asks for something that this program doesn't have: MQTT, for which it has to be built with libmosquitto.");
    row("table", Error(ErrorCode::WriteFailed, {"other-columns"}, "/a.csv"),
        "“/a.csv” is no table of verdicts, or has other columns. Nothing was changed. Choose another file.");
    row("mask", Error(ErrorCode::MaskMissing, {"empty"}, "a_mask.png"),
        "The mask “a_mask.png” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.");
    row("memory", Error(ErrorCode::OutOfMemory, {}, "a.png"), "“a.png”: There is not enough memory. Close other programs, or choose a smaller image size.");
}

void TestErrorText::sentencesReadAsWritten()
{
    QFETCH(Error, error);
    QFETCH(QString, text);
    QCOMPARE(app::sentence(error), text);
}

/// The keys as they stand in the engine's own sources: none is said to a person as it is.
void TestErrorText::everyKeyOfTheEngineHasItsWords_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("key");
    const auto find = [](const QString& folder, const char* pattern, ErrorCode code) {
        QDirIterator files(QStringLiteral(WORKBENCH_SOURCE_DIR "/inference/") + folder, {"*.cpp"}, QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto found = QRegularExpression(pattern).globalMatch(QString::fromUtf8(file.readAll()));
            while (found.hasNext()) {
                const QString key = found.next().captured(1);
                QTest::addRow("%s: %s", qPrintable(QFileInfo(file).fileName()), qPrintable(key)) << int(code) << key;
            }
        }
    };
    find("imaging", R"re(ImageUnsupported, \{"([^"]+)")re", ErrorCode::ImageUnsupported);
    find("weights", R"re(throwCorrupt\((?:std::string\()?"([^"]+)")re", ErrorCode::WeightsCorrupt);
    find("sources", R"re(SourceUnsupported, \{[^,{}]+, "([^"]+)")re", ErrorCode::SourceUnsupported);
    find("sources", R"re(Source(?:Unavailable|Lost), \{[^,{}]+, "([^"]+)")re", ErrorCode::SourceLost);
    find("sources", R"re(\? "([a-z-]+)" :)re", ErrorCode::SourceLost);
    find("sources", R"re(: "([a-z-]+)"\})re", ErrorCode::SourceLost);
    find("sources", R"re(FileUnreadable, \{"([^"]+)")re", ErrorCode::SourceLost);
}

void TestErrorText::everyKeyOfTheEngineHasItsWords()
{
    QFETCH(int, code);
    QFETCH(QString, key);
    const bool open = key.endsWith(u':') || key.endsWith(u' ');
    const QString given = open ? key + "17" : key;
    const bool source = ErrorCode(code) == ErrorCode::SourceUnsupported || ErrorCode(code) == ErrorCode::SourceLost;
    const std::string word = given.toStdString();
    const auto arguments = source ? std::vector<std::string> {"x", word} : std::vector {word};
    const QString text = app::sentence(Error(ErrorCode(code), arguments, source ? "" : "a"));
    if (source)
        QVERIFY2(!text.contains(": " + given + '.'), qPrintable(text));
    else
        QVERIFY2(!text.contains(given + '.') && !text.contains("at: " + given), qPrintable(text));
    QCOMPARE(text.contains("17"), open);
}

void TestErrorText::everyKeyOfTheOutputsHasItsWords()
{
    QSet<QString> keys;
    QDirIterator files(QStringLiteral(WORKBENCH_SOURCE_DIR "/app/outputs"), {"*.cpp"}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto found = QRegularExpression("\"(receiver:[a-z:]+)\"").globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext())
            keys.insert(found.next().captured(1));
    }
    QVERIFY(keys.size() > 8);
    for (const QString& key : keys) {
        const QString given = key.endsWith(u':') ? key + "17" : key;
        const QString text = app::sentence(Error(ErrorCode::SourceUnavailable, {"x", given.toStdString()}));
        QVERIFY2(text.startsWith("“x” did not take the message: ") && !text.endsWith(": " + given.section(u':', 1) + "."), qPrintable(text));
    }
}

void TestErrorText::shortSentenceLeavesTheFolderOut()
{
    const QString text = app::shortSentence(Error(ErrorCode::FileEmpty, {}, "/a/b/c.png"));
    QVERIFY2(text.contains("“c.png”") && !text.contains("/a/b"), qPrintable(text));
}

void TestErrorText::namesAreNotTakenForPlaces()
{
    const QString text = app::sentence(Error(ErrorCode::FileUnreadable, {"50%1 %2"}, "100%2.png"));
    QVERIFY2(text.contains("“100%2.png”") && text.contains("50%1 %2"), qPrintable(text));
}

void TestErrorText::missingArgumentsDoNotBreakTheSentence()
{
    QCOMPARE(app::sentence(Error(ErrorCode::TensorShape, {"t"}, "a")), QString("The weight file “a” does not fit: tensor t is ?, expected ?."));
}

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
