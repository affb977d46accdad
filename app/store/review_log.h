#pragma once

#include "app/store/database.h"
#include "app/store/label_table.h"
#include "app/store/review_chain.h"
#include "app/store/review_entry.h"
#include "app/store/review_state.h"
#include "app/store/review_tip.h"

#include <functional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace app {

/// What a check of the review log found; the worst first is what counts, and the first row where it shows.
enum class ReviewFinding {
    Intact,
    /// The tip record is older by exactly the last commit: the program was stopped between the two. No alarm.
    TipBehind,
    RowChanged,   ///< a row's hash does not fit what stands in it
    RowMissing,   ///< an id is missing: a row was deleted
    RowUnlinked,  ///< a row is whole, but not written behind the one before it: inserted, or that one was replaced
    CutAtEnd,     ///< the tip record knows rows that are gone; `row` is the first of them
    Rewritten,    ///< the chain is whole, but its row `row` is not the one that the tip record knows
    AddedAtEnd,   ///< there are whole rows, from `row` on, that the tip record ought to know and does not
    TipLost,      ///< the tip record is gone or cannot be read
    LabelChanged, ///< the label of `image` is not what row `row` (0: no row) of the log says; known for sure, it counts before TipLost
};

struct ReviewVerification {
    ReviewFinding finding = ReviewFinding::Intact;
    qint64 row = 0;       ///< id of the first bad row; 0 where no row is to blame
    qint64 rows = 0;      ///< how many were looked at
    bool mended = false;  ///< TipBehind: the tip record is up to date again
    std::string image {}; ///< LabelChanged
};

/// Part of a log, and how the whole of it ended at that moment.
struct ReviewExtract {
    ReviewTip tip;
    std::vector<ReviewRow> rows;  ///< in the log's order
};

/// The append-only record of what people decided, in the table `review` of a history.
///
/// Each row holds the hash of the row before (review_chain.h) and triggers refuse UPDATE and DELETE, so a change by hand is
/// found; a tip record beside the database (review_tip.h) finds rows that were cut off. What it cannot find: somebody who
/// makes the whole chain and the tip record anew.
/// Confined to the thread that made it; own connection. Several may be open on one file, in several programs: appends take
/// turns. Commits outlive a power cut. All throw what Database throws.
class ReviewLog {
public:
    using Stater = std::function<void(const std::string& image, const ReviewState& state, inference::Label label)>;

    /// `path` must have been prepared (prepareHistory()). Throws Error(FileMissing, HistoryNewer).
    /// Opening::ReadOnly: of any history there is, somebody else's or an older one; verify() mends nothing, append() throws Error(WriteFailed). Throws
    /// Error(HistoryDamaged) for a file that is no history.
    explicit ReviewLog(const std::filesystem::path& path, Opening opening = Opening::Existing);

    /// Writes the entries in one commit, all or none, and answers the id of the first; rows of kind Label set the label in the
    /// same commit. Committed when it returns. Entries without a time get the present one. 0 and nothing for no entries.
    /// Where the tip record does not fit the log (verify() says how) the rows are written and the tip record is left alone, so that
    /// the alarm stays. Throws Error(BadInput) for an entry that cannot be read back, Error(WriteFailed) when nothing was written.
    qint64 append(std::span<const ReviewEntry> entries);

    /// Whether the tip record fitted the log at the last append(): where it did not, verify() says how.
    bool fitted() const { return m_fitted; }

    /// Walks the whole chain and holds the labels against it. A tip record that is behind by the last commit is mended. Throws
    /// Cancelled; FileChanging where a file that is only read was written to meanwhile.
    ReviewVerification verify(const std::stop_token& stop = {});

    ReviewState state(const std::string& image);
    /// The state of each image, in the order given. Throws Cancelled, and what `visit` throws.
    void states(std::span<const std::string> images, const Stater& visit, const std::stop_token& stop = {});
    /// All that was ever said of an image, oldest first.
    std::vector<ReviewRow> rowsOf(const std::string& image);
    /// The same for many images: one walk over the log, however many they are. Throws Cancelled.
    ReviewExtract extract(const std::unordered_set<std::string>& images, const std::stop_token& stop = {});
    /// None where there is no such row.
    std::optional<ReviewRow> row(qint64 id);
    qint64 rows();

private:
    enum class Standing { Current, Behind, Broken };
    struct SaidLabel {
        qint64 row = 0;
        LabelRecord record;
    };
    using SaidLabels = std::unordered_map<std::string, SaidLabel>;  ///< by image: the last word

    ReviewTipReading beginSnapshot(std::optional<Database::Transaction>& snapshot);
    ReviewTip last();
    Standing standing(const ReviewTipReading& reading, const ReviewTip& last);
    bool knows(const ReviewTip& tip);
    ReviewTip write(std::span<const ReviewEntry> entries, const ReviewTip& last);
    ReviewVerification walk(const ReviewTip& tip, ReviewTip& last, SaidLabels& labels, const std::stop_token& stop);
    std::optional<ReviewVerification> changedLabel(SaidLabels& said);
    bool mend(const ReviewTipReading& seen, const ReviewTip& last);

    Database m_database;
    std::filesystem::path m_tipPath;
    std::filesystem::path m_lockPath;
    bool m_readOnly;
    bool m_fitted = true;
};

}  // namespace app
