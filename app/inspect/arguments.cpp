#include "app/inspect/arguments.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <numeric>

namespace app {
namespace {

QString shown(const std::string& text)
{
    return QString::fromUtf8(QByteArray::fromStdString(text));
}

/// Letters to add, drop or replace until `a` is `b`; of long texts the first 64 are compared.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::array<std::size_t, 65> row {};
    a = a.substr(0, row.size() - 1);
    b = b.substr(0, row.size() - 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

UsageError unknownOption(const std::string& given, const std::string& name, std::span<const Option> options)
{
    std::vector<std::string> known;
    for (const Option& option : options)
        if (!option.help.isEmpty())
            known.push_back(option.name);
    const std::string near = nearest(name, known);
    if (near.empty())
        return UsageError(QCoreApplication::translate("Arguments", "There is no option “%1”. --help lists those there are.").arg(shown(given)));
    return UsageError(QCoreApplication::translate("Arguments", "There is no option “%1”. Did you mean “--%2”?").arg(shown(given), shown(near)));
}

const Option* find(const std::string& text, std::span<const Option> options)
{
    const auto matches = [&](const Option& option) {
        return text == "--" + option.name || (option.letter && text == std::string("-") + option.letter);
    };
    const auto found = std::ranges::find_if(options, matches);
    return found == options.end() ? nullptr : &*found;
}

}  // namespace

Arguments::Arguments(std::span<const std::string> given, std::span<const Option> options)
{
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::string& text = given[i];
        if (text == "--") {
            m_paths.insert(m_paths.end(), given.begin() + std::ptrdiff_t(i) + 1, given.end());
            return;
        }
        if (text.size() < 2 || text[0] != '-') {
            m_paths.push_back(text);
            continue;
        }
        const auto equals = text.starts_with("--") ? text.find('=') : std::string::npos;
        const std::string name = text.substr(0, equals);
        const Option* const option = find(name, options);
        if (!option)
            throw unknownOption(name, name.substr(name.starts_with("--") ? 2 : 1), options);
        if (has(option->name))
            throw UsageError(QCoreApplication::translate("Arguments", "The option “--%1” is given twice.").arg(shown(option->name)));
        if (option->value.empty() && equals != std::string::npos)
            throw UsageError(QCoreApplication::translate("Arguments", "The option “--%1” takes no value.").arg(shown(option->name)));
        std::string& value = m_values[option->name];
        if (option->value.empty())
            continue;
        if (equals != std::string::npos)
            value = text.substr(equals + 1);
        else if (i + 1 < given.size() && !find(given[i + 1], options))
            value = given[++i];
        if (value.empty())
            throw UsageError(QCoreApplication::translate("Arguments", "The option “--%1” needs a value: %2").arg(shown(option->name), optionText(*option)));
    }
}

std::optional<std::string> Arguments::value(const std::string& name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::nullopt : std::optional(found->second);
}

std::string nearest(const std::string& given, std::span<const std::string> known)
{
    std::string best;
    std::size_t least = given.size() < 3 ? 1 : 1 + std::max<std::size_t>(1, given.size() / 4);  // two letters exchanged are two
    for (const std::string& name : known) {
        const bool begins = given.size() >= 2 && name.starts_with(given);
        const std::size_t distance = begins ? 1 : editDistance(given, name);
        if (distance <= least && (best.empty() || distance < least)) {
            best = name;
            least = distance;
        }
    }
    return best;
}

QString optionText(const Option& option)
{
    const QString name = "--" + shown(option.name);
    return option.value.empty() ? name : name + u' ' + shown(option.value);
}

}  // namespace app
