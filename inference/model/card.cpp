#include "model/card_p.h"

#ifdef WORKBENCH_TORCH_CUDA

#include "core/error.h"
#include "model/forward_p.h"
#include "model/guarded_p.h"

#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>

#include <algorithm>
#include <list>
#include <map>
#include <mutex>

namespace inference::model {
namespace {

using c10::cuda::CUDAStream;
using c10::cuda::CUDAStreamGuard;

/// More sizes than a folder run and a camera ask for; each holds buffers of its own.
constexpr std::size_t mostGraphs = 4;

/// The buffers of one batch on its way. Pinned memory is costly to make: they are used again.
struct Slot {
    Tensor pinnedBytes;   ///< [n, S, S, 3]
    Tensor bytes;         ///< the same on the card
    Tensor pinnedAnswer;  ///< joined answers of n images
    at::cuda::CUDAEvent uploaded;
    at::cuda::CUDAEvent answered;
};

/// Slots that no batch uses. Outlives the card as long as an answer is out.
class Slots {
public:
    std::unique_ptr<Slot> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty())
            return std::make_unique<Slot>();
        auto slot = std::move(m_free.back());
        m_free.pop_back();
        return slot;
    }
    void give(std::unique_ptr<Slot> slot)
    {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(slot));
    }
    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_free.clear();
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Slot>> m_free;
};

class OnItsWay final : public PendingEvidence {
public:
    OnItsWay(std::shared_ptr<Slots> slots, std::unique_ptr<Slot> slot, std::int64_t batch, Card::Finish finish)
        : m_slots(std::move(slots))
        , m_slot(std::move(slot))
        , m_batch(batch)
        , m_finish(std::move(finish))
    {
    }

    ~OnItsWay() override
    {
        if (!m_slot)
            return;
        try {
            m_slot->answered.synchronize();  // the card may still write to it
            m_slots->give(std::move(m_slot));
        } catch (const std::exception&) {
            // A card that failed says so to whoever asks next; its buffers are not used again.
        }
    }

    std::vector<Evidence> take() override
    {
        return guarded([this] {
            const c10::InferenceMode noGradients;
            m_slot->answered.synchronize();
            return m_finish(m_slot->pinnedAnswer.narrow(0, 0, m_batch));
        });
    }

private:
    std::shared_ptr<Slots> m_slots;
    std::unique_ptr<Slot> m_slot;
    std::int64_t m_batch;
    Card::Finish m_finish;
};

using Pool = decltype(at::cuda::graph_pool_handle());  // its name moves between namespaces

void beginRecording(at::cuda::CUDAGraph& graph, Pool pool)
{
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1)
    graph.capture_begin(pool, cudaStreamCaptureModeThreadLocal);  // what other threads do meanwhile is no business of it
#else
    graph.capture_begin(pool);
#endif
}

class CudaCard final : public Card {
public:
    CudaCard(at::Device device, Forward forward)
        : m_device(device)
        , m_forward(std::move(forward))
        , m_compute(c10::cuda::getStreamFromPool(false, device.index()))
        , m_upload(c10::cuda::getStreamFromPool(false, device.index()))
    {
        // The weights were brought and converted on another stream; what that left over is not needed any more.
        c10::cuda::getCurrentCUDAStream(device.index()).synchronize();
        c10::cuda::CUDACachingAllocator::emptyCache();
    }

    ~CudaCard() override
    {
        try {
            wait();
        } catch (const std::exception&) {
            // nothing is read from a card that failed
        }
    }

    std::unique_ptr<PendingEvidence> begin(std::span<const Image> images, int size, const Finish& finish) override
    {
        const c10::cuda::CUDAGuard here(m_device);
        const auto batch = std::int64_t(images.size());
        auto slot = m_slots->take();
        try {
            reserve(*slot, batch, size);
            packPixels(images, size, slot->pinnedBytes.data_ptr<std::uint8_t>());
            start(*slot, batch);
        } catch (...) {
            wait();  // what was begun with these buffers ends before they go
            throw;
        }
        return std::make_unique<OnItsWay>(m_slots, std::move(slot), batch, finish);
    }

    void letGo() override
    {
        wait();
        m_graphs.clear();
        m_seen.clear();
        m_slots->clear();
        c10::cuda::CUDACachingAllocator::emptyCache();
    }

    std::pair<int, std::string> graphs() const override { return {int(m_graphs.size()), m_refused}; }

private:
    struct Graph {
        std::int64_t batch = 0;
        Tensor input;   ///< bytes
        Tensor answer;  ///< joined
        at::cuda::CUDAGraph graph;
    };

    void wait() const
    {
        m_upload.synchronize();
        m_compute.synchronize();
    }

    void reserve(Slot& slot, std::int64_t batch, std::int64_t size) const
    {
        if (slot.bytes.defined() && slot.bytes.size(0) >= batch && slot.bytes.size(1) == size)
            return;
        slot.pinnedBytes = at::empty({batch, size, size, 3}, at::TensorOptions(at::kByte).pinned_memory(true));
        slot.pinnedAnswer = Tensor();
        slot.bytes = Tensor();
        const CUDAStreamGuard stream(m_upload);
        slot.bytes = at::empty({batch, size, size, 3}, at::TensorOptions(at::kByte).device(m_device));
    }

    void start(Slot& slot, std::int64_t batch)
    {
        const Tensor bytes = slot.bytes.narrow(0, 0, batch);
        {
            const CUDAStreamGuard stream(m_upload);
            bytes.copy_(slot.pinnedBytes.narrow(0, 0, batch), true);
            slot.uploaded.record(m_upload);
        }
        const CUDAStreamGuard stream(m_compute);
        slot.uploaded.block(m_compute);
        const Tensor answer = compute(bytes);
        if (!slot.pinnedAnswer.defined() || slot.pinnedAnswer.size(0) < batch) {
            auto shape = answer.sizes().vec();
            shape[0] = slot.bytes.size(0);
            slot.pinnedAnswer = at::empty(shape, at::TensorOptions(at::kFloat).pinned_memory(true));
        }
        slot.pinnedAnswer.narrow(0, 0, batch).copy_(answer, true);
        slot.answered.record(m_compute);
    }

    /// The first batch of a size is computed step by step, which also sets up what its kernels need; the second is recorded.
    Tensor compute(const Tensor& bytes)
    {
        const auto batch = bytes.size(0);
        const auto known = std::ranges::find(m_graphs, batch, &Graph::batch);
        if (known != m_graphs.end())
            m_graphs.splice(m_graphs.begin(), m_graphs, known);
        else if (!m_refused.empty() || !m_seen.contains(batch) || !record(bytes, m_seen.at(batch)))
            return computeByStep(bytes);
        Graph& graph = m_graphs.front();
        graph.input.copy_(bytes, true);
        graph.graph.replay();
        return graph.answer;
    }

    Tensor computeByStep(const Tensor& bytes)
    {
        Tensor answer = m_forward(bytes);
        if (m_seen.size() < 256)
            m_seen[bytes.size(0)] = answer.sizes().vec();
        return answer;
    }

    bool record(const Tensor& bytes, const std::vector<std::int64_t>& answerShape)
    {
        m_compute.synchronize();
        while (m_graphs.size() >= mostGraphs)
            m_graphs.pop_back();
        std::list<Graph> fresh(1);
        Graph& graph = fresh.front();
        bool recording = false;
        try {
            graph.batch = bytes.size(0);
            graph.input = at::empty_like(bytes);
            graph.input.copy_(bytes);
            graph.answer = at::empty(answerShape, at::TensorOptions(at::kFloat).device(m_device));
            beginRecording(graph.graph, m_pool);
            recording = true;
            graph.answer.copy_(m_forward(graph.input), true);
            recording = false;
            graph.graph.capture_end();
        } catch (const std::exception& error) {
            giveUpRecording(graph, recording, error);
            return false;
        }
        m_graphs.splice(m_graphs.begin(), fresh);
        return true;
    }

    void giveUpRecording(Graph& graph, bool recording, const std::exception& error)
    {
        m_refused = error.what();
        m_refused = m_refused.substr(0, m_refused.find('\n'));
        try {
            if (recording)
                graph.graph.capture_end();
        } catch (const std::exception&) {
            // the recording is broken; ending it says so again
        }
    }

    at::Device m_device;
    Forward m_forward;
    CUDAStream m_compute;
    CUDAStream m_upload;
    std::shared_ptr<Slots> m_slots = std::make_shared<Slots>();
    /// Shared by all graphs: they never run at the same time, and what they keep lies outside.
    Pool m_pool = at::cuda::graph_pool_handle();
    std::list<Graph> m_graphs;  ///< the one used last first
    std::map<std::int64_t, std::vector<std::int64_t>> m_seen;  ///< batch sizes computed before, and the answer's shape
    std::string m_refused;
};

}  // namespace

std::unique_ptr<Card> makeCard(at::Device device, Card::Forward forward)
{
    return device.is_cuda() ? std::make_unique<CudaCard>(device, std::move(forward)) : nullptr;
}

at::ScalarType fastestType(at::Device device)
{
    if (!device.is_cuda())
        return at::kFloat;
    const int generation = at::cuda::getDeviceProperties(device.index())->major;
    return generation >= 8 ? at::kBFloat16 : generation >= 7 ? at::kHalf : at::kFloat;
}

double peakOfCard(at::Device device)
{
    if (!device.is_cuda())
        return 0;
    return double(c10::cuda::CUDACachingAllocator::getDeviceStats(device.index()).allocated_bytes[0].peak);
}

void resetPeakOfCard(at::Device device)
{
    if (device.is_cuda())
        c10::cuda::CUDACachingAllocator::resetPeakStats(device.index());
}

}  // namespace inference::model

#else

namespace inference::model {

std::unique_ptr<Card> makeCard(at::Device, Card::Forward)
{
    return nullptr;
}

at::ScalarType fastestType(at::Device)
{
    return at::kFloat;
}

double peakOfCard(at::Device)
{
    return 0;
}

void resetPeakOfCard(at::Device) {}

}  // namespace inference::model

#endif
