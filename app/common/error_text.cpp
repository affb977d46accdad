#include "app/common/error_text.h"

#include "app/common/error_words.h"
#include "app/common/filled_text.h"
#include "app/common/path_text.h"

#include <QCoreApplication>

namespace app {
namespace {

using inference::ErrorCode;

/// What a sentence is filled with: %1 is the file, %2 and on are the arguments of the code (core/error.h).
QString fileTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FileMissing:
        return QCoreApplication::translate("ErrorText", "The file “%1” does not exist. Check its name, and whether its drive is connected.");
    case ErrorCode::FileUnreadable:
        return QCoreApplication::translate("ErrorText", "The file “%1” could not be read: %2. Check its permissions and its drive.");
    case ErrorCode::FileEmpty:
        return QCoreApplication::translate("ErrorText", "The file “%1” is empty. Copy it again from its source.");
    case ErrorCode::FileChanging:
        return QCoreApplication::translate("ErrorText", "The file “%1” changes while it is read. Inspect it again when it has been written.");
    case ErrorCode::FileReplaced:
        return QCoreApplication::translate("ErrorText", "The file “%1” holds another picture now than the one that was inspected. Inspect it again.");
    case ErrorCode::WriteFailed:
        return QCoreApplication::translate("ErrorText", "“%1” could not be written: %2. Check the folder's permissions and the free space.");
    default: return {};
    }
}

QString imageTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ImageUnknownFormat:
        return QCoreApplication::translate("ErrorText", "“%1” is not an image that can be read. PNG, JPEG, BMP, TIFF and WebP are.");
    case ErrorCode::ImageTruncated:
        return QCoreApplication::translate("ErrorText", "The image “%1” ends early: the file is truncated. Copy it again from its source.");
    case ErrorCode::ImageCorrupt:
        return QCoreApplication::translate("ErrorText", "The image “%1” is damaged and could not be decoded. Copy it again from its source.");
    case ErrorCode::ImageTooLarge:
        return QCoreApplication::translate("ErrorText", "The image “%1” is too large: %2 × %3 pixels; at most %4 megapixels are read, with sides of at most a million pixels. Cut it into parts.");
    case ErrorCode::TilesTooMany:
        return QCoreApplication::translate("ErrorText", "The image “%1” of %2 × %3 pixels would be cut into %5 tiles of %4 px, more than %6. Let the recipe's tiles have a side of at least %7 px.");
    case ErrorCode::ImageUnsupported:
        return QCoreApplication::translate("ErrorText", "The image “%1” uses a feature that is not supported: %2. Save it as an 8-bit RGB or grey image.");
    case ErrorCode::AnswerNotFinite:
        return QCoreApplication::translate("ErrorText", "The model gives no number for the image “%1”: its weights cannot be used. Choose another model.");
    default: return {};
    }
}

QString weightTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WeightsUnknownFormat:
        return QCoreApplication::translate("ErrorText", "“%1” is not a weight file: it is neither a PyTorch nor a safetensors file. Choose another file.");
    case ErrorCode::WeightsTruncated:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” ends early: %2 bytes are needed, %3 are there. Download or copy it again.");
    case ErrorCode::WeightsCorrupt:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” is damaged (at: %2). Download or copy it again.");
    case ErrorCode::WeightsCompressed:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” holds a compressed entry, “%2”; weight files store theirs uncompressed. Save it again with PyTorch.");
    case ErrorCode::PickleGlobalRefused:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” asks Python to run “%2”; weight files never need that, so it was refused. Nothing was executed.");
    case ErrorCode::PickleOpcodeRefused:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” holds an instruction that weight files never need (opcode %2 at offset %3), so it was refused. Nothing was executed.");
    case ErrorCode::TensorMissing:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” is incomplete: tensor %2 %3 is missing. Choose the complete file.");
    case ErrorCode::TensorUnexpected:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” does not fit: it holds a tensor that is not expected, %2 %3. Choose the weights of another model.");
    case ErrorCode::TensorShape:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” does not fit: tensor %2 is %3, expected %4.");
    case ErrorCode::TensorType:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” does not fit: tensor %2 is of type %3, floating-point numbers are expected.");
    case ErrorCode::TensorNotFinite:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” cannot be used: tensor %2 holds %3 values that are infinite or not a number. Choose another checkpoint.");
    case ErrorCode::WeightsFamily:
        return QCoreApplication::translate("ErrorText", "The weight file “%1” is of the wrong kind: found %2, expected %3. Choose another file.");
    case ErrorCode::BundleInvalid:
        return QCoreApplication::translate("ErrorText", "The model description “%1” is not valid at “%2”. Correct it, or import the model again.");
    case ErrorCode::BundleHash:
        return QCoreApplication::translate("ErrorText", "The file “%1” is not the one that its model describes: its SHA-256 is %2, expected %3. Copy it again from its source.");
    case ErrorCode::RecipeInvalid:
        return QCoreApplication::translate("ErrorText", "The recipe “%1” is not valid at “%2”. Correct it, or save it again from the program.");
    case ErrorCode::RecipeVersion:
        return QCoreApplication::translate("ErrorText", "The recipe “%1” is of version %2; this program reads up to version %3. Open it with a newer program.");
    case ErrorCode::RecipeLimits:
        return QCoreApplication::translate("ErrorText", "The limits of the recipe “%1” cross: %2 must not be above %3. Correct them in the file.");
    case ErrorCode::RecipeOutline:
        return QCoreApplication::translate("ErrorText", "The recipe “%1” draws outside its picture of %3 × %4 pixels, at “%2”. Correct it, or draw the area anew.");
    case ErrorCode::RecipeModel:
        return QCoreApplication::translate("ErrorText", "The recipe “%1” was made for another model (%2…, in use is %3…). Switch to its model, or save a recipe for this one.");
    default: return {};
    }
}

QString datasetTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DatasetUnknown:
        return QCoreApplication::translate("ErrorText", "The folder “%1” is laid out like none of the data sets that are read. Name its layout, or sort its images into “good” and a folder for each defect.");
    case ErrorCode::DatasetLayout:
        return QCoreApplication::translate("ErrorText", "The folder “%1” does not hold a data set in the layout “%2”. Choose another layout or another folder.");
    case ErrorCode::DatasetInvalid:
        return QCoreApplication::translate("ErrorText", "“%1” does not describe a data set: it is not valid at “%2”. Correct it, or copy it again from its source.");
    case ErrorCode::DatasetTooLarge:
        return QCoreApplication::translate("ErrorText", "The folder “%1” holds too many files: a data set has at most %2. Choose a folder further down.");
    case ErrorCode::MaskMissing:
        return QCoreApplication::translate("ErrorText", "Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.");
    case ErrorCode::MaskSize:
        return QCoreApplication::translate("ErrorText", "The mask “%1” has another size than its image: %2 × %3 pixels, the image %4 × %5. Draw it again on the image.");
    default: return {};
    }
}

QString historyTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::EvidenceCorrupt:
        return QCoreApplication::translate("ErrorText", "What was stored of “%1” is damaged (at: %2). Inspect the image again.");
    case ErrorCode::TrainingInvalid:
        return QCoreApplication::translate("ErrorText", "“%1” is no record of a training (at: %2). Nothing was changed. Choose another folder.");
    case ErrorCode::TrainingOther:
        return QCoreApplication::translate("ErrorText", "“%1” holds another training, with other options or other data. Nothing was changed. Choose another folder, or give the options of that training to go on with it.");
    case ErrorCode::HistoryNewer:
        return QCoreApplication::translate("ErrorText", "The history “%1” was written by a newer version of this program (its form is %2, at most %3 is known). Nothing was changed. Use the newer version.");
    case ErrorCode::HistoryDamaged:
        return QCoreApplication::translate("ErrorText", "The history “%1” is damaged: %2. Start the program again: it puts the damaged file aside and begins a new one.");
    default: return {};
    }
}

/// Of a table that is appended to: by the key in place of the system's message.
QString tableTemplate(const QString& key)
{
    if (key == QLatin1String("other-columns"))
        return QCoreApplication::translate("ErrorText", "“%1” is no table of verdicts, or has other columns. Nothing was changed. Choose another file.");
    if (key == QLatin1String("no-file"))
        return QCoreApplication::translate("ErrorText", "“%1” is no ordinary file. Choose another one.");
    if (key == QLatin1String("locked"))
        return QCoreApplication::translate("ErrorText", "“%1” is being written by another program. It is tried again by itself.");
    return {};
}

/// Codes that concern no one file: %1 and on are their arguments.
QString plainTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WeightsClash:
        return QCoreApplication::translate("ErrorText", "CLIP and VCP-CLIP weights do not belong together: %1 gives %2, %3 wants %4. Choose the pair that was trained together.");
    case ErrorCode::ImageSizeInvalid:
        return QCoreApplication::translate("ErrorText", "The image size %1 does not fit: it must be a multiple of the patch size %2, such as %3 or %4.");
    case ErrorCode::LayersInvalid:
        return QCoreApplication::translate("ErrorText", "The layers “%1” do not fit: of the tower's %2 layers the weights read %3, so give as many ascending numbers from 1 to %2.");
    case ErrorCode::DeviceUnavailable:
        return QCoreApplication::translate("ErrorText", "The device “%1” is not available on this computer. Choose “cpu” or “auto”.");
    case ErrorCode::PrecisionUnavailable:
        return QCoreApplication::translate("ErrorText", "The precision “%1” is not available with the device “%2”. Choose “fp32” or “auto”.");
    case ErrorCode::BaselineMismatch:
        return QCoreApplication::translate("ErrorText", "What the recipe knows of good parts doesn't fit: it was learned from answers of %1 (views × layers × rows × columns), this one has %2. Learn from good parts again, or turn it off.");
    case ErrorCode::BaselineTooLarge:
        return QCoreApplication::translate("ErrorText", "Of pictures in %1 tiles nothing can be learned from good parts, of %2 at most. Choose larger tiles.");
    case ErrorCode::LossNotFinite:
        return QCoreApplication::translate("ErrorText", "The loss is no longer a number (step %1). The last good checkpoint is kept. Start again from it with a lower learning rate.");
    case ErrorCode::OutOfMemory:
        return QCoreApplication::translate("ErrorText", "There is not enough memory. Close other programs, or choose a smaller image size.");
    case ErrorCode::BadInput:
        return QCoreApplication::translate("ErrorText", "The program made a mistake: it gave the engine something invalid (%1). Please report this with the log.");
    case ErrorCode::Internal:
        return QCoreApplication::translate("ErrorText", "A library that the program uses failed: %1. Please report this with the log.");
    default: return {};
    }
}

/// Of cameras and streams; %1 and on are the arguments here too.
QString sourceTemplate(ErrorCode code)
{
    switch (code) {
    case ErrorCode::SourceUnavailable:
        return QCoreApplication::translate("ErrorText", "“%1” could not be opened: %2. Check that it is connected, and that no other program uses it.");
    case ErrorCode::SourceLost:
        return QCoreApplication::translate("ErrorText", "“%1” gives no pictures any more: %2. Check its cable and its power; it is tried again by itself.");
    case ErrorCode::SourceSilent:
        return QCoreApplication::translate("ErrorText", "“%1” has given no picture for %2 s. Check its trigger and its exposure; it is tried again by itself.");
    case ErrorCode::SourceUnsupported:
        return QCoreApplication::translate("ErrorText", "“%1” asks for something that this program doesn't have: %2.");
    default: return {};
    }
}

QString sentenceAbout(const inference::Error& error, const QString& file)
{
    QStringList values;
    for (const std::string& argument : error.arguments())
        values.append(QString::fromStdString(argument));

    if (error.code() == ErrorCode::SourceUnsupported && values.size() > 1)
        values[1] = sourceFeatureText(values[1]);
    static const QString receiver = QStringLiteral("receiver:");
    if (error.code() == ErrorCode::SourceUnavailable && values.value(1).startsWith(receiver)) {
        values[1] = receiverReasonText(values[1].mid(receiver.size()));
        return filledText(QCoreApplication::translate("ErrorText", "“%1” did not take the message: %2."), values);
    }
    if ((error.code() == ErrorCode::SourceUnavailable || error.code() == ErrorCode::SourceLost) && values.size() > 1)
        values[1] = sourceReasonText(values[1]);
    if (error.code() == ErrorCode::FileUnreadable && !values.isEmpty())  // by a source of videos
        values[0] = sourceReasonText(values[0]);

    const QString plain = plainTemplate(error.code()) + sourceTemplate(error.code());  // one of them at most
    if (!plain.isEmpty()) {
        const QString text = filledText(plain, values);
        return file.isEmpty() ? text : QCoreApplication::translate("ErrorText", "“%1”: %2", "file: sentence").arg(file, text);
    }
    if (error.code() == ErrorCode::WeightsFamily && values.value(0).isEmpty())
        values[0] = QCoreApplication::translate("ErrorText", "neither CLIP nor VCP-CLIP weights");
    if (error.code() == ErrorCode::ImageUnsupported && !values.isEmpty())
        values[0] = imageFeatureText(values[0]);
    if (error.code() == ErrorCode::WeightsCorrupt && !values.isEmpty())
        values[0] = weightPlaceText(values[0]);
    values.prepend(file.isEmpty() ? QCoreApplication::translate("ErrorText", "without a name") : file);
    if (error.code() == ErrorCode::MaskMissing && values.value(1) == QLatin1String("empty"))
        return filledText(QCoreApplication::translate("ErrorText", "The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones."), values);
    if (error.code() == ErrorCode::ImageUnsupported && values.value(1) == QLatin1String("file-size"))
        return filledText(QCoreApplication::translate("ErrorText", "The image “%1” is too large: files of 2 GiB or more are not read. Save it compressed, or cut it into parts."), values);
    if (const QString text = tableTemplate(values.value(1)); error.code() == ErrorCode::WriteFailed && !text.isEmpty())
        return filledText(text, values);
    for (const auto& find : {fileTemplate, imageTemplate, weightTemplate, datasetTemplate, historyTemplate})
        if (const QString text = find(error.code()); !text.isEmpty())
            return filledText(text, values);
    return QString::fromUtf8(error.what());
}

}  // namespace

QString sentence(const inference::Error& error)
{
    return sentenceAbout(error, pathText(error.file()));
}

QString shortSentence(const inference::Error& error)
{
    const auto name = error.file().filename();
    return sentenceAbout(error, pathText(name.empty() ? error.file() : name));
}

QString word(inference::Verdict verdict)
{
    switch (verdict) {
    case inference::Verdict::Pass: return QCoreApplication::translate("Verdict", "Pass");
    case inference::Verdict::Review: return QCoreApplication::translate("Verdict", "Review");
    case inference::Verdict::Fail: return QCoreApplication::translate("Verdict", "Fail");
    }
    return {};
}

}  // namespace app
