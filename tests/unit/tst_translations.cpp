// The translations are complete and say what the source says: see translations/CMakeLists.txt for how they are made.

#include <QtCore>
#include <QtTest>

namespace {

struct Message {
    QString key;  ///< context, source and disambiguation: what the program looks a text up by
    QString source;
    bool numerus = false;
    bool finished = true;
    QStringList forms;  ///< the translation; several with numerus
};

Message readMessage(QXmlStreamReader& xml, const QString& context)
{
    Message message;
    QString comment;
    message.numerus = xml.attributes().value("numerus") == u"yes";
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            message.source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            comment = xml.readElementText();
        } else if (xml.name() == u"translation") {
            message.finished = !xml.attributes().hasAttribute("type");
            if (!message.numerus) {
                message.forms.append(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement())
                message.forms.append(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    message.key = QStringList({context, message.source, comment, message.numerus ? "numerus" : ""}).join(u" | ");
    return message;
}

QList<Message> readMessages(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            messages.append(readMessage(xml, context));
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
    return messages;
}

/// Everything in `text` that matches, sorted, so that two languages may order it differently.
QStringList tokens(const QString& text, const QString& pattern)
{
    QStringList found;
    for (auto match = QRegularExpression(pattern).globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

/// What is wrong with one translated form; empty when nothing is.
QString complaint(const QString& source, const QString& form, bool numerus)
{
    struct Kind {
        const char* name;
        QString pattern;
    };
    static const QList<Kind> kinds = {
        {"placeholders", "%L?[0-9]{1,2}"},
        {"mnemonic", "&(?![A-Za-z]+;|#)[^\\s&]"},
        {"shortcut", "(?:(?:Ctrl|Alt|Shift|Meta)\\+)+[A-Za-z0-9]+"},
        {"markup", "</?[a-z][a-z0-9]*"},
    };
    if (form.trimmed().isEmpty())
        return "empty";
    for (const Kind& kind : kinds) {
        const QStringList wanted = tokens(source, kind.pattern);
        const QStringList found = tokens(form, kind.pattern);
        const bool same = qstrcmp(kind.name, "mnemonic") == 0 ? wanted.size() == found.size() : wanted == found;
        if (!same)
            return QString("%1: '%2' instead of '%3'").arg(kind.name, found.join(' '), wanted.join(' '));
    }
    const QRegularExpression count("%L?n");
    // The singular of a language may well do without the number: "one part".
    if (!numerus && source.contains(count) != form.contains(count))
        return "%n";
    const QRegularExpression ellipsis("(…|\\.\\.\\.)\\s*$");
    if (source.contains(ellipsis) != form.contains(ellipsis))
        return "ellipsis";
    return {};
}

/// Plural forms of a language as Qt's own rules count them, for the languages we ship.
qsizetype pluralForms(const QString& file)
{
    return file.contains("zh_") || file.contains("_ja") ? 1 : 2;
}

/// A line each: Qt Test cuts one long message off.
void report(const QStringList& lines)
{
    for (const QString& line : lines)
        qWarning("%s", qPrintable(line));
}

QStringList tsFiles()
{
    return QDir(WORKBENCH_SOURCE_DIR "/translations").entryList({"*.ts"}, QDir::Files, QDir::Name);
}

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void languagesAreThere();
    void filesHoldTheStringsOfTheSource();
    void messagesAreTranslated_data();
    void messagesAreTranslated();
    void programsCarryTheTranslation_data();
    void programsCarryTheTranslation();
    void complaintFindsWhatIsWrong_data();
    void complaintFindsWhatIsWrong();
};

void TestTranslations::languagesAreThere()
{
    for (const char* const language : {"de", "en", "ja", "zh_CN"})
        QVERIFY2(tsFiles().contains(QString("vcp-workbench_%1.ts").arg(language)), language);
}

void TestTranslations::filesHoldTheStringsOfTheSource()
{
    QTemporaryDir copies;
    QVERIFY(copies.isValid());
    const QString folder = WORKBENCH_SOURCE_DIR "/translations/";
    for (const QString& name : tsFiles())
        QVERIFY(QFile::copy(folder + name, copies.filePath(name)));

    QProcess update;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LUPDATE", WORKBENCH_LUPDATE);
    update.setProcessEnvironment(environment);
    update.setProcessChannelMode(QProcess::MergedChannels);
    update.start(folder + "update", {copies.path()});
    QVERIFY(update.waitForFinished(120000));
    const QString output = update.readAll();
    QVERIFY2(update.exitStatus() == QProcess::NormalExit && update.exitCode() == 0, qPrintable(output));

    // lupdate speaks only of what it could not make sense of, such as tr() in a class without Q_OBJECT.
    QStringList differences = output.split('\n', Qt::SkipEmptyParts);
    differences.removeDuplicates();
    for (const QString& name : tsFiles()) {
        QSet<QString> kept;
        QSet<QString> wanted;
        for (const Message& message : readMessages(folder + name))
            kept.insert(message.key);
        for (const Message& message : readMessages(copies.filePath(name)))
            wanted.insert(message.key);
        for (const QString& key : wanted - kept)
            differences.append(name + " lacks: " + key);
        for (const QString& key : kept - wanted)
            differences.append(name + " still has: " + key);
    }
    differences.sort();
    report(differences);
    QVERIFY2(differences.isEmpty(), "run translations/update");
}

void TestTranslations::messagesAreTranslated_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& name : tsFiles())
        QTest::addRow("%s", qPrintable(name)) << name;
}

void TestTranslations::messagesAreTranslated()
{
    QFETCH(QString, file);
    QStringList wrong;
    for (const Message& message : readMessages(WORKBENCH_SOURCE_DIR "/translations/" + file)) {
        if (!message.finished)
            wrong.append("unfinished: " + message.key);
        if (message.forms.size() != (message.numerus ? pluralForms(file) : 1))
            wrong.append(QString("%1 forms: %2").arg(message.forms.size()).arg(message.key));
        for (const QString& form : message.forms) {
            const QString found = complaint(message.source, form, message.numerus && message.forms.size() > 1);
            if (!found.isEmpty())
                wrong.append(found + ": " + message.key);
        }
    }
    report(wrong);
    QVERIFY(wrong.isEmpty());
}

void TestTranslations::programsCarryTheTranslation_data()
{
    messagesAreTranslated_data();
}

void TestTranslations::programsCarryTheTranslation()
{
    QFETCH(QString, file);
    const QString resource = ":/i18n/" + QString(file).replace(".ts", ".qm");
    QVERIFY2(QFile::exists(resource), qPrintable(resource));
    if (readMessages(WORKBENCH_SOURCE_DIR "/translations/" + file).isEmpty())
        return;  // Qt refuses to load a .qm without a message
    QTranslator translator;
    QVERIFY(translator.load(resource));
    QCOMPARE(translator.language(), QString(file).remove("vcp-workbench_").remove(".ts"));
}

void TestTranslations::complaintFindsWhatIsWrong_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("form");
    QTest::addColumn<bool>("several");
    QTest::addColumn<QString>("found");
    using Text = const char*;
    const auto row = [](Text name, Text source, Text form, Text found, bool several = false) {
        QTest::newRow(name) << QString(source) << QString(form) << several << QString(found);
    };
    row("right", "%1 of %2 in %L3", "%L3 中 %2 的 %1", "");
    row("empty", "Open", " ", "empty");
    row("placeholder lost", "%1 of %2", "%1", "placeholders: '%1' instead of '%1 %2'");
    row("placeholder twice", "%1", "%1 %1", "placeholders: '%1 %1' instead of '%1'");
    row("percent sign", "5 % of all", "全部的 5 %", "");
    row("mnemonic kept", "&Open", "打开(&O)", "");
    row("mnemonic lost", "&Open", "打开", "mnemonic: '' instead of '&O'");
    row("ampersand is no mnemonic", "Review && sign &amp; seal", "审核、签名、盖章", "");
    row("shortcut changed", "Search (Ctrl+Shift+P)", "搜索 (Ctrl+P)", "shortcut: 'Ctrl+P' instead of 'Ctrl+Shift+P'");
    row("markup lost", "<b>%1</b>", "%1", "markup: '' instead of '</b <b'");
    row("count lost", "%n part(s)", "零件", "%n");
    row("count kept", "%n part(s)", "%n 个零件", "");
    row("singular without count", "%n part(s)", "one part", "", true);
    row("ellipsis kept", "Open…", "打开...", "");
    row("ellipsis lost", "Open…", "打开", "ellipsis");
}

void TestTranslations::complaintFindsWhatIsWrong()
{
    QFETCH(QString, source);
    QFETCH(QString, form);
    QFETCH(bool, several);
    QFETCH(QString, found);
    QCOMPARE(complaint(source, form, several), found);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
