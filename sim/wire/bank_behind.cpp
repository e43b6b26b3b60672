#include "sim/wire/bank_behind.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

trade_state state_in(bank::trade_status now) {
  switch (now) {
    case bank::trade_status::asked: return trade_state::awaiting_payer;
    case bank::trade_status::paid: return trade_state::paid;
    case bank::trade_status::closed: return trade_state::closed;
    case bank::trade_status::unheard:
    case bank::trade_status::revoked: return trade_state::revoked;
    case bank::trade_status::captured:
    case bank::trade_status::failed: return trade_state::failed;
    case bank::trade_status::code_sent:
    case bank::trade_status::declined: return trade_state::turned_down;
  }
  broken_invariant("every trade has a state", __FILE__, __LINE__);
}

std::vector<refund> refunds_in(const bank::trade_page& page, instant now) {
  std::vector<refund> out;
  for (const auto& one : page.refunds)
    if (one.now != bank::refund_entry::status::refused)
      out.push_back({.key = one.key,
                     .amount = one.amount,
                     .done = one.now == bank::refund_entry::status::done,
                     .is_stuck = one.now == bank::refund_entry::status::stuck,
                     .at = now,
                     .reference = "R" + one.key});
  return out;
}

pay_verdict verdict_of(const order::attempt_report& said) {
  using order::finding;
  switch (said.found) {
    case finding::paid: return pay_verdict::paid;
    case finding::payer_paying:
      if (said.code == "CODE_WRONG") return pay_verdict::wrong_code;
      [[fallthrough]];
    case finding::not_paid_yet: return pay_verdict::awaiting_payer;
    case finding::not_paid_if_revoked: return pay_verdict::declined_left_open;
    case finding::not_paid_if_query_agrees:
      return said.code == "ORDERPAID" ? pay_verdict::already_paid
                                      : pay_verdict::declined_as_if_repeated;
    case finding::not_paid:
      if (said.code == "AGREEMENT_NOT_EXIST") return pay_verdict::no_agreement;
      if (said.whose == fault::account) return pay_verdict::not_allowed;
      return said.whose == fault::order ? pay_verdict::dead : pay_verdict::declined;
    case finding::unknown:
    case finding::not_found:
    case finding::not_sent: break;
  }
  return pay_verdict::unheard;
}

/// What a bank says of a trade that is not paid, in the state that a face knows.
trade_state state_said(const order::attempt_report& said) {
  using order::finding;
  if (said.found == finding::paid) return trade_state::paid;
  if (said.found != finding::not_paid) return trade_state::awaiting_payer;
  if (said.code == "CLOSED") return trade_state::closed;
  return said.code == "REVOKED" ? trade_state::revoked : trade_state::failed;
}

/// "Accepted" is read as "done" in some languages: only where it is, by this very request, and with
/// the amount that was asked for.
refund_verdict verdict_of(const order::refund_report& said, bool is_new, money asked) {
  switch (said.found) {
    case order::refund_finding::done:
      return is_new && said.amount == asked ? refund_verdict::accepted : refund_verdict::repeated;
    case order::refund_finding::accepted:
    case order::refund_finding::stuck: return refund_verdict::repeated;
    case order::refund_finding::failed:
      if (said.code == "TRADE_NOT_PAID") return refund_verdict::not_paid;
      return said.code == "REFUND_FEE_EXCEEDS" ? refund_verdict::too_much : refund_verdict::refused;
    case order::refund_finding::unknown:
    case order::refund_finding::too_late:
    case order::refund_finding::not_sent_on:
    case order::refund_finding::not_refunded: break;
  }
  return refund_verdict::unheard;
}

/// What a payment by agreement shows the bank. Null: it is none.
std::shared_ptr<const payer_details> charged_by(const pay_request& r) {
  if (r.agreement.empty()) return nullptr;
  return std::make_shared<const payer_details>(payer_details{.token = secret(r.agreement)});
}

/// Of a capture: the bank knows its hold by the key. Null: it is none.
std::shared_ptr<const authorization> where_held(const pay_request& r) {
  if (r.taken_from.empty()) return nullptr;
  return std::make_shared<const authorization>(authorization{.key = channel_key(r.taken_from)});
}

}  // namespace

bank_behind::bank_behind(bank& asked, const timeline& time, std::map<std::string, std::string> said)
    : provider(provider_settings{}),
      bank_(&asked),
      time_(&time),
      said_(std::move(said)),
      agreements_([this](channel_call about) { return ask_of_agreement(std::move(about)); }) {}

void bank_behind::expect(operation what) {
  expected_ = what;
  asked_.clear();
}

template <class Report>
Report bank_behind::ask(channel_call call) {
  auto said = bank_->handle(call);
  asked_.push_back({std::move(call), said});
  return std::get<Report>(std::move(said));
}

std::optional<agreement::report> bank_behind::ask_of_agreement(channel_call about) {
  // Faces that end one look it up first.
  if (about.what != expected_) return std::nullopt;
  return ask<agreement::report>(std::move(about));
}

reply<pay_verdict> bank_behind::pay(const pay_request& r, instant now) {
  requests_.try_emplace(r.key, first_request{r, now});
  const auto said = ask<order::attempt_report>(
      {.what = r.code.empty() ? operation::pay : operation::confirm,
       .type = r.type,
       .key = channel_key(r.key),
       .amount = r.amount,
       .taken_from = where_held(r),
       .code = secret(r.code),
       .payer = charged_by(r),
       .signs = channel_key(r.signs)});
  auto about = trade_of(r.key, now);
  if (said.found == order::finding::paid) about = trade_as_said(said, r.key, now);
  const auto verdict = verdict_of(said);
  const bool waits = verdict == pay_verdict::declined_left_open;
  if (waits || verdict == pay_verdict::awaiting_payer) about.state = trade_state::awaiting_payer;
  return {.verdict = verdict, .about = std::move(about)};
}

reply<pay_verdict> bank_behind::send_code(const pay_request& r, instant now) { return pay(r, now); }

std::optional<trade> bank_behind::query(const std::string& key, instant now) {
  // A number that is about to pay is asked about by faces that refuse a second request themselves:
  // here the bank does that.
  if (is_payment(expected_)) return std::nullopt;
  if (expected_ != operation::query) {
    if (!bank_->page_of(key)) return std::nullopt;
    return trade_of(key, now);
  }
  const auto said = ask<order::attempt_report>({.what = operation::query, .key = channel_key(key)});
  if (said.found == order::finding::not_found) return std::nullopt;
  return trade_as_said(said, key, now);
}

reply<revoke_verdict> bank_behind::revoke(const std::string& key, instant now) {
  const auto before = bank_->page_of(key);
  const auto said = ask<order::revoke_report>({.what = operation::revoke, .key = channel_key(key)});
  const auto verdict = [&] {
    switch (said.found) {
      case order::revoke_finding::done:
        if (said.money_returned == order::returned::yes) return revoke_verdict::given_back;
        return before && before->now == bank::trade_status::asked
                   ? revoke_verdict::cancelled
                   : revoke_verdict::nothing_there;
      case order::revoke_finding::again: return revoke_verdict::again;
      case order::revoke_finding::too_late: return revoke_verdict::too_late;
      case order::revoke_finding::refused: return revoke_verdict::refused;
      case order::revoke_finding::unknown:
      case order::revoke_finding::already_paid: break;
    }
    return revoke_verdict::system_error;
  };
  return {.verdict = verdict(), .about = trade_of(key, now)};
}

reply<close_verdict> bank_behind::close(const std::string& key, instant now) {
  const bool is_known = bank_->page_of(key).has_value();
  const auto said = ask<order::revoke_report>({.what = operation::close, .key = channel_key(key)});
  const auto verdict = [&] {
    switch (said.found) {
      case order::revoke_finding::done: return close_verdict::closed;
      case order::revoke_finding::already_paid: return close_verdict::already_paid;
      case order::revoke_finding::unknown:
        return is_known ? close_verdict::system_error : close_verdict::nothing_there;
      case order::revoke_finding::again:
      case order::revoke_finding::too_late:
      case order::revoke_finding::refused: break;
    }
    return close_verdict::system_error;
  };
  return {.verdict = verdict(), .about = trade_of(key, now)};
}

reply<refund_verdict> bank_behind::give_refund(
    const std::string& key, const std::string& refund_key, money amount, instant now) {
  const bool is_new = trade_of_refund_.try_emplace(refund_key, key).second;
  const auto said = ask<order::refund_report>(
      {.what = operation::refund,
       .key = channel_key(key),
       .refund_key = channel_key(refund_key),
       .refund_amount = amount});
  auto about = trade_of(key, now);
  auto verdict = verdict_of(said, is_new, amount);
  // Of what was held nothing is left to be let go.
  if (verdict == refund_verdict::not_paid && is_hold(about) && about.paid)
    verdict = refund_verdict::too_much;
  return {.verdict = verdict, .about = std::move(about)};
}

reply<refund_verdict> bank_behind::send_on_refund(const std::string& refund_key,
                                                  const std::string& reference, instant now) {
  const auto known = trade_of_refund_.find(refund_key);
  const auto key = known == trade_of_refund_.end() ? std::string{} : known->second;
  const auto said = ask<order::refund_report>(
      {.what = operation::send_on_refund,
       .key = channel_key(key),
       .refund_reference = reference,
       .refund_key = channel_key(refund_key)});
  const auto verdict = [&] {
    if (said.found == order::refund_finding::accepted) return refund_verdict::accepted;
    if (said.found == order::refund_finding::not_sent_on) return refund_verdict::refused;
    return said.code == "INVALID_REQUEST" ? refund_verdict::repeated : refund_verdict::no_trade;
  };
  return {.verdict = verdict(), .about = trade_of(key, now)};
}

std::optional<trade> bank_behind::query_refund(const std::string& refund_key, instant now) {
  // Faces that know both by one kind of number look here first.
  if (expected_ != operation::refund_query) return std::nullopt;
  const auto known = trade_of_refund_.find(refund_key);
  const auto key = known == trade_of_refund_.end() ? std::string{} : known->second;
  const auto said = ask<order::refund_report>(
      {.what = operation::refund_query,
       .key = channel_key(key),
       .refund_key = channel_key(refund_key)});
  // Of a refund that was refused, channels know nothing.
  const bool is_there =
      said.found == order::refund_finding::done || said.found == order::refund_finding::accepted ||
      said.found == order::refund_finding::stuck;
  if (!is_there) return std::nullopt;
  return trade_of(key, now);
}

std::string bank_behind::key_of_reference(const std::string& reference) const {
  auto key = reference.substr(std::min<std::size_t>(1, reference.size()));
  return reference.starts_with('T') && bank_->page_of(key) ? key : std::string{};
}

std::optional<trade> bank_behind::seen(const std::string& key, instant now) const {
  if (!requests_.contains(key)) return std::nullopt;
  return trade_of(key, now);
}

trade bank_behind::trade_of(const std::string& key, instant now) const {
  trade out{.key = key, .created = now, .changed = now, .reference = "T" + key, .said = said_};
  if (const auto page = bank_->page_of(key)) {
    out.type = page->type;
    out.amount = page->amount;
    out.state = state_in(page->now);
    out.refunds = refunds_in(*page, now);
    out.taken = page->taken;
    const auto paid = now - (time_->now() - page->paid_at.time_since_epoch());
    if (page->paid_at != instant{}) out.paid = paid;
    if (page->now == bank::trade_status::paid) out.changed = paid;
  }
  const auto first = requests_.find(key);
  if (first == requests_.end()) return out;
  out.created = first->second.at;
  out.app_id = first->second.said.app_id;
  out.notify_url = first->second.said.notify_url;
  out.taken_from = first->second.said.taken_from;
  out.said = first->second.said.said;
  return out;
}

trade bank_behind::trade_as_said(const order::attempt_report& said, const std::string& key,
                                 instant now) const {
  auto out = trade_of(key, now);
  out.state = state_said(said);
  if (said.amount) out.amount = *said.amount;
  return out;
}

}  // namespace sluice::sim
