#include "training/datasets/dataset.h"

namespace inference::datasets {

std::string_view publishedName(Layout layout) noexcept
{
    switch (layout) {
    case Layout::Mvtec: return "MVTec AD";
    case Layout::Visa: return "VisA";
    case Layout::Btad: return "BTAD";
    case Layout::Ksdd: return "KolektorSDD";
    case Layout::Ksdd2: return "KolektorSDD2";
    case Layout::Dagm: return "DAGM";
    case Layout::Bsd: return "BSData";
    case Layout::Gc10: return "GC10-DET";
    case Layout::Msd: return "MSD";
    case Layout::Road: return "CrackForest";
    case Layout::Rsdd: return "RSDD";
    case Layout::Mpdd: return "MPDD";
    case Layout::Meta:
    case Layout::Folder: break;
    }
    return {};
}

}  // namespace inference::datasets
