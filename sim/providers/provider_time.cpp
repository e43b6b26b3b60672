#include <algorithm>
#include <utility>

#include "base/invariant.hpp"
#include "sim/providers/provider.hpp"

// What happens at a simulated channel without anybody asking.

namespace sluice::sim {
namespace {

/// Alipay's real schedule has eight calls over 25 hours; a few fast ones show the same thing.
/// Alipay repeats for more than a day; whoever is down for a while still hears of it.
constexpr int most_repeats = 16;
constexpr int most_doublings = 4;
/// A false "closed" has to come when the answer "paid" has surely been taken in.
constexpr int contradiction_factor = 5;

/// Older books do not say it.
business_type type_in(const movement& m) {
  const auto name = m.about.find("type");
  const auto type = name == m.about.end() ? std::nullopt : business_type_from_name(name->second);
  return type.value_or(business_type::payment_code);
}

}  // namespace

void provider::settle(instant now) {
  for (const auto& a : agreements_.take_news(now)) plan_notice(a);
  while (!later_.empty() && later_.begin()->first <= now) {
    const auto node = later_.extract(later_.begin());
    happen(node.mapped(), node.key());
  }
}

void provider::happen(const due& d, instant at) {
  if (d.what == happening::notice_due) return send_notice(d.notice_id, at);
  auto* t = find(d.key);
  SLUICE_INVARIANT(t != nullptr);
  const bool waits = t->state == trade_state::awaiting_payer;
  switch (d.what) {
    case happening::payer_pays:
      if (waits || t->state == trade_state::turned_down) pay_now(*t, at);
      return;
    case happening::payout_fails:
    case happening::code_expires:
      if (!waits) return;
      t->state = d.what == happening::payout_fails ? trade_state::failed : trade_state::revoked;
      t->changed = at;
      return;
    case happening::refund_done: finish_refund(*t, d.refund_key, at); return;
    case happening::notice_due: return;
  }
}

void provider::pay_now(trade& t, instant at) {
  t.state = trade_state::paid;
  t.changed = at;
  t.paid = at;
  book(is_hold(t) ? movement_kind::held : movement_kind::paid, t, t.amount.minor_units, at);
  auto& about = movements_.back().about = t.said;
  about["type"] = name_of(t.type);
  if (!t.taken_from.empty()) about["taken_from"] = t.taken_from;
  about["app_id"] = t.app_id;
  plan_notices(t, at);
}

void provider::finish_refund(trade& t, const std::string& refund_key, instant at) {
  for (auto& r : t.refunds) {
    if (r.key != refund_key || r.done) continue;
    r.done = true;
    r.at = at;
    const auto kind = is_hold(t) ? movement_kind::let_go : movement_kind::refunded;
    book(kind, t, r.amount.minor_units, at, &r);
  }
}

// -- notifications ------------------------------------------------------------------

void provider::plan_notices(const trade& t, instant at) {
  if (!settings_.notifies || t.notify_url.empty()) return;
  const auto first = at + settings_.notice_delay;
  switch (t.script->notice) {
    case notice_script::none:
      // A payment code is found by answer or query; what is paid later is always told.
      if (is_paid_later(t.type)) plan_notice(t, trade_state::paid, first);
      return;
    case notice_script::paid: plan_notice(t, trade_state::paid, first); return;
    case notice_script::paid_twice:
      plan_notice(t, trade_state::paid, first);
      plan_notice(t, trade_state::paid, first + settings_.notice_delay);
      return;
    case notice_script::closed_later:
      if (is_paid_later(t.type)) plan_notice(t, trade_state::paid, first);
      plan_notice(t, trade_state::closed, at + contradiction_factor * settings_.notice_delay);
      return;
  }
}

void provider::plan_notice(const trade& t, trade_state claims, instant at) {
  plan({t.key, claims}, at);
}

/// Whoever signs or ends it, the merchant is told.
void provider::plan_notice(const payer_agreement& a) {
  if (!settings_.notifies || a.notify_url.empty()) return;
  plan({.key = a.key, .claims = {}, .of_agreement = a}, a.changed + settings_.notice_delay);
}

void provider::plan(open_notice n, instant at) {
  const auto id = next_notice_++;
  later_.emplace(at, due{happening::notice_due, n.key, {}, id});
  notices_.emplace(id, std::move(n));
}

void provider::send_notice(std::uint64_t id, instant at) {
  const auto it = notices_.find(id);
  if (it == notices_.end()) return;  // acknowledged meanwhile
  auto& n = it->second;
  outbox_.push_back({.id = id, .claims = n.claims, .of_agreement = n.of_agreement});
  if (!n.of_agreement) outbox_.back().about = trades_.at(n.key);
  const auto pause = settings_.notice_delay * (1 << std::min(n.sent, most_doublings));
  if (++n.sent < most_repeats)
    later_.emplace(at + pause, due{happening::notice_due, n.key, {}, id});
  else
    notices_.erase(it);
}

std::vector<notice> provider::advance(instant now) {
  settle(now);
  return std::exchange(outbox_, {});
}

std::optional<instant> provider::next_due() const {
  if (!outbox_.empty()) return instant{};  // found on the way by another call: at once
  const auto of_agreements = agreements_.next_due();
  if (later_.empty()) return of_agreements;
  return std::min(later_.begin()->first, of_agreements.value_or(instant::max()));
}

void provider::acknowledge(std::uint64_t notice_id) { notices_.erase(notice_id); }

// -- restart ------------------------------------------------------------------------

void provider::restore(const std::vector<movement>& earlier) {
  for (const auto& m : earlier) {
    if (m.channel != settings_.channel || m.kind == movement_kind::pay_received) continue;
    auto& t = trades_[m.key];
    switch (m.kind) {
      case movement_kind::pay_received: break;
      case movement_kind::held:
      case movement_kind::paid:
        t = {.key = m.key,
             .type = type_in(m),
             .amount = m.amount,
             .state = trade_state::paid,
             .created = m.at,
             .changed = m.at,
             .paid = m.at,
             .visible_from = m.at,
             .reference = m.reference,
             .said = m.about,
             .script = &fate_of(m.amount, settings_.notifies)};
        if (const auto by = m.about.find("app_id"); by != m.about.end()) t.app_id = by->second;
        if (const auto of = m.about.find("taken_from"); of != m.about.end())
          t.taken_from = of->second;
        key_by_reference_[m.reference] = m.key;
        break;
      case movement_kind::taken: t.taken = m.amount; break;
      case movement_kind::let_go:
        if (m.refund_key.empty()) break;  // the rest, with what was taken
        [[fallthrough]];
      case movement_kind::refunded:
        t.refunds.push_back({.key = m.refund_key,
                             .amount = m.amount,
                             .done = true,
                             .at = m.at,
                             .reference = m.reference});
        key_by_refund_[m.refund_key] = m.key;
        break;
      case movement_kind::given_back:
        t.state = trade_state::revoked;
        t.changed = m.at;
        t.given_back_minor = m.amount.minor_units;
        break;
    }
  }
}

}  // namespace sluice::sim
