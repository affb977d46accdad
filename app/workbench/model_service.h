#pragma once

#include "core/error.h"
#include "model/device.h"
#include "pipeline/model_loader.h"

#include <QObject>

#include <memory>
#include <optional>
#include <thread>

namespace app {

/// Loads models behind the window. The newest wish wins; an older load is stopped. GUI thread API; signals come on the
/// GUI thread.
class ModelService : public QObject {
    Q_OBJECT

public:
    explicit ModelService(QObject* parent = nullptr);
    ~ModelService() override;

    void load(const inference::pipeline::ModelBundle& bundle);
    bool isLoading() const { return m_loading; }
    /// What LibTorch found; nothing before the first load has begun its work.
    const std::optional<inference::model::Machine>& machine() const { return m_machine; }

signals:
    void machineKnown();
    void progressed(double fraction);
    void loaded(const std::shared_ptr<const inference::pipeline::LoadedModel>& model);
    void failed(const inference::pipeline::ModelBundle& bundle, const inference::Error& error);

private:
    void run(const std::stop_token& stop, quint64 wish, const inference::pipeline::ModelBundle& bundle);
    /// Runs `task` on the GUI thread unless a newer wish has come meanwhile.
    template <typename Task>
    void deliver(quint64 wish, Task task);

    quint64 m_wish = 0;
    bool m_loading = false;
    std::optional<inference::model::Machine> m_machine;
    std::jthread m_thread;
};

}  // namespace app
