#include "sim/world/signers.hpp"

#include <algorithm>
#include <utility>

#include "sim/world/agreement_register.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

/// Where payers can sign: what the bank does there is told, so that nothing is missed for good.
std::vector<channel_id> offering(const plan& p) {
  std::vector<channel_id> out;
  for (const auto& c : p.channels) {
    const auto& types = c.business_types;
    if (c.notifies && c.signs && !c.is_simulated &&
        std::find(types.begin(), types.end(), business_type::quick_pay) != types.end())
      out.emplace_back(c.name);
  }
  return out;
}

std::vector<business_type> types_signed_with(const plan& p, const channel_id& where) {
  const auto at = std::ranges::find(p.engine.channels, where, &channel_settings::id);
  return at == p.engine.channels.end() ? std::vector<business_type>{} : at->signs_while_paying;
}

bool opens_cards(const plan& p, const channel_id& where) {
  const auto at = std::ranges::find(p.engine.channels, where, &channel_settings::id);
  return at != p.engine.channels.end() && at->opens_cards;
}

std::shared_ptr<const card_to_open> card_of_payer() {
  static const auto card = std::make_shared<const card_to_open>(card_to_open{
      .card = {.number = secret(std::string("6216261000000000018")),
               .holder_name = secret(std::string("Zhang San"))},
      .phone = secret(std::string("13800000018")),
      .identity_number = secret(std::string("11010519491231002X"))});
  return card;
}

fingerprint body_of(std::size_t n) {
  fingerprint f{'g'};
  for (std::size_t i = 1; i < 9; ++i, n >>= 8U) f[i] = static_cast<std::uint8_t>(n);
  return f;
}

/// The merchant may not, and nobody changes that any more.
bool is_for_good(rejection_code c) {
  return c == rejection_code::merchant_disabled || c == rejection_code::channel_not_allowed ||
         c == rejection_code::business_type_not_allowed;
}

}  // namespace

signers::signers(scene& in, bus& over) : scene_(&in), bus_(&over) {
  auto roll = in.its_plan.rest.of("agreements");  // nothing is drawn of what others get
  const auto& p = in.its_plan;
  const auto where = offering(p);
  if (where.empty()) return;
  for (std::size_t n = 0; n < p.agreements; ++n) {
    const auto name = "S" + std::to_string(n);
    one next{.luck = {in.luck, roll.of(name)}};
    next.wish = {.agreement = {p.engine.merchants[roll.below(p.engine.merchants.size())].id,
                               agreement_no{name}},
                 .channel = where[roll.below(where.size())],
                 .body = body_of(n)};
    next.wish.signed_while_paying =
        !types_signed_with(p, next.wish.channel).empty() && next.luck.roll().one_in(3);
    if (!next.wish.signed_while_paying && opens_cards(p, next.wish.channel) &&
        next.luck.roll().one_in(2))
      next.wish.card = card_of_payer();
    all_.push_back(std::move(next));
  }
  waiting_ = all_.size();
}

void signers::open() {
  for (std::size_t n = 0; n < all_.size(); ++n)
    scene_->time.after(all_[n].luck.roll().between(millis{0}, scene_->its_plan.arrive_within / 2),
                       [this, n] { ask(n); });
}

std::optional<agreement_no> signers::one_of(const merchant_id& merchant, chance& roll) const {
  std::vector<agreement_no> its;
  for (const auto& a : all_)
    if (a.wish.agreement.merchant == merchant) its.push_back(a.wish.agreement.number);
  if (its.empty()) return std::nullopt;
  return its[roll.below(its.size())];
}

std::optional<agreement_no> signers::one_to_sign(const merchant_id& merchant, business_type type,
                                                 chance& roll) const {
  std::vector<agreement_no> its;
  for (const auto& a : all_) {
    const auto types = types_signed_with(scene_->its_plan, a.wish.channel);
    if (a.wish.signed_while_paying && a.wish.agreement.merchant == merchant &&
        std::ranges::find(types, type) != types.end())
      its.push_back(a.wish.agreement.number);
  }
  if (its.empty()) return std::nullopt;
  return its[roll.below(its.size())];
}

// -- asking until it stands as it will -----------------------------------------------------------

void signers::ask(std::size_t n) {
  auto& a = all_[n];
  if (a.is_over) return;
  a.answered = false;
  const auto which = ++a.asked;
  bus::command what{.ask = a.wish, .body = a.wish.body};
  if (!a.typed.empty())
    what = {.ask = verify_agreement{a.wish.agreement, secret(std::exchange(a.typed, {}))}};
  else if (a.ends)
    what = {.ask = end_agreement{a.wish.agreement}};
  else if (which > 1 && a.luck.roll().one_in(2))
    what = {.ask = get_agreement{a.wish.agreement}};
  bus_->send(what, [this, n](const answer& said) { hear(n, said); });
  scene_->time.after(a.luck.roll().between(5s, 60s), [this, n, which] {
    if (!all_[n].answered && all_[n].asked == which) ask(n);
  });
}

void signers::ask_again(std::size_t n, millis pause) {
  scene_->time.after(pause, [this, n] { ask(n); });
}

void signers::hear(std::size_t n, const answer& said) {
  auto& a = all_[n];
  if (a.answered || a.is_over) return;
  a.answered = true;
  if (const auto* v = std::get_if<agreement_view>(&said)) return settle(n, *v);
  const auto* no = std::get_if<rejection>(&said);
  if (no != nullptr && is_for_good(no->code) && a.luck.calm()) return give_up(n);
  ask_again(n, a.luck.roll().between(2s, 120s));
}

void signers::settle(std::size_t n, const agreement_view& v) {
  auto& a = all_[n];
  if (v.state == "lapsed" || v.state == "ended") return give_up(n);
  if (v.state == "offered" && v.payer_action == name_of(payer_action_kind::enter_code))
    return type_code(n);
  if (v.state != "in_force") return ask_again(n, a.luck.roll().between(2s, 120s) * a.asked);
  if (a.ends || !a.luck.strikes(hazard::service_ends_agreement)) return give_up(n);
  a.ends = true;
  ask_again(n, a.luck.roll().between(0s, 1800s));
}

/// The payer types what came to his phone, something else, or nothing.
void signers::type_code(std::size_t n) {
  auto& a = all_[n];
  const auto pause = a.luck.roll().between(2s, 60s);
  if (a.luck.strikes(hazard::payer_walks_away)) return ask_again(n, 20 * pause);
  const bool is_wrong = a.luck.strikes(hazard::payer_mistypes);
  a.typed = is_wrong ? "000000" : std::string(agreement_register::right_code);
  ask_again(n, pause);
}

void signers::give_up(std::size_t n) {
  all_[n].is_over = true;
  --waiting_;
}

}  // namespace sluice::sim
