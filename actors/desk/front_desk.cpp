#include "actors/desk/front_desk.hpp"

#include <algorithm>

#include "actors/desk/asked_command.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

constexpr std::size_t most_pending = 262'144;
constexpr millis hurry_again{1000};

std::string text_of(const fingerprint& f) { return {f.begin(), f.end()}; }

}  // namespace

front_desk_actor::front_desk_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior front_desk_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const inbox_filled&) { take_what_came(); },
      [this](const doors_open&) {
        --closed_doors_;
        take_what_came();
      },
      [this](const batch<answered>& b) {
        for (const auto& a : b.all) take_answer(a);
      },
      [this](const tick&) {
        hurry_late_ones();
        send_all();
      },
      [this](const disk_low& d) { disk_low_ = d.low; },
      [this](const log_broken& b) { log_is_broken(b.why); },
      [](const pass_round& p) { p.of->passed(p.as); },
      [this](const start_draining&) {
        drain();
        send_all();
      },
      [this](const stop_now&) {
        give_up_all("the engine has stopped; send the same request again after the restart");
        quit();
      },
  };
}

/// What comes before the doors are open waits in the inbox.
void front_desk_actor::take_what_came() {
  if (closed_doors_ > 0) return;
  needs_.load.look(needs_.clock->now());
  for (auto& r : needs_.requests->take()) take(r);
  send_all();
}

void front_desk_actor::take(sluice::request& r) {
  if (auto no = cannot_take()) return r.reply_to->reply(*no);
  // Before anything that it names is looked at: whoever may not ask learns neither which merchants
  // there are nor which ids are taken.
  if (auto no = access_fault(r)) return r.reply_to->reply(*no);
  if (!r.agreed && propose(r)) return;
  auto no = too_much(r);
  const bool may_be_known = std::holds_alternative<create_order>(r.ask);
  if (no && !may_be_known) return r.reply_to->reply(*no);
  std::visit(
      overloaded{
          [&](list_channels&) { ask_all_channels(r); },
          [&](get_channel& q) { ask_channel(r, q.channel, {}); },
          [&](change_channel& q) { ask_channel(r, q.channel, q.what); },
          [&](force_path& q) { ask_channel(r, q.channel, q.what); },
          [&](list_merchants& q) { ask_some_merchants(r, q); },
          [&](get_merchant& q) { ask_merchant(r, q.merchant, {}); },
          [&](create_merchant& q) { ask_merchant(r, q.merchant, q.what); },
          [&](change_merchant& q) { ask_merchant(r, q.merchant, q.what); },
          [&](degrade_merchant& q) { ask_merchant(r, q.merchant, q.what); },
          [&](promote_merchant& q) { ask_merchant(r, q.merchant, q.what); },
          [&](reload_configuration& q) { ask_to_reload(r, q.who); },
          [&](list_people&) { ask_for_people(r); },
          [&](confirm_proposal& q) { confirm(r, q); },
          [&](list_principals& q) { look_at_register(r, q); },
          [&](change_principal& q) { ask_registrar(r, q.what.principal, q.what); },
          [&](list_keys& q) { look_at_register(r, q); },
          [&](add_key& q) { ask_registrar(r, q.what.key, q.what); },
          [&](revoke_key& q) { ask_registrar(r, q.what.key, q.what); },
          [&](answer_risk& q) { hear_risk_service(r, std::move(q)); },
          [&](get_rulebook&) { ask_keeper<routing::command>(r, *needs_.rulebook, {}); },
          [&](change_routing& q) { ask_keeper<routing::command>(r, *needs_.rulebook, q.what); },
          [&](get_account& q) { ask_historian(r, std::move(q)); },
          [&](get_contract& q) { look_at_contract(r, q.with); },
          [&](put_contract& q) { put_into_contract(r, q.what); },
          [&](list_settlements& q) { look_at_settlements(r, q.merchant); },
          [&](settle_merchant& q) { tell_balance(r, q.merchant, q.what); },
          [&](resolve_settlement& q) { tell_balance(r, q.merchant, q.what); },
          [&](report_bill& q) { ask_reconciler(r, std::move(q)); },
          [&](list_differences& q) { ask_reconciler(r, std::move(q)); },
          [&](get_difference& q) { ask_reconciler(r, std::move(q)); },
          [&](resolve_difference& q) { ask_reconciler(r, std::move(q)); },
          [&](get_engine&) { ask_keeper<degradation::command>(r, *needs_.steward, {}); },
          [&](degrade_engine& q) { ask_keeper<degradation::command>(r, *needs_.steward, q.what); },
          [&](get_route& q) { ask_historian(r, q); },
          [&](get_trace& q) { ask_historian(r, q); },
          [&](imagine_route& q) { look_at_routes(r, q.order.merchant, q); },
          [&](list_methods& q) { look_at_routes(r, q.whose, q); },
          [&](create_agreement& q) { ask_for_agreement(r, q); },
          [&](get_agreement& q) { ask_agreement(r, q.agreement, {}); },
          [&](verify_agreement& q) {
            ask_agreement(r, q.agreement, agreement::give_code{}, std::move(q.code));
          },
          [&](end_agreement& q) { ask_agreement(r, q.agreement, agreement::end{}); },
          [&](list_webhooks& q) { ask_courier(r, std::move(q)); },
          [&](enable_webhook& q) { ask_courier(r, std::move(q)); },
          [&](list_alarms& q) { ask_about_alarms(r, q); },
          [&](acknowledge_alarm& q) { ask_about_alarms(r, std::move(q)); },
          [&](silence_alarms& q) { ask_about_alarms(r, std::move(q)); },
          [&](get_link_figures& q) { ask_historian(r, std::move(q)); },
          [&](create_order& q) {
            if (!no) no = agreement_fault(q);
            const auto order = q.order;
            ask_about_order(r, order, std::move(q), std::move(no));
          },
          [&](auto& about_order) {
            const auto order = about_order.order;
            ask_about_order(r, order, std::move(about_order), std::move(no));
          },
      },
      r.ask);
}

token front_desk_actor::expect(pending p) {
  SLUICE_INVARIANT(p.reply_to != nullptr);
  const auto who = next_token_++;
  const auto is_new = pending_.emplace(who, std::move(p)).second;
  SLUICE_INVARIANT(is_new);
  return who;
}

std::optional<rejection> front_desk_actor::too_much(sluice::request& r) const {
  if (auto no = needs_.load.refusal_of(r.ask)) return no;
  return needs_.endpoints.take(r);
}

void front_desk_actor::ask_about_order(sluice::request& r, const order_id& order,
                                       order_question ask, std::optional<rejection> unless_known) {
  auto id = check_id(r, order.merchant);
  if (id.clash) return r.reply_to->reply(*id.clash);
  if (!r.id.value().empty()) ids_.begin({order.merchant, r.id}, r.body);
  const auto who = expect({.reply_to = std::move(r.reply_to),
                           .order = order,
                           .id = r.id,
                           .id_is_written = id.is_written});
  keep_deadline(who);
  if (id.is_written) ask = without_effect(std::move(ask));
  errand e{.who = who,
           .ask = std::move(ask),
           .when = r.when,
           .why = cause_of(r),
           .guard = std::move(id.guard),
           .under = r.agreed ? r.agreed->under : proviso{},
           .unless_known = std::move(unless_known)};
  if (disk_low_)
    e.unless_known = rejection{rejection_code::disk_nearly_full, "",
                               "no new orders until the disk has room; orders that exist go on"};
  to_merchants_.put(*needs_.merchants, {order.merchant, std::move(e)});
}

void front_desk_actor::hear_risk_service(sluice::request& r, answer_risk said) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  send(*needs_.examiner, risk_said{who, std::move(said)});
}

void front_desk_actor::send_all() {
  to_merchants_.send_all(*this);
  to_orders_.send_all(*this);
  to_proposals_.send_all(*this);
  to_agreements_.send_all(*this);
}

std::optional<rejection> front_desk_actor::cannot_take() const {
  if (log_broken_)
    return rejection{rejection_code::unavailable, "",
                     "the log cannot be written; send the same request again after the restart"};
  if (draining_)
    return rejection{rejection_code::draining, "", "the engine is stopping; send it again soon"};
  if (pending_.size() >= most_pending)
    return rejection{rejection_code::busy, "", "too many requests at once; send it again soon"};
  return std::nullopt;
}

std::optional<rejection> front_desk_actor::access_fault(sluice::request& r) {
  if (r.agreed) {
    r.by = r.agreed->by;
    return std::nullopt;
  }
  // Who has no key has none that could be out of date.
  const auto now = r.from.is_nobody() ? instant{} : needs_.clock->machine_time();
  auto found = access::may(needs_.access.now(), r.from, command_of(r), merchant_of(r.ask), now);
  if (auto* no = std::get_if<rejection>(&found)) return std::move(*no);
  const auto& is = std::get<access::allowed>(found);
  r.is_services =
      is.who == nullptr ? !r.from.is_this_machine : is.who->kind == access::principal_kind::service;
  if (is.who != nullptr)
    r.by = std::make_shared<const asked_by>(asked_by{.principal = is.who->id.value()});
  const auto* named = person_named_in(r.ask);
  if (named == nullptr || r.from.is_this_machine) return std::nullopt;
  return access::fault_of_name(is, *named);
}

cause front_desk_actor::cause_of(sluice::request& r) {
  return {r.id.value(), std::move(r.traceparent), r.by};
}

rejection front_desk_actor::reused_id() {
  return {rejection_code::command_id_reused, "Nats-Msg-Id",
          "this command id was used before with another body; use a new one"};
}

front_desk_actor::id_check front_desk_actor::check_id(const sluice::request& r,
                                                      const merchant_id& merchant) const {
  if (r.id.value().empty()) return {};
  const command_name name{merchant, r.id};
  store::index_entry guard{store::entry_kind::command, index_key(name), text_of(r.body)};
  const auto known = needs_.log->find_entry(guard.kind, guard.key);
  if (known ? *known != guard.value : ids_.is_used_otherwise(name, r.body, needs_.clock->now()))
    return {.clash = reused_id()};
  if (known) return {.is_written = true};
  return {.guard = std::move(guard)};
}

void front_desk_actor::take_answer(const answered& a) {
  const auto it = pending_.find(a.who);
  if (it == pending_.end()) return;
  if (it->second.collects)
    collect(a.who, it->second, a.what);
  else
    finish(a.who, a.what, a.id_is_written);
}

void front_desk_actor::finish(token who, const answer& a, bool id_is_written) {
  SLUICE_INVARIANT(who != 0 && who < next_token_);
  const auto it = pending_.find(who);
  if (it == pending_.end()) return;
  const auto& p = it->second;
  SLUICE_INVARIANT(p.reply_to != nullptr);
  const auto* no = std::get_if<rejection>(&a);
  if (!p.id.value().empty() && no != nullptr && no->code == rejection_code::merchant_unknown)
    ids_.end_of_nobody({p.order.merchant, p.id});
  else if (!p.id.value().empty())
    ids_.end({p.order.merchant, p.id}, id_is_written || p.id_is_written, needs_.clock->now());
  if (!proposing_.empty()) proposing_.erase(index_key({p.order.merchant, p.id}));
  const auto reply_to = std::move(it->second.reply_to);
  pending_.erase(it);
  forget_answered_deadlines();
  reply_to->reply(a);
}

// -- the response limit ---------------------------------------------------------------

void front_desk_actor::keep_deadline(token who) {
  deadlines_.emplace_back(needs_.clock->now() + needs_.response_limit, who);
  arm();
}

void front_desk_actor::arm() {
  if (armed_ || deadlines_.empty()) return;
  armed_ = true;
  const auto wait = std::max(deadlines_.front().first - needs_.clock->now(), millis{0});
  delayed_send(this, wait, tick{});
}

void front_desk_actor::forget_answered_deadlines() {
  while (!deadlines_.empty() && !pending_.contains(deadlines_.front().second))
    deadlines_.pop_front();
}

void front_desk_actor::hurry_late_ones() {
  SLUICE_INVARIANT(armed_);
  armed_ = false;
  const auto now = needs_.clock->now();
  while (!deadlines_.empty() &&
         (deadlines_.front().first <= now || !pending_.contains(deadlines_.front().second))) {
    const auto who = deadlines_.front().second;
    deadlines_.pop_front();
    const auto it = pending_.find(who);
    if (it == pending_.end()) continue;
    // Again in a second: this word may overtake the request, which went by way of its merchant.
    deadlines_.emplace_back(now + hurry_again, who);
    const auto& order = it->second.order;
    to_orders_.put(
        needs_.orders->of(order), {.order = order, .what = hurry{}, .waits = waiter{who}});
  }
  arm();
}

// -- the end ----------------------------------------------------------------------------

void front_desk_actor::log_is_broken(const std::string& why) {
  log_broken_ = true;
  give_up_all(
      "the log cannot be written, so the outcome is not known; send the same request again "
      "after the restart");
  needs_.last.end_process(why);
}

std::vector<token> front_desk_actor::all_pending() const {
  std::vector<token> all;
  all.reserve(pending_.size());
  for (const auto& [who, p] : pending_) all.push_back(who);
  std::sort(all.begin(), all.end());
  return all;
}

void front_desk_actor::give_up_all(const std::string& why) {
  for (const auto who : all_pending()) finish(who, rejection{rejection_code::unavailable, "", why});
  SLUICE_INVARIANT(pending_.empty());
}

void front_desk_actor::drain() {
  draining_ = true;
  for (const auto who : all_pending()) {
    const auto& order = pending_.at(who).order;
    if (order.number.value().empty()) continue;  // settings are answered at once
    to_orders_.put(
        needs_.orders->of(order), {.order = order, .what = hurry{}, .waits = waiter{who}});
  }
}

}  // namespace sluice
