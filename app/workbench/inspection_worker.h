#pragma once

#include "app/workbench/bounded_channel.h"
#include "core/error.h"
#include "pipeline/inspector.h"

#include <QObject>
#include <QString>

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
    std::stop_token stop;
};

/// To be cancelled is an outcome like the others.
struct InspectionCancelled {};

struct InspectionOutcome {
    quint64 id = 0;
    std::variant<std::shared_ptr<const inference::Inspection>, InspectionCancelled, inference::Error> result;
};

/// Runs inspections off the GUI thread: one thread decodes ahead, one runs the model. Every request gets exactly one
/// outcome, in order.
class InspectionWorker : public QObject {
    Q_OBJECT

public:
    /// How many requests may be under way: two prepared, one decoding, one at the model.
    static constexpr int depth = 3;

    explicit InspectionWorker(QObject* parent = nullptr);
    ~InspectionWorker() override;

    /// Never blocks as long as at most `depth` requests are without an outcome. GUI thread.
    void submit(InspectionRequest request);

signals:
    /// Emitted on the model's thread; connect queued.
    void finished(const app::InspectionOutcome& outcome);

private:
    struct Prepared {
        InspectionRequest request;
        std::variant<inference::pipeline::PreparedImage, InspectionCancelled, inference::Error> image;
    };

    void prepareLoop(const std::stop_token& stop);
    void inferLoop(const std::stop_token& stop);

    BoundedChannel<InspectionRequest> m_requests {depth};
    BoundedChannel<Prepared> m_prepared {2};
    std::jthread m_preparer;
    std::jthread m_model;
};

}  // namespace app

Q_DECLARE_METATYPE(app::InspectionOutcome)
