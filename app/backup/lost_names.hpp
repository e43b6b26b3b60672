#pragma once
/// The other names (store/key_layout.hpp) of what a log has behind a sequence. They go with it, or
/// a command that is sent again would be taken for one that was carried out.

#include "store/log_cut.hpp"

namespace sluice::app {

/// What has to become of the entries when `log` ends at `last`. Throws backup_failed where a record
/// behind it, or the stream that it belongs to, cannot be read.
[[nodiscard]] store::entry_changes lost_names(const store::event_log& log, store::sequence last);

}  // namespace sluice::app
