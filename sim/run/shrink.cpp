#include "sim/run/shrink.hpp"

namespace sluice::sim {
namespace {

/// Up to here every smaller number of orders is tried, each for itself.
constexpr std::uint32_t few_orders = 64;

class shrinker {
 public:
  shrinker(shrunk begin, std::uint64_t seed, const trial& run,
           const std::function<void(const std::string&)>& tells)
      : now_(std::move(begin)), seed_(seed), run_(&run), tells_(&tells) {}

  shrunk run() {
    // The same promise if possible: another one is most likely another bug. Any promise, if the
    // world could not be made smaller otherwise.
    if (!until_nothing_changes()) {
      any_promise_ = true;
      (void)until_nothing_changes();
    }
    return std::move(now_);
  }

 private:
  bool until_nothing_changes() {
    bool ever = false;
    for (bool changed = true; changed; ever = ever || changed) {
      changed = fewer_orders();
      changed = fewer_hazards() || changed;
      changed = calmer_steps() || changed;
      changed = nobody_follows() || changed;
      changed = fewer_of(&scenario::outages, "an outage") || changed;
      changed = fewer_of(&scenario::rushes, "a rush") || changed;
      changed = fewer_of(&scenario::quotas, "a quota") || changed;
      changed = fewer_of(&scenario::paths, "the limits of a path") || changed;
      changed = fewer_of(&scenario::hosts, "the limits of a host") || changed;
    }
    return ever;
  }

  /// Keeps `candidate` if its world still breaks a promise.
  bool keep_if_broken(scenario candidate, const std::string& step) {
    ++now_.worlds;
    const auto broken = (*run_)(draw_plan(candidate, seed_));
    if (!broken || (!any_promise_ && broken->broken != now_.broken.broken)) return false;
    now_.smaller = std::move(candidate);
    now_.broken = *broken;
    if (*tells_) (*tells_)(step);
    return true;
  }

  bool try_orders(std::uint32_t count) {
    auto candidate = now_.smaller;
    candidate.orders = count;
    return keep_if_broken(std::move(candidate), std::to_string(count) + " orders");
  }

  bool fewer_orders() {
    bool changed = false;
    while (now_.smaller.orders > 1 && try_orders(now_.smaller.orders / 2)) changed = true;
    const auto most = now_.smaller.orders;
    for (std::uint32_t n = most <= few_orders ? 1 : most / 2 + 1; n < most; ++n)
      if (try_orders(n)) return true;
    return changed;
  }

  bool fewer_hazards() {
    bool changed = false;
    for (const auto& row : hazards) {
      const auto i = static_cast<std::size_t>(row.what);
      if (now_.smaller.rates[i] == 0) continue;
      auto candidate = now_.smaller;
      candidate.rates[i] = 0;
      changed = keep_if_broken(std::move(candidate), "without " + std::string(row.name)) || changed;
    }
    return changed;
  }

  bool nobody_follows() {
    if (now_.smaller.publishes == false) return false;
    auto candidate = now_.smaller;
    candidate.publishes = false;
    return keep_if_broken(std::move(candidate), "nobody follows the log");
  }

  bool calmer_steps() {
    if (now_.smaller.order_of_steps == scheduling::oldest_first) return false;
    auto candidate = now_.smaller;
    candidate.order_of_steps = scheduling::oldest_first;
    return keep_if_broken(std::move(candidate), "actors run in the order in which they were asked");
  }

  template <class T>
  bool fewer_of(std::vector<T> scenario::* list, const std::string& one) {
    bool changed = false;
    for (auto i = (now_.smaller.*list).size(); i > 0; --i) {
      auto candidate = now_.smaller;
      auto& left = candidate.*list;
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i - 1));
      changed = keep_if_broken(std::move(candidate), "without " + one) || changed;
    }
    return changed;
  }

  shrunk now_;
  std::uint64_t seed_;
  const trial* run_;
  const std::function<void(const std::string&)>* tells_;
  bool any_promise_ = false;
};

}  // namespace

trial run_on(disk_maker make_disk, byte_way_maker ways) {
  return [make_disk = std::move(make_disk), ways = std::move(ways)](plan drawn) {
    const auto log = make_disk(drawn);
    return run_world(std::move(drawn), *log, {}, ways).broken;
  };
}

std::optional<shrunk> shrink(const scenario& from, std::uint64_t seed, const trial& run,
                             const std::function<void(const std::string&)>& tells) {
  auto begin = pinned(from, seed);
  const auto broken = run(draw_plan(begin, seed));
  if (!broken) return std::nullopt;
  return shrinker({.smaller = std::move(begin), .broken = *broken, .worlds = 1}, seed, run, tells)
      .run();
}

}  // namespace sluice::sim
