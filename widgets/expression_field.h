#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace widgets {

/// A word that a field of a few fixed values can have: `fail`.
struct ExpressionChoice {
    QString word;          ///< as typed, lower case
    QString description;   ///< translated, for the completion
    QStringList synonyms;  ///< lower case
};

/// One field that an expression can name.
struct ExpressionField {
    enum class Type {
        Number,  ///< dimensionless; "60 %" is 0.6
        Area,    ///< image pixels squared; takes px2, mm2, cm2, um2
        Length,  ///< image pixels; takes px, mm, cm, um
        Choice,  ///< one of `choices`; the record's number is the place in that list
        Text,
        Path,    ///< text of parts between slashes: its last parts stand for it ("line 2" is "plant/line 2")
        Date,    ///< milliseconds since 1970-01-01 UTC; typed as local time
    };

    QString name;  ///< as typed, lower case
    Type type = Type::Number;
    QString description;  ///< translated, a phrase
    QStringList synonyms = {};
    std::vector<ExpressionChoice> choices = {};  ///< of a Choice
    /// How many decimals the field is shown with: `=` holds for all that would be shown as the number typed.
    int decimals = 0;
};

/// All that expressions over one kind of thing can name. A value; make it anew when the language changes.
struct ExpressionFields {
    std::vector<ExpressionField> fields;
    int plain = -1;  ///< the Text or Path field that plain words look into; -1: plain words are errors

    /// By name or synonym, whatever the case; -1: none.
    int indexOf(const QString& name) const;
};

/// A filter to try, as the help shows it.
struct ExpressionExample {
    QString text;
    QString description;  ///< translated
};

/// The values of one thing (a part, a defect), by place of the field in ExpressionFields. May be asked on any thread.
class ExpressionRecord {
public:
    virtual ~ExpressionRecord() = default;
    /// Of Number, Area, Length, Choice and Date; NaN: there is none.
    virtual double number(int field) const = 0;
    /// Of Text and Path; empty: there is none.
    virtual QString text(int field) const = 0;
};

}  // namespace widgets
