#include "training/datasets/layouts_p.h"

#include "core/error.h"
#include "training/datasets/csv_p.h"
#include "training/datasets/pairing_p.h"
#include "training/datasets/text_file_p.h"

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

const char* const defectName = "anomaly";

/// split_csv/1cls.csv: object,split,label,image,mask.
class VisaList {
public:
    VisaList(Tree& tree, fs::path path)
        : m_tree(tree)
        , m_path(std::move(path))
    {
    }

    std::vector<Product> products()
    {
        const std::vector<CsvRow> rows = readRows();
        findColumns(rows);
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (!add(rows[i]))
                m_tree.problem(ProblemCode::RecordInvalid, m_path, "line " + std::to_string(rows[i].line));
        return std::move(m_products);
    }

private:
    enum Column { Object, SplitName, LabelName, ImageName, MaskName, ColumnCount };

    std::vector<CsvRow> readRows() const
    {
        try {
            return parseCsv(readText(m_path));
        } catch (const Error& error) {
            throw error.of(m_path);
        }
    }

    void findColumns(const std::vector<CsvRow>& rows)
    {
        static constexpr std::array names {"object", "split", "label", "image", "mask"};
        for (std::size_t column = 0; column < names.size(); ++column) {
            const auto found = rows.empty() ? std::vector<std::string>::const_iterator() : std::ranges::find(rows.front().cells, names[column]);
            if (rows.empty() || found == rows.front().cells.end())
                throw Error(ErrorCode::DatasetInvalid, {names[column]}, m_path);
            m_columns[column] = std::size_t(found - rows.front().cells.begin());
        }
    }

    /// False for a row that says nothing usable; what its paths are like is told by the tree.
    bool add(const CsvRow& row)
    {
        const auto cell = [&](Column column) { return m_columns[column] < row.cells.size() ? row.cells[m_columns[column]] : std::string(); };
        const std::string split = cell(SplitName), label = cell(LabelName);
        const bool good = label == "normal";
        if (cell(Object).empty() || cell(ImageName).empty() || (split != "train" && split != "test") || (!good && label != "anomaly"))
            return false;
        const auto image = m_tree.named(cell(ImageName), m_path);
        if (!image)
            return true;
        Sample sample {*image, good ? Label::Good : Label::Defective, good ? "" : defectName, split == "train" ? Split::Train : Split::Test, {}};
        if (const std::string mask = cell(MaskName); !good && !mask.empty())
            if (const auto file = m_tree.named(mask, m_path))
                sample.mask = {MaskKind::File, *file, MaskRule::AboveZero};
        productNamed(cell(Object)).samples.push_back(std::move(sample));
        return true;
    }

    Product& productNamed(const std::string& name)
    {
        const auto found = std::ranges::find(m_products, name, &Product::name);
        return found != m_products.end() ? *found : m_products.emplace_back(Product {name, {}});
    }

    Tree& m_tree;
    fs::path m_path;
    std::array<std::size_t, ColumnCount> m_columns {};
    std::vector<Product> m_products;
};

/// product/Data/{Images,Masks}/{Normal,Anomaly} without a list: nobody says what is for training.
std::vector<Product> readData(Tree& tree)
{
    std::vector<Product> products;
    for (const fs::path& name : tree.list({}).folders) {
        const auto data = tree.folder(name, {"Data"});
        const auto images = data ? tree.folder(*data, {"Images"}) : std::nullopt;
        if (!images)
            continue;
        Product& product = products.emplace_back(Product {name.string(), {}});
        if (const auto good = tree.folder(*images, {"Normal"}))
            addImages(tree, product, *good, {{}, Label::Good, {}, Split::Test, {}});
        const auto bad = tree.folder(*images, {"Anomaly"});
        if (!bad)
            continue;
        const auto allMasks = tree.folder(*data, {"Masks"});
        const fs::path masks = (allMasks ? tree.folder(*allMasks, {"Anomaly"}) : std::nullopt).value_or(*data / "Masks" / "Anomaly");
        addPaired(tree, product, {*bad, masks}, {tree.images(*bad), tree.images(masks)},
                  {{}, Label::Defective, defectName, Split::Test, {MaskKind::File, {}, MaskRule::AboveZero}}, Matching::ByNameOrOrder);
    }
    return products;
}

}  // namespace

std::vector<Product> readVisa(Tree& tree)
{
    if (const auto folder = tree.folder({}, {"split_csv"}))
        if (const auto list = tree.file(*folder, "1cls.csv"))
            return VisaList(tree, tree.full(*list)).products();
    std::vector<Product> products = readData(tree);
    return products.empty() ? readTrainTest(tree) : products;
}

}  // namespace inference::datasets
