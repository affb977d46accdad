#include "weights/zip_writer.h"

#include "core/error.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>

namespace inference::weights {
namespace {

constexpr std::uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50, endSignature = 0x06054b50;
constexpr std::size_t alignment = 64, localSize = 30;

class Fields {
public:
    Fields& two(std::size_t value) { return put(static_cast<std::uint16_t>(value)); }
    Fields& four(std::size_t value) { return put(static_cast<std::uint32_t>(value)); }
    const std::string& bytes() const { return m_bytes; }

private:
    template<typename T>
    Fields& put(T value)
    {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }

    std::string m_bytes;
};

/// CRC-32 of zip (polynomial 0xEDB88320, reflected), continued from `crc`.
std::uint32_t continueCrc(std::uint32_t crc, std::span<const std::byte> bytes)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> made {};
        for (std::uint32_t i = 0; i < made.size(); ++i) {
            made[i] = i;
            for (int bit = 0; bit < 8; ++bit)
                made[i] = (made[i] >> 1) ^ ((made[i] & 1u) != 0 ? 0xedb88320u : 0u);
        }
        return made;
    }();
    crc = ~crc;
    for (const std::byte byte : bytes)
        crc = table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xffu] ^ (crc >> 8);
    return ~crc;
}

void checkLimit(std::size_t value, std::size_t limit)
{
    if (value >= limit)
        throw Error(ErrorCode::WriteFailed, {std::strerror(EFBIG)});
}

/// version needed, flags, method, time, date, CRC, sizes: the same in both headers. The date is 1980-01-01, so that equal
/// weights give equal files.
void putCommon(Fields& fields, std::uint32_t crc, std::size_t size)
{
    fields.two(0).two(0).two(0).two(0).two(0x21).four(crc).four(size).four(size);
}

}  // namespace

void ZipWriter::add(const std::string& name, const Produce& data)
{
    std::uint32_t crc = 0;
    std::size_t size = 0;
    data([&](std::span<const std::byte> bytes) {
        crc = continueCrc(crc, bytes);
        size += bytes.size();
    });
    const std::size_t header = m_file.position();
    const std::size_t bare = header + localSize + name.size() + 4;  // with an empty extra field
    const std::size_t padding = (alignment - bare % alignment) % alignment;
    checkLimit(bare + padding + size, std::numeric_limits<std::uint32_t>::max());
    checkLimit(m_count, std::numeric_limits<std::uint16_t>::max() - 1);

    Fields local, central;
    local.four(localSignature);
    putCommon(local, crc, size);
    local.two(name.size()).two(4 + padding);
    m_file.write(local.bytes());
    m_file.write(name);
    m_file.write("FB" + Fields().two(padding).bytes() + std::string(padding, 'Z'));
    data([&](std::span<const std::byte> bytes) { m_file.write(bytes); });

    central.four(centralSignature).two(0);
    putCommon(central, crc, size);
    central.two(name.size()).two(0).two(0).two(0).two(0).four(0).four(header);
    m_directory += central.bytes() + name;
    ++m_count;
}

void ZipWriter::add(const std::string& name, std::string_view data)
{
    add(name, [&](const Take& take) { take(std::as_bytes(std::span(data))); });
}

void ZipWriter::finish()
{
    const std::size_t start = m_file.position();
    checkLimit(start + m_directory.size(), std::numeric_limits<std::uint32_t>::max());
    m_file.write(m_directory);
    m_file.write(Fields().four(endSignature).two(0).two(0).two(m_count).two(m_count).four(m_directory.size()).four(start).two(0).bytes());
}

}  // namespace inference::weights
