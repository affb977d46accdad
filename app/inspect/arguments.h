#pragma once

#include <QString>

#include <exception>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app {

/// Wrong usage: a sentence for the person, in the program's language.
class UsageError : public std::exception {
public:
    explicit UsageError(QString text)
        : m_text(std::move(text))
        , m_utf8(m_text.toUtf8())
    {
    }
    const QString& text() const { return m_text; }
    const char* what() const noexcept override { return m_utf8.constData(); }

private:
    QString m_text;
    QByteArray m_utf8;
};

/// One option of a command.
struct Option {
    std::string name;   ///< "image-size"
    std::string value;  ///< "N", what the help calls the value; empty for a switch
    QString help;       ///< empty: known, but not listed
    char letter = 0;    ///< a switch's short form, "-v"
};

/// What was given on a command line: "--name value", "--name=value", "-v", everything else is a path; after "--" all is.
/// Bytes are kept as given, so that every file can be named.
class Arguments {
public:
    /// Throws UsageError: an unknown option (with the nearest one there is), a value that is missing or not wanted, an
    /// option given twice.
    Arguments(std::span<const std::string> given, std::span<const Option> options);

    bool has(const std::string& name) const { return m_values.contains(name); }
    std::optional<std::string> value(const std::string& name) const;
    const std::vector<std::string>& paths() const { return m_paths; }

private:
    std::map<std::string, std::string> m_values;
    std::vector<std::string> m_paths;
};

/// The one of `known` that `given` is probably a slip of; empty when none is near.
std::string nearest(const std::string& given, std::span<const std::string> known);

/// "--image-size N" for help and messages.
QString optionText(const Option& option);

}  // namespace app
