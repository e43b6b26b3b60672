#include "domain/alarm/watch.hpp"

#include <algorithm>
#include <functional>
#include <sstream>

#include "base/overloaded.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::watch_test {
namespace {

using alarm::call_end;
using alarm::watch;

constexpr instant t0{millis{1'700'006'400'000}};  // a whole minute, and a whole day

/// "9.6"
millis span_of(const std::string& text) {
  return millis{static_cast<std::int64_t>(std::stod(text) * 1000 + 0.5)};
}

/// "0..55/5" or "52"
std::vector<instant> moments_of(const std::string& text) {
  const auto dots = text.find("..");
  if (dots == std::string::npos) return {t0 + span_of(text)};
  const auto slash = text.find('/');
  const auto first = span_of(text.substr(0, dots));
  const auto last = span_of(text.substr(dots + 2, slash - dots - 2));
  const auto by = span_of(text.substr(slash + 1));
  std::vector<instant> out;
  for (auto at = first; at <= last; at += by) out.push_back(t0 + at);
  return out;
}

std::string second_of(instant at) {
  std::ostringstream out;
  out << static_cast<double>((at - t0).count()) / 1000;
  return out.str();
}

std::string orders_text(std::uint64_t orders) {
  return orders > 1 ? ' ' + std::to_string(orders) : "";
}

bool counts_orders(alarm::kind k) {
  return k == alarm::kind::order_overdue || row_of(k).ends == alarm::ending::by_word;
}

const std::map<std::string, call_end> ends{
    {"error", call_end::no_answer}, {"silent", call_end::no_answer},
    {"ok", call_end::answered},     {"paid", call_end::paid},
    {"failed", call_end::failed},   {"declined", call_end::declined}};

const signed_by ann{"ann", "looks at it"};

void acknowledge_all(watch& it, instant now) {
  const auto firing = it.seen().firing;
  for (const auto& [no, a] : firing) it.heed(alarm::alarm_acknowledged{no, ann}, now);
  it.look(now);
}

/// One section of the table: hears, and says what came of it.
class story {
 public:
  void hear(const std::string& word);
  std::string run(const std::string& until);
  [[nodiscard]] std::string firing() const;

 private:
  using happening = std::function<void(watch&, instant)>;

  void at(const std::vector<instant>& when, const happening& what);
  void fact_at(const std::string& when, const std::function<alarm::fact(std::size_t)>& make);
  void hear_call(const std::vector<std::string>& w);
  void turn(const std::vector<std::string>& w, bool is_on);
  void speak(const std::string& what) { said_ += (said_.empty() ? "" : "; ") + what; }
  void listen(instant now);
  std::string text_of(const alarm::event& e);
  watch& live();

  alarm::thresholds t_;
  instant now_ = t0;
  std::optional<watch> watch_;
  std::multimap<instant, happening> coming_;
  std::map<alarm::number, std::string> names_;
  std::string said_;
  std::uint64_t next_order_ = 1;
};

watch& story::live() {
  if (!watch_) watch_.emplace(t_, alarm::book{}, t0 - std::chrono::hours{1});
  return *watch_;
}

void story::at(const std::vector<instant>& when, const happening& what) {
  for (const auto moment : when) coming_.emplace(moment, what);
}

void story::fact_at(const std::string& when, const std::function<alarm::fact(std::size_t)>& make) {
  std::size_t nth = 0;
  for (const auto moment : moments_of(when))
    coming_.emplace(moment, [f = make(nth++)](watch& w, instant now) { w.take(f, now); });
}

/// "A error 0..55/5 same", "A failed 60 CODE"
void story::hear_call(const std::vector<std::string>& w) {
  const alarm::path where{channel_id{w[0]}, business_type::payment_code};
  const auto how = ends.at(w.at(1));
  const bool is_one = w.size() > 3 && w[3] == "same";
  const auto one = next_order_++;
  fact_at(w.at(2), [&](std::size_t) -> alarm::fact {
    return alarm::call_ended{where, is_one ? one : next_order_++, how,
                             w.size() > 3 && !is_one ? w[3] : "", w[1] == "silent"};
  });
}

void story::hear(const std::string& word) {
  const auto w = parts_of(word, ' ');
  const alarm::path way{channel_id{"A"}, business_type::payment_code};
  const auto number = [&] { return static_cast<std::uint32_t>(std::stoul(w.at(1))); };
  const auto kind = [&](std::size_t place) { return *alarm::kind_from_name(w.at(place)); };
  const std::map<std::string, std::function<void()>> words{
      {"minutes", [&] { t_.minutes = number(); }},
      {"rate", [&] { t_.success_percent = number(); }},
      {"begin",
       [&] { fact_at(w.at(1), [&](std::size_t n) { return alarm::order_begun{1000 + n, way}; }); }},
      {"settle",
       [&] { fact_at(w.at(1), [&](std::size_t n) { return alarm::order_settled{1000 + n}; }); }},
      {"asked",
       [&] { fact_at(w.at(1), [&](std::size_t n) { return alarm::payer_asked{1000 + n, way}; }); }},
      {"acted",
       [&] { fact_at(w.at(1), [&](std::size_t n) { return alarm::payer_acted{1000 + n}; }); }},
      {"orders",
       [&] { fact_at(w.at(2), [&](std::size_t) { return alarm::orders_accepted{number()}; }); }},
      {"usual",
       [&] {
         for (int minute = -7 * 1440; minute < 0; ++minute)
           live().take(alarm::orders_accepted{number()}, t0 + std::chrono::minutes{minute});
       }},
      {"happened",
       [&] {
         fact_at(w.at(3),
                 [&](std::size_t) { return alarm::happened{kind(1), w.at(2), next_order_++, ""}; });
       }},
      {"on", [&] { turn(w, true); }},
      {"off", [&] { turn(w, false); }},
      {"ack", [&] { at(moments_of(w.at(1)), acknowledge_all); }},
      {"silence",
       [&] {
         const auto from = t0 + span_of(w.at(1));
         const auto end = t0 + span_of(w.at(2));
         at({from}, [=, key = w.size() > 4 ? w[4] : "", k = kind(3)](watch& it, instant now) {
           it.heed(alarm::alarm_silenced{{k, key, from, end}, ann}, now);
         });
       }},
      {"restart", [&] { watch_.emplace(t_, alarm::book(live().seen()), now_); }}};
  const auto known = words.find(w.at(0));
  known == words.end() ? hear_call(w) : known->second();
}

void story::turn(const std::vector<std::string>& w, bool is_on) {
  fact_at(w.at(3), [&](std::size_t) {
    return alarm::condition{*alarm::kind_from_name(w.at(1)), w.at(2), is_on, ""};
  });
}

std::string story::text_of(const alarm::event& e) {
  return std::visit(
      overloaded{
          [&](const alarm::alarm_fired& f) {
            names_[f.alarm] = std::string(name_of(f.what)) + ' ' + f.key;
            return "fires " + names_[f.alarm];
          },
          [&](const alarm::alarm_grew& g) {
            return "grows " + names_.at(g.alarm) + orders_text(g.orders);
          },
          [&](const alarm::alarm_escalated& s) { return "escalates " + names_.at(s.alarm); },
          [&](const alarm::alarm_flapping& f) { return "flaps " + names_.at(f.alarm); },
          [&](const alarm::alarm_resolved& r) {
            return "ends " + names_.at(r.alarm) + ' ' + std::to_string(r.count);
          },
          [&](const auto&) { return std::string("said by a person"); },
      },
      e);
}

/// People are told that an alarm is over before its end is said, and of all else after it.
void story::listen(instant now) {
  const auto out = live().take_out();
  const auto when = second_of(now);
  const auto say_events = [&](bool of_ends) {
    for (const auto& e : out.events)
      if (std::holds_alternative<alarm::alarm_resolved>(e) == of_ends)
        speak(when + ' ' + text_of(e));
  };
  say_events(false);
  for (const auto& n : out.notices)
    speak(when + ": " + std::string(name_of(n.why)) + ' ' + std::string(name_of(n.what)) + ' ' +
          n.key + (counts_orders(n.what) ? orders_text(n.orders) : ""));
  say_events(true);
}

/// What is heard at a moment is heard before that moment's own look.
std::string story::run(const std::string& until) {
  const auto end = t0 + span_of(until);
  for (;;) {
    auto next = live().next_look(now_);
    if (!coming_.empty() && (!next || coming_.begin()->first < *next))
      next = coming_.begin()->first;
    if (!next || *next > end) break;
    now_ = std::max(now_, *next);
    for (; !coming_.empty() && coming_.begin()->first <= now_; listen(now_)) {
      const auto what = std::move(coming_.begin()->second);
      coming_.erase(coming_.begin());
      what(live(), now_);
    }
    live().look(now_);
    listen(now_);
  }
  now_ = end;
  return said_.empty() ? "-" : std::exchange(said_, {});
}

std::string story::firing() const {
  std::string out;
  for (const auto& [no, a] : watch_->seen().firing)
    out += (out.empty() ? "" : ", ") + std::string(name_of(a.what)) + ' ' + a.key +
           (watch_->is_stale(a, now_) ? " stale" : "");
  return out.empty() ? "-" : out;
}

}  // namespace

TEST_CASE("People are alarmed when the table says so, and not otherwise") {
  for (const auto& section : read_table("alarm/watch_table.txt")) {
    INFO(section.name);
    story told;
    for (const auto& line : section.lines) {
      INFO(line.where << ' ' << line.word);
      if (line.word.rfind("run ", 0) != 0) {
        told.hear(line.word);
        continue;
      }
      CHECK(told.run(line.word.substr(4)) == line.outcome);
      CHECK(told.firing() == line.holds);
    }
  }
}

TEST_CASE(
    "After hours of standing still people are told once more, not once for each time missed") {
  watch w({}, {}, t0);
  w.take(alarm::happened{alarm::kind::system, "disk", 0, ""}, t0);
  w.look(t0 + std::chrono::seconds{2});
  static_cast<void>(w.take_out());
  const auto late = t0 + std::chrono::hours{3};
  for (int i = 0; i < 9; ++i) w.look(late);
  const auto told = w.take_out().notices;
  CHECK(std::ranges::count(told, alarm::step::repeated, &alarm::notice::why) == 1);
  CHECK(std::ranges::count(told, alarm::step::escalated, &alarm::notice::why) == 2);
}

TEST_CASE("a payer who was slow before a restart is not counted again, and others have time") {
  const auto asked = [](watch& w, std::chrono::seconds ago) {
    for (std::uint64_t order = 1; order <= 50; ++order)
      w.take_again(
          alarm::payer_asked{order, {channel_id{"A"}, business_type::native_qr}}, t0 - ago, t0);
  };
  const auto fires = [](watch& w, std::chrono::seconds after) {
    w.look(t0 + after);
    return w.seen().find(alarm::kind::payer_slow, "A/native_qr") != nullptr;
  };
  watch w({}, {}, t0);
  asked(w, std::chrono::seconds{45});
  CHECK_FALSE(w.next_look(t0).has_value());
  asked(w, std::chrono::seconds{44});
  CHECK_FALSE(fires(w, std::chrono::seconds{59}));
  CHECK(fires(w, std::chrono::seconds{60}));
}

TEST_CASE("However many alarms of a kind fire, those of the others are told of") {
  watch w({}, {}, t0);
  for (int i = 0; i < 200; ++i)
    w.take(alarm::happened{alarm::kind::abnormal_failure, std::to_string(i), 0, ""}, t0);
  CHECK(w.seen().firing.size() == 65);
  REQUIRE(w.seen().find(alarm::kind::system, "too_many_alarms:abnormal_failure"));
  for (std::uint64_t order = 1; order <= 12; ++order)
    w.take(
        alarm::call_ended{
            {channel_id{"A"}, business_type::payment_code}, order, call_end::no_answer, "", false},
        t0);
  CHECK(w.seen().find(alarm::kind::network_channel, "A"));
}

}  // namespace sluice::test::watch_test
