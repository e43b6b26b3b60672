#include "sim/world/service.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "sim/world/callers.hpp"
#include "sim/world/risk_office.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

constexpr std::string_view wechat_code = "134567890123456789";
constexpr std::string_view alipay_code = "284567890123456789";
/// Of what is paid without a code. In some cases the caller does not know.
const std::array<instrument, 4> instruments{
    instrument(), instrument("balance"), instrument("debit_card", "icbc"),
    instrument("debit_card", "ccb")};

/// Equal iff what is asked is equal; the edge makes it from the whole body (SHA-256).
fingerprint body_of(std::int64_t amount, std::size_t n, std::uint8_t kind) {
  fingerprint f{kind};
  auto bits = static_cast<std::uint64_t>(amount) * 1'000'003U + n;
  for (std::size_t i = 1; i < 9; ++i, bits >>= 8U) f[i] = static_cast<std::uint8_t>(bits);
  return f;
}

order_no number_of(std::size_t n) { return order_no{"O" + std::to_string(n)}; }

std::string description_of(const order_id& order) {
  const auto what = locksmith::has_always_sealed(order.merchant) ? private_mark : "goods of ";
  return std::string(what) + order.number.value();
}

}  // namespace

service::service(scene& in, bus& over, const signers& they)
    : scene_(&in), bus_(&over), signers_(&they), of_orders_(in.its_plan.rest.fork()) {}

void service::open() {
  const auto& p = scene_->its_plan;
  for (std::size_t n = 0; n < p.orders; ++n)
    expect(p.engine.merchants, {.from = millis{0}, .lasts = p.arrive_within});
  for (const auto& r : p.rushes) {
    const std::span all(p.engine.merchants);
    const auto whose = r.merchant == 0 ? all : all.subspan(r.merchant - 1, 1);
    for (auto n = orders_of(r, p.orders); n > 0; --n) expect(whose, r);
  }
}

void service::expect(std::span<const merchant_settings> whose, const scenario_rush& when) {
  const auto n = customers_.size();
  ++waiting_;
  customers_.push_back({.luck = {scene_->luck, of_orders_.of(number_of(n).value())}});
  customers_[n].wish = wish_for(n, whose[dice_of(n).roll().below(whose.size())].id);
  customers_[n].id = command_id{"C" + std::to_string(n)};
  const auto arrives = when.from + dice_of(n).roll().between(millis{0}, when.lasts);
  scene_->time.after(arrives, [this, n] { arrive(n); });
}

create_order service::wish_for(std::size_t n, const merchant_id& merchant) {
  const auto& p = scene_->its_plan;
  auto& roll = dice_of(n).roll();
  create_order q{};
  q.order = {merchant, number_of(n)};
  auto pick = roll.below(std::accumulate(p.mix.begin(), p.mix.end(), std::uint64_t{0}));
  std::size_t kind = 0;
  for (; pick >= p.mix[kind]; ++kind) pick -= p.mix[kind];
  q.type = business_policies[kind].type;
  q.amount = {static_cast<std::int64_t>(1 + roll.below(100'000)), currency::cny};
  if (q.type == business_type::payment_code)
    q.payment_code = secret{std::string(roll.one_in(2) ? wechat_code : alipay_code)};
  else
    q.paid_with = roll.any_of(instruments);
  const bool by_card = q.type == business_type::quick_pay;
  if (policy_of(q.type).asks_payer || by_card) q.payer = std::make_shared<const payer_details>();
  q.is_shadow = dice_of(n).strikes(hazard::service_tests);
  if (q.type == business_type::quick_pay && !q.is_shadow &&
      dice_of(n).strikes(hazard::service_charges_by_agreement))
    q.agreement = signers_->one_of(merchant, roll);
  if (policy_of(q.type).asks_payer && !q.is_shadow &&
      dice_of(n).strikes(hazard::service_signs_while_paying))
    q.agreement = signers_->one_to_sign(merchant, q.type, roll);
  q.description = description_of(q.order);
  q.body = body_of(q.amount.minor_units, n, 'c');
  return q;
}

void service::arrive(std::size_t n) {
  if (dice_of(n).strikes(hazard::service_names_a_time))
    customers_[n].wish.not_after =
        scene_->computer.clock() + dice_of(n).roll().between(millis{-5}, 20s);
  ask(n);
  maybe_revoke(n);
  maybe_share_id(n);
  maybe_stampede(n);
  maybe_ask_for_nothing(n);
}

// -- asking until the end is known ----------------------------------------------------------

void service::ask(std::size_t n) {
  auto& c = customers_[n];
  if (c.knows_the_end) return;
  c.answered = false;
  const auto which = ++c.asked;
  const bool patient = dice_of(n).roll().one_in(3);
  // A repeated create and a look are both ways to learn how it went.
  bus::command what{.ask = c.wish,
                    .when = patient ? reply_when::accepted : reply_when::final,
                    .id = c.id,
                    .body = c.wish.body};
  if (which > 1 && dice_of(n).roll().one_in(2)) what = {.ask = get_order{c.wish.order}};
  bus_->send(what, [this, n](const answer& a) { hear(n, a); });
  scene_->time.after(
      dice_of(n).roll().between(5s, 60s), [this, n, which] { give_up_waiting(n, which); });
}

void service::give_up_waiting(std::size_t n, std::uint32_t which) {
  const auto& c = customers_[n];
  if (!c.answered && c.asked == which) ask(n);
}

void service::ask_again(std::size_t n, millis pause) {
  scene_->time.after(pause, [this, n] { ask(n); });
}

void service::hear(std::size_t n, const answer& a) {
  auto& c = customers_[n];
  if (c.answered || c.knows_the_end) return;
  c.answered = true;
  const auto some_time = dice_of(n).roll().between(2s, 120s);
  if (const auto* v = std::get_if<order_view>(&a)) {
    maybe_change_body(n);
    if (v->state == "verification_needed") return prove(n);
    if (v->state == "authorized") return take_or_leave(n, *v);
    if (v->payer_action == name_of(payer_action_kind::enter_code))
      return type_code(n, v->attempts.back().key);
    if (v->state == "processing") return ask_again(n, some_time * c.asked);
    if (v->state == "needs_operator") return ask_again(n, some_time * (10 * c.asked));
    return end(n, *v);
  }
  const auto* no = std::get_if<rejection>(&a);
  c.refused += no != nullptr ? 1 : 0;
  if (no != nullptr &&
      (no->code == rejection_code::expired || no->code == rejection_code::shadow_not_simulated))
    return give_up(n);
  const bool cannot_charge = no != nullptr && (no->code == rejection_code::agreement_not_in_force ||
                                               no->code == rejection_code::agreement_not_found);
  if (cannot_charge && (c.refused > 3 || dice_of(n).calm())) return give_up(n);
  // In the end nobody lets its merchant go on any more, nor drops a rule.
  const bool may_be_for_good = no != nullptr && (no->code == rejection_code::merchant_disabled ||
                                                 no->code == rejection_code::no_channel_left);
  if (may_be_for_good && dice_of(n).calm()) return give_up(n);
  ask_again(n, some_time);  // refused for now, or it never arrived
}

/// The payer types his code, or walks away and lets the order end by itself.
void service::prove(std::size_t n) {
  const auto some_time = dice_of(n).roll().between(1s, 60s);
  if (dice_of(n).strikes(hazard::payer_walks_away)) return ask_again(n, 20 * some_time);
  const auto typed = dice_of(n).strikes(hazard::payer_mistypes) ? "000000" : right_code;
  scene_->time.after(some_time, [this, n, typed] { give_code(n, std::string(typed)); });
}

/// What his bank has sent him, right or wrong, in time or late, or never.
void service::type_code(std::size_t n, const std::string& trade) {
  auto& luck = dice_of(n);
  const bool late = luck.strikes(hazard::payer_types_late);
  const auto some_time = late ? luck.roll().between(20s, 400s) : luck.roll().between(1s, 20s);
  if (luck.strikes(hazard::payer_walks_away)) return ask_again(n, 20 * some_time);
  const auto typed = luck.strikes(hazard::payer_mistypes) ? std::string(code_mark) + "WRONG"
                                                          : scene_->of_payers.read(trade);
  scene_->time.after(some_time, [this, n, typed] { give_code(n, typed); });
}

void service::give_code(std::size_t n, const std::string& typed) {
  auto& c = customers_[n];
  c.answered = false;
  const auto which = ++c.asked;
  scene_->judges.codes.typed(c.wish.order, typed);
  const bus::command what{.ask = verify_order{c.wish.order, secret{typed}}};
  bus_->send(what, [this, n](const answer& a) { hear(n, a); });
  if (dice_of(n).strikes(hazard::code_given_twice)) bus_->send(what, [](const answer&) {});
  scene_->time.after(60s, [this, n, which] { give_up_waiting(n, which); });
}

/// The money is held: some take it, or a part of it, some let it go, some wait.
void service::take_or_leave(std::size_t n, const order_view& v) {
  auto& roll = dice_of(n).roll();
  const auto held = static_cast<std::uint64_t>(v.attempts.front().held_minor);
  auto amount = static_cast<std::int64_t>(1 + roll.below(std::max<std::uint64_t>(held, 1)));
  if (roll.one_in(2)) amount = v.amount.minor_units;
  if (dice_of(n).strikes(hazard::service_captures_too_much)) amount = v.amount.minor_units + 1;
  const auto what = roll.below(10);
  const auto& order = customers_[n].wish.order;
  if (what < 6)
    bus_->send({.ask = capture_order{order, {amount, currency::cny}}}, [](const answer&) {});
  else if (what < 8)
    bus_->send({.ask = revoke_order{order, body_of(0, n, 'r')}, .body = body_of(0, n, 'r')},
               [](const answer&) {});
  ask_again(n, roll.between(2s, 120s));
}

/// The payer has left the shop, and nothing was tried.
void service::give_up(std::size_t n) {
  customers_[n].knows_the_end = true;
  --waiting_;
}

void service::end(std::size_t n, const order_view& v) {
  auto& c = customers_[n];
  c.knows_the_end = true;
  --waiting_;
  scene_->judges.neighbours.ended(v.order);
  if (v.state == "paid") maybe_refund(n);
  maybe_repeat(n);
  maybe_reuse_id(n);
  maybe_borrow_id(n);
  maybe_ask_as_stranger(n);
}

std::uint32_t service::refusals_of(const order_id& order) const {
  const auto n = place_of(order.number);  // beyond: of an order that somebody made by mistake
  return n < customers_.size() ? customers_[n].refused : 0;
}

// -- what else services do --------------------------------------------------------------------

void service::maybe_revoke(std::size_t n) {
  if (!dice_of(n).strikes(hazard::service_revokes)) return;
  scene_->time.after(dice_of(n).roll().between(0s, 60s), [this, n] {
    bus_->send({.ask = revoke_order{customers_[n].wish.order, body_of(0, n, 'r')},
                .body = body_of(0, n, 'r')},
               [](const answer&) {});
  });
}

void service::maybe_repeat(std::size_t n) {
  if (!dice_of(n).strikes(hazard::service_repeats)) return;
  scene_->time.after(dice_of(n).roll().between(0s, 3600s), [this, n] {
    const auto& c = customers_[n];
    bus_->send({.ask = c.wish, .id = c.id, .body = c.wish.body}, [](const answer&) {});
  });
}

void service::maybe_change_body(std::size_t n) {
  auto& c = customers_[n];
  if (c.has_misused || !dice_of(n).strikes(hazard::service_changes_body)) return;
  c.has_misused = true;
  auto other = c.wish;
  other.amount.minor_units += 1;
  other.body = body_of(other.amount.minor_units, n, 'c');
  bus_->send({.ask = other, .body = other.body}, [](const answer&) {});
}

void service::maybe_reuse_id(std::size_t n) {
  auto& c = customers_[n];
  if (!dice_of(n).strikes(hazard::service_reuses_id)) return;
  const auto other = another_order(n, 2);
  bus_->send(
      {.ask = other, .id = c.id, .body = other.body, .misused_id = true}, [](const answer&) {});
}

/// Nobody asks how they end; that they end is judged.
void service::maybe_share_id(std::size_t n) {
  if (!dice_of(n).strikes(hazard::services_share_id)) return;
  const command_id shared{"S" + std::to_string(n)};
  for (const std::size_t which : {3U, 4U}) {
    const auto other = another_order(n, which);
    bus_->send({.ask = other, .id = shared, .body = other.body, .contested_id = true},
               [](const answer&) {});
  }
}

/// What one merchant calls its commands is no concern of another's.
void service::maybe_borrow_id(std::size_t n) {
  const auto& all = scene_->its_plan.engine.merchants;
  if (all.size() < 2 || !dice_of(n).strikes(hazard::merchants_share_id)) return;
  const auto& c = customers_[n];
  auto other = another_order(n, 5);
  const auto at = std::find_if(all.begin(), all.end(), [&](const merchant_settings& m) {
    return m.id != c.wish.order.merchant;
  });
  other.order.merchant = at->id;
  other.description = description_of(other.order);
  bus_->send({.ask = other, .id = c.id, .body = other.body}, [](const answer&) {});
}

void service::maybe_ask_as_stranger(std::size_t n) {
  if (!dice_of(n).strikes(hazard::stranger_asks)) return;
  const auto& c = customers_[n];
  const auto other = another_order(n, 6);
  const auto& about = c.wish.order.merchant;
  auto as = dice_of(n).roll().any_of(strangers);
  if (as == role::nobody && is_open(about)) as = role::forger;  // nobody is its service there
  const auto who = caller_as(as, about);
  const auto ask = [&](question what, command_id id, const fingerprint& body) {
    bus_->send({.ask = std::move(what), .id = std::move(id), .body = body, .from = who},
               [](const answer&) {});
  };
  ask(other, c.id, other.body);
  ask(get_order{c.wish.order}, {}, {});
  ask(revoke_order{c.wish.order, body_of(0, n, 'r')}, {}, body_of(0, n, 'r'));
  const auto all = body_of(c.wish.amount.minor_units, n, 's');
  ask(answer_risk{.order = other.order, .said = order::risk_verdict::pass}, {}, {});
  ask(capture_order{c.wish.order, c.wish.amount}, {}, {});
  ask(verify_order{c.wish.order, secret{std::string(right_code)}}, {}, {});
  ask(create_refund{c.wish.order, refund_no{"STRANGE"}, c.wish.amount, all}, {}, all);
  ask(resolve_order{c.wish.order,
                    {.verdict = order::resolution::paid,
                     .operator_name = std::string(name_of_person),
                     .reason = "a stranger says so"}},
      {}, {});
}

create_order service::another_order(std::size_t n, std::size_t which) const {
  auto other = customers_[n].wish;
  other.order.number = number_of(which * customers_.size() + n);
  other.body = body_of(other.amount.minor_units, which * customers_.size() + n, 'c');
  return other;
}

void service::maybe_stampede(std::size_t n) {
  if (!dice_of(n).strikes(hazard::service_stampedes)) return;
  const auto& c = customers_[n];
  const bus::command what{
      .ask = c.wish,
      .when = dice_of(n).roll().one_in(2) ? reply_when::accepted : reply_when::final,
      .id = c.id,
      .body = c.wish.body};
  for (auto i = 2 + dice_of(n).roll().below(79); i > 0; --i) bus_->send(what, [](const answer&) {});
}

void service::maybe_refund(std::size_t n) {
  auto& c = customers_[n];
  if (!dice_of(n).strikes(hazard::service_refunds)) return;
  auto left = c.wish.amount.minor_units;
  const auto count = 1 + dice_of(n).roll().below(3);
  for (std::uint64_t i = 0; i < count && left > 0; ++i) {
    auto amount =
        static_cast<std::int64_t>(1 + dice_of(n).roll().below(static_cast<std::uint64_t>(left)));
    // By so little that it fits if a single other refund is overlooked.
    if (dice_of(n).strikes(hazard::service_refunds_too_much)) amount = left + 1;
    left -= std::min(amount, left);
    const create_refund what{
        c.wish.order,
        refund_no{"R" + std::to_string(i)},
        {amount, currency::cny},
        body_of(amount, n * 8 + i, 'f')};
    // Some come when others have long been given to a person.
    const auto latest = dice_of(n).roll().one_in(3) ? 21'600s : 600s;
    scene_->time.after(
        dice_of(n).roll().between(0s, latest), [this, n, what] { refund(n, what, 0); });
  }
}

void service::refund(std::size_t n, const create_refund& what, std::uint32_t tries) {
  const auto heard = std::make_shared<bool>(false);
  const bool patient = dice_of(n).roll().one_in(3);
  bus_->send(
      {.ask = what, .when = patient ? reply_when::final : reply_when::accepted, .body = what.body},
      [heard](const answer&) { *heard = true; });
  if (tries == 0 && dice_of(n).strikes(hazard::service_changes_body)) {
    auto other = what;
    other.amount.minor_units += 1;
    other.body = body_of(other.amount.minor_units, n, 'x');
    bus_->send({.ask = other, .body = other.body}, [](const answer&) {});
  }
  scene_->time.after(dice_of(n).roll().between(5s, 90s), [this, n, what, tries, heard] {
    if (!*heard && tries < 5) refund(n, what, tries + 1);
  });
}

void service::maybe_ask_for_nothing(std::size_t n) {
  if (!dice_of(n).strikes(hazard::service_asks_for_nothing)) return;
  const order_id other{customers_[n].wish.order.merchant, number_of(customers_.size() + n)};
  bus_->send({.ask = get_order{other}}, [](const answer&) {});
  bus_->send({.ask = get_refund{customers_[n].wish.order, refund_no{"R9"}}}, [](const answer&) {});
}

}  // namespace sluice::sim
