#include "app/report/pdf_assembly_p.h"

#include "app/report/pdf_seal.h"
#include "app/report/searchable_text_p.h"
#include "app/report/text_locale.h"
#include "core/error.h"
#include "weights/atomic_file.h"

#include <QCryptographicHash>

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;
using Object = QPDFObjectHandle;

/// Where qpdf writes: into the file, and through the hash.
class SealingPipeline : public Pipeline {
public:
    explicit SealingPipeline(inference::weights::AtomicFile& file)
        : Pipeline("report", nullptr)
        , m_file(file)
    {
    }
    void write(unsigned char const* data, std::size_t length) override
    {
        m_file.write(std::as_bytes(std::span(data, length)));
        m_hash.addData(QByteArrayView(data, qsizetype(length)));
    }
    void finish() override {}
    std::string hash() const { return m_hash.result().toHex().toStdString(); }

private:
    inference::weights::AtomicFile& m_file;
    QCryptographicHash m_hash {QCryptographicHash::Sha256};
};

Object pageStart(const Object& page)
{
    return Object::newArray(std::vector<Object> {page, Object::newName("/Fit")});
}

/// Units of a sheet, y downwards -> points, y upwards.
Object rectangle(const QRectF& area, QSize paper)
{
    const auto points = [](double units) { return Object::newReal(units / 10, 2); };
    return Object::newArray(std::vector<Object> {points(area.left()), points(paper.height() - area.bottom()), points(area.right()), points(paper.height() - area.top())});
}

void addLinks(QPDF& pdf, const std::vector<Object>& pdfPages, const ReportPages& pages)
{
    for (int page = 0; page < pages.count(); ++page) {
        const std::vector<ReportPages::Link> links = pages.links(page);
        if (links.empty())
            continue;
        Object annotations = Object::newArray();
        for (const ReportPages::Link& link : links) {
            Object annotation = Object::newDictionary({{"/Type", Object::newName("/Annot")}, {"/Subtype", Object::newName("/Link")}});
            annotation.replaceKey("/Border", Object::parse("[0 0 0]"));
            annotation.replaceKey("/Rect", rectangle(link.area, pages.size()));
            annotation.replaceKey("/Dest", pageStart(pdfPages.at(std::size_t(link.page))));
            annotations.appendItem(pdf.makeIndirectObject(annotation));
        }
        Object pdfPage = pdfPages.at(std::size_t(page));
        pdfPage.replaceKey("/Annots", annotations);
    }
}

/// One level of headings below `parent`; answers how many items are open in it.
void chain(std::vector<Object>& items, Object& parent)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].replaceKey("/Parent", parent);
        if (i > 0)
            items[i].replaceKey("/Prev", items[i - 1]);
        if (i + 1 < items.size())
            items[i].replaceKey("/Next", items[i + 1]);
    }
    if (items.empty())
        return;
    parent.replaceKey("/First", items.front());
    parent.replaceKey("/Last", items.back());
}

void addOutline(QPDF& pdf, const std::vector<Object>& pdfPages, const ReportPages& pages)
{
    Object root = pdf.makeIndirectObject(Object::newDictionary({{"/Type", Object::newName("/Outlines")}}));
    std::vector<Object> chapters;
    std::vector<std::vector<Object>> below;
    for (const ReportPages::Heading& heading : pages.outline()) {
        Object item = pdf.makeIndirectObject(Object::newDictionary({{"/Title", Object::newUnicodeString(heading.text.toStdString())}}));
        item.replaceKey("/Dest", pageStart(pdfPages.at(std::size_t(heading.page))));
        if (heading.level == 0 || chapters.empty()) {
            chapters.push_back(item);
            below.emplace_back();
        } else {
            below.back().push_back(item);
        }
    }
    chain(chapters, root);
    root.replaceKey("/Count", Object::newInteger(static_cast<long long>(chapters.size())));
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        chain(below[i], chapters[i]);
        if (!below[i].empty())
            chapters[i].replaceKey("/Count", Object::newInteger(-static_cast<long long>(below[i].size())));  // folded
    }
    pdf.getRoot().replaceKey("/Outlines", root);
    pdf.getRoot().replaceKey("/Lang", Object::newString(textLocale().bcp47Name().toStdString()));
}

void attach(QPDF& pdf, const std::string& json)
{
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, json);
    stream.setSubtype("application/json");
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, "report.json", stream);
    file.setDescription("The report's figures");
    QPDFEmbeddedFileDocumentHelper(pdf).replaceEmbeddedFile("report.json", file);
}

}  // namespace

void assemblePdf(std::FILE* drawn, const std::filesystem::path& path, const ReportPages& pages, const std::stop_token& stop)
{
    inference::weights::AtomicFile file(path);
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processFile("pages", drawn, false);
        const std::vector<Object> pdfPages = pdf.getAllPages();
        addLinks(pdf, pdfPages, pages);
        addOutline(pdf, pdfPages, pages);
        attach(pdf, pages.json());
        mendSearchableText(pdf);
        SealingPipeline sealing(file);
        QPDFWriter writer(pdf);
        writer.setOutputPipeline(&sealing);
        writer.setDeterministicID(true);
        writer.write();
        file.write(pdfSealLine(sealing.hash()));
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, {}, path);
    } catch (const std::exception& error) {  // qpdf's own
        throw Error(ErrorCode::Internal, {error.what()}, path);
    }
    if (stop.stop_requested())
        throw inference::Cancelled();
    file.commit();
}

}  // namespace app
