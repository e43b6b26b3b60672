#include "sim/world/agreement_register.hpp"

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using agreement::finding;
using agreement::report;
using agreement::source;

/// The channel's own number: not to be guessed from ours.
std::string reference_of(const std::string& key) { return "2088" + key; }

}  // namespace

agreement_register::agreement_register(scene& in, const scenario_channel& about, tell_engine notify)
    : scene_(&in), about_(about), notify_(std::move(notify)), dice_(in.dice_of_trades(about)) {}

report agreement_register::handle(const channel_call& call) {
  switch (call.what) {
    case operation::offer_agreement: return offer(call);
    case operation::query_agreement: return query(call);
    case operation::end_agreement: return end(call);
    case operation::open_card: return open(call);
    case operation::pay:
    case operation::confirm:
    case operation::query:
    case operation::revoke:
    case operation::close:
    case operation::refund:
    case operation::refund_query:
    case operation::send_on_refund: break;
  }
  broken_invariant("only what is about agreements is asked of their register", __FILE__, __LINE__);
}

bool agreement_register::may_charge(const std::string& reference) const {
  for (const auto& [key, e] : all_)
    if (reference_of(key) == reference) return e.now == entry::status::in_force;
  return false;
}

bool agreement_register::is_in_force(const std::string& key) const {
  const auto at = all_.find(key);
  return at != all_.end() && at->second.now == entry::status::in_force;
}

report agreement_register::offer(const channel_call& call) {
  const auto& key = call.key.value();
  report out{.found = finding::payer_asked,
             .from = source::answer,
             .code = "SUCCESS",
             .action = {payer_action_kind::open_page, "sign:" + key}};
  if (call.opens != nullptr) out.action = {payer_action_kind::enter_code, "138****0018"};
  auto [at, is_new] = all_.try_emplace(key);
  if (!is_new) return out;
  auto& luck = dice_.of(key);
  at->second.until = scene_->time.now() + 900s;
  if (luck.strikes(hazard::not_visible_yet))
    at->second.visible_from = scene_->time.now() + luck.roll().between(0s, 60s);
  if (call.opens != nullptr || luck.strikes(hazard::payer_walks_away)) return out;
  const auto latest = luck.strikes(hazard::payer_signs_late) ? 3600s : 600s;
  scene_->time.after(luck.roll().between(1s, latest), [this, key] { sign(key); });
  return out;
}

/// Until the code is right nothing is opened.
report agreement_register::open(const channel_call& call) {
  const auto& key = call.key.value();
  report out{.found = finding::code_refused, .from = source::answer, .code = "CODE_WRONG"};
  const auto at = all_.find(key);
  if (at == all_.end() || at->second.now == entry::status::ended)
    return {.found = finding::refused, .from = source::answer, .code = "NOT_EXIST"};
  if (call.code.reveal() != right_code) return out;
  sign(key);
  if (at->second.now != entry::status::in_force) return out;
  out = signed_report(key);
  out.from = source::answer;
  return out;
}

void agreement_register::paid_with(const std::string& key) {
  auto [at, is_new] = all_.try_emplace(key);
  // Who does not want it pays all the same.
  if (!is_new || dice_.of(key).strikes(hazard::payer_walks_away)) return;
  at->second.until = scene_->time.now() + 1s;
  sign(key);
}

void agreement_register::sign(const std::string& key) {
  auto& e = all_.at(key);
  auto& luck = dice_.of(key);
  if (e.now != entry::status::offered) return;
  // A page that was opened in time may be sent off after it.
  if (scene_->time.now() >= e.until && luck.calm()) return;
  e.now = entry::status::in_force;
  scene_->tale.tell({about_.name, "books: signed", key});
  scene_->judges.agreements.signed_at_bank(channel_key{key});
  tell(key, signed_report(key));
  if (luck.strikes(hazard::payer_ends_agreement))
    scene_->time.after(luck.roll().between(1s, 3600s), [this, key] { payer_ends(key); });
}

void agreement_register::payer_ends(const std::string& key) {
  auto& e = all_.at(key);
  if (e.now != entry::status::in_force) return;
  e.now = entry::status::ended;
  scene_->tale.tell({about_.name, "books: ended by the payer", key});
  scene_->judges.agreements.ended_at_bank(channel_key{key});
  tell(key, {.found = finding::ended, .from = source::notice, .code = "UNSIGNED"});
}

report agreement_register::query(const channel_call& call) const {
  const auto& key = call.key.value();
  report out{.found = finding::not_signed, .from = source::query, .code = "NOT_EXIST"};
  const auto at = all_.find(key);
  if (at == all_.end() || scene_->time.now() < at->second.visible_from) return out;
  switch (at->second.now) {
    case entry::status::offered: return out;
    case entry::status::in_force: {
      auto there = signed_report(key);
      there.from = source::query;
      return there;
    }
    case entry::status::ended:
      return {.found = finding::ended, .from = source::query, .code = "STOP"};
  }
  broken_invariant("every agreement has a standing", __FILE__, __LINE__);
}

report agreement_register::end(const channel_call& call) {
  const auto& key = call.key.value();
  const auto at = all_.find(key);
  if (at == all_.end() || at->second.now == entry::status::offered)
    return {.found = finding::not_signed, .from = source::answer, .code = "NOT_EXIST"};
  if (dice_.of(key).strikes(hazard::revoke_again))
    return {.from = source::answer, .code = "SYSTEMERROR"};
  if (at->second.now == entry::status::in_force) {
    at->second.now = entry::status::ended;
    scene_->tale.tell({about_.name, "books: ended", key});
    scene_->judges.agreements.ended_at_bank(channel_key{key});
  }
  return {.found = finding::ended, .from = source::answer, .code = "SUCCESS"};
}

report agreement_register::signed_report(const std::string& key) const {
  return {.found = finding::in_force,
          .from = source::notice,
          .code = "NORMAL",
          .reference = reference_of(key),
          .payer = "158****1562"};
}

void agreement_register::tell(const std::string& key, report said) {
  if (!about_.notifies || !about_.signs) return;
  const agreement_notice n{channel_id{about_.name}, channel_key{key}, std::move(said)};
  scene_->time.after(dice_.of(key).roll().between(0s, 3s), [this, n] { notify_(n); });
}

}  // namespace sluice::sim
