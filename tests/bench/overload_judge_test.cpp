#include "bench/load/overload_judge.hpp"

#include "tests/app/contains.hpp"
#include "tests/catch.hpp"

namespace sluice::bench::overload_judge_test {
namespace {

constexpr nanoseconds second = 1'000'000'000;
constexpr std::uint64_t mebibyte = 1 << 20;

/// A minute, from second 100.
constexpr step_record::summary minute{.began = 100 * second, .sent_until = 160 * second};

auto near(double value) { return Catch::Matchers::WithinAbs(value, 0.02); }

/// What is resident in each second of the minute, as of(second) says.
template <class Of>
std::vector<process_sample> memory_of_a_minute(Of of) {
  std::vector<process_sample> out;
  for (nanoseconds s = 0; s <= 60; ++s)
    out.push_back({.at = minute.began + s * second, .resident = of(s) * mebibyte});
  return out;
}

template <class Of>
bool is_flat_minute(Of of) {
  const auto seen = memory_of_a_minute(of);
  return is_flat(peaks_of(seen, minute));
}

/// One command each hundredth of the step's seconds, taken 10 ms later where `is_taken_at` says so.
template <class IsTaken>
step_record a_hundred_a_second(int seconds, IsTaken is_taken_at) {
  step_record out{.of = {.began = second, .sent_until = (1 + seconds) * second}, .lives = {}};
  for (int i = 0; i < 100 * seconds; ++i) {
    const auto begin = out.of.began + i * second / 100;
    const auto said = is_taken_at(i / 100) ? told::paid : told::busy;
    out.lives.push_back({.begin = begin, .end = begin + second / 100, .answer = {said, 1}});
  }
  return out;
}

/// One step with one command, and what the log has of it.
contradictions of_one(step which, heard answer, std::optional<found> there) {
  step_records steps;
  orders_in_log log;
  steps[static_cast<std::size_t>(which)].lives = {{.begin = 1, .end = 2, .answer = answer}};
  if (there) log[static_cast<std::size_t>(which)] = {*there};
  return contradictions_in(steps, log);
}

}  // namespace

TEST_CASE("memory is flat when the last half needs no more than seconds 5 to 15") {
  CHECK(is_flat_minute([](nanoseconds) { return 500; }));
  CHECK(is_flat_minute([](nanoseconds s) { return s < 5 ? 100 * (s + 1) : 500; }));  // it fills
  CHECK(is_flat_minute([](nanoseconds s) { return s % 7 == 0 ? 620 : 500; }));
  CHECK(is_flat_minute([](nanoseconds s) { return s < 20 ? 500 : 600; }));
  CHECK_FALSE(is_flat_minute([](nanoseconds s) { return s < 20 ? 500 : 610; }));
  CHECK_FALSE(is_flat_minute([](nanoseconds s) { return 500 + 10 * s; }));
  CHECK_FALSE(is_flat_minute([](nanoseconds s) { return s == 59 ? 800 : 500; }));  // once will do
  CHECK_FALSE(is_flat_minute([](nanoseconds s) { return s < 5 ? 900 : s < 16 ? 100 : 900; }));
}

TEST_CASE("memory at which nobody looked is not flat") {
  CHECK_FALSE(is_flat(peaks_of({}, minute)));
  const std::vector<process_sample> late{{.at = minute.began + 50 * second, .resident = 1}};
  CHECK_FALSE(is_flat(peaks_of(late, minute)));
  const std::vector<process_sample> early{{.at = minute.began + 9 * second, .resident = 1}};
  CHECK_FALSE(is_flat(peaks_of(early, minute)));
}

TEST_CASE("of a short overload the second quarter is what the last half is compared with") {
  const step_record::summary short_one{.began = 0, .sent_until = 8 * second};
  const std::vector<process_sample> seen{
      {.at = 1 * second, .resident = 9},
      {.at = 3 * second, .resident = 5},
      {.at = 7 * second, .resident = 6}};
  const auto peaks = peaks_of(seen, short_one);
  CHECK(peaks.early == 5);
  CHECK(peaks.late == 6);
}

TEST_CASE("refusals are in order when what is missed least goes first") {
  // Of ten, the fourth is a payout and the eighth a look: b is busy, p is paid, - has no answer.
  const auto out_of_order = [](std::string_view ten) {
    step_record r;
    for (const char said : ten)
      r.lives.push_back({.answer = {.said = said == 'b'   ? told::busy
                                            : said == 'p' ? told::paid
                                                          : told::nothing}});
    return tens_of(r).out_of_order;
  };
  CHECK(out_of_order("pppppppppp") == 0);
  CHECK(out_of_order("pppbpppppp") == 0);
  CHECK(out_of_order("bppbpppppp") == 0);
  CHECK(out_of_order("bbbbbbbpbb") == 0);
  CHECK(out_of_order("bbbbbbbbbb") == 0);
  CHECK(out_of_order("bbb-bbbpbb") == 0);
  CHECK(out_of_order("bppppppppp") == 1);
  CHECK(out_of_order("bbbpbbbpbb") == 1);
  CHECK(out_of_order("pppbpppbpp") == 1);
  CHECK(out_of_order("bbbbbbbbbp") == 1);
  CHECK(out_of_order("bbbpbbbbbbbbbbbbbpbbbbbpbbbbbb") == 2);
  CHECK(out_of_order("bppp") == 0);  // no whole ten
}

TEST_CASE("few tens may be out of order") {
  CHECK(is_in_order({}));
  CHECK(is_in_order({.with_refusals = 100, .out_of_order = 5}));
  CHECK_FALSE(is_in_order({.with_refusals = 100, .out_of_order = 6}));
  CHECK_FALSE(is_in_order({.with_refusals = 1, .out_of_order = 1}));
}

TEST_CASE("the first seconds are left out of what was refused") {
  auto overload = a_hundred_a_second(20, [](int at) { return at < 5; });
  for (const auto share : refused_of(overload)) CHECK(share == 1);
  overload = a_hundred_a_second(20, [](int at) { return at >= 5; });
  for (const auto share : refused_of(overload)) CHECK(share == 0);
  overload = a_hundred_a_second(20, [](int at) { return at % 3 == 0; });
  for (const auto share : refused_of(overload)) CHECK_THAT(share, near(2.0 / 3));
}

TEST_CASE("full speed is back when nine tenths of it were taken within a second") {
  const auto back_after = [](auto is_taken_at) {
    return seconds_to_full_speed(a_hundred_a_second(10, is_taken_at), 100);
  };
  CHECK_THAT(*back_after([](int) { return true; }), near(0.9));
  CHECK_THAT(*back_after([](int at) { return at >= 3; }), near(3.9));
  CHECK_THAT(*back_after([](int at) { return at >= 7; }), near(7.9));
  CHECK_FALSE(back_after([](int) { return false; }));
  CHECK_FALSE(seconds_to_full_speed(a_hundred_a_second(10, [](int) { return true; }), 120));
}

TEST_CASE("what was told must be in the log") {
  const heard paid{told::paid, 1};
  const heard taken{told::taken, 1};
  CHECK(of_one(step::after, paid, found::paid).lost == 0);
  CHECK(of_one(step::after, paid, found::open).lost == 1);
  CHECK(of_one(step::after, paid, found::ended_otherwise).lost == 1);
  CHECK(of_one(step::after, paid, found::nothing).lost == 1);
  CHECK(of_one(step::after, paid, std::nullopt).lost == 1);  // the log ends before
  CHECK(of_one(step::overload, taken, found::open).lost == 0);
  CHECK(of_one(step::overload, taken, found::nothing).lost == 1);
}

TEST_CASE("what was refused must not be in the log") {
  for (const auto said : {told::busy, told::refused}) {
    CHECK(of_one(step::overload, {said, 1}, found::nothing).done_although_refused == 0);
    CHECK(of_one(step::overload, {said, 1}, found::open).done_although_refused == 1);
    CHECK(of_one(step::overload, {said, 1}, found::paid).done_although_refused == 1);
  }
}

TEST_CASE("silence is no contradiction, two answers are one") {
  const auto silent = of_one(step::overload, {}, found::paid);
  CHECK(silent.untold == 1);
  CHECK(silent.lost + silent.done_although_refused + silent.answered_again == 0);
  CHECK(of_one(step::overload, {told::busy, 2}, found::nothing).answered_again == 1);
}

TEST_CASE("a look must show the order paid, and has none of its own") {
  step_records steps;
  orders_in_log log;
  auto& lives = steps[static_cast<std::size_t>(step::overload)].lives;
  lives.resize(8);
  lives[7] = {.begin = 1, .end = 2, .answer = {told::paid, 1}};  // the eighth of ten is a look
  CHECK(contradictions_in(steps, log).lost == 0);
  lives[7].answer.said = told::taken;
  CHECK(contradictions_in(steps, log).lost == 1);
}

TEST_CASE("every criterion can fail") {
  overload_facts facts{.times = 2.5};
  const auto its = [&](step s) -> step_record& { return facts.steps[static_cast<std::size_t>(s)]; };
  its(step::calibrate) = a_hundred_a_second(10, [](int) { return true; });
  its(step::overload) = a_hundred_a_second(20, [](int at) { return at % 3 == 0; });
  its(step::after) = a_hundred_a_second(10, [](int at) { return at >= 6; });
  its(step::overload).lives[1].answer.answers = 2;
  for (std::size_t payout = 3; payout < 2000; payout += 10)
    its(step::overload).lives[payout].answer.said = told::paid;
  facts.log[static_cast<std::size_t>(step::overload)].resize(2000, found::open);
  for (const auto& c : judged(facts)) {
    CAPTURE(c.name);
    CHECK_FALSE(c.met);
  }
}

}  // namespace sluice::bench::overload_judge_test
