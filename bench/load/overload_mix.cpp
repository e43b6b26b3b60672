#include "bench/load/overload_mix.hpp"

#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "bench/load/nats_bodies.hpp"

namespace sluice::bench {
namespace {

std::string beginning_of_body(std::uint64_t number) {
  return R"({"merchant":")" + bench_merchant().value() + R"(","order_no":")" +
         order_number(id_kind::rising, number).value() + '"';
}

rejection_code code_named(std::string_view name) {
  for (const auto code : enumerators<rejection_code>)
    if (name_of(code) == name) return code;
  return rejection_code{};
}

}  // namespace

kind kind_of(std::uint64_t number) noexcept {
  if (number < numbers_of_a_step) return kind::payment;
  switch (number % 10) {
    case 3: return kind::payout;
    case 7: return kind::look;
    default: return kind::payment;
  }
}

std::string subject_of(kind what) {
  return what == kind::look ? "pay.order.get" : "pay.order.create";
}

std::string command_body(std::uint64_t number) {
  switch (kind_of(number)) {
    case kind::payout:
      return beginning_of_body(number) +
             R"(,"business_type":"payout","amount_minor":1250,"currency":"CNY"})";
    case kind::payment:
      return create_body(api::body_format::json, order_number(id_kind::rising, number));
    case kind::look: return beginning_of_body(number % orders_looked_at) + '}';
  }
  broken_invariant("every kind has a body", __FILE__, __LINE__);
}

std::string_view name_of(kind what) noexcept {
  switch (what) {
    case kind::payout: return "payouts";
    case kind::payment: return "payments";
    case kind::look: return "looks";
  }
  broken_invariant("every kind has a name", __FILE__, __LINE__);
}

heard read_answer(std::string_view json) {
  if (says_paid(api::body_format::json, json)) return {.said = told::paid, .answers = 1};
  constexpr std::string_view refusal = R"({"error":{"code":")";
  if (!json.starts_with(refusal)) return {.said = told::taken, .answers = 1};
  json.remove_prefix(refusal.size());
  const auto name = json.substr(0, json.find('"'));
  if (name == name_of(rejection_code::busy)) return {.said = told::busy, .answers = 1};
  return {.said = told::refused, .answers = 1, .why = code_named(name)};
}

}  // namespace sluice::bench
