#include "app/demo/workload.hpp"

#include <array>

namespace sluice::demo {
namespace {

/// splitmix64 (Steele, Lea, Flood 2014): spreads a number over all bits. Not chance: the same seed
/// plans the same orders.
std::uint64_t spread(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

constexpr std::size_t simply_paid = orders_per_round - (sim::fates.size() - 1);

/// A place among thirty; neighbours get different fates, since 7 and 30 share no factor.
std::size_t slot_of(std::uint64_t seed, std::size_t index) noexcept {
  return (index % orders_per_round * 7 + seed % orders_per_round) % orders_per_round;
}

int digits_of(std::size_t slot) noexcept {
  return slot < simply_paid ? sim::fates[0].digits : sim::fates[slot - simply_paid + 1].digits;
}

wallet wallet_for(std::size_t slot, std::size_t round) noexcept {
  const auto& row = slot < simply_paid ? sim::fates[0] : sim::fates[slot - simply_paid + 1];
  if (row.needs_notices) return wallet::alipay;
  return (slot + round) % 2 == 0 ? wallet::wechat : wallet::alipay;
}

/// The first two digits of a WeChat code are from 10 to 15, of an Alipay code from 25 to 30.
std::string payment_code_for(wallet pays, std::uint64_t number) {
  const std::string digits =
      std::to_string(1'000'000'000'000'000U + number % 1'000'000'000'000'000U);
  return (pays == wallet::wechat ? "13" : "28") + digits;
}

errand errand_for(std::size_t slot, std::size_t round) noexcept {
  constexpr std::array of_paid{errand::nothing,    errand::repeat_same, errand::refund_in_parts,
                               errand::other_body, errand::nothing,     errand::revoke_paid};
  if (slot < simply_paid) return of_paid[slot % of_paid.size()];
  const auto& row = sim::fates[slot - simply_paid + 1];
  if (row.refund != sim::refund_script::works) return errand::refund_half;
  if (row.digits == 2 && round % 2 == 1) return errand::revoke_unpaid;
  const bool ends_at_once = row.notice == sim::notice_script::none;
  return ends_at_once && round % 3 == 2 ? errand::repeat_same : errand::nothing;
}

std::string merchant_for(wallet pays, std::uint64_t number) {
  // m4 may use Alipay only.
  return "m" + std::to_string(1 + number % (pays == wallet::alipay ? 4 : 3));
}

constexpr std::size_t one_who_insists_of = 3;

struct elsewhere {
  business_type type;
  const char* channel;  ///< as the embedded configuration calls it
  errand next = errand::nothing;
};
constexpr std::array ways_to_pay{
    elsewhere{business_type::native_qr, "wechat-v3"},
    elsewhere{business_type::jsapi, "wechat-v3"},
    elsewhere{business_type::app, "wechat-v3"},
    elsewhere{business_type::h5, "wechat-v3"},
    elsewhere{business_type::payment_code, "qra"},
    elsewhere{business_type::native_qr, "qra"},
    elsewhere{business_type::quick_pay, "unionpay"},
    elsewhere{business_type::ebank, "unionpay"},
    elsewhere{business_type::native_qr, "alipay"},
    elsewhere{business_type::ebank, "alipay"},
    elsewhere{business_type::h5, "alipay"},
    elsewhere{business_type::preauthorization, "alipay", errand::capture_half},
    elsewhere{business_type::preauthorization, "alipay", errand::release},
};
constexpr std::array payers_fates{0, 1};

}  // namespace

planned_order plan_order(std::uint64_t seed, std::size_t index) {
  const auto slot = slot_of(seed, index);
  const auto round = index / orders_per_round;
  const auto number = spread(seed * 1'000'003U + index);
  const auto pays = wallet_for(slot, round);
  const auto next = errand_for(slot, round);
  return {.merchant = merchant_for(pays, number),
          .order_no = "D" + std::to_string(seed) + "-" + std::to_string(index + 1),
          .amount_minor = static_cast<std::int64_t>(5 + number % 200) * 100 + digits_of(slot),
          .pays = pays,
          .payment_code = payment_code_for(pays, number),
          .accepted_is_enough = next == errand::revoke_unpaid || index % 5 == 4,
          .next = next};
}

planned_order plan_plain_order(std::uint64_t seed, std::size_t index) {
  const auto number = spread(seed * 1'000'003U + index);
  return {.merchant = "m1",
          .order_no = "C" + std::to_string(seed) + "-" + std::to_string(index + 1),
          .amount_minor = static_cast<std::int64_t>(5 + number % 200) * 100 + sim::fates[0].digits,
          .pays = wallet::wechat,
          .payment_code = payment_code_for(wallet::wechat, number),
          .channel = index % one_who_insists_of == 0 ? "wechat" : ""};
}

const std::size_t payer_orders = ways_to_pay.size() * payers_fates.size();

planned_order plan_payer_order(std::uint64_t seed, std::size_t index) {
  const auto& way = ways_to_pay.at(index % ways_to_pay.size());
  const auto digits = payers_fates.at(index / ways_to_pay.size() % payers_fates.size());
  const auto number = spread(seed * 1'000'003U + index);
  return {.merchant = "m5",
          .order_no = "P" + std::to_string(seed) + "-" + std::to_string(index + 1),
          .amount_minor = static_cast<std::int64_t>(5 + number % 200) * 100 + digits,
          .pays = wallet::unionpay,
          .type = way.type,
          .payment_code = way.type == business_type::payment_code
                              ? "62" + std::to_string(10'000'000'000'000'000U + number % 1'000'000)
                              : "",
          .channel = way.channel,
          .next = way.next};
}

std::string agreement_number(std::uint64_t seed) { return "A" + std::to_string(seed); }

planned_order plan_agreed_order(std::uint64_t seed, std::size_t index) {
  const auto number = spread(seed * 1'000'003U + index);
  return {.merchant = "m5",
          .order_no = "A" + std::to_string(seed) + "-" + std::to_string(index + 1),
          .amount_minor = static_cast<std::int64_t>(5 + number % 200) * 100 + sim::fates[0].digits,
          .pays = wallet::alipay,
          .type = business_type::quick_pay,
          .channel = "alipay",
          .agreement = agreement_number(seed)};
}

const sim::fate& fate_of(const planned_order& plan) noexcept {
  return sim::fate_of({plan.amount_minor, currency::cny}, plan.pays == wallet::alipay);
}

std::string planned_state(const planned_order& plan) {
  if (plan.next == errand::release) return "revoked";
  const auto text = fate_of(plan).order_ends;
  return std::string{text.substr(0, text.find_first_of(",;"))};
}

bool plans_conflict(const planned_order& plan) noexcept {
  const auto& row = fate_of(plan);
  return row.notice == sim::notice_script::closed_later ||
         row.pay == sim::pay_script::declines_then_pays;
}

std::int64_t captured_part(const planned_order& plan) noexcept {
  return plan.amount_minor / 200 * 100;
}

std::array<std::int64_t, 3> refund_parts(const planned_order& plan) noexcept {
  const auto part = plan.amount_minor / 5 * 2;
  return {part, part, plan.amount_minor - 2 * part};
}

}  // namespace sluice::demo
