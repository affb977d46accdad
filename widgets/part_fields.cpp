#include "widgets/part_fields.h"

#include "widgets/verdict_style.h"

#include <QCoreApplication>

#include <limits>

namespace widgets {

namespace {

using Type = ExpressionField::Type;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// In the order of Mark.
std::vector<ExpressionChoice> verdictChoices()
{
    return {
        {QStringLiteral("fail"), QCoreApplication::translate("PartFields", "over the fail limit"), {}},
        {QStringLiteral("review"), QCoreApplication::translate("PartFields", "over the review limit"), {}},
        {QStringLiteral("error"), QCoreApplication::translate("PartFields", "could not be inspected"), {}},
        {QStringLiteral("pass"), QCoreApplication::translate("PartFields", "below both limits"), {}},
        {QStringLiteral("running"), QCoreApplication::translate("PartFields", "being inspected"), {}},
        {QStringLiteral("waiting"), QCoreApplication::translate("PartFields", "not inspected yet"), {}},
        {QStringLiteral("cancelled"), QCoreApplication::translate("PartFields", "cancelled before the inspection"),
         {QStringLiteral("canceled")}},
    };
}

/// In the order of inference::Verdict, then none.
std::vector<ExpressionChoice> humanChoices()
{
    return {
        {QStringLiteral("pass"), QCoreApplication::translate("PartFields", "accepted by a person"), {}},
        {QStringLiteral("review"), QCoreApplication::translate("PartFields", "left open by a person"), {}},
        {QStringLiteral("fail"), QCoreApplication::translate("PartFields", "rejected by a person"), {}},
        {QStringLiteral("none"), QCoreApplication::translate("PartFields", "not reviewed"), {}},
    };
}

/// In the order of inference::Label.
std::vector<ExpressionChoice> labelChoices()
{
    return {
        {QStringLiteral("none"), QCoreApplication::translate("PartFields", "no label"), {}},
        {QStringLiteral("good"), QCoreApplication::translate("PartFields", "known to be good"), {}},
        {QStringLiteral("defective"), QCoreApplication::translate("PartFields", "known to be defective"), {QStringLiteral("bad")}},
    };
}

std::vector<ExpressionChoice> blindChoices()
{
    return {
        {QStringLiteral("agrees"), QCoreApplication::translate("PartFields", "a blind review says the same"), {}},
        {QStringLiteral("differs"), QCoreApplication::translate("PartFields", "a blind review says something else"), {}},
        {QStringLiteral("none"), QCoreApplication::translate("PartFields", "nobody judged it blind"), {}},
    };
}

}  // namespace

ExpressionFields partFields()
{
    const auto text = [](const char* name) { return QString::fromLatin1(name); };
    ExpressionFields all;
    all.fields = {
        {text("score"), Type::Number, QCoreApplication::translate("PartFields", "score of the image, 0 to 1"), {}, {}, 2},
        {text("regionscore"), Type::Number, QCoreApplication::translate("PartFields", "peak of the worst region, 0 to 1"), {}, {}, 2},
        {text("area"), Type::Area, QCoreApplication::translate("PartFields", "area of all regions"), {}, {}, 0},
        {text("largest"), Type::Area, QCoreApplication::translate("PartFields", "area of the largest region"), {}, {}, 0},
        {text("defects"), Type::Number, QCoreApplication::translate("PartFields", "number of regions"), {text("count")}, {}, 0},
        {text("brightness"), Type::Number, QCoreApplication::translate("PartFields", "mean grey value of the picture, 0 to 255"), {}, {}, 0},
        {text("focus"), Type::Number, QCoreApplication::translate("PartFields", "fine detail of the picture; falls out of focus"), {}, {}, 0},
        {text("match"), Type::Number, QCoreApplication::translate("PartFields", "how well the part was found in the picture, 0 to 1"), {}, {}, 2},
        {text("verdict"), Type::Choice, QCoreApplication::translate("PartFields", "verdict of the machine"), {}, verdictChoices(), 0},
        {text("human"), Type::Choice, QCoreApplication::translate("PartFields", "verdict of a person"), {}, humanChoices(), 0},
        {text("label"), Type::Choice, QCoreApplication::translate("PartFields", "what the part really is"), {}, labelChoices(), 0},
        {text("blind"), Type::Choice, QCoreApplication::translate("PartFields", "whether a blind review says the same"), {}, blindChoices(), 0},
        {text("name"), Type::Path, QCoreApplication::translate("PartFields", "name of the file"), {text("file")}, {}, 0},
        {text("folder"), Type::Path, QCoreApplication::translate("PartFields", "folder the file lies in"), {}, {}, 0},
        {text("date"), Type::Date, QCoreApplication::translate("PartFields", "when the file was changed"), {}, {}, 0},
        {text("error"), Type::Text, QCoreApplication::translate("PartFields", "why there is no result"), {}, {}, 0},
    };
    all.plain = int(PartField::Name);
    return all;
}

std::vector<ExpressionExample> partExamples()
{
    const auto text = [](const char* example) { return QString::fromLatin1(example); };
    return {
        {text("gear left"), QCoreApplication::translate("PartFields", "both words in the name")},
        {text("score > 0.6 and defects >= 2"), QCoreApplication::translate("PartFields", "high score, several regions")},
        {text("verdict = fail or review"), QCoreApplication::translate("PartFields", "everything not passed")},
        {text("verdict = fail and human = none"), QCoreApplication::translate("PartFields", "failed, not reviewed yet")},
        {text("label = good and verdict = fail"), QCoreApplication::translate("PartFields", "overkill: good parts that fail")},
        {text("label = defective and verdict = pass"), QCoreApplication::translate("PartFields", "escapes: defective parts that pass")},
        {text("largest > 120 px2"), QCoreApplication::translate("PartFields", "a large region; mm2 once calibrated")},
        {text("name ~ gear*"), QCoreApplication::translate("PartFields", "file names that begin with gear")},
        {text("folder = \"line 2\""), QCoreApplication::translate("PartFields", "files of one folder")},
        {text("date >= yesterday"), QCoreApplication::translate("PartFields", "files changed since yesterday")},
        {text("not (score < 0.3)"), QCoreApplication::translate("PartFields", "all but low scores")},
    };
}

QString folderOf(const Part& part)
{
    const qsizetype end = part.path.lastIndexOf(u'/');
    if (end < 0)
        return {};
    // The opened folder is what is left of the path without the shown name.
    qsizetype opened = part.path.endsWith(part.name) ? part.path.size() - part.name.size() - 1 : end;
    if (opened < 0 || part.path[opened] != u'/')
        opened = end;
    const qsizetype start = opened > 0 ? part.path.lastIndexOf(u'/', opened - 1) + 1 : std::min<qsizetype>(end, 1);
    return part.path.mid(start, end - start);
}

double PartValues::number(int field) const
{
    const bool done = m_part.state == Part::State::Done;
    switch (PartField(field)) {
    case PartField::Score: return done ? m_part.score : none;
    case PartField::RegionScore: return done ? m_part.regionScore : none;
    case PartField::Area: return done ? m_part.area : none;
    case PartField::Largest: return done ? m_part.largestArea : none;
    case PartField::Defects: return done ? m_part.defects : none;
    case PartField::Brightness: return done && m_part.picture ? m_part.picture->brightness : none;
    case PartField::Focus: return done && m_part.picture ? m_part.picture->focus : none;
    case PartField::Match: return done && m_part.placement ? m_part.placement->match : none;
    case PartField::Verdict: return int(markOf(m_part));
    case PartField::Human: return m_part.human ? int(*m_part.human) : 3;
    case PartField::Label: return int(m_part.label);
    case PartField::Blind: return m_part.blindDiffers ? int(*m_part.blindDiffers) : 2;
    case PartField::Date: return m_part.modified.isValid() ? double(m_part.modified.toMSecsSinceEpoch()) : none;
    case PartField::Name:
    case PartField::Folder:
    case PartField::Error: break;
    }
    return none;
}

QString PartValues::text(int field) const
{
    switch (PartField(field)) {
    case PartField::Name: return m_part.name;
    case PartField::Folder: return folderOf(m_part);
    case PartField::Error: return m_part.errorSentence;
    default: return {};
    }
}

}  // namespace widgets
