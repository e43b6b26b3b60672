#include "sim/judges/agreement_judge.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

/// Behind the bank's own number a language may keep what else a charge must say (UnionPay's
/// "TOKEN&TRID").
bool is_number_in(const std::string& kept, const std::string& of_bank) {
  return kept == of_bank || (!of_bank.empty() && kept.starts_with(of_bank + '&'));
}

}  // namespace

void agreement_judge::signed_at_bank(const channel_key& key) {
  banks_[key] = bank_says::in_force;
  ever_signed_.insert(key);
}

void agreement_judge::ended_at_bank(const channel_key& key) { banks_[key] = bank_says::ended; }

agreement_judge::bank_says agreement_judge::standing_of(const channel_key& key) const {
  const auto at = banks_.find(key);
  return at == banks_.end() ? bank_says::nothing : at->second;
}

const agreement_judge::naming* agreement_judge::named_in(const channel_key& payment) const {
  const auto order = payments_.find(payment);
  if (order == payments_.end()) return nullptr;  // it was never begun: the call judge's business
  const auto named = named_by_.find(order->second);
  return named == named_by_.end() ? nullptr : &named->second;
}

void agreement_judge::charged(const channel_key& payment, const std::string& reference) {
  const auto* named = named_in(payment);
  if (named == nullptr || named->is_to_be_signed) {
    if (!reference.empty() && payments_.contains(payment))
      verdict_->guilty(
          promise::only_the_entitled,
          to_string(payments_.at(payment)) + " is charged by an agreement that it never named");
    return;
  }
  if (!is_number_in(books_[named->agreement].reference, reference))
    guilty(named->agreement,
           "an order is charged by the number " + reference + ", and what was signed is " +
               books_[named->agreement].reference,
           promise::only_the_entitled);
}

void agreement_judge::shown_to_payer(const channel_key& payment, const channel_key& agreement) {
  if (agreement.value().empty()) return;
  const auto* named = named_in(payment);
  if (named == nullptr || !named->is_to_be_signed || books_[named->agreement].key != agreement)
    verdict_->guilty(promise::only_the_entitled,
                     "a payer is to sign what his order does not name: " + agreement.value());
}

void agreement_judge::called(const channel_id& channel, const channel_call& call) {
  const auto at = std::find_if(books_.begin(), books_.end(), [&](const auto& known) {
    return known.second.key == call.key && known.second.channel == channel;
  });
  if (at == books_.end())
    return verdict_->guilty(
        promise::states_stand,
        "a channel is asked about an agreement under a "
        "number that is not durable: " +
            call.key.value());
  auto& b = at->second;
  if (call.what == operation::offer_agreement && std::exchange(b.was_offered, true))
    guilty(at->first, "is offered by two calls", promise::states_stand);
  if (call.what == operation::offer_agreement && b.is_signed_while_paying)
    guilty(at->first, "has a page of its own, and none was wanted", promise::states_stand);
  if (call.what == operation::open_card && (b.said != "opening" || ++b.openings > b.codes))
    guilty(at->first, "is opened with a code that the log does not know", promise::states_stand);
  if (call.what == operation::end_agreement && b.said != "ending")
    guilty(at->first, "is being ended, and the log says nothing of it", promise::states_stand);
}

void agreement_judge::durable(const agreement_id& id, const agreement::event& e) {
  auto& b = books_[id];
  const bool was_over = b.said == "lapsed" || b.said == "ended";
  std::visit(
      overloaded{
          [&](const agreement::requested& r) {
            if (!b.said.empty()) guilty(id, "is requested twice", promise::states_stand);
            b.key = r.key;
            b.channel = r.channel;
            b.is_signed_while_paying = r.signed_while_paying;
            b.is_by_card = !r.card_shown.empty();
            note(b, "requested");
          },
          [&](const agreement::offered&) {
            if (b.said != "requested") guilty(id, "is offered again", promise::states_stand);
            note(b, "offered");
          },
          [&](const agreement::signed_by_payer& s) {
            if (!ever_signed_.contains(b.key))
              guilty(id, "is called signed, and nobody has signed it", promise::books_agree);
            b.was_signed = true;
            b.reference = s.reference.shown();
            if (b.said != "requested" && b.said != "offered" && b.said != "opening") return;
            note(b, "in_force");
          },
          [&](const agreement::lapsed&) {
            if (b.said != "requested" && b.said != "offered" && b.said != "opening")
              guilty(id, "lapses although it was " + b.said, promise::states_stand);
            note(b, "lapsed");
          },
          [&](const agreement::ending_requested& r) {
            if (was_over && r.why != agreement::ending::signed_too_late)
              guilty(id, "is ended after its end", promise::states_stand);
            note(b, "ending");
          },
          [&](const agreement::ended&) {
            if (standing_of(b.key) == bank_says::in_force)
              guilty(id, "is called ended, and is in force", promise::books_agree);
            note(b, "ended");
          },
          [&](const agreement::code_given& g) {
            if (b.said != "offered" || !b.is_by_card)
              guilty(id, "takes a code that nobody waits for", promise::states_stand);
            if (g.number != b.codes + 1)
              guilty(id, "counts its codes wrong", promise::states_stand);
            ++b.codes;
            note(b, "opening");
          },
          [&](const agreement::code_refused&) {
            if (b.said != "opening")
              guilty(id, "refuses a code that nobody has typed", promise::states_stand);
            note(b, "offered");
          },
      },
      e);
}

void agreement_judge::durable(const order_id& id, const order::event& e) {
  if (const auto* accepted = std::get_if<order::order_accepted>(&e);
      accepted != nullptr && !accepted->agreement.value().empty())
    named_by_.emplace(
        id, naming{{id.merchant, accepted->agreement}, accepted->type != business_type::quick_pay});
  if (const auto* started = std::get_if<order::attempt_started>(&e))
    payments_.emplace(started->key, id);
}

bool agreement_judge::may_refuse(const agreement_id& id, business_type type,
                                 world_time since) const {
  const auto at = books_.find(id);
  if (at == books_.end()) return true;
  const auto& b = at->second;
  const bool is_signed = type != business_type::quick_pay;
  if (is_signed && !b.is_signed_while_paying) return true;
  return b.said != (is_signed ? "offered" : "in_force") || b.said_since >= since;
}

bool agreement_judge::may_forget_card(const agreement_id& id) const {
  const auto at = books_.find(id);
  return at == books_.end() || at->second.is_card_forgotten;
}

void agreement_judge::process_died() {
  for (auto& [id, b] : books_) b.is_card_forgotten = true;
}

void agreement_judge::note(book& b, const char* said) {
  b.said = said;
  b.said_since = time_->now();
}

void agreement_judge::answered(const agreement_view& v) {
  const auto at = books_.find(v.agreement);
  if (at == books_.end())
    return guilty(v.agreement, "is acknowledged before it is durable", promise::one_reply);
  if (v.state == "in_force" && !at->second.was_signed)
    guilty(v.agreement, "is called in force before the log says so", promise::one_reply);
}

void agreement_judge::all_over() {
  for (const auto& [id, b] : books_) {
    const bool is_in_force = standing_of(b.key) == bank_says::in_force;
    if (b.said != "in_force" && b.said != "lapsed" && b.said != "ended")
      guilty(id, "is still " + b.said + " long after everything works again",
             promise::everything_ends);
    else if (b.said != "in_force" && is_in_force)
      guilty(id, "is " + b.said + ", and the bank lets the payer be charged", promise::books_agree);
  }
}

void agreement_judge::guilty(const agreement_id& id, const std::string& why, promise which) {
  verdict_->guilty(which, "agreement " + to_string(id) + ' ' + why);
}

}  // namespace sluice::sim
