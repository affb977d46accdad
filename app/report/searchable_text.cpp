#include "app/report/searchable_text_p.h"

#include "app/report/sheet.h"

#include <QHash>
#include <QRawFont>
#include <QString>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>

namespace app {
namespace {

using Object = QPDFObjectHandle;

constexpr char32_t firstRadical = 0x2E80, lastRadical = 0x2FDF;
constexpr char32_t firstIdeograph = 0x4E00, lastIdeograph = 0x9FFF;

QString range(char32_t first, char32_t last)
{
    QString text;
    for (char32_t code = first; code <= last; ++code)
        text.append(QChar(ushort(code)));
    return text;
}

/// Radical -> the character that the font draws with the same glyph.
void addCharacters(const QRawFont& font, QHash<unsigned, unsigned>& characters)
{
    static const QString ideographs = range(firstIdeograph, lastIdeograph), radicals = range(firstRadical, lastRadical);
    QHash<quint32, unsigned> drawn;
    const QList<quint32> glyphs = font.glyphIndexesForString(ideographs);
    for (qsizetype i = 0; i < glyphs.size() && i < ideographs.size(); ++i)
        if (glyphs[i] != 0 && !drawn.contains(glyphs[i]))
            drawn.insert(glyphs[i], ideographs[i].unicode());
    const QList<quint32> shared = font.glyphIndexesForString(radicals);
    for (qsizetype i = 0; i < shared.size() && i < radicals.size(); ++i)
        if (const auto found = drawn.constFind(shared[i]); shared[i] != 0 && found != drawn.constEnd())
            characters.insert(radicals[i].unicode(), *found);
}

/// Of all fonts of a sheet, in every language.
QHash<unsigned, unsigned> makeCharacters()
{
    QHash<unsigned, unsigned> characters {{0x0009, 0x0020}};
    for (const sheet::Type type : {sheet::Type::Body, sheet::Type::Strong, sheet::Type::Mono}) {
        addCharacters(QRawFont::fromFont(sheet::font(type, QLocale::Chinese), QFontDatabase::SimplifiedChinese), characters);
        addCharacters(QRawFont::fromFont(sheet::font(type, QLocale::Japanese), QFontDatabase::Japanese), characters);
    }
    return characters;
}

/// Qt writes the targets as lists: "<0001> <0049> [<0041> <0009> ...]".
bool mend(std::string& map)
{
    static const QHash<unsigned, unsigned> characters = makeCharacters();
    bool changed = false;
    for (std::size_t list = map.find('['); list != std::string::npos; list = map.find('[', list + 1)) {
        const std::size_t end = std::min(map.find(']', list), map.size());
        for (std::size_t at = map.find('<', list); at < end && at + 5 < map.size(); at = map.find('<', at + 1)) {
            unsigned code = 0;
            const auto [rest, error] = std::from_chars(map.data() + at + 1, map.data() + at + 5, code, 16);
            const auto found = characters.constFind(code);
            if (error != std::errc() || rest != map.data() + at + 5 || map[at + 5] != '>' || found == characters.constEnd())
                continue;
            const QByteArray digits = QByteArray::number(*found, 16).rightJustified(4, '0').toUpper();
            map.replace(at + 1, 4, digits.constData(), 4);
            changed = true;
        }
    }
    return changed;
}

}  // namespace

void mendSearchableText(QPDF& pdf)
{
    for (Object& object : pdf.getAllObjects()) {
        if (!object.isDictionary() || !object.hasKey("/ToUnicode"))
            continue;
        Object stream = object.getKey("/ToUnicode");
        if (!stream.isStream())
            continue;
        const auto data = stream.getStreamData(qpdf_dl_generalized);
        std::string map(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
        if (mend(map))
            stream.replaceStreamData(map, Object::newNull(), Object::newNull());
    }
}

}  // namespace app
