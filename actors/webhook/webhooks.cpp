#include "actors/webhook/webhooks.hpp"

#include <array>
#include <utility>

#include "actors/engine/messages.hpp"
#include "domain/webhook/told.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

constexpr std::uint32_t state_version = 1;
constexpr auto kinds = std::variant_size_v<order::event>;

template <std::size_t... Place>
std::array<bool, kinds> told_kinds(std::index_sequence<Place...>) {
  return {!webhook::name_of(std::variant_alternative_t<Place, order::event>{}).empty()...};
}

}  // namespace

bool is_told_to_merchants(std::uint16_t type) noexcept {
  static const auto told = told_kinds(std::make_index_sequence<kinds>{});
  constexpr auto first = static_cast<std::size_t>(event_type::first_of_order);
  return type >= first && type - first < kinds && told[type - first];
}

bool webhooks::take(const decoded_record& r) {
  const auto owner = owner_of_stream(r.record().stream);
  const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (order != nullptr && needs_.to->has_any_of(order->merchant))
    needs_.to->offer(order->merchant, r.record().position, needs_.clock->now());
  return true;
}

bool webhooks::flush() {
  caf::anon_send(*needs_.courier, log_advanced{});
  return true;
}

follower::snapshot webhooks::state() const { return {state_version, needs_.to->text()}; }

bool webhooks::restore(const snapshot& from) {
  const bool fits =
      from.bytes.empty() ||
      (from.version == state_version && needs_.to->restore(from.bytes, needs_.clock->now()));
  if (!fits)
    needs_.tells->tell({.level = severity::critical,
                        .event = "webhooks_forgotten",
                        .message = "what merchants' endpoints had still to hear cannot be read "
                                   "back; they are told of what happens from now on"});
  for (const auto& [id, count] : needs_.to->absent())
    needs_.tells->tell(
        {.level = severity::warning,
         .event = "webhook_endpoint_absent",
         .message = "an endpoint that has still to hear of events is not in the "
                    "configuration any more; they are kept for its return",
         .fields = {{"endpoint", to_string(id)}, {"events", std::to_string(count)}}});
  return fits;
}

}  // namespace sluice
