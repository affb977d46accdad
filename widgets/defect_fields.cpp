#include "widgets/defect_fields.h"

#include "widgets/defect_columns.h"

#include <QCoreApplication>

#include <array>
#include <limits>

namespace widgets {

namespace {

using Type = ExpressionField::Type;

/// In the order of the fields.
constexpr std::array columns{DefectColumn::Part,     DefectColumn::Number, DefectColumn::Area, DefectColumn::Length,
                             DefectColumn::Width,    DefectColumn::X,      DefectColumn::Y,    DefectColumn::Peak,
                             DefectColumn::Mean,     DefectColumn::Contrast, DefectColumn::Zone, DefectColumn::Class,
                             DefectColumn::Verdict};

constexpr int failChoice = 0;
constexpr int reviewChoice = 1;

ExpressionField verdictField()
{
    ExpressionField field{QStringLiteral("verdict"), Type::Choice,
                          QCoreApplication::translate("DefectField", "what the region alone calls for")};
    field.choices = {{QStringLiteral("fail"), QCoreApplication::translate("DefectField", "reaches the fail limit"),
                      {QStringLiteral("failing")}},
                     {QStringLiteral("review"), QCoreApplication::translate("DefectField", "reaches only the review limit"), {}}};
    return field;
}

}  // namespace

ExpressionFields defectFields()
{
    const auto share = [](const char* name, const QString& description) {
        ExpressionField field{QString::fromLatin1(name), Type::Number, description};
        field.decimals = 2;
        return field;
    };
    ExpressionFields fields;
    fields.fields = {
        {QStringLiteral("part"), Type::Path, QCoreApplication::translate("DefectField", "name of the part's file"),
         {QStringLiteral("name"), QStringLiteral("file")}},
        {QStringLiteral("number"), Type::Number, QCoreApplication::translate("DefectField", "number of the region in its part"),
         {QStringLiteral("no")}},
        {QStringLiteral("area"), Type::Area, QCoreApplication::translate("DefectField", "area")},
        {QStringLiteral("length"), Type::Length, QCoreApplication::translate("DefectField", "longest Feret diameter")},
        {QStringLiteral("width"), Type::Length, QCoreApplication::translate("DefectField", "shortest Feret diameter")},
        {QStringLiteral("x"), Type::Length, QCoreApplication::translate("DefectField", "centre, from the left edge")},
        {QStringLiteral("y"), Type::Length, QCoreApplication::translate("DefectField", "centre, from the upper edge")},
        share("peak", QCoreApplication::translate("DefectField", "greatest value, 0 to 1")),
        share("mean", QCoreApplication::translate("DefectField", "mean value, 0 to 1")),
        share("contrast", QCoreApplication::translate("DefectField", "mean value minus the mean of its surroundings")),
        {QStringLiteral("zone"), Type::Text, QCoreApplication::translate("DefectField", "zone of the recipe")},
        {QStringLiteral("class"), Type::Text, QCoreApplication::translate("DefectField", "class of the defect")},
        verdictField(),
    };
    fields.plain = 0;
    return fields;
}

double DefectExpressionRecord::number(int field) const
{
    const DefectColumn column = columns[std::size_t(field)];
    if (column == DefectColumn::Verdict)
        return m_record.failing ? failChoice : reviewChoice;
    return defectNumber(m_record, column);
}

QString DefectExpressionRecord::text(int field) const
{
    switch (columns[std::size_t(field)]) {
    case DefectColumn::Part: return m_record.partName;
    case DefectColumn::Zone: return m_record.zoneName;
    case DefectColumn::Class: return m_record.className;
    default: return {};
    }
}

}  // namespace widgets
