// Lists that name images and masks: meta.json of APRIL-GAN, AnomalyCLIP and others, meta_<set>.json of VCP-CLIP and Bayes-PFL, JSONL of AA-CLIP.

#include "training/datasets/layouts_p.h"

#include "training/datasets/json_p.h"
#include "core/natural_order.h"
#include "training/datasets/text_file_p.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

/// What a record says, whichever variant it is of.
struct Record {
    std::string image;  ///< empty: a placeholder, such as the training part of sets without one
    std::string mask;
    std::string product;
    std::string defect;
    Label label = Label::None;
};

Label labelIn(const Json& record, const char* key)
{
    const auto found = record.find(key);
    if (found == record.end() || !(found->is_boolean() || found->is_number()))
        return Label::None;
    const double value = found->is_boolean() ? double(found->get<bool>()) : found->get<double>();
    return value == 0 ? Label::Good : value == 1 ? Label::Defective : Label::None;
}

std::optional<Record> recordOf(const Json& json)
{
    const bool standard = json.is_object() && json.contains("img_path");
    const bool lines = json.is_object() && json.contains("image_path");
    if ((!standard && !lines) || !json.at(standard ? "img_path" : "image_path").is_string())
        return std::nullopt;
    Record record {textIn(json, standard ? "img_path" : "image_path"), textIn(json, "mask_path"), textIn(json, standard ? "cls_name" : "class_name"),
                   textIn(json, "specie_name"), labelIn(json, standard ? "anomaly" : "label")};
    if (record.label == Label::None && (!record.mask.empty() || namesGood(record.defect)))
        record.label = record.mask.empty() ? Label::Good : Label::Defective;
    if (record.label != Label::Defective)
        record.defect.clear();
    return record;
}

class ListReader {
public:
    explicit ListReader(Tree& tree)
        : m_tree(tree)
    {
    }

    void read(const fs::path& list)
    try {
        m_list = m_tree.full(list);
        m_prefix.reset();
        m_repeated = 0;
        const std::string text = readText(m_list);
        if (lowered(list.extension().string()) == ".jsonl")
            readLines(text);
        else
            readSplits(parseJson(text));
        if (m_repeated > 0)
            m_tree.problem(ProblemCode::RecordRepeated, m_list, std::to_string(m_repeated));
    } catch (const Error& error) {
        throw error.of(m_list);
    }

    std::vector<Product> takeProducts() { return std::move(m_products); }

private:
    void readSplits(const Json& json)
    {
        if (!json.is_object())
            throw Error(ErrorCode::DatasetInvalid, {"{}"});
        bool any = false;
        for (const Split split : {Split::Train, Split::Test})
            for (const auto& [key, products] : json.items())
                if (lowered(key) == (split == Split::Train ? "train" : "test")) {
                    readProducts(products, key, split);
                    any = true;
                }
        if (!any)
            throw Error(ErrorCode::DatasetInvalid, {"test"});
    }

    void readProducts(const Json& products, const std::string& key, Split split)
    {
        if (!products.is_object())
            throw Error(ErrorCode::DatasetInvalid, {key});
        for (const auto& [name, records] : products.items()) {
            const std::string place = key + "." + name;
            if (!records.is_array()) {
                invalid(place);
                continue;
            }
            for (std::size_t i = 0; i < records.size(); ++i)
                add(recordOf(records[i]), split, name, place + "[" + std::to_string(i) + "]");
        }
    }

    void readLines(std::string_view text)
    {
        for (std::size_t line = 1; !text.empty(); ++line) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view record = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (record.find_first_not_of(" \t\r") != std::string_view::npos)
                add(parsed(record), Split::Test, m_tree.rootName(), "line " + std::to_string(line));
        }
    }

    static std::optional<Record> parsed(std::string_view line)
    {
        try {
            return recordOf(parseJson(line));
        } catch (const Error&) {
            return std::nullopt;
        }
    }

    void add(const std::optional<Record>& record, Split split, const std::string& product, const std::string& place)
    {
        if (!record)
            return invalid(place);
        if (record->image.empty())
            return;
        const auto image = m_tree.named(below(record->image), m_list);
        if (!image)
            return;
        const std::string& name = record->product.empty() ? product : record->product;
        // Lists of one folder may be parts of each other.
        if (!m_named.emplace(name, split, *image).second) {
            ++m_repeated;
            return;
        }
        Sample sample {*image, record->label, record->defect, split, {}};
        if (!record->mask.empty() && record->label != Label::Good)
            if (const auto mask = m_tree.named(below(record->mask), m_list))
                sample.mask = {MaskKind::File, *mask, MaskRule::AboveZero};
        productNamed(name).samples.push_back(std::move(sample));
    }

    /// Paths may begin with the data set's own folder, seen from the one around it: told by the first one.
    std::string below(const std::string& path)
    {
        const std::string text = withSlashes(path);
        const std::size_t slash = text.find('/');
        if (slash == std::string::npos || slash == 0)
            return text;
        const std::string first = text.substr(0, slash);
        if (!m_prefix) {
            const std::string second = text.substr(slash + 1, text.find('/', slash + 1) - slash - 1);
            const auto has = [&](const std::string& name) { return m_tree.folder({}, {name}) || m_tree.file({}, name); };
            m_prefix = first != "." && first != ".." && !has(first) && has(second) ? first : std::string();
        }
        return !m_prefix->empty() && first == *m_prefix ? text.substr(slash + 1) : text;
    }

    Product& productNamed(const std::string& name)
    {
        const auto [found, isNew] = m_indices.try_emplace(name, m_products.size());
        return isNew ? m_products.emplace_back(Product {name, {}}) : m_products[found->second];
    }

    void invalid(const std::string& place) { m_tree.problem(ProblemCode::RecordInvalid, m_list, place); }

    Tree& m_tree;
    fs::path m_list;
    std::optional<std::string> m_prefix;  ///< nothing before the first path
    std::set<std::tuple<std::string, Split, fs::path>> m_named;
    std::size_t m_repeated = 0;           ///< records of the list whose image is named already
    std::map<std::string, std::size_t> m_indices;
    std::vector<Product> m_products;
};

}  // namespace

std::vector<fs::path> metaLists(Tree& tree)
{
    if (const auto list = tree.file({}, "meta.json"))
        return {*list};
    std::vector<fs::path> lists;
    for (const fs::path& name : tree.filesEnding({}, ".json"))
        if (lowered(name.string()).starts_with("meta_"))
            lists.push_back(name);
    return lists.empty() ? tree.filesEnding({}, ".jsonl") : lists;
}

std::vector<Product> readMeta(Tree& tree, const fs::path& list)
{
    ListReader reader(tree);
    if (!list.empty())
        reader.read(list);
    else
        for (const fs::path& found : metaLists(tree))
            reader.read(found);
    return reader.takeProducts();
}

}  // namespace inference::datasets
