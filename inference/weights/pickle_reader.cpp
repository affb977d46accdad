#include "weights/pickle_reader.h"

#include "core/error.h"
#include "weights/byte_order.h"
#include "weights/corrupt.h"
#include "weights/pickle_globals.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <unordered_map>

namespace inference::weights::pickle {
namespace {

constexpr std::size_t mostValues = std::size_t(1) << 21;
constexpr std::size_t mostDimensions = 16;

class Reader {
public:
    Reader(std::span<const std::byte> bytes, std::size_t offset, Classes classes)
        : m_bytes(bytes)
        , m_at(offset)
        , m_classes(classes)
    {
    }

    Document run()
    {
        if (take<std::uint8_t>() != 0x80)
            fail();
        if (const auto protocol = take<std::uint8_t>(); protocol < 2 || protocol > 4)
            fail();
        while (step()) {
        }
        m_document.root = pop();
        if (!m_stack.empty() || !m_marks.empty())
            fail();
        m_document.end = m_at;
        return std::move(m_document);
    }

private:
    bool step();
    bool simple(std::uint8_t opcode);
    bool container(std::uint8_t opcode);
    bool memo(std::uint8_t opcode);

    [[noreturn]] void fail() const { throwCorrupt("pickle offset " + std::to_string(m_opcodeAt)); }

    /// Counts what the pickle makes us keep; copies that a few bytes can ask for again and again count too.
    void charge(std::size_t count)
    {
        m_made += count;
        if (m_made > mostValues)
            fail();
    }

    template<typename T>
    T take()
    {
        if (!fits(m_bytes.size(), m_at, sizeof(T)))
            fail();
        const T value = loadAt<T>(m_bytes, m_at);
        m_at += sizeof(T);
        return value;
    }

    std::string_view takeText(std::size_t count)
    {
        if (!fits(m_bytes.size(), m_at, count))
            fail();
        const std::string_view text = textAt(m_bytes, m_at, count);
        m_at += count;
        return text;
    }

    std::string_view takeLine()
    {
        const std::string_view rest = textAt(m_bytes, m_at, m_bytes.size() - m_at);
        const std::size_t length = rest.substr(0, 1000).find('\n');
        if (length == std::string_view::npos)
            fail();
        m_at += length + 1;
        return rest.substr(0, length);
    }

    void push(Value value)
    {
        charge(1);
        m_stack.push_back(value);
    }
    void push(Kind kind, std::int64_t number) { push(Value {kind, number}); }

    Value pop()
    {
        if (m_stack.size() <= bottom())
            fail();
        const Value value = m_stack.back();
        m_stack.pop_back();
        return value;
    }

    const Value& top() const
    {
        if (m_stack.size() <= bottom())
            fail();
        return m_stack.back();
    }

    std::size_t bottom() const { return m_marks.empty() ? 0 : m_marks.back(); }

    std::vector<Value> popToMark()
    {
        if (m_marks.empty())
            fail();
        const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<Value> items(first, m_stack.end());
        m_stack.erase(first, m_stack.end());
        m_marks.pop_back();
        return items;
    }

    std::vector<Value> popMany(std::size_t count)
    {
        std::vector<Value> items(count);
        for (std::size_t i = count; i-- > 0;)
            items[i] = pop();
        return items;
    }

    std::vector<Value>& items(Value value) { return m_document.groups[static_cast<std::size_t>(value.number)]; }

    void pushGroup(Kind kind, std::vector<Value> values)
    {
        m_document.groups.push_back(std::move(values));
        push(kind, static_cast<std::int64_t>(m_document.groups.size() - 1));
    }

    void pushText(Kind kind, std::string_view text)
    {
        m_document.texts.push_back(text);
        push(kind, static_cast<std::int64_t>(m_document.texts.size() - 1));
    }

    void append(Kind kind, const std::vector<Value>& values)
    {
        if (top().kind != kind || (kind == Kind::Dict && values.size() % 2 != 0))
            fail();
        auto& target = items(top());
        target.insert(target.end(), values.begin(), values.end());
    }

    void pushLong(std::size_t count);
    void pushGlobal(std::string_view module, std::string_view name);
    void pushStorage(Value id);
    void reduce();
    void rebuildTensor(const std::vector<Value>& arguments, std::size_t fewest);
    void newObject();
    void build();

    void remember(std::uint64_t index)
    {
        charge(1);
        m_memo[index] = top();
    }

    void recall(std::uint64_t index)
    {
        const auto found = m_memo.find(index);
        if (found == m_memo.end())
            fail();
        push(found->second);
    }

    std::int64_t wholeNumber(Value value) const
    {
        if (value.kind != Kind::Integer || value.number < 0)
            fail();
        return value.number;
    }

    std::vector<std::int64_t> wholeNumbers(Value value);

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    std::size_t m_opcodeAt = 0;
    Classes m_classes;
    Document m_document;
    std::vector<Value> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, Value> m_memo;
    std::size_t m_made = 0;
};

std::vector<std::int64_t> Reader::wholeNumbers(Value value)
{
    if ((value.kind != Kind::Tuple && value.kind != Kind::List) || items(value).size() > mostDimensions)
        fail();
    std::vector<std::int64_t> numbers;
    for (const Value& item : items(value))
        numbers.push_back(wholeNumber(item));
    charge(numbers.size());
    return numbers;
}

bool Reader::step()
{
    m_opcodeAt = m_at;
    const auto opcode = take<std::uint8_t>();
    if (opcode == '.')
        return false;
    if (simple(opcode) || container(opcode) || memo(opcode))
        return true;
    switch (opcode) {
    case 'c': {  // GLOBAL
        const std::string_view module = takeLine();
        pushGlobal(module, takeLine());
        return true;
    }
    case 0x93: {  // STACK_GLOBAL
        const Value name = pop(), module = pop();
        if (name.kind != Kind::String || module.kind != Kind::String)
            fail();
        pushGlobal(m_document.text(module), m_document.text(name));
        return true;
    }
    case 'Q': pushStorage(pop()); return true;  // BINPERSID
    case 'R': reduce(); return true;            // REDUCE
    case 0x81: newObject(); return true;        // NEWOBJ
    case 'b': build(); return true;             // BUILD
    case 0x95: take<std::uint64_t>(); return true;  // FRAME: only a hint for buffered reading
    default: break;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    const std::string hex {'0', 'x', digits[opcode >> 4], digits[opcode & 15]};
    throw Error(ErrorCode::PickleOpcodeRefused, {hex, std::to_string(m_opcodeAt)});
}

bool Reader::simple(std::uint8_t opcode)
{
    switch (opcode) {
    case 'N': push(Kind::None, 0); return true;                                // NONE
    case 0x88: push(Kind::Bool, 1); return true;                               // NEWTRUE
    case 0x89: push(Kind::Bool, 0); return true;                               // NEWFALSE
    case 'J': push(Kind::Integer, take<std::int32_t>()); return true;          // BININT
    case 'K': push(Kind::Integer, take<std::uint8_t>()); return true;          // BININT1
    case 'M': push(Kind::Integer, take<std::uint16_t>()); return true;         // BININT2
    case 0x8a: pushLong(take<std::uint8_t>()); return true;                    // LONG1
    case 'X': pushText(Kind::String, takeText(take<std::uint32_t>())); return true;   // BINUNICODE
    case 0x8c: pushText(Kind::String, takeText(take<std::uint8_t>())); return true;   // SHORT_BINUNICODE
    case 'G': {                                                                // BINFLOAT, big-endian
        auto bytes = take<std::array<char, 8>>();
        std::reverse(bytes.begin(), bytes.end());
        push(Kind::Real, std::bit_cast<std::int64_t>(bytes));
        return true;
    }
    default: return false;
    }
}

bool Reader::container(std::uint8_t opcode)
{
    switch (opcode) {
    case '(':  // MARK
        charge(1);
        m_marks.push_back(m_stack.size());
        return true;
    case ')': pushGroup(Kind::Tuple, {}); return true;            // EMPTY_TUPLE
    case ']': pushGroup(Kind::List, {}); return true;             // EMPTY_LIST
    case '}': pushGroup(Kind::Dict, {}); return true;             // EMPTY_DICT
    case 0x8f: pushGroup(Kind::Set, {}); return true;             // EMPTY_SET
    case 't': pushGroup(Kind::Tuple, popToMark()); return true;   // TUPLE
    case 0x85: pushGroup(Kind::Tuple, popMany(1)); return true;   // TUPLE1
    case 0x86: pushGroup(Kind::Tuple, popMany(2)); return true;   // TUPLE2
    case 0x87: pushGroup(Kind::Tuple, popMany(3)); return true;   // TUPLE3
    case 'a': append(Kind::List, popMany(1)); return true;        // APPEND
    case 'e': append(Kind::List, popToMark()); return true;       // APPENDS
    case 's': append(Kind::Dict, popMany(2)); return true;        // SETITEM
    case 'u': append(Kind::Dict, popToMark()); return true;       // SETITEMS
    case 0x90: append(Kind::Set, popToMark()); return true;       // ADDITEMS
    default: return false;
    }
}

bool Reader::memo(std::uint8_t opcode)
{
    switch (opcode) {
    case 'q': remember(take<std::uint8_t>()); return true;     // BINPUT
    case 'r': remember(take<std::uint32_t>()); return true;    // LONG_BINPUT
    case 0x94: remember(m_memo.size()); return true;           // MEMOIZE
    case 'h': recall(take<std::uint8_t>()); return true;       // BINGET
    case 'j': recall(take<std::uint32_t>()); return true;      // LONG_BINGET
    default: return false;
    }
}

void Reader::pushLong(std::size_t count)
{
    const std::string_view bytes = takeText(count);
    if (count > 8) {
        pushText(Kind::BigInteger, bytes);
        return;
    }
    std::uint64_t value = count > 0 && (static_cast<unsigned char>(bytes.back()) & 0x80u) != 0 ? ~std::uint64_t(0) : 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    push(Kind::Integer, static_cast<std::int64_t>(value));
}

void Reader::pushGlobal(std::string_view module, std::string_view name)
{
    const bool script = module == "__torch__" || module.substr(0, 10) == "__torch__.";
    if (script && m_classes == Classes::TorchScript) {
        push(Kind::Global, static_cast<std::int64_t>(GlobalId::ScriptClass));
        return;
    }
    const auto id = findGlobal(module, name);
    if (!id)
        throw Error(ErrorCode::PickleGlobalRefused, {printable(std::string(module.substr(0, 300)) + "." + std::string(name.substr(0, 300)))});
    push(Kind::Global, static_cast<std::int64_t>(*id));
}

/// ("storage", type, key, location, elements[, view]) as torch.save writes it; the location (the device it was saved on)
/// means nothing here.
void Reader::pushStorage(Value id)
{
    if (id.kind != Kind::Tuple)
        fail();
    const auto& parts = items(id);
    if (parts.size() < 5 || parts.size() > 6 || parts[0].kind != Kind::String || m_document.text(parts[0]) != "storage"
        || parts[1].kind != Kind::Global || !isStorage(static_cast<GlobalId>(parts[1].number)) || parts[2].kind != Kind::String)
        fail();
    Storage storage {storageType(static_cast<GlobalId>(parts[1].number)), m_document.text(parts[2]), wholeNumber(parts[4]), 0, 0};
    storage.viewElements = storage.elements;
    if (parts.size() == 6 && parts[5].kind != Kind::None) {  // (key of the view, offset, elements)
        if (parts[5].kind != Kind::Tuple || items(parts[5]).size() != 3)
            fail();
        storage.viewOffset = wholeNumber(items(parts[5])[1]);
        storage.viewElements = wholeNumber(items(parts[5])[2]);
        if (storage.viewOffset > storage.elements || storage.viewElements > storage.elements - storage.viewOffset)
            fail();
    }
    m_document.storages.push_back(storage);
    push(Kind::Storage, static_cast<std::int64_t>(m_document.storages.size() - 1));
}

void Reader::reduce()
{
    const Value arguments = pop(), callable = pop();
    if (callable.kind != Kind::Global || arguments.kind != Kind::Tuple)
        fail();
    const std::vector<Value>& given = items(arguments);
    switch (static_cast<GlobalId>(callable.number)) {
    case GlobalId::OrderedDict: {
        std::vector<Value> pairs;  // Python 2 wrote OrderedDict([[key, value], ...])
        if (given.size() > 1 || (given.size() == 1 && given[0].kind != Kind::List))
            fail();
        if (given.size() == 1) {
            for (const Value& pair : items(given[0])) {
                if ((pair.kind != Kind::List && pair.kind != Kind::Tuple) || items(pair).size() != 2)
                    fail();
                charge(2);
                pairs.insert(pairs.end(), items(pair).begin(), items(pair).end());
            }
        }
        pushGroup(Kind::Dict, std::move(pairs));
        return;
    }
    case GlobalId::RebuildTensor: rebuildTensor(given, 4); return;
    case GlobalId::RebuildTensorV2: rebuildTensor(given, 6); return;
    case GlobalId::RebuildParameter:
    case GlobalId::RebuildParameterWithState:
        if (given.size() < 3 || given.size() > 4 || given[0].kind != Kind::Tensor)
            fail();
        push(given[0]);
        return;
    default: fail();
    }
}

/// (storage, offset, shape, strides[, requires_grad, backward_hooks[, metadata]])
void Reader::rebuildTensor(const std::vector<Value>& arguments, std::size_t fewest)
{
    if (arguments.size() < fewest || arguments.size() > fewest + 1 || arguments[0].kind != Kind::Storage)
        fail();
    Tensor tensor {arguments[0].number, wholeNumber(arguments[1]), wholeNumbers(arguments[2]), wholeNumbers(arguments[3])};
    if (tensor.shape.size() != tensor.strides.size())
        fail();
    m_document.tensors.push_back(std::move(tensor));
    push(Kind::Tensor, static_cast<std::int64_t>(m_document.tensors.size() - 1));
}

void Reader::newObject()
{
    const Value arguments = pop(), type = pop();
    if (type.kind != Kind::Global || static_cast<GlobalId>(type.number) != GlobalId::ScriptClass || arguments.kind != Kind::Tuple)
        fail();
    pushGroup(Kind::Object, {});
}

/// The state of a TorchScript object is its members; that of an OrderedDict is `_metadata`, which holds no weights.
void Reader::build()
{
    const Value state = pop();
    const Value target = top();
    if (target.kind == Kind::Dict)
        return;
    if (target.kind != Kind::Object)
        fail();
    if (state.kind == Kind::Dict) {
        charge(items(state).size());
        items(target) = items(state);
    }
}

}  // namespace

Document read(std::span<const std::byte> bytes, std::size_t offset, Classes classes)
{
    return Reader(bytes, offset, classes).run();
}

}  // namespace inference::weights::pickle
