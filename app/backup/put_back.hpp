#pragma once
/// A backup as a log again: to look whether it would work, and for an engine to go on from. What an
/// engine finds then says of itself that it lacks its end (store/log_history.hpp).

#include <iosfwd>

#include "app/backup/backup_repository.hpp"
#include "app/backup/cut_point.hpp"
#include "store/log_history.hpp"

namespace sluice::app {

/// Every byte, and `audit verify` over it, in a folder that goes away again. False: what is wrong
/// has been said.
[[nodiscard]] bool verify_backup(const backup_repository& all, const backup_manifest& m,
                                 std::ostream& out, std::ostream& errors);

/// Up to where a person wants a log back: all of the backup, a sequence of it, or what had been
/// decided by a time.
using wanted_end = std::variant<std::monostate, store::sequence, instant>;

struct put_back {
  store::incarnation begun;
  cut_point end;
};
/// Into a folder that is not there yet, or is empty. All or nothing: it appears when it is whole,
/// of a new incarnation, and what lies beside it meanwhile no engine opens. What is behind the end
/// goes, with all that is kept because of it (store/log_cut.hpp). Throws backup_failed.
put_back restore_backup(const backup_repository& all, const backup_manifest& m,
                        const std::filesystem::path& data, const wanted_end& end);

}  // namespace sluice::app
