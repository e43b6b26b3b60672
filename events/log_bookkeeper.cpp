#include "events/log_bookkeeper.hpp"

#include <algorithm>

#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

std::optional<std::vector<ledger::past_event>> past_of(const store::event_log& log,
                                                       const order_id& id, std::uint64_t before) {
  std::vector<ledger::past_event> out;
  const auto read = log.read_stream(order_stream(id));
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  if (records == nullptr) return std::nullopt;
  for (const auto& r : *records) {
    if (r.position >= before) break;
    auto known = decode(r);
    auto* const content = std::get_if<decoded>(&known);
    auto* const event = content != nullptr ? std::get_if<order::event>(&content->event) : nullptr;
    if (event == nullptr) return std::nullopt;
    out.push_back({std::move(*event), {r.position, time_of(r)}});
  }
  return out;
}

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
  if (as_type == event_type_of<contract::agreed>) return true;
  return as_type >= event_type::first_of_order && as_type <= event_type::last_of_order &&
         std::ranges::find(without_money, as_type) == without_money.end();
}

const std::vector<ledger::journal>* log_bookkeeper::take(const store::record& r,
                                                         const any_event& e) {
  if (const auto* c = std::get_if<contract::event>(&e)) {
    keeper_.take(std::get<contract::agreed>(*c), r.position);
    return &none_;
  }
  const auto* event = std::get_if<order::event>(&e);
  const auto owner = event != nullptr ? owner_of_stream(r.stream) : std::nullopt;
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) return &none_;
  return keeper_.take(*id, *event, {r.position, time_of(r)});
}

}  // namespace sluice
