#include "training/datasets/layout.h"

namespace inference::datasets {

std::string_view layoutName(Layout layout) noexcept
{
    switch (layout) {
    case Layout::Mvtec: return "mvtec";
    case Layout::Visa: return "visa";
    case Layout::Btad: return "btad";
    case Layout::Ksdd: return "ksdd";
    case Layout::Ksdd2: return "ksdd2";
    case Layout::Dagm: return "dagm";
    case Layout::Bsd: return "bsd";
    case Layout::Gc10: return "gc10";
    case Layout::Msd: return "msd";
    case Layout::Road: return "road";
    case Layout::Rsdd: return "rsdd";
    case Layout::Mpdd: return "mpdd";
    case Layout::Meta: return "meta";
    case Layout::Folder: return "folder";
    }
    return "folder";
}

std::optional<Layout> layoutOfName(std::string_view name) noexcept
{
    for (const Layout layout : everyLayout)
        if (layoutName(layout) == name)
            return layout;
    return std::nullopt;
}

bool hasBoxesOnly(Layout layout) noexcept
{
    return layout == Layout::Gc10;
}

bool hasCoarseMasks(Layout layout) noexcept
{
    return layout == Layout::Dagm;
}

}  // namespace inference::datasets
