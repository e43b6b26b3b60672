// What must hold of every plan, and a second one that is made coin by coin and day by day. A
// failure prints the seed: RC_PARAMS="seed=…" repeats it.

#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "domain/settlement/plan.hpp"
#include "tests/catch.hpp"
#include "tests/domain/settlement/days.hpp"

namespace sluice::test::plan_property_test {
namespace {

using namespace settlement;

int up_to(int most) { return *rc::gen::inRange(0, most + 1); }
bool any_bool() { return *rc::gen::arbitrary<bool>(); }

terms any_terms() {
  terms t;
  t.when.by = any_bool() ? counting::working_days : counting::all_days;
  t.when.days = static_cast<std::uint32_t>(up_to(4));
  t.when.on_settling_days = any_bool();
  t.when.make_up_days_settle = any_bool();
  t.least_minor = any_bool() ? 0 : up_to(150);
  if (any_bool()) t.most_minor = std::max<std::int64_t>(1, t.least_minor + up_to(100));
  t.retained_minor = any_bool() ? 0 : up_to(100);
  if (any_bool()) t.reserve = {1 + up_to(999'999), static_cast<std::uint32_t>(1 + up_to(9))};
  RC_ASSERT(!fault_in(t));
  return t;
}

/// Around a holiday with two make-up days.
constexpr int days_drawn = 24;
day_number first_day() { return day_in("2026-02-10"); }

standing any_standing() {
  standing s{.available = up_to(200), .debt = any_bool() ? 0 : up_to(300)};
  for (auto left = up_to(6); left > 0; --left)
    s.pending.push_back({first_day() + up_to(days_drawn), up_to(200)});
  for (auto left = up_to(3); left > 0; --left)
    s.reserve.push_back({first_day() + up_to(days_drawn), up_to(200)});
  return s;
}

// -- the same without any of its code ------------------------------------------------------------

class naive {
 public:
  naive(const standing& s, const terms& t, const calendar& known)
      : available(s.available), debt(s.debt), s_(s), t_(t), known_(known) {}

  void live_until(day_number today) {
    for (auto day = first_day() - 1; day <= today; ++day) {
      for (const auto& one : s_.reserve)
        if (one.until == day)
          credit(one.minor);
        else if (one.until > today && day == today)
          reserved += one.minor;
      for (auto earned = first_day(); earned <= day; ++earned)
        for (const auto& one : s_.pending)
          if (one.earned_on == earned && due(one.earned_on) == day) mature(one.minor);
    }
  }

  std::vector<std::int64_t> pays(day_number today) const {
    std::vector<std::int64_t> out;
    if (debt > 0 || (t_.when.on_settling_days && !worked(today))) return out;
    auto rest = available - t_.retained_minor;
    for (;;) {
      std::int64_t one = 0;
      while (one < rest && (!t_.most_minor || one < *t_.most_minor)) ++one;
      if (one == 0 || one < t_.least_minor) return out;
      out.push_back(one);
      rest -= one;
    }
  }

  std::int64_t available, debt, reserved = 0;

 private:
  bool worked(day_number day) const {
    const auto kind = std::get<day_kind>(known_.kind_of(day));
    return kind == day_kind::working || (kind == day_kind::make_up && t_.when.make_up_days_settle);
  }
  day_number due(day_number day) const {
    for (auto left = t_.when.days; left > 0;)
      if (++day; t_.when.by == counting::all_days || worked(day)) --left;
    while (t_.when.on_settling_days && !worked(day)) ++day;
    return day;
  }
  void credit(std::int64_t coins) {
    for (; coins > 0; --coins) debt > 0 ? --debt : ++available;
  }
  void mature(std::int64_t coins) {
    for (; coins > 0 && debt > 0; --coins) --debt;
    const auto share = (coins * t_.reserve.parts_per_million * 2 + 1'000'000) / 2'000'000;
    reserved += share;
    available += coins - share;
  }

  const standing& s_;
  const terms& t_;
  const calendar& known_;
};

plan made(const standing& s, const terms& t, const calendar& known, day_number today) {
  return std::get<plan>(plan_of(s, t, known, today));
}

std::int64_t sum(const std::vector<std::int64_t>& all) {
  return std::accumulate(all.begin(), all.end(), std::int64_t{0});
}

/// How the merchant stands when that has been posted.
standing after(standing s, const plan& p) {
  for (const auto& l : p.lots) {
    s.pending.erase(std::ranges::find(s.pending, l.what));
    if (l.to_reserve > 0) s.reserve.push_back({l.kept_until, l.to_reserve});
  }
  for (const auto& r : p.reserve) s.reserve.erase(std::ranges::find(s.reserve, r.what));
  s.available = p.available;
  s.debt = p.debt;
  return s;
}

}  // namespace

TEST_CASE("a plan is the one that counting coin by coin makes") {
  const auto known = known_days();
  CHECK(rc::check([&] {
    const auto s = any_standing();
    const auto t = any_terms();
    const auto today = first_day() + up_to(days_drawn);
    const auto p = made(s, t, known, today);
    naive other(s, t, known);
    other.live_until(today);
    RC_ASSERT(p.available == other.available);
    RC_ASSERT(p.debt == other.debt);
    RC_ASSERT(p.reserved == other.reserved);
    RC_ASSERT(p.settles.payouts == other.pays(today));
  }));
}

TEST_CASE("a plan loses nothing, and pays no more and no less than was agreed") {
  const auto known = known_days();
  CHECK(rc::check([&] {
    const auto s = any_standing();
    const auto t = any_terms();
    const auto today = first_day() + up_to(days_drawn);
    const auto p = made(s, t, known, today);
    std::int64_t matured_sum = 0, reserve_before = 0;
    for (const auto& l : p.lots) {
      RC_ASSERT(l.to_debt >= 0 && l.to_reserve >= 0 && l.to_available >= 0);
      RC_ASSERT(l.to_debt + l.to_reserve + l.to_available == l.what.minor);
      RC_ASSERT(l.due <= today);
      RC_ASSERT((l.to_reserve > 0) == (l.kept_until > l.due));
      matured_sum += l.what.minor;
    }
    for (const auto& one : s.reserve) reserve_before += one.minor;
    RC_ASSERT(matured_sum + reserve_before + s.available - s.debt ==
              p.reserved + p.available - p.debt);
    RC_ASSERT(p.settles.left == p.available - sum(p.settles.payouts));
    RC_ASSERT(p.settles.payouts.empty() || p.settles.left >= t.retained_minor);
    for (const auto one : p.settles.payouts)
      RC_ASSERT(one > 0 && one >= t.least_minor && one <= t.most_minor.value_or(one));
    RC_ASSERT((p.settles.because == why_left::nothing_is) == (p.settles.left <= t.retained_minor));
  }));
}

TEST_CASE("who plans days late has what he would have had") {
  const auto known = known_days();
  CHECK(rc::check([&] {
    const auto s = any_standing();
    const auto t = any_terms();
    const auto today = first_day() + up_to(days_drawn);
    auto daily = s;
    for (auto day = first_day(); day <= today; ++day)
      daily = after(daily, made(daily, t, known, day));
    auto late = after(s, made(s, t, known, today));
    late = after(late, made(late, t, known, today));  // what was kept back too late
    RC_ASSERT(daily.available == late.available);
    RC_ASSERT(daily.debt == late.debt);
    RC_ASSERT(daily.reserve.size() == late.reserve.size());
    RC_ASSERT(daily.pending.size() == late.pending.size());
  }));
}

}  // namespace sluice::test::plan_property_test
