#include "events/upcast.hpp"

#include "base/invariant.hpp"

namespace sluice {

namespace {
constexpr std::uint16_t first_version = 1;
}  // namespace

upcast_table::upcast_table(std::vector<upcast_step> steps) {
  steps_.reserve(steps.size());
  for (const auto& step : steps) {
    SLUICE_INVARIANT(step.from_version == newest_version(step.type));
    steps_.push_back(step);
  }
}

std::uint16_t upcast_table::newest_version(event_type type) const noexcept {
  auto newest = first_version;
  for (const auto& step : steps_)
    if (step.type == type) ++newest;
  return newest;
}

std::variant<std::string, undecodable> upcast_table::lifted(event_type type, std::uint16_t version,
                                                            const std::string& payload) const {
  std::string current = payload;
  for (const auto& step : steps_) {
    if (step.type != type || step.from_version < version) continue;
    auto next = step.to_next(current);
    if (auto* problem = std::get_if<undecodable>(&next)) return std::move(*problem);
    current = std::get<std::string>(std::move(next));
  }
  return current;
}

namespace {

/// Version 2 has more fields; what they leave out is read as version 1 meant it (forms/).
std::variant<std::string, undecodable> same_payload(const std::string& payload) { return payload; }

}  // namespace

const upcast_table& own_upcasts() {
  static const upcast_table steps{
      {{event_type_of<order::late_payment_found>, 1, same_payload},
       {event_type_of<order::revoke_answered>, 1, same_payload},
       {event_type_of<order::order_revoked>, 1, same_payload},
       {event_type_of<order::result_conflicted>, 1, same_payload},
       {event_type_of<order::operator_needed>, 1, same_payload},
       {event_type_of<order::order_resolved>, 1, same_payload}}};
  return steps;
}

}  // namespace sluice
