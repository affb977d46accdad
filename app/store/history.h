#pragma once

#include "app/store/database.h"
#include "app/store/file_stamp.h"
#include "app/store/inspection_key.h"
#include "app/store/label_table.h"
#include "app/store/review_state.h"
#include "core/error.h"
#include "core/inspection.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace app {

/// An inspection that is kept, without its evidence.
struct StoredPart {
    InspectionId id = 0;
    std::string image;           ///< SHA-256 of the file's bytes
    std::filesystem::path path;  ///< where the image was seen last; empty when never stamped
    inference::Label label = inference::Label::None;
    ReviewState review;
};

/// A summary of an inspection: bytes that only its writer understands.
struct StoredSummary {
    InspectionId inspection = 0;
    std::vector<std::byte> bytes;
};

struct StoredSetup {
    InspectionSetup setup;
    qint64 inspections = 0;
};

struct HistoryCounts {
    qint64 images = 0;
    qint64 inspections = 0;
    qint64 labels = 0;   ///< images that are labelled good or defective
    qint64 reviews = 0;  ///< rows of the review log
};

/// Who hears of what a stream meets, on the streaming thread. The history may be used from within.
struct InspectionVisitor {
    std::function<void(const StoredPart& part, const std::shared_ptr<const inference::Inspection>& inspection)> found;
    /// What is stored is no evidence any more (EvidenceCorrupt); the stream goes on.
    std::function<void(const StoredPart& part, const inference::Error& error)> damaged;
};

/// Every inspection ever made, so that no image is inspected twice and limits can be tried on all of them.
///
/// Synchronous. Confined to the thread that made it, as Database is: a call from another thread throws Error(BadInput). Each
/// has its own connection; several may be open on one file, in several threads and processes. What was put outlives a killed
/// program once the call has returned. A stream sees what was there when it began, reads one inspection at a time and holds
/// nobody up in between. All throw what Database throws.
class History {
public:
    /// `path` must have been prepared (prepareHistory()). Throws Error(FileMissing, HistoryNewer).
    explicit History(const std::filesystem::path& path);

    /// The image that a file is known to hold; nothing when the file has changed or was never stamped.
    std::optional<std::string> imageOf(const FileStamp& stamp);
    void putStamp(const FileStamp& stamp, const std::string& image);

    /// Null when there is none. Throws Error(EvidenceCorrupt) when what is stored cannot be read: inspect the image again and
    /// put() it.
    std::shared_ptr<const inference::Inspection> find(const InspectionKey& key);
    std::optional<InspectionId> idOf(const InspectionKey& key);

    /// Replaces what there is under `key`; its summaries go with it. Throws Error(BadInput) for a key or an inspection that
    /// cannot be stored.
    InspectionId put(const InspectionKey& key, const inference::Inspection& inspection);
    /// The same of what is there already, without another time; nothing where nothing is. Throws as put().
    void amend(const InspectionKey& key, const inference::Inspection& inspection);

    /// All inspections of a setup, oldest first. Throws Cancelled, and what the visitor throws.
    void stream(const InspectionSetup& setup, const InspectionVisitor& visitor, const std::stop_token& stop = {});
    std::vector<StoredSetup> setups();

    /// Summaries by inspection and `name`, which says of what kind they are (and of which version: the store does not).
    /// In one commit; replaces. Throws Error(BadInput) for an inspection that is not there.
    void putSummaries(const std::string& name, std::span<const StoredSummary> summaries);
    std::optional<std::vector<std::byte>> summary(InspectionId inspection, const std::string& name);
    /// Every inspection of a setup that has such a summary, oldest first, without what people said of it in a review (that would be
    /// a look-up for each). Throws as stream() does.
    void streamSummaries(const InspectionSetup& setup, const std::string& name,
                         const std::function<void(const StoredPart& part, std::span<const std::byte> bytes)>& found,
                         const std::stop_token& stop = {});
    /// The others of the setup, oldest first, without reviews.
    std::vector<StoredPart> partsWithoutSummary(const InspectionSetup& setup, const std::string& name);

    /// Ground truth, as the review log has set it.
    inference::Label label(const std::string& image);
    /// All images that are labelled good or defective, sorted by their hash.
    std::vector<LabelRecord> labels();
    /// All images of which people have said anything, sorted by their hash, with the place where each was seen last and its review; without
    /// inspections.
    std::vector<StoredPart> reviewedParts();

    HistoryCounts counts();

private:
    using Part = std::function<void(StoredPart& part)>;

    std::optional<qint64> setupId(const InspectionSetup& setup);
    qint64 imageId(const std::string& image);
    qint64 makeSetup(const InspectionSetup& setup);
    void putEvidence(InspectionId id, std::span<const std::byte> bytes);
    InspectionId makeInspection(qint64 image, qint64 setup);
    std::optional<QByteArray> evidence(InspectionId inspection);
    std::vector<StoredPart> page(qint64 setup, InspectionId after, InspectionId last);
    struct SummaryRow {
        StoredPart part;
        QByteArray bytes;
    };
    std::vector<SummaryRow> summaryPage(qint64 setup, const std::string& name, InspectionId after, InspectionId last);
    void walk(const InspectionSetup& setup, const Part& visit, const std::stop_token& stop);
    std::filesystem::path lastPath(const std::string& image);

    Database m_database;
};

}  // namespace app
