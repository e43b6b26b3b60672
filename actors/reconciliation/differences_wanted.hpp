#pragma once
/// Front desk -> reconciler: what is asked about bills and their differences.

#include <caf/all.hpp>
#include <variant>

#include "actors/engine/messages.hpp"
#include "domain/reconciliation/command.hpp"

namespace sluice {

struct differences_wanted {
  token who = 0;
  std::variant<list_differences, get_difference, report_bill, resolve_difference> ask{};
  cause why{};
  std::optional<store::index_entry> guard{};  ///< the command id, written with the events
  bool is_repeated = false;  ///< it was heard before, and now is only told how things stand
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::differences_wanted)
