// What must hold of every route, whatever is known of the channels and whatever the rules say. A
// failure prints the seed: RC_PARAMS="seed=…" repeats it.

#include <rapidcheck.h>

#include <algorithm>

#include "domain/routing/choose.hpp"
#include "domain/routing/filters.hpp"
#include "tests/catch.hpp"

namespace sluice::test::routing_property_test {
namespace {

template <class... T>
auto one_of(T... all) {
  return *rc::gen::element(all...);
}
bool any_bool() { return *rc::gen::arbitrary<bool>(); }
bool rarely() { return *rc::gen::inRange(0, 4) == 0; }
channel_id any_channel() { return channel_id{one_of("a", "b", "c", "d", "e", "f")}; }

channel::standing any_standing() {
  const auto counted = *rc::gen::inRange(0, 129);
  using enum channel::breaker_phase;
  return {.phase = one_of(closed, closed, open, half_open),
          .wants_probe = any_bool(),
          .has_room = !rarely(),
          .good = static_cast<std::uint8_t>(*rc::gen::inRange(0, counted + 1)),
          .counted = static_cast<std::uint8_t>(counted)};
}

std::vector<channel_id> some_channels() {
  std::vector<channel_id> out;
  for (auto left = *rc::gen::inRange(0, 4); left > 0; --left) out.push_back(any_channel());
  return out;
}

routing::rule any_rule() {
  routing::rule out{.name = "r", .only = some_channels(), .never = some_channels()};
  if (any_bool()) out.prefer = any_channel();
  if (rarely()) out.tries = {any_channel(), static_cast<std::uint16_t>(*rc::gen::inRange(1, 257))};
  if (rarely()) out.maintenance = some_channels();
  if (any_bool()) out.when.amount_from = *rc::gen::inRange(0, 2000);
  return out;
}

/// A merchant, its channels and one payment, with something known of everything.
struct made_up {
  std::vector<channel_id> names;
  std::vector<merchant::channel_reach> reach;
  std::vector<routing::candidate> candidates;
  routing::rulebook book;
  order_id order{merchant_id{"m1"}, order_no{std::to_string(*rc::gen::inRange(0, 1000))}};
  routing::wish w{.order = order};
  degradation::level_wish only{.to = degradation::level::essential,
                               .business_types = {business_type::payment_code},
                               .channels = some_channels()};
  routing::leader before{any_channel(), instant{millis{*rc::gen::inRange(0, 60'000)}}};
  instant now{millis{60'000}};

  made_up() {
    for (const auto* name : {"a", "b", "c", "d", "e"}) names.emplace_back(name);
    for (const auto& id : names) {
      merchant::channel_reach one{
          id, wallet::wechat, {business_type::payment_code}, {}, any_bool()};
      if (!rarely()) one.currencies = {currency::cny};
      reach.push_back(one);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
      candidates.push_back(
          {names[i], rarely() ? nullptr : &reach[i], !rarely(), rarely(), any_standing()});
    for (auto left = *rc::gen::inRange(0, 3); left > 0; --left) book.rules.push_back(any_rule());
    if (any_bool()) book.how = {.explore_per_mille = 500, .explore_up_to = money{1000}};
    for (const auto& id : names)
      if (any_bool())
        book.how.fees.push_back({id, static_cast<std::uint16_t>(*rc::gen::inRange(0, 100))});
    w.amount.minor_units = *rc::gen::inRange(1, 2000);
    w.shown = wallet::wechat;
    w.is_shadow = rarely();
    if (rarely()) w.channel = any_channel();
    if (rarely()) w.essential = &only;
  }
  [[nodiscard]] routing::choice chosen() const { return choose(w, candidates, book, before, now); }
};

bool is_in(const std::vector<channel_id>& all, const channel_id& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// Everything in `few` is in `many`.
bool is_part_of(const std::vector<channel_id>& few, const std::vector<channel_id>& many) {
  return std::all_of(
      few.begin(), few.end(), [&](const channel_id& one) { return is_in(many, one); });
}

/// Behind the first nobody stands before one who scores better. Channels are called a, b, c, …
bool stands_by_score(const routing::choice& said) {
  const auto score = [&](const channel_id& id) {
    return said.why.candidates[static_cast<std::size_t>(id.value()[0] - 'a')].score;
  };
  for (std::size_t i = 2; i < said.route.size(); ++i)
    if (score(said.route[i - 1]) < score(said.route[i])) return false;
  return true;
}

}  // namespace

TEST_CASE("A route has only channels that may serve the payment, each once") {
  CHECK(rc::check([] {
    const made_up m;
    const auto route = m.chosen().route;
    for (const auto& c : m.candidates) {
      const auto times = std::count(route.begin(), route.end(), c.id);
      RC_ASSERT(times <= 1);
      if (times == 0) continue;
      RC_ASSERT((c.is_listed && c.reach != nullptr && c.standing.has_room));
      RC_ASSERT(c.standing.phase != channel::breaker_phase::open);
      RC_ASSERT((c.reach->is_simulated || !m.w.is_shadow));
      RC_ASSERT((!c.is_for_tests || m.w.is_shadow));
      RC_ASSERT((!m.w.channel || *m.w.channel == c.id));
      RC_ASSERT((m.w.essential == nullptr || lists(m.only, m.w.type, c.id)));
    }
    RC_ASSERT(is_part_of(route, m.names));
    for (const auto* r : routing::rules_for(m.w, m.book.rules, m.now))
      RC_ASSERT(std::none_of(
          route.begin(), route.end(), [&](const auto& id) { return routing::is_away(*r, id); }));
  }));
}

TEST_CASE("A further rule never adds a channel") {
  CHECK(rc::check([] {
    made_up m;
    const auto before = m.chosen().route;
    m.book.rules.push_back(any_rule());
    // A probe is one channel at a time: where a rule takes it away, another one may get it.
    for (auto& c : m.candidates)
      if (c.standing.phase == channel::breaker_phase::half_open) return;
    // A canary that was stopped for doing worse than another is not, once that one is gone.
    for (const auto& r : m.book.rules)
      if (r.tries) return;
    RC_ASSERT(is_part_of(m.chosen().route, before));
  }));
}

TEST_CASE("The explanation says of each channel what became of it, and survives its packing") {
  CHECK(rc::check([] {
    const made_up m;
    const auto said = m.chosen();
    RC_ASSERT(said.why.candidates.size() == m.candidates.size());
    for (std::size_t i = 0; i < m.candidates.size(); ++i) {
      const auto what = said.why.candidates[i].what;
      const auto at = std::find(said.route.begin(), said.route.end(), m.candidates[i].id);
      RC_ASSERT(is_excluded(what) == (at == said.route.end()));
      RC_ASSERT(is_first(what) == (!said.route.empty() && at == said.route.begin()));
    }
    RC_ASSERT(unpack(pack(said.why)) == said.why);
    RC_ASSERT(stands_by_score(said));
  }));
}

TEST_CASE("The same question gets the same answer") {
  CHECK(rc::check([] {
    const made_up m;
    const auto once = m.chosen();
    const auto again = m.chosen();
    RC_ASSERT(once.route == again.route);
    RC_ASSERT(once.why == again.why);
    RC_ASSERT(once.leads == again.leads);
  }));
}

TEST_CASE("Whoever gets no route hears why, and whether to come again") {
  CHECK(rc::check([] {
    const made_up m;
    const auto said = m.chosen();
    if (!said.route.empty()) return;
    const auto no = refusal_of(m.w, m.candidates, said);
    RC_ASSERT(!no.message.empty());
    const auto is_passing = [](const routing::judged& j) {
      return j.what == routing::verdict::path_open || j.what == routing::verdict::no_room ||
             j.what == routing::verdict::maintenance || j.what == routing::verdict::not_essential;
    };
    RC_ASSERT(is_retryable(no.code) ==
              std::any_of(said.why.candidates.begin(), said.why.candidates.end(), is_passing));
  }));
}

}  // namespace sluice::test::routing_property_test
