#include "sim/judges/ledger_judge.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/overloaded.hpp"
#include "events/log_bookkeeper.hpp"
#include "events/stream_name.hpp"

namespace sluice::sim {
namespace {

std::int64_t settled_in(const order::receipt& told, std::int64_t amount) {
  return told.settled ? told.settled->minor_units : amount;
}

/// Half up; the worlds' contracts have nothing but a rate.
std::int64_t fee_on(std::int64_t settled, std::int64_t parts_per_million) {
  return (settled * parts_per_million + 500'000) / 1'000'000;
}

}  // namespace

void ledger_judge::compare_all(const store::event_log& log) {
  contracts_.clear();
  pages_.clear();
  from_log_ = {};
  read(log);
  for (const auto& o : facts_->all())
    if (const auto p = pages_.find(o.id); o.exists() && p != pages_.end()) compare(o, p->second);
}

void ledger_judge::compare_live(const std::vector<ledger::account_line>& kept) const {
  const auto all = from_log_.lines();
  const auto same = [](const ledger::account_line& a, const ledger::account_line& b) {
    return a.unit == b.unit && a.where == b.where && a.stands == b.stands;
  };
  if (!std::ranges::equal(kept, all, same))
    verdict_->guilty(promise::books_balance, "the living books are not what their log says");
}

// -- what the log says
// -----------------------------------------------------------------------------

void ledger_judge::read(const store::event_log& log) {
  log_bookkeeper keeper(log);
  static_cast<void>(log.read_all(1, [&](const store::record& r) {
    const auto known = decode(r);
    const auto* content = std::get_if<decoded>(&known);
    if (content == nullptr) return true;  // the history judge's business
    if (const auto* c = std::get_if<contract::event>(&content->event))
      take(std::get<contract::agreed>(*c), r.position);
    const auto owner = owner_of_stream(r.stream);
    const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
    const auto* event = std::get_if<order::event>(&content->event);
    if (id != nullptr && event != nullptr) take(pages_[*id], *id, *event, r.position, time_of(r));
    const auto* made = keeper.take(r, content->event);
    if (made == nullptr)
      verdict_->guilty(promise::books_agree, "the books cannot follow " + r.stream);
    else {
      for (const auto& j : *made) {
        from_log_.post(j);
        take(pages_[j.order], j);
      }
      balances_->posted(from_log_, *made);
    }
    return !verdict_->is_guilty();
  }));
}

void ledger_judge::take(const contract::agreed& what, std::uint64_t sequence) {
  if (what.with.side != contract::side::merchant) return;
  contracts_[merchant_id{what.with.name}].push_back(
      {.sequence = sequence,
       .from = what.valid_from,
       .is_ours = what.terms.owner == contract::account_owner::us,
       .is_apart = what.terms.how == contract::billing::apart,
       .parts_per_million = what.terms.rows.at(0).by.parts_per_million});
}

const ledger_judge::contract_page* ledger_judge::agreed_with(
    const merchant_id& merchant, std::uint64_t sequence, instant at) const {
  const auto all = contracts_.find(merchant);
  if (all == contracts_.end()) return nullptr;
  const contract_page* out = nullptr;
  for (const auto& c : all->second)
    if (c.sequence < sequence && c.from <= at && (out == nullptr || c.from >= out->from)) out = &c;
  return out;
}

void ledger_judge::came(order_page& p, attempt_no n, const order::receipt& told,
                        std::int64_t amount, const contract_page* agreed) {
  auto& a = p.attempts[n];
  const bool is_ours = agreed != nullptr && agreed->is_ours;
  a.was_unclear = a.was_unclear || (a.settled != 0 && a.is_ours != is_ours);
  a.is_ours = is_ours;
  a.settled = settled_in(told, amount);
  a.amount = amount;
}

void ledger_judge::take(order_page& p, const order_id& id, const order::event& e,
                        std::uint64_t sequence, instant at) {
  const auto& o = facts_->of(id);
  const auto asked = [&](attempt_no n) { return o.attempts.at(n.value() - 1U).asked.minor_units; };
  const auto goes_back = [&](const refund_no& n, std::optional<std::int64_t> settled) {
    const auto r = p.refunds.find(n);
    if (r == p.refunds.end()) return;
    auto& a = p.attempts[r->second.attempt];
    const auto share = a.amount == 0 ? 0 : r->second.amount * a.settled / a.amount;
    a.settled_back.push_back(settled.value_or(share));
    if (!settled) ++a.shares;
  };
  if (const auto* x = std::get_if<order::attempt_succeeded>(&e)) {
    const auto* agreed = agreed_with(
        id.merchant, sequence + 1,
        std::max(x->told.at.value_or(at), o.attempts.at(x->attempt.value() - 1U).started));
    if (agreed != nullptr) p.agreed = *agreed;
    p.paid_by = x->attempt;
    came(p, x->attempt, x->told, asked(x->attempt), agreed);
  }
  if (const auto* x = std::get_if<order::late_payment_found>(&e))
    came(p, x->attempt, x->told, x->held ? x->held->minor_units : asked(x->attempt),
         agreed_with(id.merchant, sequence, at));
  if (const auto* x = std::get_if<order::refund_requested>(&e))
    p.refunds[x->refund] = {x->attempt, x->amount.minor_units};
  if (const auto* x = std::get_if<order::refund_succeeded>(&e))
    goes_back(
        x->refund, x->told.settled ? std::optional(x->told.settled->minor_units) : std::nullopt);
  if (std::holds_alternative<order::order_resolved>(e)) p.has_ended_by_person = true;
}

void ledger_judge::take(order_page& p, const ledger::journal& j) {
  using enum ledger::account_kind;
  for (const auto& line : j.postings) switch (line.where.kind) {
      case clearing:
      case channel_cost: p.attempts[j.attempt].left_there += line.minor; break;
      case owed_to_payers: p.owed -= line.minor; break;
      case pending:
      case available:
      case payout_hold:
      case refund_hold: p.merchants -= line.minor; break;
      case fee_income: p.fee -= line.minor; break;
      case payout_clearing:
      case fees_due: break;
    }
}

// -- what really moved
// ------------------------------------------------------------------------------

bool ledger_judge::is_certain(const order_facts& o, const attempt_facts& a) {
  if (only_a_person_answers(a.asks) || o.stage == order_stage::with_a_person) return false;
  return std::ranges::none_of(o.refunds, [](const refund_facts& r) {
    return r.now == refund_facts::stage::open || r.now == refund_facts::stage::with_a_person;
  });
}

void ledger_judge::compare(const order_facts& o, const order_page& p) {
  // What persons have said of amounts only they can compare.
  if (p.has_ended_by_person) return;
  const bool moves_none = o.is_shadow || policy_of(o.type).direction == money_direction::out;
  std::int64_t others = 0;
  bool all_certain = true;
  for (const auto& a : o.attempts) {
    const auto n = o.number_of(a);
    const auto known = p.attempts.find(n);
    const attempt_page page = known == p.attempts.end() ? attempt_page{} : known->second;
    all_certain = all_certain && is_certain(o, a) && !page.was_unclear;
    if (n != p.paid_by) others += page.left_there;
    if (!is_certain(o, a) || page.was_unclear) continue;
    const bool only_holds = policy_of(o.type).captured_later && !a.is_capture;
    const auto kept = bank_->kept_under(a.key);
    std::int64_t expected = 0, tolerance = 0;
    if (!moves_none && !only_holds && page.is_ours && kept > 0) {
      expected = page.settled;
      for (const auto back : page.settled_back) expected -= back;
    }
    tolerance = static_cast<std::int64_t>(page.settled_back.size());
    if (std::abs(page.left_there - expected) > tolerance)
      guilty(o.id, "attempt " + std::to_string(n.value()) +
                       ": the books say that its channel has " + std::to_string(page.left_there) +
                       " for us, and it has " + std::to_string(expected));
  }
  if (all_certain && p.owed != others)
    guilty(o.id, "payers are owed " + std::to_string(p.owed) + " by the books, and " +
                     std::to_string(others) + " by the channels");
  if (all_certain) compare_fee(o, p);
}

/// Of what is left, as if only that had ever been paid.
void ledger_judge::compare_fee(const order_facts& o, const order_page& p) {
  if (!p.agreed || !p.paid_by || o.stage != order_stage::paid || o.is_shadow ||
      policy_of(o.type).direction == money_direction::out)
    return;
  const auto& a = p.attempts.at(*p.paid_by);
  auto left = a.settled;
  for (const auto back : a.settled_back) left -= back;
  auto tolerance = a.shares;
  if (o.left_to_refund() == 0) left = 0;
  // What comes back of a fee hangs on what was under way when it was asked for, and on what the
  // channel says of it afterwards.
  if (const auto all = std::ssize(o.refunds); all > 1) tolerance += all;
  tolerance += std::ranges::count(o.refunds, refund_facts::stage::failed, &refund_facts::now);
  const auto fee = fee_on(left, p.agreed->parts_per_million);
  if (std::abs(p.fee - fee) > tolerance)
    guilty(o.id, "the fee is " + std::to_string(p.fee) + ", and of " + std::to_string(left) +
                     " it would be " + std::to_string(fee));
  if (p.agreed->is_ours && !p.agreed->is_apart &&
      std::abs(p.merchants + p.fee - a.left_there) > tolerance)
    guilty(o.id, "the merchant's money and the fee are not what the channel has");
}

void ledger_judge::guilty(const order_id& id, const std::string& why) {
  verdict_->guilty(promise::books_balance, to_string(id) + ": " + why);
}

}  // namespace sluice::sim
