#include "app/common/output_names.h"

#include "app/common/path_text.h"

namespace app {
namespace {

/// Leaves room for "-12345.post.tiff" within the 255 bytes that file systems allow; never inside a UTF-8 character.
constexpr std::size_t greatestStemBytes = 230;

std::string stemOf(const std::filesystem::path& input)
{
    const std::string stem = pathUtf8(input.stem());
    if (stem.size() <= greatestStemBytes)
        return stem.empty() ? "image" : stem;
    std::size_t end = greatestStemBytes;
    while (end > 0 && (static_cast<unsigned char>(stem[end]) & 0xC0) == 0x80)
        --end;
    return stem.substr(0, end);
}

QString folded(const std::string& name)
{
    return QString::fromUtf8(name).normalized(QString::NormalizationForm_C).toCaseFolded();
}

}  // namespace

bool OutputNames::take(const std::string& name)
{
    const QString key = folded(name);
    const QStringList files {key, key + ".pre", key + ".post"};
    for (const QString& file : files)
        if (m_taken.contains(file))
            return false;
    for (const QString& file : files)
        m_taken.insert(file);
    return true;
}

std::string OutputNames::claim(const std::filesystem::path& input)
{
    const std::string stem = stemOf(input);
    if (take(stem))
        return stem;
    int& numbers = m_numbers[folded(stem)];
    std::string name;
    do
        name = stem + '-' + std::to_string(++numbers + 1);
    while (!take(name));
    return name;
}

}  // namespace app
