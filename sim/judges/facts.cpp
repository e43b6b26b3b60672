#include "sim/judges/facts.hpp"

#include <algorithm>
#include <charconv>

#include "base/invariant.hpp"

namespace sluice::sim {

namespace {

/// As long as that is not sure, the larger amount.
std::int64_t taken_by(const refund_facts& r) noexcept {
  const auto moved = r.moved_minor.value_or(r.amount.minor_units);
  return r.now == refund_facts::stage::done ? moved : std::max(moved, r.amount.minor_units);
}

}  // namespace

std::int64_t order_facts::refunded_minor() const noexcept {
  std::int64_t sum = 0;
  for (const auto& r : refunds)
    if (!r.gives_back && r.now == refund_facts::stage::done) sum += taken_by(r);
  return sum;
}

std::int64_t order_facts::committed_minor() const noexcept {
  std::int64_t sum = 0;
  for (const auto& r : refunds)
    if (!r.gives_back && r.now != refund_facts::stage::failed) sum += taken_by(r);
  return sum;
}

attempt_facts* order_facts::holder() noexcept {
  const auto it = std::find_if(attempts.begin(), attempts.end(), [](const attempt_facts& a) {
    return a.end == attempt_facts::result::authorized;
  });
  return it == attempts.end() ? nullptr : &*it;
}

bool order_facts::is_being_released() const noexcept {
  return std::any_of(refunds.begin(), refunds.end(), [](const refund_facts& r) {
    return r.releases && r.now != refund_facts::stage::done && r.now != refund_facts::stage::failed;
  });
}

std::int64_t order_facts::left_to_refund() const noexcept {
  for (const auto& a : attempts)
    if (a.end == attempt_facts::result::paid)
      return std::max<std::int64_t>(0, a.held_minor - taken_from(number_of(a)));
  return 0;
}

std::int64_t order_facts::taken_from(attempt_no n) const noexcept {
  std::int64_t sum = 0;
  for (const auto& r : refunds)
    if (r.attempt == n && r.now != refund_facts::stage::failed) sum += taken_by(r);
  return sum;
}

std::string_view order_facts::public_state() const noexcept {
  const bool stuck = std::any_of(refunds.begin(), refunds.end(), [](const refund_facts& r) {
    return r.gives_back && r.now == refund_facts::stage::with_a_person;
  });
  const bool in_question =
      std::any_of(attempts.begin(), attempts.end(),
                  [](const attempt_facts& a) { return only_a_person_answers(a.asks); });
  if (stuck || in_question || stage == order_stage::with_a_person) return "needs_operator";
  if (stage == order_stage::proving && !code_open) return "verification_needed";
  if (stage == order_stage::payer_asked && attempts.back().asks_to_act)
    return "payer_action_needed";
  if (stage == order_stage::authorized && !is_being_released()) return "authorized";
  if (stage == order_stage::paid) return "paid";
  if (stage == order_stage::failed) return "failed";
  if (stage == order_stage::revoked) return "revoked";
  return "processing";
}

bool order_facts::is_settled() const noexcept {
  const bool release_with_person =
      stage == order_stage::authorized && std::ranges::any_of(refunds, [](const refund_facts& r) {
        return r.releases && r.now == refund_facts::stage::with_a_person;
      });
  if (!has_ended(stage) && stage != order_stage::with_a_person && !release_with_person)
    return false;
  for (const auto& a : attempts)
    if (a.asks != order::money_question::none && !only_a_person_answers(a.asks)) return false;
  return std::all_of(refunds.begin(), refunds.end(),
                     [](const refund_facts& r) { return r.now != refund_facts::stage::open; });
}

std::size_t place_of(const order_no& number) {
  std::size_t place = 0;
  const auto& text = number.value();
  const auto [end, problem] = std::from_chars(text.data() + 1, text.data() + text.size(), place);
  SLUICE_INVARIANT(problem == std::errc{} && end == text.data() + text.size());
  return place;
}

order_facts& facts::of(const order_id& id) {
  const auto place = place_of(id.number);
  if (place >= orders_.size()) orders_.resize(place + 1);
  auto& o = orders_[place];
  o.id = id;
  return o;
}

order_facts* facts::owner_of(const channel_key& key) {
  const auto it = by_key_.find(key.value());
  return it == by_key_.end() ? nullptr : &orders_[it->second];
}

void facts::remember(const channel_key& key, const order_id& owner) {
  by_key_.emplace(key.value(), place_of(owner.number));
}

}  // namespace sluice::sim
