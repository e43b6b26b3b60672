#include "domain/webhook/endpoint.hpp"

#include <iomanip>
#include <sstream>

#include "domain/webhook/schedule.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::endpoint_test {
namespace {

using webhook::endpoint;
using webhook::outcome;
using webhook::turn;

constexpr instant t0{millis{1'700'000'000'000}};
constexpr std::uint64_t middle = 200;  ///< of the luck that moves pauses

/// "2:35:05"
instant moment_of(const std::string& text) {
  const auto parts = parts_of(text, ':');
  return t0 + std::chrono::hours{std::stoi(parts.at(0))} +
         std::chrono::minutes{std::stoi(parts.at(1))} +
         std::chrono::seconds{std::stoi(parts.at(2))};
}

std::string text_of(const std::optional<instant>& at) {
  if (!at) return "-";
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*at - t0).count();
  std::ostringstream out;
  out << seconds / 3600 << ':' << std::setw(2) << std::setfill('0') << seconds / 60 % 60 << ':'
      << std::setw(2) << seconds % 60;
  return out.str();
}

std::string text_of(turn t) {
  switch (t) {
    case turn::none: return "none";
    case turn::exhausted: return "exhausted";
    case turn::disabled: return "disabled";
    case turn::struggling: return "struggling";
    case turn::recovered: return "recovered";
  }
  return {};
}

/// "0:00:05 429 3 60"
std::string take(endpoint& e, const std::string& word) {
  const auto w = parts_of(word, ' ');
  const auto now = moment_of(w.at(0));
  if (w.at(1) == "send") {
    const auto event = e.next(now);
    return event ? std::to_string(*event) : "-";
  }
  if (w[1] == "enable") return e.enable(now), "-";
  if (w[1] == "restart") {
    auto again = endpoint::from_text(e.text(), now);
    REQUIRE(again);
    e = *std::move(again);
    return "-";
  }
  if (w[1] == "again") {
    std::vector<webhook::position> these;
    for (std::size_t i = 2; i < w.size(); ++i) these.push_back(std::stoull(w[i]));
    return e.tell_again(these, now) ? "-" : "no room";
  }
  const webhook::position event = std::stoull(w.at(2));
  if (w[1] == "offer") return e.offer(event, now), "-";
  webhook::answer a;
  if (w[1] != "silent") a.what = webhook::outcome_of(std::stoi(w[1]));
  if (w.size() > 3) a.retry_after = std::chrono::seconds{std::stoi(w[3])};
  return text_of(e.answered(event, a, now, middle));
}

endpoint with_waiting(webhook::position from, webhook::position to) {
  endpoint e;
  for (auto p = from; p <= to; ++p) e.offer(p, t0);
  return e;
}

}  // namespace

TEST_CASE("What an endpoint is sent, and when, is as the table says") {
  for (const auto& section : read_table("webhook/endpoint_table.txt")) {
    INFO(section.name);
    endpoint e;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      CHECK(take(e, line.word) == line.outcome);
      CHECK(text_of(e.next_due()) == line.holds);
    }
  }
}

TEST_CASE("More than the window holds is read from the log, in order, once there is room") {
  auto e = with_waiting(1, 300);
  CHECK(e.waiting().size() == endpoint::window);
  CHECK(e.is_behind());
  CHECK_FALSE(e.reads_from());  // no room yet
  CHECK_FALSE(e.reads_along_from());
  const auto make_room = [&] {
    while (!e.reads_from())
      CHECK(e.answered(*e.next(t0), {.what = outcome::taken}, t0, middle) == turn::none);
  };
  CHECK(e.answered(*e.next(t0), {.what = outcome::taken}, t0, middle) == turn::none);
  CHECK(*e.reads_along_from() == endpoint::window + 1);  // for one event, if somebody reads anyway
  CHECK_FALSE(e.reads_from());
  make_room();
  CHECK(*e.reads_from() == endpoint::window + 1);
  CHECK(e.room() >= endpoint::window / 2);
  e.offer(301, t0);  // in the log, too, and not yet read
  e.read({257, 258}, 259, false, t0);
  make_room();
  CHECK(*e.reads_from() == 259);
  e.read({300, 301}, 302, true, t0);
  CHECK_FALSE(e.is_behind());
  e.offer(305, t0);
  CHECK(e.waiting().rbegin()->first == 305);
}

TEST_CASE("What is told again has to fit, and what comes later anyway is not told twice") {
  auto e = with_waiting(1, 300);
  CHECK_FALSE(e.tell_again({1}, t0));
  for (int i = 0; i < 2; ++i)
    CHECK(e.answered(*e.next(t0), {.what = outcome::taken}, t0, middle) == turn::none);
  CHECK_FALSE(e.tell_again({1, 2, 3}, t0));
  CHECK(e.tell_again({1, 280}, t0));
  CHECK(e.waiting().contains(1));
  CHECK_FALSE(e.waiting().contains(280));
}

TEST_CASE("Whoever is far behind and dead is tried every five minutes, at no cost of its tries") {
  auto e = with_waiting(1, 300);
  auto now = t0;
  // The last of these comes back in two hours at the earliest.
  for (int round = 0; round < 4; ++round)
    for (webhook::position p = 1; p <= endpoint::window; ++p) {
      now = std::max(now, *e.next_due());
      const auto event = *e.next(now);
      CHECK(e.answered(event, {}, now, middle) != turn::exhausted);
    }
  const auto before = e.waiting();
  now = *e.next_due();
  CHECK(now - t0 < std::chrono::hours{24});
  const auto event = *e.next(now);
  CHECK(e.answered(event, {}, now, middle) == turn::none);
  if (before.at(event).due > now) CHECK(e.waiting().at(event) == before.at(event));
  CHECK(*e.next_due() <= now + std::chrono::minutes{5});
}

TEST_CASE("Pauses are moved by up to a fifth, and none is longer than a day") {
  using std::chrono::seconds;
  CHECK(*webhook::pause_after(1, 0) == seconds{4});
  CHECK(*webhook::pause_after(1, 400) == seconds{6});
  CHECK(*webhook::pause_after(1, 401) == seconds{4});
  CHECK(*webhook::pause_after(9, 400) == webhook::longest_pause);
  CHECK_FALSE(webhook::pause_after(webhook::most_tries, middle));
}

TEST_CASE("An endpoint's text says all of it, and nothing else is taken for one") {
  auto e = with_waiting(1, 300);
  CHECK(e.answered(*e.next(t0), {.what = outcome::gone}, t0, middle) == turn::disabled);
  const auto again = endpoint::from_text(e.text(), t0);
  REQUIRE(again);
  CHECK(again->text() == e.text());
  CHECK(again->is_disabled() == webhook::disabled_by::gone);
  CHECK(again->is_behind());
  for (const auto* wrong :
       {"", "x", "7 0 0 0 0 0 0 0", "0 0 0 0 0 0 0 1", "0 0 0 0 0 0 0 1 5 900 0",
        "0 0 0 0 0 0 0 2 5 0 0 5 0 0", "0 0 0 0 0 0 0 0 9"})
    CHECK_FALSE(endpoint::from_text(wrong, t0));
}

TEST_CASE("A due moment of a clock that was wrong is no later than a day from now") {
  auto e = with_waiting(1, 1);
  const auto far = t0 + std::chrono::hours{24 * 365};
  CHECK(e.answered(*e.next(far), {}, far, middle) == turn::none);
  const auto again = endpoint::from_text(e.text(), t0);
  REQUIRE(again);
  CHECK(*again->next_due() <= t0 + webhook::longest_pause);
}

}  // namespace sluice::test::endpoint_test
