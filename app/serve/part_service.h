#pragma once

#include "app/common/result_row.h"
#include "core/detector.h"
#include "core/recipe.h"
#include "pipeline/inspector.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace app {

/// A recipe that parts may ask to be judged by.
struct ServedRecipe {
    std::string name;  ///< by which it is asked for
    inference::Recipe recipe {};
    std::string sha256 {};
};

/// A part that was judged, or could not be. Holds its file and its evidence, of which overlay, mask and map are drawn when somebody asks.
struct ServedPart {
    std::uint64_t number = 0;  ///< counts from 1
    std::chrono::system_clock::time_point judged {};
    std::shared_ptr<const ServedRecipe> recipe {};
    ResultRow row {};
    std::vector<std::uint8_t> file {};                   ///< as it was sent
    std::shared_ptr<const inference::Inspection> inspection {};  ///< null where the row has an error
};
using ServedPartPtr = std::shared_ptr<const ServedPart>;

/// Judges pictures that come one by one from several callers at once, as a run of vcp-inspect judges files: each caller decodes and judges on its own
/// thread, one thread gives the model what is ready together. How much may be inside at a time is bounded: who comes when it is full is turned away
/// and not queued, so that an answer is never an old one. Thread-safe.
class PartService {
public:
    struct Bounds {
        std::size_t inside = 8;                    ///< parts at once
        std::size_t keptParts = 16;                ///< the last ones, for kept()
        std::size_t keptBytes = 256 * 1024 * 1024;  ///< of their files; the newest part is always kept
    };
    struct Figures {
        std::size_t inside = 0;
        std::uint64_t judged = 0;      ///< with a verdict
        std::uint64_t failed = 0;      ///< without one
        std::uint64_t turnedAway = 0;
    };

    /// `recipes`: at least one, no two of one name.
    PartService(std::shared_ptr<inference::Detector> detector, std::vector<ServedRecipe> recipes, Bounds bounds);
    /// Nobody may be in judge() any more.
    ~PartService();

    /// Whoever waits for a verdict, and whoever comes from now on, gets inference::Cancelled.
    void letGo();

    /// A part's place inside, for as long as it lives.
    class Place {
    public:
        Place(Place&& other) noexcept
            : m_service(std::exchange(other.m_service, nullptr))
        {
        }
        Place& operator=(Place&& other) noexcept
        {
            std::swap(m_service, other.m_service);
            return *this;
        }
        ~Place();

    private:
        friend class PartService;
        explicit Place(PartService& service)
            : m_service(&service)
        {
        }
        PartService* m_service;
    };
    /// Nothing: it is full.
    std::optional<Place> enter();

    /// Waits for the verdict. `name` is what answers call the part, "part 7" where it is empty. What is wrong with a picture is the row's error,
    /// not an exception. Throws inference::Cancelled after letGo().
    ServedPartPtr judge(const Place& place, std::vector<std::uint8_t> file, std::string name, std::shared_ptr<const ServedRecipe> recipe);

    const std::vector<std::shared_ptr<const ServedRecipe>>& recipes() const { return m_recipes; }
    /// Null: there is none of that name.
    std::shared_ptr<const ServedRecipe> recipe(const std::string& name) const;

    /// Null where there has been no such part, or no longer is.
    ServedPartPtr kept(std::uint64_t number) const;
    /// The number of the newest part that was begun; 0: there was none.
    std::uint64_t newest() const { return m_numbers.load(); }
    /// Lower numbers are gone, but for parts that are still being judged; 0: none has been judged yet.
    std::uint64_t oldestKept() const;
    Figures figures() const;

private:
    /// On its way to the model and back.
    struct Waiting {
        inference::pipeline::PreparedImage image;
        std::shared_ptr<const inference::pipeline::Inspector> inspector;
        std::promise<std::optional<inference::pipeline::InferredImage>> answer;
    };

    std::shared_ptr<const inference::pipeline::Inspector> inspectorFor(const inference::Recipe& recipe) const;
    inference::Inspection inspect(const ServedPart& part, const inference::Recipe& recipe);
    void requireStaying() const;
    void feedModel(const std::stop_token& stop);
    std::optional<Waiting> nextWaiting(bool wait, const std::stop_token& stop);
    void keep(const ServedPartPtr& part);

    const Bounds m_bounds;
    std::vector<std::shared_ptr<const ServedRecipe>> m_recipes;
    std::vector<std::shared_ptr<const inference::pipeline::Inspector>> m_inspectors;  ///< one for each side of tiles
    std::counting_semaphore<> m_decoders;  ///< pictures that may be decoded at a time: they are large
    std::atomic<std::uint64_t> m_numbers = 0;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_letGo = false;
    std::deque<Waiting> m_waiting;      ///< for the model
    std::deque<ServedPartPtr> m_kept;   ///< oldest first
    std::size_t m_keptBytes = 0;
    Figures m_figures;
    std::jthread m_model;  ///< last: it uses everything above
};

}  // namespace app
