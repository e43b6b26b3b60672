#include "actors/balance/balance_entity.hpp"

#include <algorithm>
#include <utility>

#include "actors/host/entity_host.hpp"
#include "base/overloaded.hpp"
#include "events/past_of_order.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

rejection balance_unreadable() {
  return {rejection_code::unavailable, "",
          "the merchant's balance cannot be read from the log; `sluice audit verify` says where it "
          "is damaged"};
}

currency unit_of(const balance::command& c) {
  return std::visit(
      overloaded{[](const balance::hold_for_refund& h) { return h.unit; },
                 [](const balance::settle& s) { return s.unit; },
                 [](const balance::end_hold&) { return currency::cny; },  // it moves nothing
                 [](const balance::end_settlement&) { return currency::cny; }},
      c);
}

}  // namespace

// -- what a host must know of balances
// -------------------------------------------------------------

std::string balance_entity::stream_of(const merchant_id& id) { return balance_stream(id); }

bool balance_entity::is_asked(const balance_message& m) noexcept {
  return !std::holds_alternative<refund_heard>(m.what);
}

void balance_entity::turn_away(const balance_message& m, host& home, const needs& shared) {
  const rejection busy{
      rejection_code::busy, "", "too many merchants at once; send it again in a moment"};
  std::visit(
      overloaded{
          [&](const refund_wanted& w) { home.say(*shared.front_desk, answered{w.what.who, busy}); },
          [&](const settings_word<balance::command>& w) {
            home.say(w.reply_to, answered{w.who, busy});
          },
          [&](const settlements_wanted& w) { home.say(*shared.front_desk, answered{w.who, busy}); },
          [](const refund_heard&) {},
      },
      m.what);
}

balance_entity::balance_entity(host& home, const needs& shared, const merchant_id& id)
    : home_(home), shared_(shared), journal_(id) {}

/// What is kept for a refund of which nothing was heard: its order says what became of it.
void balance_entity::recover() {
  const auto problem = journal_.load(*shared_.log);
  is_readable_ = !problem;
  if (problem)
    shared_.tells->tell({.level = severity::critical,
                         .event = "balance_unreadable",
                         .message = *problem + "; none of its orders is refunded",
                         .fields = {{"merchant", id().value()}}});
  for (const auto& k : journal_.state().holds) {
    const auto past = k.refund_at ? std::nullopt : past_of(*shared_.log, k.order);
    if (!past) continue;  // known, or an order that cannot be read: what is kept stays kept
    refund_heard heard{k.order, k.refund, std::nullopt};
    for (const auto& one : *past)
      if (const auto* r = std::get_if<order::refund_requested>(&one.what);
          r != nullptr && r->refund == k.refund)
        heard.at = one.when.sequence;
    ++asked_orders_;
    stash_.push_back({id(), std::move(heard)});
  }
}

bool balance_entity::may_leave() const {
  return asked_orders_ == 0 && !journal_.is_writing() && stash_.empty();
}

// -- messages
// --------------------------------------------------------------------------------------

void balance_entity::take(balance_message& m) {
  stash_.push_back(std::move(m));
  work_off();
}

void balance_entity::work_off() {
  while (!journal_.is_writing() && !stash_.empty()) {
    auto next = std::move(stash_.front());
    stash_.pop_front();
    handle(next);
  }
}

void balance_entity::handle(balance_message& m) {
  std::visit(overloaded{[&](refund_wanted& w) { want_refund(w.what); },
                        [&](const refund_heard& h) { hear_of_refund(h); },
                        [&](settings_word<balance::command>& w) { take_word(w); },
                        [&](const settlements_wanted& w) { tell(w.who, view()); }},
             m.what);
}

void balance_entity::want_refund(errand& e) {
  if (!is_readable_) return tell(e.who, balance_unreadable());
  const auto& q = std::get<create_refund>(e.ask);
  if (keeps_for_another_of(q))
    return tell(e.who, rejection{rejection_code::busy, "",
                                 "another refund of this order is just being asked for; send it "
                                 "again in a moment"});
  const auto share = share_of(q);
  if (!share || share->takes <= 0) return hand_on(std::move(e), std::nullopt);
  const balance::hold_for_refund wanted{
      .order = q.order,
      .refund = q.refund,
      .unit = q.amount.unit,
      .settled = share->settled,
      .fee_back = share->fee_back,
      .takes = share->takes,
      .lot = share->lot,
      .paid_at = share->paid_at};
  std::optional<rejection> refused;
  if (decide_about(wanted, e.why, {}, refused)) return hand_on(std::move(e), std::nullopt);
  if (refused) return tell(e.who, *std::move(refused));
  refund_ = std::move(e);
}

/// Their shares of the fee hang on each other.
bool balance_entity::keeps_for_another_of(const create_refund& q) const {
  return std::ranges::any_of(journal_.state().holds, [&](const balance::kept& k) {
    return k.order == q.order && k.refund != q.refund && !k.refund_at;
  });
}

std::optional<ledger::refund_share> balance_entity::share_of(const create_refund& q) const {
  const auto past = past_of(*shared_.log, q.order);
  const auto agreed = shared_.books->contracts();
  if (!past) return std::nullopt;
  ledger::order_money money;
  std::vector<ledger::journal> made;
  for (const auto& one : *past)
    if (!money.take(one.what, one.when, *agreed, made)) return std::nullopt;
  return money.knows(q.refund) ? std::nullopt : money.share_of(q.amount);
}

void balance_entity::hear_of_refund(const refund_heard& h) {
  --asked_orders_;
  std::optional<rejection> refused;
  if (is_readable_) (void)decide_about(balance::end_hold{h.order, h.refund, h.at}, {}, {}, refused);
}

/// What is kept moves the balance's place in its stream all the time: a word that was proposed goes
/// by what it says, not by that place.
void balance_entity::take_word(settings_word<balance::command>& w) {
  std::optional<rejection> refused;
  if (!is_readable_)
    refused = balance_unreadable();
  else if (w.what && w.under.is_rehearsal) {
    const auto books = shared_.books->standing_of(id(), unit_of(*w.what));
    const auto said = decide(journal_.state(), *w.what, books);
    if (const auto* no = std::get_if<rejection>(&said)) refused = *no;
  } else if (w.what && !decide_about(*w.what, w.why, w.guard, refused) && !refused) {
    word_ = std::move(w);
    return;
  }
  answer_word(w, refused ? &*refused : nullptr);
}

// -- deciding, writing, acting
// ---------------------------------------------------------------------

bool balance_entity::decide_about(const balance::command& c, const cause& why,
                                  const std::optional<store::index_entry>& guard,
                                  std::optional<rejection>& refused) {
  const auto books = shared_.books->standing_of(id(), unit_of(c));
  auto said = decide(journal_.state(), c, books);
  if (auto* no = std::get_if<rejection>(&said)) {
    refused = std::move(*no);
    return false;
  }
  auto& events = std::get<std::vector<balance::event>>(said);
  if (events.empty()) return true;
  auto request = journal_.begin(std::move(events), why, home_.now());
  if (guard) request.entries.push_back(*guard);
  home_.write(*this, std::move(request));
  return false;
}

void balance_entity::on_written(const store::append_result& result) {
  const auto done = journal_.settle(result);
  if (auto e = std::exchange(refund_, std::nullopt)) {
    ++asked_orders_;
    hand_on(*std::move(e), std::get<balance::money_held>(done.front()).from);
  }
  if (const auto w = std::exchange(word_, std::nullopt)) answer_word(*w, nullptr);
  work_off();
}

void balance_entity::hand_on(errand&& e, std::optional<refund_hold> hold) {
  auto& q = std::get<create_refund>(e.ask);
  order_message m{
      .order = q.order,
      .what = order::command{order::refund_order{q.refund, q.amount, q.body, std::move(hold)}},
      .waits = waiter{e.who, e.when, q.refund},
      .why = std::move(e.why),
      .guard = std::move(e.guard),
      .under = e.under};
  const auto& shard = shared_.orders->of(m.order);
  home_.say(shard, std::move(m));
}

// -- answering
// -------------------------------------------------------------------------------------

void balance_entity::tell(token who, answer what) {
  if (who != 0) home_.say(*shared_.front_desk, answered{.who = who, .what = std::move(what)});
}

void balance_entity::answer_word(const settings_word<balance::command>& w,
                                 const rejection* refused) {
  if (!w.reply_to) return;
  home_.say(w.reply_to,
            answered{.who = w.who, .what = refused != nullptr ? answer{*refused} : answer{view()}});
}

settlements_view balance_entity::view() const {
  settlements_view out{.merchant = id()};
  std::uint32_t number = 0;
  for (const auto& s : journal_.state().settlements)
    out.all.push_back({.number = ++number,
                       .amount = s.amount,
                       .state = s.ended ? std::string(name_of(*s.ended)) : "requested",
                       .reference = s.reference});
  return out;
}

}  // namespace sluice
