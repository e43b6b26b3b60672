#include "actors/follow/order_watch.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <sstream>

#include "base/invariant.hpp"
#include "base/keyed_hash.hpp"
#include "base/overloaded.hpp"
#include "domain/order/state.hpp"

namespace sluice {
namespace {

// absent is no phase of an order that there is.
static_assert(enumerators<order_stage>.size() + 1 == std::variant_size_v<order::phase>);

constexpr std::string_view open_word = "open", stage_word = "stage", captured_word = "captured",
                           paid_out_word = "paid_out";

std::optional<order_stage> stage_from_name(std::string_view name) noexcept {
  for (const auto s : enumerators<order_stage>)
    if (name_of(s) == name) return s;
  return std::nullopt;
}

std::size_t place_of(currency unit) noexcept {
  const auto* row = std::ranges::find(currencies, unit, &currency_info::code);
  return static_cast<std::size_t>(row - currencies.begin());
}

std::uint64_t& at(order_counts& counts, order_stage s) noexcept {
  return counts.by_stage[static_cast<std::size_t>(s)];
}

void add_to(std::int64_t& sum, std::int64_t more) noexcept {
  if (__builtin_add_overflow(sum, more, &sum)) sum = std::numeric_limits<std::int64_t>::max();
}

bool is_final(order_stage s) noexcept {
  return s == order_stage::paid || s == order_stage::failed || s == order_stage::revoked;
}

template <class Event, class... Listed>
concept is_one_of = (std::is_same_v<Event, Listed> || ...);

/// It leaves the order in its phase.
template <class Event>
concept moves_nothing =
    is_one_of<Event, order::attempt_succeeded, order::late_payment_found, order::revoke_answered,
              order::result_conflicted, order::refund_requested, order::refund_in_doubt,
              order::refund_succeeded, order::refund_failed, order::refund_sent_on,
              order::code_tried, order::code_judged, order::route_renewed, order::order_accepted>;

}  // namespace

std::string_view name_of(order_stage s) noexcept {
  switch (s) {
    case order_stage::accepted: return "accepted";
    case order_stage::held: return "held";
    case order_stage::verifying: return "verifying";
    case order_stage::attempting: return "attempting";
    case order_stage::awaiting_payer: return "awaiting_payer";
    case order_stage::in_doubt: return "in_doubt";
    case order_stage::revoking: return "revoking";
    case order_stage::authorized: return "authorized";
    case order_stage::paid: return "paid";
    case order_stage::failed: return "failed";
    case order_stage::revoked: return "revoked";
    case order_stage::needs_operator: return "needs_operator";
  }
  broken_invariant("every stage has a name", __FILE__, __LINE__);
}

order_watch::key order_watch::key_of(std::string_view stream) noexcept {
  // It stays the same for ever, because bookmarks have what it gives.
  constexpr hash_key everybodys{
      'o', 'r', 'd', 'e', 'r', ' ', 'w', 'a', 't', 'c', 'h', ' ', '1', ' ', ' ', ' '};
  const auto hash = keyed_hash(everybodys, stream);
  key out = 0;
  static_assert(sizeof out <= sizeof hash);
  std::memcpy(&out, hash.data(), sizeof out);
  return out;
}

void order_watch::take(std::string_view stream, const order::event& e) {
  const auto of = key_of(stream);
  if (const auto* first = std::get_if<order::order_accepted>(&e)) return begin(of, *first);
  if (const auto known = open_.find(of); known != open_.end()) follow(known, e);
}

void order_watch::begin(key of, const order::order_accepted& e) {
  const auto [place, is_new] = open_.try_emplace(of);
  if (!is_new) --at(counts_, place->second.at);
  place->second = {.at = e.is_held || e.risk ? order_stage::held : order_stage::accepted,
                   .type = e.type,
                   .is_shadow = e.is_shadow,
                   .asked = e.amount};
  ++at(counts_, place->second.at);
}

void order_watch::follow(lines::iterator of, const order::event& e) {
  using enum order_stage;
  auto& o = of->second;
  const auto without_money = [&](order_stage end) { move(of, o.is_capture ? authorized : end); };
  std::visit(
      overloaded{
          [](const moves_nothing auto&) {},
          [&](const order::attempt_started& s) {
            o.attempt = s.attempt;
            move(of, attempting);
          },
          [&](const order::capture_requested& c) {
            o.attempt = c.attempt;
            o.is_capture = true;
            o.asked = c.amount;
            move(of, attempting);
          },
          [&](const order::code_given&) { move(of, attempting); },
          [&](const order::payer_asked&) { move(of, awaiting_payer); },
          [&](const order::attempt_in_doubt&) { move(of, in_doubt); },
          [&](const order::attempt_failed&) { without_money(accepted); },
          [&](const order::order_paid&) { pay(of, o.asked); },
          [&](const order::order_authorized&) { move(of, authorized); },
          [&](const order::order_failed&) { move(of, failed); },
          [&](const order::revoke_requested&) { move(of, revoking); },
          [&](const order::order_revoked&) { move(of, revoked); },
          [&](const order::operator_needed& n) {
            const bool is_of_attempt = n.attempt.value() == 0 || n.attempt == o.attempt;
            if (n.refund.value().empty() && is_of_attempt) move(of, needs_operator);
          },
          [&](const order::order_resolved& r) { resolve(of, r); },
          [&](const order::risk_judged& j) {
            if (j.verdict == order::risk_verdict::verify && !policy_of(o.type).needs_payment_code)
              move(of, verifying);
          },
      },
      e);
}

void order_watch::resolve(lines::iterator of, const order::order_resolved& r) {
  using enum order_stage;
  const auto& o = of->second;
  const bool is_of_attempt = r.attempt.value() == 0 || r.attempt == o.attempt;
  const bool waits =
      o.at == awaiting_payer || o.at == in_doubt || o.at == revoking || o.at == needs_operator;
  if (!r.refund.value().empty() || !is_of_attempt || !waits) return;
  switch (r.verdict) {
    case order::resolution::paid:
      if (policy_of(o.type).captured_later && !o.is_capture) return move(of, authorized);
      return pay(of, r.held.value_or(o.asked));
    case order::resolution::failed: return move(of, o.is_capture ? authorized : failed);
    case order::resolution::revoked: return move(of, o.is_capture ? authorized : revoked);
    case order::resolution::refunded:
    case order::resolution::not_refunded:
    case order::resolution::to_payer_card:
    case order::resolution::to_merchant_card: return;
  }
}

void order_watch::pay(lines::iterator of, money amount) {
  const auto& o = of->second;
  auto& sums =
      policy_of(o.type).direction == money_direction::in ? counts_.captured : counts_.paid_out;
  if (!o.is_shadow) add_to(sums[place_of(amount.unit)], amount.minor_units);
  move(of, order_stage::paid);
}

void order_watch::move(lines::iterator of, order_stage to) {
  --at(counts_, of->second.at);
  ++at(counts_, to);
  if (is_final(to))
    open_.erase(of);
  else
    of->second.at = to;
}

// -- its form in a bookmark --------------------------------------------------------------------

void order_watch::write_to(std::string& text) const {
  std::ostringstream out;
  for (const auto s : {order_stage::paid, order_stage::failed, order_stage::revoked})
    out << stage_word << ' ' << name_of(s) << ' ' << counts_.by_stage[static_cast<std::size_t>(s)]
        << '\n';
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    out << captured_word << ' ' << currencies[i].name << ' ' << counts_.captured[i] << '\n';
    out << paid_out_word << ' ' << currencies[i].name << ' ' << counts_.paid_out[i] << '\n';
  }
  for (const auto& [of, o] : open_)
    out << open_word << ' ' << of << ' ' << name_of(o.at) << ' ' << name_of(o.type) << ' '
        << o.is_shadow << ' ' << o.is_capture << ' ' << o.attempt.value() << ' '
        << o.asked.minor_units << ' ' << name_of(o.asked.unit) << '\n';
  text += out.str();
}

bool order_watch::read(const std::string& written) {
  std::istringstream in(written);
  std::string word, name;
  in >> word;
  if (word == open_word) return read_order(in);
  in >> name;
  if (word == stage_word) {
    const auto stage = stage_from_name(name);
    return stage && is_final(*stage) && (in >> at(counts_, *stage));
  }
  const auto unit = currency_from_name(name);
  if (!unit || (word != captured_word && word != paid_out_word)) return false;
  auto& sums = word == captured_word ? counts_.captured : counts_.paid_out;
  return static_cast<bool>(in >> sums[place_of(*unit)]);
}

bool order_watch::read_order(std::istream& in) {
  key of = 0;
  line o;
  std::string stage, type, unit;
  std::uint16_t attempt = 0;
  in >> of >> stage >> type >> o.is_shadow >> o.is_capture >> attempt >> o.asked.minor_units >>
      unit;
  const auto known_stage = stage_from_name(stage);
  const auto known_type = business_type_from_name(type);
  const auto known_unit = currency_from_name(unit);
  if (!in || !known_stage || is_final(*known_stage) || !known_type || !known_unit) return false;
  o.at = *known_stage;
  o.type = *known_type;
  o.attempt = attempt_no{attempt};
  o.asked.unit = *known_unit;
  ++at(counts_, o.at);
  return open_.emplace(of, o).second;
}

}  // namespace sluice
