#pragma once
/// What a word about a channel's reconciliation leads to. Pure; the actor that keeps it asks.

#include <variant>
#include <vector>

#include "domain/reconciliation/command.hpp"
#include "domain/reconciliation/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::reconciliation {

/// What the rules need to know besides.
struct surroundings {
  channel_id channel{};  ///< whose stream it is
};

/// Events that become durable together; none where nothing is new. Or why not.
[[nodiscard]] std::variant<std::vector<event>, rejection> decide(const state& s, const command& c,
                                                                 const surroundings& around);

/// By now the order says of this number what the bill says: of payments and refunds whether they
/// are, and of how much; of what the bill has not, that there is no money.
[[nodiscard]] bool agrees(const difference& d, const std::optional<claim>& order_says) noexcept;

/// Open, the order's to end, and so that the channel may be asked about it: in a proven bill, with
/// an order that is known.
[[nodiscard]] bool waits_for_order(const state& s, const known_difference& d);

/// The bill in which it was found. Precondition: it is of this state.
[[nodiscard]] const bill& bill_of(const state& s, const difference_found& d);
/// The newest with these bytes; null: there is none.
[[nodiscard]] const bill* find_bill(const state& s, day_number day, const file_hash& file) noexcept;

}  // namespace sluice::reconciliation
