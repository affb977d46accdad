#include "training/datasets/check_files.h"

#include "core/detector.h"
#include "core/error.h"
#include "imaging/decode.h"

namespace inference::datasets {
namespace {

class FileCheck {
public:
    void check(const Sample& sample)
    {
        const auto image = sizeOf(sample.image, ProblemCode::ImageUnreadable);
        const MaskSource& mask = sample.mask;
        const auto found = mask.kind == MaskKind::File ? sizeOf(mask.file, ProblemCode::MaskUnreadable)
            : mask.drawnFor.width > 0 && mask.drawnFor.height > 0 ? std::optional(mask.drawnFor) : std::nullopt;
        if (image && found && *image != *found)
            m_problems.push_back({ProblemCode::MaskSize, mask.file, text(*found) + ", image " + text(*image)});
    }

    std::vector<Problem> takeProblems() { return std::move(m_problems); }

private:
    static std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

    std::optional<Size> sizeOf(const std::filesystem::path& file, ProblemCode unreadable)
    {
        try {
            return imaging::readHeader(file).size;
        } catch (const Error& error) {
            m_problems.push_back({unreadable, file, std::string(codeName(error.code()))});
            return std::nullopt;
        }
    }

    std::vector<Problem> m_problems;
};

}  // namespace

std::vector<Problem> checkFiles(const Dataset& dataset, const std::stop_token& stop)
{
    FileCheck files;
    for (const Product& product : dataset.products)
        for (const Sample& sample : product.samples) {
            if (stop.stop_requested())
                throw Cancelled();
            files.check(sample);
        }
    return files.takeProblems();
}

}  // namespace inference::datasets
