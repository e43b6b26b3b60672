#include "domain/contract/terms.hpp"

#include <algorithm>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::contract {
namespace {

using fault = std::optional<rejection>;

bool fits(const row& r, const payment& p) noexcept {
  return (!r.channel || *r.channel == p.channel) && (!r.type || *r.type == p.type) &&
         (r.method.empty() || r.method == p.with.method()) &&
         (r.bank.empty() || r.bank == p.with.bank()) && p.amount_minor >= r.amount_from &&
         (!r.amount_below || p.amount_minor < *r.amount_below);
}

bool fits_any(const row& r) noexcept {
  return !r.channel && !r.type && r.method.empty() && r.bank.empty() && r.amount_from == 0 &&
         !r.amount_below;
}

std::string place_of(std::size_t number, std::string_view field) {
  return "rows[" + std::to_string(number) + "]." + std::string(field);
}

fault out_of_range(std::string field, std::int64_t value, std::int64_t most) {
  if (value >= 0 && value <= most) return std::nullopt;
  auto sentence =
      field + " is " + std::to_string(value) + "; it must be 0 to " + std::to_string(most);
  return rejection{rejection_code::setting_out_of_range, std::move(field), std::move(sentence)};
}

fault contradiction(std::string field, const std::string& what) {
  auto sentence = field + ' ' + what;
  return rejection{rejection_code::setting_contradicts, std::move(field), std::move(sentence)};
}

fault rate_fault(const rate& by, std::size_t number) {
  fault f;
  static_cast<void>(
      (f = out_of_range(place_of(number, "parts_per_million"), by.parts_per_million, 1'000'000)) ||
      (f = out_of_range(place_of(number, "fixed_minor"), by.fixed_minor, most_fee_minor)) ||
      (f = out_of_range(place_of(number, "least_minor"), by.least_minor, most_fee_minor)) ||
      (by.most_minor &&
       (f = out_of_range(place_of(number, "most_minor"), *by.most_minor, most_fee_minor))));
  if (f || !by.most_minor || *by.most_minor >= by.least_minor) return f;
  return contradiction(place_of(number, "most_minor"), "is less than least_minor");
}

fault band_fault(const row& r, std::size_t number) {
  if (auto f = out_of_range(place_of(number, "amount_from"), r.amount_from, max_amount_minor))
    return f;
  if (!r.amount_below || *r.amount_below > r.amount_from) return std::nullopt;
  return contradiction(
      place_of(number, "amount_below"), "is not above amount_from: no payment would fit the row");
}

/// After a row that fits any payment no other is ever looked at.
fault order_fault(const terms& t) {
  const auto any = std::ranges::find_if(t.rows, fits_any);
  const auto number = static_cast<std::size_t>(any - t.rows.begin());
  if (any == t.rows.end())
    return contradiction("rows",
                         "must end with one that names nothing but its fee: it is for every "
                         "payment that fits no row before it");
  if (number + 1 == t.rows.size()) return std::nullopt;
  return contradiction("rows[" + std::to_string(number + 1) + ']',
                       "is never looked at: the row before it fits every payment");
}

}  // namespace

const row* row_for(const terms& t, const payment& p) noexcept {
  const auto found = std::ranges::find_if(t.rows, [&](const row& r) { return fits(r, p); });
  return found == t.rows.end() ? nullptr : &*found;
}

fault fault_in(const terms& t) {
  if (t.rows.size() > most_rows)
    return rejection{rejection_code::setting_out_of_range, "rows",
                     "a contract has at most " + std::to_string(most_rows) +
                         " rows, this one has " + std::to_string(t.rows.size())};
  if (t.rows.empty()) return std::nullopt;
  for (std::size_t i = 0; i < t.rows.size(); ++i) {
    if (auto f = rate_fault(t.rows[i].by, i)) return f;
    if (auto f = band_fault(t.rows[i], i)) return f;
  }
  return order_fault(t);
}

std::string_view name_of(billing b) noexcept {
  switch (b) {
    case billing::included: return "included";
    case billing::apart: return "apart";
  }
  broken_invariant("every way of billing has a name", __FILE__, __LINE__);
}

std::string_view name_of(account_owner o) noexcept {
  switch (o) {
    case account_owner::merchant: return "merchant";
    case account_owner::us: return "us";
  }
  broken_invariant("every owner of an account has a name", __FILE__, __LINE__);
}

std::optional<billing> billing_from_name(std::string_view name) noexcept {
  for (const auto b : enumerators<billing>)
    if (name_of(b) == name) return b;
  return std::nullopt;
}

std::optional<account_owner> account_owner_from_name(std::string_view name) noexcept {
  for (const auto o : enumerators<account_owner>)
    if (name_of(o) == name) return o;
  return std::nullopt;
}

}  // namespace sluice::contract
