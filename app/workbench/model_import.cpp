#include "app/workbench/model_import.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "core/detector.h"

#include <QElapsedTimer>

namespace app {

using inference::pipeline::ModelBundle;

ModelImport::ModelImport(ImportPlace place, QObject* parent)
    : QObject(parent)
    , m_place(std::move(place))
{
}

ModelImport::~ModelImport() = default;

template <typename Task>
void ModelImport::deliver(quint64 wish, Task task)
{
    QMetaObject::invokeMethod(this, [this, wish, task] {
        if (wish == m_wish)
            task();
    }, Qt::QueuedConnection);
}

void ModelImport::end(quint64 wish, std::function<void()> tell)
{
    deliver(wish, [this, tell = std::move(tell)] {
        m_running = false;
        tell();
    });
}

void ModelImport::run(Work work)
{
    const quint64 wish = ++m_wish;
    m_running = true;
    m_thread.request_stop();
    // The next thread waits for the one before, not the window: a read from a sleeping disk can't be interrupted.
    m_thread = std::jthread([this, wish, work = std::move(work), before = std::move(m_thread)](std::stop_token stop) mutable {
        if (before.joinable())
            before.join();
        try {
            work(wish, stop);
        } catch (const inference::Cancelled&) {
            end(wish, [this] { emit cancelled(); });
        } catch (const inference::Error& error) {
            end(wish, [this, text = sentence(error)] { emit failed(text); });
        } catch (const NoRoom& room) {
            end(wish, [this, room] {
                emit failed(tr("There is not enough room in %1: the model needs %2, and %3 are free. Make room or remove a model that is no longer used.")
                                .arg(pathText(room.folder), bytesText(room.needed), bytesText(room.free)));
            });
        } catch (const ImportBusy&) {
            end(wish, [this] { emit failed(tr("Another window is importing a model. Try again when it has finished.")); });
        } catch (const std::exception& error) {
            end(wish, [this, text = sentence(inference::Error(inference::ErrorCode::Internal, {error.what()}))] { emit failed(text); });
        }
    });
}

Progress ModelImport::reporter(quint64 wish)
{
    QElapsedTimer since;
    return [this, wish, since](double fraction) mutable {
        if (since.isValid() && since.elapsed() < 60 && fraction < 1)
            return;
        since.start();
        deliver(wish, [this, fraction] { emit progressed(fraction); });
    };
}

void ModelImport::check(const ImportRequest& request)
{
    run([this, request](quint64 wish, const std::stop_token& stop) {
        ImportCheck check = openFiles(request);
        if (stop.stop_requested())
            throw inference::Cancelled();
        if (!check.fits()) {
            end(wish, [this, check] { emit opened(check); });
            return;
        }
        deliver(wish, [this, check] { emit opened(check); });
        hashFiles(request, check, reporter(wish), stop);
        end(wish, [this, check] { emit checked(check); });
    });
}

void ModelImport::start(const ImportRequest& request, const ImportCheck& check)
{
    run([this, request, check](quint64 wish, const std::stop_token& stop) {
        const ModelBundle bundle = importFiles(request, check, m_place, reporter(wish), stop);
        end(wish, [this, bundle] { emit imported(bundle); });
    });
}

void ModelImport::cancel()
{
    m_thread.request_stop();
}

}  // namespace app
