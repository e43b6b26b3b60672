#include "domain/alarm/receiver_queue.hpp"

#include "base/overloaded.hpp"
#include "domain/alarm/receiver.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::receiver_queue_test {
namespace {

using alarm::digest;
using alarm::notice;
using alarm::receiver_queue;

constexpr instant t0{millis{1'700'000'000'000}};

notice numbered(std::uint64_t n) {
  return {.alarm = n, .what = alarm::kind::network_channel, .key = "wechat", .at = t0, .since = t0};
}

/// "4-6 +2"
std::string text_of(const alarm::message& m) {
  return std::visit(
      overloaded{
          [](const notice& n) { return std::to_string(n.alarm); },
          [](const digest& d) {
            REQUIRE_FALSE(d.told.empty());
            for (std::size_t i = 1; i < d.told.size(); ++i)
              CHECK(d.told[i].alarm == d.told[i - 1].alarm + 1);
            return std::to_string(d.told.front().alarm) + '-' +
                   std::to_string(d.told.back().alarm) +
                   (d.more == 0 ? "" : " +" + std::to_string(d.more));
          },
      },
      m);
}

std::string text_of(receiver_queue::turn t) {
  switch (t) {
    case receiver_queue::turn::none: return "-";
    case receiver_queue::turn::fails: return "fails";
    case receiver_queue::turn::works_again: return "works again";
  }
  return {};
}

std::string take_all(receiver_queue& q, const std::string& which) {
  const auto ends = parts_of(which, '-');
  bool fits = true;
  for (auto n = std::stoull(ends.front()); n <= std::stoull(ends.back()); ++n)
    fits = q.take(numbered(n)) && fits;
  return fits ? "kept" : "counted";
}

std::string happens(receiver_queue& q, const std::string& word) {
  const auto w = parts_of(word, ' ');
  const auto now = t0 + std::chrono::seconds{std::stoi(w.at(0))};
  if (w.at(1) == "limit") {
    q = receiver_queue(static_cast<std::uint32_t>(std::stoul(w.at(2))));
    return "-";
  }
  if (w[1] == "take") return take_all(q, w.at(2));
  if (w[1] == "sent") return text_of(q.sent());
  if (w[1] == "failed") return text_of(q.failed(now));
  REQUIRE(w[1] == "send");
  const auto what = q.what_to_send(now);
  return what ? text_of(*what) : "-";
}

/// In seconds; what may go out at once has no moment.
std::string due_of(const receiver_queue& q) {
  const auto due = q.next_due();
  if (!due) return "-";
  if (*due < t0) return "0";
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(*due - t0).count());
}

}  // namespace

TEST_CASE("What a receiver of alarms is sent, and when, is as the table says") {
  for (const auto& section : read_table("alarm/receiver_table.txt")) {
    INFO(section.name);
    receiver_queue q(15);
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      CHECK(happens(q, line.word) == line.outcome);
      CHECK(due_of(q) == line.holds);
    }
  }
}

TEST_CASE("In an hour of alarms no window of 60 s has more than the limit, and nothing is lost") {
  constexpr std::uint32_t limit = 15;
  receiver_queue q(limit);
  std::vector<instant> left;
  std::uint64_t told = 0, taken = 0;
  for (int second = 0; second < 3600; ++second) {
    const auto now = t0 + std::chrono::seconds{second};
    for (int i = 0; i < second % 7; ++i) (void)q.take(numbered(++taken));
    while (const auto what = q.what_to_send(now)) {
      left.push_back(now);
      if (second % 11 == 0) {
        (void)q.failed(now);
        continue;
      }
      told += std::visit(overloaded{[](const notice&) { return std::uint64_t{1}; },
                                    [](const digest& d) { return d.told.size() + d.more; }},
                         *what);
      (void)q.sent();
    }
  }
  for (std::size_t i = limit; i < left.size(); ++i)
    CHECK(left[i] - left[i - limit] >= receiver_queue::window);
  const auto end = t0 + std::chrono::hours{2};
  while (const auto what = q.what_to_send(end)) {
    told += std::visit(overloaded{[](const notice&) { return std::uint64_t{1}; },
                                  [](const digest& d) { return d.told.size() + d.more; }},
                       *what);
    (void)q.sent();
  }
  CHECK(told == taken);
}

TEST_CASE("A receiver hears of the kinds and the urgency that it wants, and never of itself") {
  notice n = numbered(1);
  CHECK(alarm::receiver{.name = "mail"}.wants(n));
  CHECK(alarm::receiver{.name = "mail", .only = {alarm::kind::network_channel}}.wants(n));
  CHECK_FALSE(alarm::receiver{.name = "mail", .only = {alarm::kind::volume}}.wants(n));
  CHECK(alarm::receiver{.name = "mail", .only_how = alarm::urgency::act_now}.wants(n));
  CHECK_FALSE(alarm::receiver{.name = "mail", .only_how = alarm::urgency::watch}.wants(n));
  n.what = alarm::kind::receiver_failing;
  n.key = "mail";
  CHECK_FALSE(alarm::receiver{.name = "mail"}.wants(n));
  CHECK(alarm::receiver{.name = "chat"}.wants(n));
}

TEST_CASE("A digest has a line for each notice, in order, and says how many more there were") {
  digest d{.nth = 1, .told = {numbered(7), numbered(8)}, .more = 3};
  d.told[1].why = alarm::step::recovered;
  CHECK(alarm::subject_of(d) == "5 notices of alarms, 1 of them that one is over");
  CHECK(alarm::text_of(d) ==
        "5 notices of alarms, 1 of them that one is over: more than are told one by one.\n\n"
        "2023-11-14T22:13:20.000Z  alarm 7  wechat: calls to a channel fail one after the other\n"
        "2023-11-14T22:13:20.000Z  alarm 8  OVER: wechat: calls to a channel fail one after the "
        "other\n"
        "and 3 more, of which only the number was kept\n"
        "\nsluice alarms list\n");
}

}  // namespace sluice::test::receiver_queue_test
