#pragma once
/// How the auditors' commands open a log, and what they end with where they cannot.

#include <iosfwd>
#include <memory>
#include <variant>

#include "audit/commands.hpp"
#include "store/readability.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice {

using log_for_reading = std::variant<std::unique_ptr<store::event_log>, store::open_error>;

[[nodiscard]] log_for_reading open_for_reading(const audit_options& options);

/// Opening checks the tail and the head already: what it finds missing or damaged is a violation.
/// What cannot be read is neither sound nor wrong.
[[nodiscard]] int status_of(const store::open_error& e);
[[nodiscard]] int status_of(const store::event_log& log, const store::damage& d);
/// Says it, and with what the command ends.
[[nodiscard]] int refuse(const store::open_error& e, std::ostream& errors);

}  // namespace sluice
