#include "events/log_bookkeeper.hpp"

#include <algorithm>

#include "events/event_type.hpp"
#include "events/past_of_order.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// What says nothing of money, or none that is certain.
constexpr auto without_money = std::to_array<event_type>(
    {event_type_of<order::payer_asked>, event_type_of<order::attempt_in_doubt>,
     event_type_of<order::revoke_requested>, event_type_of<order::revoke_answered>,
     event_type_of<order::result_conflicted>, event_type_of<order::refund_in_doubt>,
     event_type_of<order::operator_needed>, event_type_of<order::risk_judged>,
     event_type_of<order::code_tried>, event_type_of<order::code_judged>,
     event_type_of<order::route_renewed>, event_type_of<order::code_given>,
     event_type_of<order::refund_sent_on>});

}  // namespace

log_bookkeeper::log_bookkeeper(const store::event_log& log)
    : keeper_([&log](const order_id& id, std::uint64_t before) {
        return past_of(log, id, before);
      }) {}

bool log_bookkeeper::concerns(std::uint16_t type) noexcept {
  const auto as_type = static_cast<event_type>(type);
  if (as_type == event_type_of<contract::agreed> ||
      as_type == event_type_of<balance::lot_matured> ||
      as_type == event_type_of<balance::settlement_requested> ||
      as_type == event_type_of<balance::settlement_ended>)
    return true;
  return as_type >= event_type::first_of_order && as_type <= event_type::last_of_order &&
         std::ranges::find(without_money, as_type) == without_money.end();
}

const std::vector<ledger::journal>* log_bookkeeper::take(const store::record& r,
                                                         const any_event& e) {
  if (const auto* c = std::get_if<contract::event>(&e)) {
    keeper_.take(std::get<contract::agreed>(*c), r.position);
    return &none_;
  }
  if (const auto* b = std::get_if<balance::event>(&e)) {
    const auto owner = owner_of_stream(r.stream);
    const auto* whose = owner ? std::get_if<balance_of>(&*owner) : nullptr;
    return whose == nullptr ? nullptr
                            : &keeper_.take(whose->merchant, *b, {r.position, time_of(r)});
  }
  const auto* event = std::get_if<order::event>(&e);
  const auto owner = event != nullptr ? owner_of_stream(r.stream) : std::nullopt;
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) return &none_;
  return keeper_.take(*id, *event, {r.position, time_of(r)});
}

}  // namespace sluice
