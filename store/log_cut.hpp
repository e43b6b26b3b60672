#pragma once
/// Takes the end of a log away: what stands behind a sequence, and all that the database keeps
/// because of it. Called by whoever puts a backup back up to a point inside it (app/backup), on a
/// folder of its own that nobody else has open.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/event_log.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

/// What becomes of the entries, of which the log itself does not know to which records they belong.
struct entry_changes {
  std::vector<std::pair<char, std::string>> gone{};  ///< kind and key
  std::vector<index_entry> put{};
};

/// Afterwards the log ends at `last`: its records, streams, entries, followers and HEAD are as if
/// it had never gone further. A follower that had been further goes on at `last`, without what it
/// made of what is gone. All or nothing: one batch, and HEAD after it; killed in between, the
/// folder is one that no engine opens. Precondition: it is whole, and reaches `last`, which is not
/// 0.
[[nodiscard]] std::optional<open_error> cut_log(const std::filesystem::path& folder,
                                                std::uint16_t partition, sequence last,
                                                const entry_changes& entries);

}  // namespace sluice::store
