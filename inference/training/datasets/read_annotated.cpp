// BSData (labelme) and GC10-DET (VOC): an annotation file for each image instead of a mask.

#include "training/datasets/annotation_p.h"
#include "training/datasets/layouts_p.h"

#include "core/error.h"
#include "core/natural_order.h"
#include "training/datasets/pairing_p.h"

#include <unordered_map>

namespace fs = std::filesystem;

namespace inference::datasets {
namespace {

/// The annotations of a data set by the stem of their names.
class Annotations {
public:
    Annotations(Tree& tree, const fs::path& folder, std::string_view ending)
        : m_tree(tree)
    {
        for (const fs::path& name : tree.filesEnding(folder, ending))
            m_files.try_emplace(lowered(name.stem().string()), File {tree.full(folder / name), false});
    }

    bool empty() const { return m_files.empty(); }

    /// The annotation of an image; nothing where there is none.
    const fs::path* fileOf(const fs::path& image)
    {
        const auto found = m_files.find(lowered(image.stem().string()));
        if (found == m_files.end())
            return nullptr;
        found->second.used = true;
        return &found->second.path;
    }

    void tellUnused()
    {
        std::vector<fs::path> unused;
        for (const auto& [stem, file] : m_files)
            if (!file.used)
                unused.push_back(file.path);
        sortNaturally(unused);
        for (const fs::path& path : unused)
            m_tree.problem(ProblemCode::MaskUnused, path);
    }

private:
    struct File {
        fs::path path;
        bool used = false;
    };
    Tree& m_tree;
    std::unordered_map<std::string, File> m_files;
};

/// Reads the annotation into `sample`; false, and a problem, when it can't be read.
bool annotate(Tree& tree, Sample& sample, const fs::path& file, MaskKind kind, Annotation (*read)(const fs::path&))
{
    tree.throwIfStopped();
    try {
        Annotation annotation = read(file);
        for (std::string& shape : annotation.withoutArea)
            tree.problem(ProblemCode::ShapeIgnored, file, std::move(shape));
        if (annotation.outlines.empty())
            return true;
        sample.mask = {kind, file, MaskRule::AboveZero, std::move(annotation.outlines), annotation.drawnFor};
        if (sample.defect.empty())
            sample.defect = annotation.defect;
        return true;
    } catch (const Error& error) {
        tree.problem(ProblemCode::AnnotationInvalid, file, error.arguments().empty() ? std::string(codeName(error.code())) : error.arguments().front());
        return false;
    }
}

/// Folders of the tree's `folder`, or of the one inside it with the same name, as archives unpack.
fs::path unnested(Tree& tree, const fs::path& folder)
{
    return tree.folder(folder, {folder.filename().string()}).value_or(folder);
}

}  // namespace

std::vector<Product> readBsd(Tree& tree)
{
    Product product {"bsdata", {}};
    const auto data = tree.folder({}, {"data"});
    const auto label = tree.folder({}, {"label"});
    if (!data)
        return {product};
    Annotations annotations(tree, label.value_or("label"), ".json");
    for (const fs::path& name : tree.images(*data)) {
        Sample sample {tree.full(*data / name), Label::Good, {}, Split::Test, {}};
        if (const fs::path* file = annotations.fileOf(name)) {
            const bool read = annotate(tree, sample, *file, MaskKind::Polygons, readLabelme);
            sample.label = !read ? Label::None : sample.mask.kind == MaskKind::None ? Label::Good : Label::Defective;
        }
        product.samples.push_back(std::move(sample));
    }
    annotations.tellUnused();
    return {product};
}

std::vector<Product> readGc10(Tree& tree)
{
    Product product {"gc10", {}};
    const auto images = tree.folder({}, {"images"});
    const auto xml = tree.folder({}, {"lable", "label", "labels", "annotations"});  // the published folder is "lable"
    const fs::path imageFolder = images ? unnested(tree, *images) : fs::path();
    Annotations annotations(tree, xml ? unnested(tree, *xml) : fs::path("lable"), ".xml");
    for (const fs::path& kind : tree.list(imageFolder).folders) {
        for (const fs::path& name : tree.images(imageFolder / kind)) {
            // Whatever lies in a defect's folder is defective, boxes or not.
            Sample sample {tree.full(imageFolder / kind / name), Label::Defective, kind.string(), Split::Test, {}};
            if (const fs::path* file = annotations.fileOf(name))
                annotate(tree, sample, *file, MaskKind::Boxes, readVoc);
            product.samples.push_back(std::move(sample));
        }
    }
    annotations.tellUnused();
    return {product};
}

}  // namespace inference::datasets
