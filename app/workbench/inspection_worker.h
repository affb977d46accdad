#pragma once

#include "app/store/history_service.h"
#include "app/store/inspection_archive.h"
#include "app/workbench/bounded_channel.h"
#include "core/error.h"
#include "pipeline/inspector.h"
#include "pipeline/ordered_workers.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <stop_token>
#include <thread>
#include <variant>

namespace app {

/// One image to inspect. It carries the inspector, so that a model switched meanwhile cannot mix with it, and its own stop.
struct InspectionRequest {
    quint64 id = 0;
    QString path;
    std::shared_ptr<const inference::pipeline::Inspector> inspector;
    std::shared_ptr<const InspectionArchive> archive;  ///< null: nothing is looked up or kept
    std::stop_token stop;
};

/// To be cancelled is an outcome like the others.
struct InspectionCancelled {};

struct InspectionOutcome {
    quint64 id = 0;
    std::string image;   ///< SHA-256 of the file's bytes; empty when they couldn't be read
    bool known = false;  ///< out of the archive, without the model
    bool kept = false;   ///< it is in the archive now
    std::variant<std::shared_ptr<const inference::Inspection>, InspectionCancelled, inference::Error> result;
};

class ArchiveAccess;
class UnkeptInspections;

/// Runs inspections off the GUI thread: some threads look up and decode ahead, one runs the model, one keeps what comes out. Every request
/// gets exactly one outcome, in order. A model that favours batches gets what is ready together. A new inspection is in the archive before its outcome is told; where it can't be kept the outcome
/// is told all the same, and `notKept` once for each cause until keeping works again: what couldn't be kept is tried again
/// meanwhile, and when the worker ends.
class InspectionWorker : public QObject {
    Q_OBJECT

public:
    /// How many requests may be under way with a model that takes one at a time: two prepared or one decoding, and one at the model.
    static constexpr int depth = 3;
    /// The same for any: where it takes several together, two batches at it and one being prepared.
    static int depthFor(const inference::pipeline::Inspector& inspector);

    explicit InspectionWorker(QObject* parent = nullptr, RetryTimes retry = {});
    ~InspectionWorker() override;

    /// Never blocks as long as at most depthFor() requests are without an outcome. GUI thread.
    void submit(InspectionRequest request);

signals:
    /// Emitted on a thread of the worker; connect queued.
    void finished(const app::InspectionOutcome& outcome);
    /// How far the model has come with an image that it looks at in tiles, 0..1.
    void underWay(quint64 id, double share);
    void notKept(const inference::Error& error);
    /// Nothing waits to be kept any more.
    void keptAgain();

private:
    struct Prepared {
        InspectionRequest request;
        std::string image;  ///< SHA-256
        std::variant<inference::pipeline::PreparedImage, std::shared_ptr<const inference::Inspection>, InspectionCancelled, inference::Error> picture;
        bool inferred = false;  ///< the inspection is the model's and new
        bool measured = false;  ///< it was known, but nothing of its picture
    };

    static Prepared prepare(InspectionRequest request, ArchiveAccess& archive);
    void inferLoop(const std::stop_token& stop);
    void keepLoop(const std::stop_token& stop);
    InspectionOutcome outcomeOf(Prepared prepared, ArchiveAccess& archive);
    static void amend(const Prepared& prepared, const inference::Inspection& inspection, ArchiveAccess& archive);
    bool keep(const Prepared& prepared, const std::shared_ptr<const inference::Inspection>& inspection, ArchiveAccess& archive);
    void keepAgain(ArchiveAccess& archive);
    void sayNotKept(const inference::Error& error);

    inference::pipeline::OrderedWorkers<InspectionRequest, Prepared> m_preparers;
    BoundedChannel<Prepared> m_answered;
    std::unique_ptr<UnkeptInspections> m_unkept;     ///< keeper's thread
    std::optional<inference::ErrorCode> m_notKept;  ///< keeper's thread: why keeping doesn't work, as it was said
    std::jthread m_keeper;
    std::jthread m_model;
};

}  // namespace app

Q_DECLARE_METATYPE(app::InspectionOutcome)
