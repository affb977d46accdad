#pragma once

#include <QProcess>
#include <QRectF>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

/// What other programs read out of a PDF. All need poppler-utils and qpdf (installer/packages.txt).
namespace pdf_tools {

inline QString textOf(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// stdout of a program that must end with 0.
inline QByteArray run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted() || !process.waitForFinished(60000) || process.exitCode() != 0) {
        qWarning("%s: %s %s", qPrintable(program), qPrintable(process.errorString()), process.readAllStandardError().constData());
        return "could not run";
    }
    return process.readAllStandardOutput();
}

/// The text of a page (from 1), in reading order; of all where `page` is 0.
inline QString text(const std::filesystem::path& pdf, int page = 0)
{
    QStringList arguments {"-layout", "-enc", "UTF-8"};
    if (page > 0)
        arguments << "-f" << QString::number(page) << "-l" << QString::number(page);
    return QString::fromUtf8(run("pdftotext", arguments << textOf(pdf) << "-"));
}

struct Word {
    QString text;
    QRectF box;  ///< points from the upper left corner
};

/// The words of a page (from 1), and where they stand.
inline QList<Word> words(const std::filesystem::path& pdf, int page)
{
    static const QRegularExpression one(QStringLiteral("<word xMin=\"([-.\\d]+)\" yMin=\"([-.\\d]+)\" xMax=\"([-.\\d]+)\" yMax=\"([-.\\d]+)\">(.*?)</word>"));
    const QString number = QString::number(page);
    const QString found = QString::fromUtf8(run("pdftotext", {"-bbox", "-enc", "UTF-8", "-f", number, "-l", number, textOf(pdf), "-"}));
    QList<Word> all;
    for (auto match = one.globalMatch(found); match.hasNext();) {
        const QRegularExpressionMatch word = match.next();
        all.append({word.captured(5), QRectF(QPointF(word.captured(1).toDouble(), word.captured(2).toDouble()), QPointF(word.captured(3).toDouble(), word.captured(4).toDouble()))});
    }
    return all;
}

/// "Pages" -> "7", and so on.
inline QMap<QString, QString> info(const std::filesystem::path& pdf)
{
    QMap<QString, QString> facts;
    for (const QString& line : QString::fromUtf8(run("pdfinfo", {textOf(pdf)})).split('\n'))
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            facts[line.left(colon)] = line.mid(colon + 1).trimmed();
    return facts;
}

/// A page as a picture.
inline QImage picture(const std::filesystem::path& pdf, int page, int dpi)
{
    QTemporaryDir folder;
    const QString name = folder.filePath("page");
    run("pdftoppm", {"-png", "-singlefile", "-r", QString::number(dpi), "-f", QString::number(page), "-l", QString::number(page), textOf(pdf), name});
    return QImage(name + ".png");
}

inline bool isSound(const std::filesystem::path& pdf)
{
    return run("qpdf", {"--check", textOf(pdf)}).contains("No syntax or stream encoding errors found");
}

/// The file attached under "report.json".
inline QByteArray attachedJson(const std::filesystem::path& pdf)
{
    return run("qpdf", {textOf(pdf), "--show-attachment=report.json"});
}

}  // namespace pdf_tools
