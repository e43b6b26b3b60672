#pragma once
/// Whether a log is wrong or only cannot be read. A record that is missing or does not fit into the
/// chain was changed; of one whose file is damaged nobody can say what it held.

#include "store/event_log.hpp"

namespace sluice::store {

/// A log on files.
class log_on_files {
 public:
  virtual ~log_on_files() = default;
  [[nodiscard]] virtual bool can_read(sequence at) const = 0;
};

/// The files under the damage cannot be read. Of a log in memory: never.
[[nodiscard]] inline bool is_unreadable(const event_log& log, const damage& d) {
  const auto* files = dynamic_cast<const log_on_files*>(&log);
  return files != nullptr && d.at != 0 && !files->can_read(d.at);
}

}  // namespace sluice::store
