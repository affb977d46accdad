#include "app/workbench/model_service.h"

#include "core/detector.h"

#include <QMetaObject>

namespace app {

using inference::Error;
using inference::ErrorCode;

ModelService::ModelService(QObject* parent)
    : QObject(parent)
{
}

ModelService::~ModelService() = default;

template <typename Task>
void ModelService::deliver(quint64 wish, Task task)
{
    QMetaObject::invokeMethod(this, [this, wish, task = std::move(task)] {
        if (wish == m_wish)
            task();
    }, Qt::QueuedConnection);
}

void ModelService::load(const inference::pipeline::ModelBundle& bundle)
{
    const quint64 wish = ++m_wish;
    m_loading = true;
    // The older load ends at its next tensor; waiting for it happens on the new thread, not here.
    m_thread.request_stop();
    m_thread = std::jthread([this, wish, bundle, older = std::make_shared<std::jthread>(std::move(m_thread))](const std::stop_token& stop) {
        if (older->joinable())
            older->join();
        run(stop, wish, bundle);
    });
}

void ModelService::run(const std::stop_token& stop, quint64 wish, const inference::pipeline::ModelBundle& bundle)
{
    const auto fail = [&](const Error& error) {
        deliver(wish, [this, bundle, error] {
            m_loading = false;
            emit failed(bundle, error);
        });
    };
    try {
        deliver(wish, [this, machine = inference::model::prepareMachine()] {
            m_machine = machine;
            emit machineKnown();
        });
        int lastPercent = -1;
        const auto progress = [&](double fraction) {
            if (const int percent = int(fraction * 100); percent != lastPercent) {
                lastPercent = percent;
                deliver(wish, [this, fraction] { emit progressed(fraction); });
            }
        };
        auto model = std::make_shared<const inference::pipeline::LoadedModel>(inference::pipeline::loadModel(bundle, progress, stop));
        deliver(wish, [this, model] {
            m_loading = false;
            emit loaded(model);
        });
    } catch (const inference::Cancelled&) {
        // A newer wish is on its way and reports for both.
    } catch (const Error& error) {
        fail(error);
    } catch (const std::bad_alloc&) {
        fail(Error(ErrorCode::OutOfMemory));
    } catch (const std::exception& error) {
        fail(Error(ErrorCode::Internal, {error.what()}));
    }
}

}  // namespace app
