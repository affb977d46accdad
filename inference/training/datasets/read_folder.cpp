// A person's own folder: good/ and a folder for each defect, with masks or without, or images alone.

#include "training/datasets/layouts_p.h"

#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

constexpr std::string_view maskFolders[] = {"ground_truth", "masks", "mask"};

bool isMaskFolder(const fs::path& folder)
{
    const std::string name = lowered(folder.string());
    return std::ranges::find(maskFolders, name) != std::end(maskFolders) || name.ends_with("_mask") || name.ends_with("_masks");
}

/// Beside the defects (masks/<defect>, <defect>_mask) or inside one (<defect>/masks).
std::optional<fs::path> masksOf(Tree& tree, const fs::path& product, const fs::path& defect)
{
    if (const auto all = tree.folder(product, maskFolders))
        if (const auto found = tree.folder(*all, {defect.string()}))
            return found;
    if (const auto beside = tree.folder(product, {defect.string() + "_mask", defect.string() + "_masks"}))
        return beside;
    return tree.folder(product / defect, maskFolders);
}

bool hasGoodFolder(Tree& tree, const fs::path& folder)
{
    return std::ranges::any_of(tree.list(folder).folders, namesGood);
}

/// Notes which folders it looks into: whatever else holds pictures is told, so that none is lost without a word.
class FolderReader {
public:
    explicit FolderReader(Tree& tree)
        : m_tree(tree)
    {
    }

    std::vector<Product> read()
    {
        std::vector<Product> products = severalProducts();
        if (products.empty())
            return withUnused({readProduct({})}, 3);
        return withUnused(std::move(products), 4);
    }

private:
    /// Where one folder is a product, those beside it are too, with good parts or without.
    std::vector<Product> severalProducts()
    {
        std::vector<Product> products;
        const auto& folders = m_tree.list({}).folders;
        const auto isProduct = [&](const fs::path& folder) { return hasGoodFolder(m_tree, folder); };
        if (hasGoodFolder(m_tree, {}) || std::ranges::none_of(folders, isProduct))
            return products;
        for (const fs::path& folder : folders) {
            if (isMaskFolder(folder) && !isProduct(folder))
                continue;
            Product product = readProduct(folder);
            if (!product.samples.empty() || isProduct(folder))
                products.push_back(std::move(product));
        }
        return products;
    }

    Product readProduct(const fs::path& folder)
    {
        Product product {folder.empty() ? m_tree.rootName() : folder.string(), {}};
        m_products.insert(folder);
        addLoose(product, folder);
        for (const fs::path& kind : m_tree.list(folder).folders)
            if (!isMaskFolder(kind))
                addKind(product, folder, kind);
        return product;
    }

    /// Images that lie in no folder of a kind: nobody says what they are, unless they have masks.
    void addLoose(Product& product, const fs::path& folder)
    {
        const Sample like {{}, Label::None, {}, Split::Test, {MaskKind::File, {}, MaskRule::HalfOrLabels}};
        addPaired(m_tree, product, {folder, folder}, toldApart(m_tree.images(folder)), like, Matching::ByName);
        m_looked.insert(folder);
    }

    void addKind(Product& product, const fs::path& folder, const fs::path& kind)
    {
        const fs::path images = folder / kind;
        const auto masks = masksOf(m_tree, folder, kind);
        m_looked.insert(images);
        if (masks)
            m_looked.insert(*masks);
        const Sample defective {{}, Label::Defective, kind.string(), Split::Test, {MaskKind::File, {}, MaskRule::HalfOrLabels}};
        if (namesGood(kind))
            addImages(m_tree, product, images, {{}, Label::Good, {}, Split::Test, {}});
        else if (masks)
            addPaired(m_tree, product, {images, *masks}, {m_tree.images(images), m_tree.images(*masks)}, defective, Matching::ByNameOrOrder);
        else
            addPaired(m_tree, product, {images, images}, toldApart(m_tree.images(images)), defective, Matching::ByName);
    }

    /// Down to a folder further than what lies in that of a kind: what is deeper is somebody's own affair.
    std::vector<Product> withUnused(std::vector<Product> products, int deepest)
    {
        tellUnused({}, deepest, false);
        return products;
    }

    void tellUnused(const fs::path& folder, int deeper, bool areMasks)
    {
        areMasks = areMasks || (isMaskFolder(folder.filename()) && !m_products.contains(folder));
        if (!m_looked.contains(folder))
            tellUnused(folder, m_tree.images(folder), areMasks);
        if (deeper == 0)
            return;
        for (const fs::path& below : m_tree.list(folder).folders)
            if (std::error_code ignored; !fs::is_symlink(m_tree.full(folder / below), ignored))  // links lead round in circles
                tellUnused(folder / below, deeper - 1, areMasks);
    }

    void tellUnused(const fs::path& folder, const std::vector<fs::path>& pictures, bool areMasks)
    {
        if (areMasks)
            for (const fs::path& mask : pictures)
                m_tree.problem(ProblemCode::MaskUnused, m_tree.full(folder / mask));
        else if (!pictures.empty())
            m_tree.problem(ProblemCode::ImagesUnused, m_tree.full(folder), std::to_string(pictures.size()));
    }

    Tree& m_tree;
    std::set<fs::path> m_looked;
    std::set<fs::path> m_products;  ///< their folders: one of them may be called as masks are
};

}  // namespace

std::vector<Product> readFolder(Tree& tree)
{
    return FolderReader(tree).read();
}

}  // namespace inference::datasets
