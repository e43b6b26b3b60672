#pragma once
/// What waits for a person, in the words in which people are told of it: by operator.list, and by
/// `sluice operator list` from the log alone.

#include <optional>
#include <string>
#include <vector>

#include "domain/order/state.hpp"

namespace sluice::order {

/// One thing that only a person can decide.
struct waiting_matter {
  order_id order;
  attempt_no attempt;               ///< whose money it is
  std::optional<refund_no> refund;  ///< nothing: the order itself, or the attempt's money
  std::string reason;
  instant since;
  money amount;                       ///< of the order or of the refund
  std::vector<std::string> evidence;  ///< what is known, a sentence each
  std::vector<resolution> words;      ///< what order.resolve takes as an answer
};
[[nodiscard]] waiting_matter matter_of(const state& o, const open_matter& m);

/// Whether anything of it does.
[[nodiscard]] bool is_with_a_person(const state& o) noexcept;

}  // namespace sluice::order
