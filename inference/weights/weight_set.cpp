#include "weights/weight_set.h"

#include "core/error.h"

#include <algorithm>

namespace inference::weights {
namespace {

/// The same elements with the two dimensions exchanged.
TensorView turned(const TensorView& tensor, bool transposed)
{
    TensorView view = tensor;
    if (transposed) {
        std::swap(view.shape[0], view.shape[1]);
        std::swap(view.strides[0], view.strides[1]);
    }
    return view;
}

/// Row `row` of a matrix as a view of its own.
TensorView rowOf(const TensorView& matrix, std::int64_t row)
{
    const std::size_t unit = byteSize(matrix.dtype);
    const std::int64_t width = matrix.shape[1];
    const auto first = static_cast<std::size_t>(row * matrix.strides[0]) * unit;
    const auto length = width > 0 ? static_cast<std::size_t>((width - 1) * matrix.strides[1] + 1) * unit : 0;
    return {matrix.dtype, {width}, {matrix.strides[1]}, matrix.bytes.subspan(std::min(first, matrix.bytes.size()), length)};
}

/// Copies block by block, giving each block's pages back, so that a large tensor is never resident twice.
std::size_t copyAndRelease(const WeightFile& file, const TensorView& tensor, std::span<float> out)
{
    constexpr std::size_t block = std::size_t(1) << 21;  // elements
    std::size_t notFinite = 0;
    file.requireWhole();
    if (tensor.contiguous()) {
        const std::size_t unit = byteSize(tensor.dtype);
        for (std::size_t done = 0; done < out.size(); done += block) {
            const std::size_t count = std::min(block, out.size() - done);
            const TensorView part {tensor.dtype, {static_cast<std::int64_t>(count)}, {1},
                                   tensor.bytes.subspan(done * unit, count * unit)};
            notFinite += copyAsFloat(part, out.subspan(done, count));
            file.release(part);
            file.requireWhole();
        }
    } else {
        notFinite = copyAsFloat(tensor, out);
    }
    file.release(tensor);
    return notFinite;
}

void checkFinite(std::string_view name, std::size_t notFinite)
{
    if (notFinite > 0)
        throw Error(ErrorCode::TensorNotFinite, {std::string(name), std::to_string(notFinite)});
}

/// Runs `work` and makes an Error out of it name the tensor and the file.
template<typename Work>
void named(std::string_view name, const std::filesystem::path& path, const Work& work)
{
    try {
        work();
    } catch (const Error& error) {
        if (error.code() == ErrorCode::TensorType)
            throw Error(error.code(), {std::string(name), error.arguments().back()}, path);
        throw error.of(path);
    }
}

}  // namespace

WeightSet::WeightSet(std::shared_ptr<const WeightFile> file, std::map<std::string, Source, std::less<>> sources)
    : m_file(std::move(file))
    , m_sources(std::move(sources))
{
}

bool WeightSet::contains(std::string_view name) const
{
    return m_sources.find(name) != m_sources.end();
}

const WeightSet::Source& WeightSet::source(std::string_view name) const
{
    const auto found = m_sources.find(name);
    if (found == m_sources.end())
        throw Error(ErrorCode::TensorMissing, {std::string(name), ""}, m_file ? m_file->path() : std::filesystem::path());
    return found->second;
}

std::int64_t WeightSet::elements(std::string_view name) const
{
    std::int64_t count = 1;
    for (const std::int64_t size : source(name).shape)
        count *= size;
    return count;
}

void WeightSet::read(std::string_view name, std::span<float> out) const
{
    const Source& from = source(name);
    named(name, path(), [&] {
        if (out.size() != static_cast<std::size_t>(elements(name)))
            throw Error(ErrorCode::BadInput, {"length of the output"});
        std::size_t notFinite = 0, done = 0;
        for (const TensorView& part : from.parts) {
            const auto count = static_cast<std::size_t>(part.elements());
            if (count > out.size() - done)
                throw Error(ErrorCode::BadInput, {"parts of a tensor"});
            notFinite += copyAndRelease(*m_file, turned(part, from.transposed), out.subspan(done, count));
            done += count;
        }
        if (done != out.size())
            throw Error(ErrorCode::BadInput, {"parts of a tensor"});
        checkFinite(name, notFinite);
    });
}

void WeightSet::readRow(std::string_view name, std::int64_t row, std::span<float> out) const
{
    const Source& from = source(name);
    named(name, path(), [&] {
        if (from.shape.size() != 2 || row < 0 || row >= from.shape[0])
            throw Error(ErrorCode::BadInput, {"row of a tensor"});
        if (out.size() != static_cast<std::size_t>(from.shape[1]))
            throw Error(ErrorCode::BadInput, {"length of the output"});
        std::int64_t before = 0;
        for (const TensorView& part : from.parts) {
            const TensorView matrix = turned(part, from.transposed);
            if (row - before < matrix.shape[0]) {
                m_file->requireWhole();
                checkFinite(name, copyAsFloat(rowOf(matrix, row - before), out));
                return;
            }
            before += matrix.shape[0];
        }
        throw Error(ErrorCode::BadInput, {"parts of a tensor"});
    });
}

}  // namespace inference::weights
