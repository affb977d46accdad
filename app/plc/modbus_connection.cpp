#include "app/plc/modbus_connection_p.h"

#include <modbus.h>

#include <array>
#include <bit>
#include <exception>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace app {
namespace {

constexpr unsigned wordBits = 16;
constexpr std::size_t headerSize = 7;  // transaction, protocol, length (two bytes each), unit
using Request = std::array<std::uint8_t, MODBUS_TCP_MAX_ADU_LENGTH>;
using Context = std::unique_ptr<modbus_t, void (*)(modbus_t*)>;

unsigned wordAt(const Request& request, std::size_t at)
{
    return unsigned(request[at]) << 8U | request[at + 1];
}

/// As long as its header says, and it is this protocol: else nobody knows where the next one begins.
bool isFramed(const Request& request, std::size_t size)
{
    return size > headerSize && wordAt(request, 2) == 0 && wordAt(request, 4) == size - 6;
}

/// One of those that are answered, and as long as it has to be. libmodbus looks at less.
bool isKnown(const Request& request, std::size_t size)
{
    constexpr std::size_t head = headerSize + 5;  // function, address, value or count
    switch (request[headerSize]) {
    case MODBUS_FC_READ_COILS:
    case MODBUS_FC_READ_DISCRETE_INPUTS:
    case MODBUS_FC_READ_HOLDING_REGISTERS:
    case MODBUS_FC_READ_INPUT_REGISTERS:
    case MODBUS_FC_WRITE_SINGLE_COIL:
    case MODBUS_FC_WRITE_SINGLE_REGISTER: return size == head;
    case MODBUS_FC_WRITE_MULTIPLE_COILS:
        return size > head && request[head] == (wordAt(request, 10) + 7) / 8 && size == head + 1 + request[head];
    case MODBUS_FC_WRITE_MULTIPLE_REGISTERS: return size > head && request[head] == 2 * wordAt(request, 10) && size == head + 1 + request[head];
    default: return false;
    }
}

bool writes(const Request& request)
{
    switch (request[headerSize]) {
    case MODBUS_FC_WRITE_SINGLE_COIL:
    case MODBUS_FC_WRITE_SINGLE_REGISTER:
    case MODBUS_FC_WRITE_MULTIPLE_COILS:
    case MODBUS_FC_WRITE_MULTIPLE_REGISTERS: return true;
    default: return false;
    }
}

/// The bits of the control word that a known request writes, and how; no bits where it writes what can't be written.
std::pair<std::uint16_t, std::uint16_t> writtenBits(const Request& request)
{
    const unsigned address = wordAt(request, 8), value = wordAt(request, 10);  // of several: their number
    constexpr unsigned all = 0xFFFF;
    unsigned mask = 0, bits = 0;
    switch (request[headerSize]) {
    case MODBUS_FC_WRITE_SINGLE_COIL:
        if (address < wordBits && (value == 0 || value == 0xFF00))
            mask = 1U << address;
        bits = value == 0 ? 0 : all;
        break;
    case MODBUS_FC_WRITE_SINGLE_REGISTER:
        if (address == plc::control)
            mask = all;
        bits = value;
        break;
    case MODBUS_FC_WRITE_MULTIPLE_REGISTERS:
        if (address == plc::control && value == 1)
            mask = all;
        bits = wordAt(request, 13);
        break;
    case MODBUS_FC_WRITE_MULTIPLE_COILS:
        if (address + value > wordBits)
            break;
        for (unsigned i = 0; i < value; ++i) {
            mask |= 1U << (address + i);
            bits |= (unsigned(request[13 + i / 8]) >> (i % 8) & 1U) << (address + i);
        }
        break;
    default: break;
    }
    return {std::uint16_t(mask), std::uint16_t(bits)};
}

/// The recipe that a known request chooses; none where it writes something else.
std::optional<std::uint16_t> chosenRecipe(const Request& request)
{
    if (wordAt(request, 8) != plc::recipe)
        return std::nullopt;
    if (request[headerSize] == MODBUS_FC_WRITE_SINGLE_REGISTER)
        return std::uint16_t(wordAt(request, 10));
    if (request[headerSize] == MODBUS_FC_WRITE_MULTIPLE_REGISTERS && wordAt(request, 10) == 1)
        return std::uint16_t(wordAt(request, 13));
    return std::nullopt;
}

/// Whether the answer to a known request shows `done` and what stands beside it.
bool showsStatus(const Request& request)
{
    const unsigned first = wordAt(request, 8), end = first + wordAt(request, 10);
    constexpr unsigned doneBit = std::countr_zero(unsigned(plc::done));
    switch (request[headerSize]) {
    case MODBUS_FC_READ_HOLDING_REGISTERS:
    case MODBUS_FC_READ_INPUT_REGISTERS: return first <= plc::status && end > plc::status && end <= plc::registers;
    case MODBUS_FC_READ_DISCRETE_INPUTS: return first <= doneBit && end > doneBit && end <= wordBits;
    default: return false;
    }
}

/// The tables as libmodbus wants them, with what a request may reach: `writable` registers from the first on where it writes.
struct Mapping {
    PlcRegisters registers;
    std::array<std::uint8_t, wordBits> coils {}, inputs {};
    modbus_mapping_t map {};

    Mapping(const PlcRegisters& table, std::optional<std::size_t> writable)
        : registers(table)
    {
        for (unsigned bit = 0; bit < wordBits; ++bit) {
            coils[bit] = std::uint8_t(table[plc::control] >> bit & 1U);
            inputs[bit] = std::uint8_t(table[plc::status] >> bit & 1U);
        }
        map.nb_bits = map.nb_input_bits = int(wordBits);
        map.tab_bits = coils.data();
        map.tab_input_bits = inputs.data();
        map.nb_registers = int(writable.value_or(registers.size()));
        map.nb_input_registers = int(registers.size());
        map.tab_registers = map.tab_input_registers = registers.data();
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
};

/// False: the connection has to end.
bool answer(modbus_t* context, const Request& request, std::size_t size, const ModbusServer::Table& table)
{
    const bool framed = isFramed(request, size);
    if (!isKnown(request, size)) {
        const bool ours = request[headerSize] >= MODBUS_FC_READ_COILS && request[headerSize] <= MODBUS_FC_WRITE_SINGLE_REGISTER;
        const unsigned reason = ours || writes(request) ? MODBUS_EXCEPTION_ILLEGAL_DATA_VALUE : MODBUS_EXCEPTION_ILLEGAL_FUNCTION;
        return modbus_reply_exception(context, request.data(), reason) >= 0 && framed;
    }
    if (!framed)
        return false;
    // Before it is confirmed: another connection may look then.
    if (const auto [mask, bits] = writtenBits(request); mask != 0)
        table.write(mask, bits);
    const auto recipe = writes(request) ? chosenRecipe(request) : std::nullopt;
    if (recipe)
        table.choose(*recipe);
    // What is written is in no table of libmodbus's; it makes the answer, and the exception where nothing was.
    Mapping mapping = writes(request) ? Mapping({}, recipe ? plc::recipe + 1 : plc::control + 1) : Mapping(table.read(showsStatus(request)), {});
    return modbus_reply(context, request.data(), int(size), &mapping.map) >= 0;
}

void tune(int descriptor)
{
    const int yes = 1;
    const int idle = 30;  // seconds until the system asks whether the other end is there
    const timeval patience {1, 0};  // for one who doesn't take his answers
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

}  // namespace

ModbusConnection::ModbusConnection(int descriptor, std::string address, const ModbusServer::Table& table)
    : m_descriptor(descriptor)
    , m_table(table)
    , m_caller {std::move(address), 0, std::chrono::steady_clock::now()}
    , m_thread([this] { serve(); })
{
}

ModbusConnection::~ModbusConnection()
{
    end();
    m_thread.join();
    ::close(m_descriptor);
}

void ModbusConnection::end()
{
    ::shutdown(m_descriptor, SHUT_RDWR);
}

ModbusServer::Caller ModbusConnection::caller() const
{
    const std::lock_guard lock(m_mutex);
    return m_caller;
}

void ModbusConnection::noteRequest()
{
    const std::lock_guard lock(m_mutex);
    ++m_caller.requests;
    m_caller.last = std::chrono::steady_clock::now();
}

void ModbusConnection::serve()
{
    // libmodbus waits by select(), which knows no greater one.
    const Context context(m_descriptor < FD_SETSIZE ? modbus_new_tcp(nullptr, 0) : nullptr, modbus_free);
    if (context) {
        tune(m_descriptor);
        modbus_set_socket(context.get(), m_descriptor);
        modbus_set_response_timeout(context.get(), 0, 1000);  // libmodbus sleeps for so long before some exceptions
        Request request {};
        try {
            // A request that stops in the middle ends the connection, after half a second.
            for (int size = 0; (size = modbus_receive(context.get(), request.data())) >= 0;) {
                if (size <= int(headerSize))
                    continue;
                noteRequest();  // first: who has an answer isn't one who never asked
                if (!answer(context.get(), request, std::size_t(size), m_table))
                    break;
            }
        } catch (const std::exception&) {  // no memory: the caller comes again
        }
    }
    end();
    m_ended = true;
}

}  // namespace app
