#include "actors/merchant/merchant_entity.hpp"

#include "actors/host/entity_host.hpp"
#include "actors/order/pay_command.hpp"
#include "base/overloaded.hpp"
#include "domain/merchant/admission.hpp"
#include "domain/until.hpp"
#include "events/stream_name.hpp"

namespace sluice {

// -- what a host must know of merchants --------------------------------------------------------

std::string merchant_entity::stream_of(const merchant_id& id) { return merchant_stream(id); }

merchant_message merchant_entity::woken(const merchant_id& id) {
  return {id, settings_word<merchant::command>{}};
}

bool merchant_entity::is_asked(const merchant_message& m) noexcept {
  return std::visit(
      overloaded{
          [](const errand&) { return true; },
          [](const settings_word<merchant::command>& w) { return bool{w.reply_to}; },
          [](const route_look&) { return true; },
          [](const held_order&) { return false; },
          [](const not_spent&) { return false; },
          [](const agreement_errand&) { return true; },
      },
      m.what);
}

void merchant_entity::turn_away(const merchant_message& m, host& home, const needs& shared) {
  const rejection busy{
      rejection_code::busy, "", "too many merchants at once; send it again in a moment"};
  std::visit(
      overloaded{
          [&](const errand& e) { home.say(*shared.front_desk, answered{e.who, busy}); },
          [&](const route_look& l) { home.say(*shared.front_desk, answered{l.who, busy}); },
          [&](const settings_word<merchant::command>& w) {
            home.say(w.reply_to, answered{w.who, busy});
          },
          [](const held_order&) {},
          [](const not_spent&) {},
          [&](const agreement_errand& e) { home.say(*shared.front_desk, answered{e.who, busy}); },
      },
      m.what);
}

merchant_entity::merchant_entity(host& home, const needs& shared, const merchant_id& id)
    : home_(home),
      shared_(shared),
      keeper_(merchant_stream(id), {id, shared.channels},
              [this](const keeper::word& w, const rejection* no) { answer_word(w, no); }),
      routes_(shared.channels, shared.standings, shared.rules),
      level_(shared.level, shared.clock),
      level_rules_(shared.level_rules),
      risk_rules_(shared.risk_rules) {}

void merchant_entity::recover() {
  if (const auto problem = keeper_.load(*shared_.log))
    shared_.tells->tell({.level = severity::critical,
                         .event = "settings_unreadable",
                         .message = *problem + "; the merchant takes no new orders",
                         .fields = {{"merchant", id().value()}}});
}

bool merchant_entity::may_leave() const {
  return !merchant::exists(keeper_.state()) && keeper_.is_readable() && !keeper_.is_writing() &&
         !writes_place_;
}

void merchant_entity::take(merchant_message& m) {
  std::visit(
      overloaded{
          [&](errand& e) {
            // Born of this very moment's words: whoever asks now must not hear otherwise.
            if (keeper_.is_writing() && !merchant::exists(keeper_.state()))
              wait_for_write_.push_back(std::move(e));
            else
              run_errand(e);
          },
          [&](settings_word<merchant::command>& w) { take_word(w); },
          [&](const held_order& h) { let_start(h); },
          [&](const not_spent& n) { spending_.take_back(n.what); },
          [&](const route_look& l) { answer_look(l); },
          [&](agreement_errand& e) { hand_to_agreement(e); },
      },
      m.what);
}

// -- settings ------------------------------------------------------------------------------------

void merchant_entity::take_word(settings_word<merchant::command>& w) {
  note_when_asked(w, *shared_.clock);
  auto request = keeper_.take(std::move(w), home_.now());
  // Merchants are older than places.
  if (!request && !keeper_.is_writing() && merchant::exists(keeper_.state()) && needs_place()) {
    request = store::append_request{.stream = merchant_stream(id())};
    writes_place_ = true;
  }
  write(std::move(request));
}

bool merchant_entity::needs_place() const { return !is_listed_ && !has_place(*shared_.log, id()); }

void merchant_entity::write(std::optional<store::append_request> what) {
  if (!what) return;
  if (needs_place())
    for (auto& e : shared_.places->entries_of_new(id())) what->entries.push_back(std::move(e));
  is_listed_ = true;
  home_.write(*this, *std::move(what));
}

void merchant_entity::on_written(const store::append_result& result) {
  if (std::exchange(writes_place_, false)) return;
  write(keeper_.on_written(result, home_.now()));
  for (auto& e : std::exchange(wait_for_write_, {})) run_errand(e);
}

void merchant_entity::answer_word(const keeper::word& w, const rejection* refused) {
  if (!w.reply_to) return;
  answer said = view();
  if (refused != nullptr)
    said = *refused;
  else if (!merchant::exists(keeper_.state()) && !w.under.is_rehearsal)
    said = unknown();
  home_.say(w.reply_to, answered{.who = w.who, .what = std::move(said)});
}

namespace {

std::vector<setting_view> origins_of(const merchant::state& s) {
  std::vector<setting_view> out{{"life", s.life_from},
                                {"business_types", s.business_types_from},
                                {"channels", s.channels_from}};
  for (const auto& [name, from] : s.limits_from) out.push_back({"limits." + text_of(name), from});
  return out;
}

/// Those that hold, by kind of business, and who wanted them.
template <class Wish, class Find>
std::map<business_type, Wish> told(std::string_view name, Find&& find,
                                   std::vector<setting_view>& origins) {
  std::map<business_type, Wish> out;
  for (const auto& row : business_policies) {
    const merchant::measure<Wish>* measure = find(row.type);
    if (measure == nullptr || merchant::is_usual(measure->what)) continue;
    out.emplace(row.type, measure->what);
    origins.push_back({std::string(name) + '.' + std::string(row.name), measure->from});
  }
  return out;
}

}  // namespace

merchant_view merchant_entity::view() const {
  const auto& s = keeper_.state();
  const auto now = shared_.clock->machine_time();
  auto origins = origins_of(s);
  auto levels = told<merchant::level_wish>(
      "levels", [&](auto type) { return level_in_force(s, type, now); }, origins);
  auto promotions = told<merchant::promotion_wish>(
      "promotions", [&](auto type) { return in_force(s.promotions, type, now); }, origins);
  return {.id = id().value(),
          .life = s.life ? std::string(name_of(*s.life)) : std::string{},
          .business_types = s.business_types,
          .channels = s.channels,
          .documents = s.documents,
          .limits = s.limits,
          .levels = std::move(levels),
          .promotions = std::move(promotions),
          .origins = std::move(origins)};
}

// -- what its services ask for -------------------------------------------------------------------

rejection merchant_entity::unknown() const {
  return {rejection_code::merchant_unknown, "merchant", "there is no merchant of this name"};
}

void merchant_entity::run_errand(errand& e) {
  const bool is_known = merchant::exists(keeper_.state()) || !keeper_.is_readable();
  if (!is_known && !std::holds_alternative<create_order>(e.ask))
    return home_.say(*shared_.front_desk, answered{e.who, unknown()});
  if (waits_for_reserve(e)) return;
  // Where its money is with us, it must cover what is given back of it.
  if (std::holds_alternative<create_refund>(e.ask) && shared_.books->settles(id()))
    return home_.say(*shared_.balances, balance_message{id(), refund_wanted{std::move(e)}});
  auto m = translate(e);
  // Whoever repeats a whole body knows its order already, whatever has become of the merchant.
  if (!keeper_.is_readable())
    m.unless_known = keeper::why_unreadable();
  else if (!is_known)
    m.unless_known = unknown();
  m.waits->who = e.who;
  m.why = std::move(e.why);
  m.under = e.under;
  m.guard = std::move(e.guard);
  const auto& shard = shared_.orders->of(m.order);
  home_.say(shard, std::move(m));
}

/// Whoever repeats the request is told of the agreement, whatever has become of the merchant.
void merchant_entity::hand_to_agreement(agreement_errand& e) {
  auto& q = e.ask;
  agreement_asked asked{.who = e.who,
                        .card = std::move(q.card),
                        .payer = std::move(q.payer),
                        .guard = std::move(e.guard)};
  if (!keeper_.is_readable())
    asked.unless_known = keeper::why_unreadable();
  else if (!merchant::exists(keeper_.state()))
    asked.unless_known = unknown();
  else
    asked.unless_known =
        refuse_agreement(rights_of(keeper_.state()), shared_.channels,
                         {q.type, q.channel, q.signed_while_paying, asked.card != nullptr});
  if (!asked.unless_known) asked.unless_known = why_not_sent_back(asked.payer.get());
  asked.what = agreement::create{
      {.channel = std::move(q.channel),
       .key = {},  // derived where it is decided
       .type = q.type,
       .body = q.body,
       .not_after = q.not_after.value_or(instant{}),
       .signed_while_paying = q.signed_while_paying,
       .card_shown = asked.card == nullptr ? std::string{} : shown(asked.card->card)}};
  home_.say(*shared_.agreements,
            agreement_message{std::move(q.agreement), std::move(asked), std::move(e.why)});
}

order_message merchant_entity::translate(errand& e) {
  const auto about =
      [](const order_id& order, order_input what, reply_when when, refund_no refund = {}) {
        return order_message{
            .order = order, .what = std::move(what), .waits = waiter{0, when, std::move(refund)}};
      };
  return std::visit(
      overloaded{
          [&](create_order& q) {
            auto m = admit_order(q);
            if (!m.unless_known) m.unless_known = std::move(e.unless_known);
            m.waits = waiter{0, e.when, {}};
            return m;
          },
          [&](get_order& q) { return about(q.order, look{}, reply_when::accepted); },
          [&](revoke_order& q) {
            return about(q.order, order::command{order::revoke{q.body}}, e.when);
          },
          [&](capture_order& q) {
            return about(q.order, order::command{order::capture{q.amount}}, e.when);
          },
          [&](verify_order& q) {
            return about(q.order, order::command{order::verify_payer{std::move(q.code)}}, e.when);
          },
          [&](create_refund& q) {
            return about(q.order, order::command{order::refund_order{q.refund, q.amount, q.body}},
                         e.when, q.refund);
          },
          [&](get_refund& q) { return about(q.order, look{}, reply_when::accepted, q.refund); },
          [&](resolve_order& q) {
            return about(
                q.order, order::command{q.verdict}, reply_when::accepted, q.verdict.refund);
          },
      },
      e.ask);
}

void merchant_entity::answer_look(const route_look& l) {
  const auto say = [&](answer what) {
    home_.say(*shared_.front_desk, answered{.who = l.who, .what = std::move(what)});
  };
  if (!keeper_.is_readable()) return say(keeper::why_unreadable());
  if (!merchant::exists(keeper_.state())) return say(unknown());
  const auto rights = rights_of(keeper_.state());
  const merchant_standing now{
      .id = id(),
      .rights = rights,
      .state = keeper_.state(),
      .machine_time = shared_.clock->machine_time(),
      .essential = level_.in_force(),
      .channels = shared_.channels,
      .position = keeper_.position()};
  std::visit([&](const auto& ask) { say(found_for(ask, now, routes_, home_.now())); }, l.ask);
}

}  // namespace sluice
