// Where a log may be cut, and which names go with what is behind.

#include <algorithm>

#include "actors/merchant/merchant_register.hpp"
#include "app/backup/cut_point.hpp"
#include "app/backup/lost_names.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"
#include "store/memory_event_log.hpp"
#include "tests/app/contains.hpp"
#include "tests/catch.hpp"

namespace sluice::test::cut_back_test {
namespace {

using names = std::vector<std::pair<char, std::string>>;

const cause of_nobody{};
cause under(const std::string& id, const std::string& who = {}) {
  cause out{.command_id = id, .traceparent = {}};
  if (!who.empty()) out.by = std::make_shared<const asked_by>(asked_by{who});
  return out;
}

struct written_log {
  store::memory_event_log log;
  instant now{millis{1'767'323'045'000}};

  void append(store::append_request what) {
    what.expected = log.head_of(what.stream).value_or(store::stream_head{}).position;
    const std::vector<store::append_request> one{std::move(what)};
    const auto done = log.append(one);
    REQUIRE(std::holds_alternative<store::committed>(
        std::get<std::vector<store::append_result>>(done).at(0)));
  }
  /// One decision of so many events, a second after the one before.
  template <class Event>
  written_log& decide(const std::string& stream, const std::vector<Event>& events,
                      const cause& why = of_nobody) {
    now += millis{1000};
    store::append_request what{.stream = stream};
    for (const auto& e : events) what.records.push_back(encode(e, why, now));
    append(std::move(what));
    return *this;
  }
  written_log& start(const std::string& merchant, const std::string& number, const std::string& key,
                     const cause& why = of_nobody) {
    return decide<order::event>(
        order_stream({merchant_id{merchant}, order_no{number}}),
        {order::attempt_started{attempt_no{1}, channel_id{"wechat"}, channel_key{key}}}, why);
  }
};

std::string text_of(const std::variant<app::cut_point, std::string>& found) {
  if (const auto* no = std::get_if<std::string>(&found)) return *no;
  const auto& point = std::get<app::cut_point>(found);
  return std::to_string(point.last) + (point.because.empty() ? "" : ": " + point.because);
}

}  // namespace

TEST_CASE("a log ends where it is wanted, or before the decision of which that would keep a half") {
  written_log w;
  const order::event e = order::attempt_started{attempt_no{1}, channel_id{"wechat"}, channel_key{}};
  w.decide<order::event>("order/m1/A", {e, e, e});  // 1 to 3
  w.decide<order::event>("order/m1/B", {e, e});     // 4, 5
  w.now -= millis{1000};
  w.decide<order::event>("order/m1/C", {e});  // 6, at the same time
  w.decide<order::event>("order/m1/C", {e});  // 7
  struct row {
    store::sequence wanted;
    std::string_view found;
  };
  const row table[] = {
      {1,
       "sequence 1 lies inside what one decision has written, 1 to 3: nothing stands before it, "
       "and half of it is not kept; the first sequence that a log can end at is 3"},
      {3, "3"},
      {4,
       "3: sequence 4 lies inside what one decision has written, 4 to 5, of which no half is "
       "kept: the log ends before it, at 3"},
      {5, "5"},
      {6, "6"},
      {7, "7"}};
  for (const auto& r : table) {
    CAPTURE(r.wanted);
    CHECK(text_of(app::cut_point_at(w.log, r.wanted)) == r.found);
  }
}

TEST_CASE("the last event until a time is found between the first and the last") {
  written_log w;
  const auto begin = w.now;
  for (const auto* number : {"A", "B", "C", "D", "E"}) w.start("m1", number, number);
  CHECK(app::last_until(w.log, begin) == 0);
  CHECK(app::last_until(w.log, begin + millis{999}) == 0);
  CHECK(app::last_until(w.log, begin + millis{1000}) == 1);
  CHECK(app::last_until(w.log, begin + millis{3500}) == 3);
  CHECK(app::last_until(w.log, begin + millis{60'000}) == 5);
}

TEST_CASE("numbers at channels and command ids of what is behind go, all others stay") {
  written_log w;
  w.start("m1", "A", "KEY-A", under("c-1"));
  w.start("m1", "A", "KEY-A2", under("c-1"));  // the same command goes on
  w.start("m1", "B", "KEY-B", under("c-2"));
  w.decide<channel::event>(
      "channel/wechat", {channel::configured{channel_id{"wechat"}, {}}}, under("c-3", "li.wei"));
  CHECK(app::lost_names(w.log, 1).gone ==
        names{{'k', "KEY-A2"}, {'k', "KEY-B"}, {'m', "@li.wei/c-3"}, {'m', "m1/c-2"}});
  CHECK(app::lost_names(w.log, 2).gone ==
        names{{'k', "KEY-B"}, {'m', "@li.wei/c-3"}, {'m', "m1/c-2"}});
  CHECK(app::lost_names(w.log, 4).gone.empty());
}

TEST_CASE("what was proposed under a command id can be proposed under it again") {
  written_log w;
  approval::proposed p{.what = degrade_engine{},
                       .about = "engine",
                       .by = access::principal_id{"li.wei"},
                       .id = command_id{"c-9"}};
  std::get<degrade_engine>(p.what).what.who = {"li.wei", "the disk was lost"};
  w.start("m1", "A", "KEY-A");
  w.decide<approval::event>("proposal/" + std::string(64, 'a'), {p}, under("c-9", "li.wei"));
  const auto gone = app::lost_names(w.log, 1).gone;
  CHECK(std::ranges::count(gone, std::pair{'a', std::string("@li.wei/c-9")}) == 1);
}

TEST_CASE("merchants who are not there any more leave no gap among the places") {
  written_log w;
  merchant_register places(w.log);
  const auto create = [&](const std::string& name) {
    store::append_request what{.stream = merchant_stream(merchant_id{name})};
    what.records.push_back(
        encode(merchant::configured{merchant_id{name}, true, {}, {}}, of_nobody, w.now));
    what.entries = places.entries_of_new(merchant_id{name});
    w.append(std::move(what));
  };
  for (const auto* name : {"m1", "m2", "m3"}) create(name);
  const auto last = app::lost_names(w.log, 2);
  CHECK(last.gone == names{{'p', "m3"}, {'p', "#3"}});
  CHECK(last.put.empty());

  // One that is older than places got its place after others.
  written_log old;
  store::append_request what{.stream = "order/m9/A"};
  what.records.push_back(encode(
      order::event{order::attempt_started{attempt_no{1}, channel_id{"wechat"}, channel_key{}}},
      of_nobody, old.now));
  what.entries = entries_of_place(merchant_id{"late"}, 1);
  for (auto& e : entries_of_place(merchant_id{"old"}, 2)) what.entries.push_back(std::move(e));
  old.append(std::move(what));
  store::append_request lost{.stream = merchant_stream(merchant_id{"late"})};
  lost.records.push_back(
      encode(merchant::configured{merchant_id{"late"}, true, {}, {}}, of_nobody, old.now));
  old.append(std::move(lost));
  const auto moved = app::lost_names(old.log, 1);
  CHECK(moved.gone == names{{'p', "late"}, {'p', "#2"}});
  REQUIRE(moved.put.size() == 2);
  CHECK(moved.put[0].key == "#1");
  CHECK(moved.put[0].value == "old");
  CHECK(moved.put[1].value == "1");
}

}  // namespace sluice::test::cut_back_test
