#include "domain/alarm/merchant_days.hpp"

#include <sstream>

#include "base/beijing_day.hpp"

namespace sluice::alarm {

std::optional<fact> merchant_days::take(const order_id& order, const order::order_accepted& e,
                                        instant at) {
  if (e.is_shadow) return std::nullopt;
  if (const auto day = beijing::day_of(at); day > day_) {
    day_ = day;
    sums_.clear();
  }
  const auto& merchant = order.merchant.value();
  auto& sum = sums_[{merchant, e.amount.unit}];
  if (sum >= limit_) return std::nullopt;
  sum += e.amount.minor_units;
  if (sum < limit_) return std::nullopt;
  return happened{kind::large_amount, merchant + "/day", key_of(order),
                  "the merchant's orders of this day ask for " +
                      to_string(money{sum, e.amount.unit}) + " together"};
}

std::string merchant_days::text() const {
  std::string out = std::to_string(day_) + '\n';
  for (const auto& [of, sum] : sums_)
    out += std::to_string(sum) + ' ' + std::string(name_of(of.second)) + ' ' + of.first + '\n';
  return out;
}

bool merchant_days::restore(const std::string& text) {
  std::istringstream in(text);
  merchant_days read(limit_);
  std::string rest, unit, merchant;
  if (!(in >> read.day_) || !std::getline(in, rest)) return false;
  for (std::int64_t sum = 0; in >> sum;) {
    in >> unit >> std::ws;
    const auto known = currency_from_name(unit);
    if (!known || !std::getline(in, merchant)) return false;
    read.sums_[{merchant, *known}] = sum;
  }
  if (!in.eof()) return false;
  *this = std::move(read);
  return true;
}

}  // namespace sluice::alarm
