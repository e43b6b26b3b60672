#pragma once
/// Metrics count orders by rules of their own, so as not to hold whole orders: whatever can happen
/// to an order in these worlds, they must put it into the phase in which its replay is.

#include <map>
#include <memory>
#include <string>

#include "actors/follow/meter.hpp"
#include "domain/order/decide.hpp"
#include "events/stream_name.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_watch {

/// A meter whose process ends after every `life` records, and begins again from its bookmark.
class mortal_meter {
 public:
  explicit mortal_meter(std::uint32_t life) : life_(life), now_(std::make_unique<meter>()) {}

  void take(const decoded_record& r) {
    CHECK(now_->take(r));
    CHECK(now_->flush());
    if (++taken_ % life_ != 0) return;
    const auto kept = now_->state();
    now_ = std::make_unique<meter>();
    REQUIRE(now_->restore(kept));
  }
  [[nodiscard]] meter::figures now() const { return now_->now(); }

 private:
  std::uint32_t life_, taken_ = 0;
  std::unique_ptr<meter> now_;
};

using by_name = std::map<std::string, std::uint64_t>;

inline by_name phases_in(const meter::figures& counted) {
  by_name out;
  for (const auto s : enumerators<sluice::order_stage>)
    if (const auto n = counted.orders.by_stage[static_cast<std::size_t>(s)]; n != 0)
      out[std::string(name_of(s))] = n;
  return out;
}

inline by_name types_in(const meter::figures& counted) {
  by_name out;
  for (const auto& [type, n] : counted.events)
    if (n != 0) out[std::to_string(static_cast<int>(type))] = n;
  return out;
}

inline std::int64_t sum_of(const std::array<std::int64_t, currencies.size()>& all) {
  std::int64_t sum = 0;
  for (const auto one : all) sum += one;
  return sum;
}

/// The log of one world, by the engine's own evolve, beside a meter.
class check {
 public:
  explicit check(std::uint64_t seed) : counts_(seed % 3 == 0 ? 7 : 1000) {}

  void take(const decoded_record& d) {
    constexpr store::sequence between_looks = 23;
    counts_.take(d);
    const auto& r = d.record();
    ++types_[std::to_string(r.type)];
    const auto owner = owner_of_stream(r.stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr)
      apply(orders_[*id], std::get<order::event>(std::get<decoded>(d.content()).event), time_of(r));
    if (r.position % between_looks != 0) return;
    const auto now = phases();
    CHECK(phases_in(counts_.now()) == now);
    for (const auto& [phase, n] : now) seen_[phase] += n;
  }

  /// After the last record.
  void finish() const {
    std::int64_t captured = 0, paid_out = 0;
    for (const auto& [id, o] : orders_) {
      if (!std::holds_alternative<order::paid>(o.now) || o.is_shadow) continue;
      const auto held = paying_attempt(o)->held;
      auto& sum = policy_of(o.type).direction == money_direction::in ? captured : paid_out;
      sum += held ? held->minor_units : 0;
    }
    const auto counted = counts_.now();
    CHECK(phases_in(counted) == phases());
    CHECK(types_in(counted) == types_);
    CHECK(sum_of(counted.orders.captured) == captured);
    CHECK(sum_of(counted.orders.paid_out) == paid_out);
  }
  [[nodiscard]] const by_name& seen() const noexcept { return seen_; }

 private:
  [[nodiscard]] by_name phases() const {
    by_name out;
    for (const auto& [id, o] : orders_) ++out[std::string(name_of(o.now))];
    return out;
  }

  mortal_meter counts_;
  by_name types_, seen_;
  std::map<order_id, order::state> orders_;
};

}  // namespace sluice::test::order_watch
