// Metrics count orders by rules of their own, so as not to hold whole orders: whatever can happen
// to an order in these worlds, they must put it into the phase in which its replay is.
#include "actors/follow/meter.hpp"

#include <numeric>
#include <vector>

#include "domain/order/decide.hpp"
#include "events/stream_name.hpp"
#include "sim/disk/memory_disk.hpp"
#include "sim/run/repertoire.hpp"
#include "sim/world/world.hpp"
#include "tests/catch.hpp"

namespace sluice::test::order_watch_test {
using namespace sluice::sim;

namespace {

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

struct replayed {
  by_name phases, types;
  std::int64_t captured = 0, paid_out = 0;
};

by_name phases_in(const meter::figures& counted) {
  by_name out;
  for (const auto s : enumerators<sluice::order_stage>)
    if (const auto n = counted.orders.by_stage[static_cast<std::size_t>(s)]; n != 0)
      out[std::string(name_of(s))] = n;
  return out;
}

by_name phases_in(const std::map<order_id, order::state>& orders) {
  by_name out;
  for (const auto& [id, o] : orders) ++out[std::string(name_of(o.now))];
  return out;
}

/// By the engine's own evolve.
replayed replay(const store::event_log& log, mortal_meter& counts, by_name& seen) {
  constexpr store::sequence between_looks = 23;
  replayed out;
  std::map<order_id, order::state> orders;
  const auto damage = log.read_all(1, [&](const store::record& r) {
    const decoded_record d{r};
    counts.take(d);
    ++out.types[std::to_string(r.type)];
    const auto owner = owner_of_stream(r.stream);
    const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
    if (id != nullptr)
      apply(orders[*id], std::get<order::event>(std::get<decoded>(d.content()).event), time_of(r));
    if (r.position % between_looks != 0) return true;
    const auto now = phases_in(orders);
    CHECK(phases_in(counts.now()) == now);
    for (const auto& [phase, n] : now) seen[phase] += n;
    return true;
  });
  CHECK_FALSE(damage);
  out.phases = phases_in(orders);
  for (const auto& [id, o] : orders) {
    if (!std::holds_alternative<order::paid>(o.now) || o.is_shadow) continue;
    const auto held = paying_attempt(o)->held;
    auto& sum = policy_of(o.type).direction == money_direction::in ? out.captured : out.paid_out;
    sum += held ? held->minor_units : 0;
  }
  return out;
}

by_name types_in(const meter::figures& counted) {
  by_name out;
  for (const auto& [type, n] : counted.events)
    if (n != 0) out[std::to_string(static_cast<int>(type))] = n;
  return out;
}

std::int64_t sum_of(const std::array<std::int64_t, currencies.size()>& all) {
  std::int64_t sum = 0;
  for (const auto one : all) sum += one;
  return sum;
}

}  // namespace

TEST_CASE("metrics count what a replay of the log finds, through any number of restarts") {
  auto plays = repertoire::shipped();
  plays.set_orders(40);
  by_name seen;
  std::vector<std::uint64_t> seeds(54);
  std::iota(seeds.begin(), seeds.end(), 1);
  // Of these three's scenario (risk_service_fails) payers prove who they are.
  seeds.insert(seeds.end(), {140, 190, 290});
  for (const auto seed : seeds) {
    memory_disk disk;
    CAPTURE(seed);
    REQUIRE_FALSE(run_world(draw_plan(plays.of(seed), seed), disk).broken);
    mortal_meter counts(seed % 3 == 0 ? 7 : 1000);
    const auto found = replay(disk.log(), counts, seen);
    const auto counted = counts.now();
    CHECK(phases_in(counted) == found.phases);
    CHECK(types_in(counted) == found.types);
    CHECK(sum_of(counted.orders.captured) == found.captured);
    CHECK(sum_of(counted.orders.paid_out) == found.paid_out);
  }
  for (const auto s : enumerators<sluice::order_stage>) {
    const std::string phase(name_of(s));
    CAPTURE(phase);
    CHECK(
        (s == sluice::order_stage::accepted || seen[phase] > 0));  // accepted: within a batch only
  }
}

}  // namespace sluice::test::order_watch_test
