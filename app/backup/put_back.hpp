#pragma once
/// A backup as a log again: to look whether it would work, and for an engine to go on from. What an
/// engine finds then says of itself that it lacks its end (store/log_history.hpp).

#include <iosfwd>

#include "app/backup/backup_repository.hpp"
#include "store/log_history.hpp"

namespace sluice::app {

/// Every byte, and `audit verify` over it, in a folder that goes away again. False: what is wrong
/// has been said.
[[nodiscard]] bool verify_backup(const backup_repository& all, const backup_manifest& m,
                                 std::ostream& out, std::ostream& errors);

/// Into a folder that is not there yet, or is empty. All or nothing: it appears when it is whole,
/// of a new incarnation, which is returned. Throws backup_failed.
store::incarnation restore_backup(const backup_repository& all, const backup_manifest& m,
                                  const std::filesystem::path& data);

}  // namespace sluice::app
