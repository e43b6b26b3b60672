#pragma once
/// What the orders of merchants come to in a day: a part of quota_judge. Days by the machine's
/// clock, from midnight at UTC+8, reckoned here once more.

#include <map>
#include <set>
#include <tuple>

#include "actors/desk/request.hpp"
#include "sim/judges/facts.hpp"
#include "sim/world/machine.hpp"

namespace sluice::sim {

class amount_book {
 public:
  explicit amount_book(const machine& where) : machine_(&where) {}

  /// No money of test traffic counts. What is asked for again counts twice until the engine has
  /// found its order, and for the whole day where it dies before (domain/merchant/spending.hpp).
  void asked(const create_order& wish) {
    if (wish.is_shadow) return;
    auto& today = asked_[of(wish.order.merchant, wish.type, wish.amount.unit)];
    const bool is_new = today.orders.insert(wish.order.number).second;
    (is_new ? today.sum : today.again) += wish.amount.minor_units;
  }
  /// False: it is more than the limit.
  [[nodiscard]] bool accepted(const order_facts& o, std::int64_t limit) {
    if (o.is_shadow) return true;
    const auto whose = of(o.id.merchant, o.type, o.amount.unit);
    auto& sum = accepted_[whose];
    sum += o.amount.minor_units;
    return limit == 0 || sum <= limit || uncertain_.contains(std::get<3>(whose));
  }
  /// All that was asked for in one day, and what a restart may lose each time, is above the limit.
  [[nodiscard]] bool may_be_too_much(const create_order& wish, std::int64_t limit) const {
    if (limit == 0) return false;
    if (!uncertain_.empty()) return true;
    const auto block = limit / 64 + 1;
    for (const auto& [whose, day] : asked_)
      if (std::get<0>(whose) == wish.order.merchant && std::get<1>(whose) == wish.type &&
          day.sum + day.again + starts_ * block > limit)
        return true;
    return false;
  }
  void process_began() { ++starts_; }
  /// Between counting and writing the day may have ended, or begun anew.
  void clock_moved() { uncertain_.insert(day()); }

 private:
  using day_of = std::tuple<merchant_id, business_type, currency, std::int64_t>;
  struct asked_day {
    std::set<order_no> orders;
    std::int64_t sum = 0;
    std::int64_t again = 0;
  };

  [[nodiscard]] std::int64_t day() const {
    constexpr millis from_utc{8 * 3'600'000}, a_day{24 * 3'600'000};
    return (machine_->clock().time_since_epoch() + from_utc) / a_day;
  }
  [[nodiscard]] day_of of(const merchant_id& m, business_type type, currency unit) const {
    return {m, type, unit, day()};
  }

  const machine* machine_;
  std::map<day_of, asked_day> asked_;
  std::map<day_of, std::int64_t> accepted_;
  std::set<std::int64_t> uncertain_;  ///< days
  std::int64_t starts_ = 0;
};

}  // namespace sluice::sim
