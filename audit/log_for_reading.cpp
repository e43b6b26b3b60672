#include "audit/log_for_reading.hpp"

#include <ostream>

namespace sluice {

log_for_reading open_for_reading(const audit_options& options) {
  return store::open_rocksdb_event_log({.folder = options.data, .read_only = true});
}

int status_of(const store::open_error& e) {
  const bool is_violation =
      e.kind == store::open_problem::cut_tail || e.kind == store::open_problem::damaged;
  return is_violation ? audit_violated : audit_unreadable;
}

int status_of(const store::event_log& log, const store::damage& d) {
  return d.at == 0 || store::is_unreadable(log, d) ? audit_unreadable : audit_violated;
}

int refuse(const store::open_error& e, std::ostream& errors) {
  errors << e.message << '\n';
  return status_of(e);
}

}  // namespace sluice
