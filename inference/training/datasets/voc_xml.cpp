#include "training/datasets/annotation_p.h"

#include "core/error.h"
#include "training/datasets/text_file_p.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace inference::datasets {
namespace {

constexpr std::uint64_t greatestXmlBytes = 4 << 20;
constexpr std::size_t greatestDepth = 32;

/// A pull reader for elements and text. Attributes are passed over; document types and entities other than XML's own five are refused.
class XmlReader {
public:
    explicit XmlReader(std::string_view text)
        : m_text(text)
    {
    }

    enum class Token { Open, Close, Text, End };

    Token next()
    {
        if (m_closeNext) {
            m_closeNext = false;
            return Token::Close;
        }
        while (m_at < m_text.size()) {
            if (m_text[m_at] != '<')
                return readText();
            if (skips("<?", "?>") || skips("<!--", "-->"))
                continue;
            if (rest().starts_with("<!"))
                fail();
            return readTag();
        }
        return Token::End;
    }

    /// Of the tag, or the text.
    const std::string& value() const { return m_value; }
    [[noreturn]] void fail() const { throw Error(ErrorCode::DatasetInvalid, {"byte " + std::to_string(m_at)}); }

private:
    std::string_view rest() const { return m_text.substr(m_at); }

    bool skips(std::string_view begin, std::string_view end)
    {
        if (!rest().starts_with(begin))
            return false;
        const std::size_t found = m_text.find(end, m_at + begin.size());
        if (found == std::string_view::npos)
            fail();
        m_at = found + end.size();
        return true;
    }

    Token readText()
    {
        m_value.clear();
        for (; m_at < m_text.size() && m_text[m_at] != '<'; ++m_at)
            m_value += m_text[m_at] == '&' ? entity() : m_text[m_at];
        return Token::Text;
    }

    /// Leaves the position at the semicolon.
    char entity()
    {
        struct Known { std::string_view text; char c; };
        for (const auto& [text, c] : {Known {"&amp;", '&'}, Known {"&lt;", '<'}, Known {"&gt;", '>'}, Known {"&quot;", '"'}, Known {"&apos;", '\''}})
            if (rest().starts_with(text)) {
                m_at += text.size() - 1;
                return c;
            }
        fail();
    }

    Token readTag()
    {
        const bool closes = rest().starts_with("</");
        m_at += closes ? 2 : 1;
        const std::size_t end = m_text.find_first_of(" \t\r\n/>", m_at);
        if (end == std::string_view::npos || end == m_at)
            fail();
        m_value = m_text.substr(m_at, end - m_at);
        char quote = 0;
        for (m_at = end; m_at < m_text.size() && (quote || m_text[m_at] != '>'); ++m_at) {
            const char c = m_text[m_at];
            if (quote ? c == quote : c == '"' || c == '\'')
                quote = quote ? char(0) : c;
        }
        if (m_at == m_text.size())
            fail();
        m_closeNext = !closes && m_text[m_at - 1] == '/';
        ++m_at;
        return closes ? Token::Close : Token::Open;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_value;
    bool m_closeNext = false;  ///< <name/> opens and closes
};

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The document as it is met: the open elements and what was collected of the present object.
class VocParser {
public:
    explicit VocParser(std::string_view text)
        : m_xml(text)
    {
    }

    Annotation annotation()
    {
        for (auto token = m_xml.next(); token != XmlReader::Token::End; token = m_xml.next()) {
            if (token == XmlReader::Token::Open)
                open();
            else if (token == XmlReader::Token::Close)
                close();
            else
                m_text += m_xml.value();
        }
        if (!m_open.empty() || !m_whole)
            m_xml.fail();
        return std::move(m_annotation);
    }

private:
    void open()
    {
        if (m_open.size() == greatestDepth || (m_open.empty() && m_whole))
            m_xml.fail();
        m_open.push_back(m_xml.value());
        m_text.clear();
        if (path() == "annotation/object")
            m_object = {};
    }

    void close()
    {
        if (m_open.empty() || m_open.back() != m_xml.value())
            m_xml.fail();
        const std::string at = path();
        const std::string text = trimmed(m_text);
        if (at == "annotation/size/width")
            m_annotation.drawnFor.width = int(number(text));
        else if (at == "annotation/size/height")
            m_annotation.drawnFor.height = int(number(text));
        else if (at == "annotation/object/name")
            m_object.name = text;
        else if (at.starts_with("annotation/object/bndbox/"))
            setSide(m_open.back(), number(text));
        else if (at == "annotation/object")
            addObject();
        m_open.pop_back();
        m_text.clear();
        m_whole = m_whole || (m_open.empty() && at == "annotation");
    }

    void setSide(const std::string& name, double value)
    {
        if (name == "xmin")
            m_object.left = value;
        else if (name == "ymin")
            m_object.top = value;
        else if (name == "xmax")
            m_object.right = value;
        else if (name == "ymax")
            m_object.bottom = value;
    }

    void addObject()
    {
        const Object& box = m_object;
        const bool whole = box.left && box.top && box.right && box.bottom && *box.left <= *box.right && *box.top <= *box.bottom;
        if (!whole || m_annotation.outlines.size() == greatestPointCount / 4)
            m_xml.fail();
        const double left = *box.left - 1, top = *box.top - 1;
        m_annotation.outlines.push_back({{left, top}, {*box.right, top}, {*box.right, *box.bottom}, {left, *box.bottom}});
        if (m_annotation.defect.empty())
            m_annotation.defect = box.name;
    }

    double number(const std::string& text) const
    {
        double value = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size() || !(std::abs(value) <= greatestCoordinate))
            m_xml.fail();
        return value;
    }

    std::string path() const
    {
        std::string text;
        for (const std::string& name : m_open)
            text += (text.empty() ? "" : "/") + name;
        return text;
    }

    struct Object {
        std::string name;
        std::optional<double> left, top, right, bottom;
    };

    XmlReader m_xml;
    std::vector<std::string> m_open;
    std::string m_text;
    bool m_whole = false;  ///< the outermost element has been closed
    Object m_object;
    Annotation m_annotation;
};

}  // namespace

Annotation readVoc(const std::filesystem::path& path)
try {
    const std::string text = readText(path, greatestXmlBytes);
    return VocParser(text).annotation();
} catch (const Error& error) {
    throw error.of(path);
}

}  // namespace inference::datasets
