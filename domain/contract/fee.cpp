#include "domain/contract/fee.hpp"

#include <algorithm>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::contract {
namespace {

__extension__ using wide = __int128;

/// Of a quotient of numbers that are not negative.
std::int64_t rounded_quotient(wide dividend, wide divisor, rounding how) noexcept {
  const auto whole = static_cast<std::int64_t>(dividend / divisor);
  const auto twice_the_rest = dividend % divisor * 2;
  switch (how) {
    case rounding::down: return whole;
    case rounding::half_up: return whole + (twice_the_rest >= divisor ? 1 : 0);
    case rounding::half_even: {
      const bool up = twice_the_rest > divisor || (twice_the_rest == divisor && whole % 2 != 0);
      return whole + (up ? 1 : 0);
    }
  }
  broken_invariant("every rounding has a rule", __FILE__, __LINE__);
}

std::int64_t by_rate(std::int64_t amount_minor, const rate& by) noexcept {
  constexpr wide million = 1'000'000;
  return rounded_quotient(wide{amount_minor} * by.parts_per_million, million, by.rounded);
}

template <class Enum>
std::optional<Enum> from_name(std::string_view name) noexcept {
  for (const auto one : enumerators<Enum>)
    if (name_of(one) == name) return one;
  return std::nullopt;
}

}  // namespace

std::int64_t fee_of(std::int64_t amount_minor, const rate& by) noexcept {
  auto fee = std::max(by_rate(amount_minor, by) + by.fixed_minor, by.least_minor);
  if (by.most_minor) fee = std::min(fee, *by.most_minor);
  return std::min(fee, amount_minor);
}

std::int64_t fee_returned_by(const going_back& now, const rate& by, fee_return how) noexcept {
  const auto left = now.fee - now.fee_returned;
  switch (how) {
    case fee_return::cumulative: {
      const auto rest = now.paid - now.refunded;
      if (rest == now.refund) return left;  // whatever had gone back and come again meanwhile
      return std::clamp<std::int64_t>(fee_of(rest, by) - fee_of(rest - now.refund, by), 0, left);
    }
    case fee_return::per_refund: return std::min(by_rate(now.refund, by), left);
    case fee_return::nothing: return 0;
  }
  broken_invariant("every way of returning a fee has a rule", __FILE__, __LINE__);
}

std::int64_t settled_part(const part_of& p) noexcept {
  const auto left = p.settled - p.settled_before;
  if (p.before + p.now == p.amount) return left;
  const auto up_to = [&](std::int64_t part) {
    return rounded_quotient(wide{p.settled} * part, p.amount, rounding::half_up);
  };
  return std::clamp<std::int64_t>(up_to(p.before + p.now) - up_to(p.before), 0, left);
}

std::string_view name_of(rounding r) noexcept {
  switch (r) {
    case rounding::half_up: return "half_up";
    case rounding::half_even: return "half_even";
    case rounding::down: return "down";
  }
  broken_invariant("every rounding has a name", __FILE__, __LINE__);
}

std::string_view name_of(fee_return r) noexcept {
  switch (r) {
    case fee_return::cumulative: return "cumulative";
    case fee_return::per_refund: return "per_refund";
    case fee_return::nothing: return "none";
  }
  broken_invariant("every way of returning a fee has a name", __FILE__, __LINE__);
}

std::optional<rounding> rounding_from_name(std::string_view name) noexcept {
  return from_name<rounding>(name);
}

std::optional<fee_return> fee_return_from_name(std::string_view name) noexcept {
  return from_name<fee_return>(name);
}

}  // namespace sluice::contract
