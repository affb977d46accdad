#include "app/store/label_table.h"

#include "app/store/database.h"

namespace app {

using inference::Label;

std::string_view labelKey(Label label)
{
    switch (label) {
    case Label::None: return "none";
    case Label::Good: return "good";
    case Label::Defective: return "defective";
    }
    return "none";
}

std::optional<Label> labelOfKey(std::string_view key)
{
    for (const Label label : {Label::None, Label::Good, Label::Defective})
        if (key == labelKey(label))
            return label;
    return std::nullopt;
}

void writeLabel(Database& database, const LabelRecord& record)
{
    auto insert = database.statement(
        "INSERT INTO label (image, label, utc, operator) VALUES (cast(? as text), cast(? as text), cast(? as text), cast(? as text))"
        " ON CONFLICT (image) DO UPDATE SET label = excluded.label, utc = excluded.utc, operator = excluded.operator",
        Access::Write);
    insert.bind(record.image).bind(labelKey(record.label)).bind(record.utc).bind(record.operatorName);
    insert.run();
}

Label readLabel(Database& database, const std::string& image)
{
    auto select = database.statement("SELECT cast(label as blob) FROM label WHERE image = cast(? as text)");
    select.bind(image);
    return select.next() ? labelOfKey(select.text(0)).value_or(Label::None) : Label::None;
}

}  // namespace app
