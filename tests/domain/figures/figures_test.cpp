#include <sstream>

#include "domain/figures/counts.hpp"
#include "domain/figures/history.hpp"
#include "domain/figures/refund_book.hpp"
#include "domain/figures/sampling.hpp"
#include "domain/figures/window.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::figures_test {
namespace {

using namespace figures;

constexpr std::int64_t first_day = 20'000;
constexpr instant midnight_there{std::chrono::days{first_day} - std::chrono::hours{8}};
const channel_id wechat{"wechat"};

/// "1:02:03:04.005"
instant figure_time(const std::string& text) {
  const auto parts = parts_of(text, ':');
  const auto dot = parts.at(3).find('.');
  const auto ms = dot == std::string::npos ? 0 : std::stoi(parts.at(3).substr(dot + 1));
  return midnight_there + std::chrono::days{std::stoi(parts.at(0))} +
         std::chrono::hours{std::stoi(parts.at(1))} + std::chrono::minutes{std::stoi(parts.at(2))} +
         std::chrono::seconds{std::stoi(parts.at(3).substr(0, dot))} + millis{ms};
}

std::optional<instant> time_or_none(const std::string& text) {
  return text == "-" ? std::nullopt : std::optional(figure_time(text));
}

call_result result_named(const std::string& name) {
  for (const auto r : enumerators<call_result>)
    if (name_of(r) == name) return r;
  FAIL("no result is called " << name);
  return call_result::unknown;
}

std::uint64_t many(const call_counts& c, call_result r) {
  return c.results[static_cast<std::size_t>(r)];
}

template <class Value>
std::string or_none(const std::optional<Value>& v) {
  if (!v) return "none";
  if constexpr (std::is_same_v<Value, millis>)
    return std::to_string(v->count());
  else
    return std::to_string(*v);
}

/// One link and one channel.
struct figures_story {
  history<call_counts> calls;
  history<paid_counts> paid;
  refund_book refunds;
  bool is_about_refunds = false;
  instant seconds_since{};

  std::string take(const std::string& line) {
    std::istringstream in(line);
    std::string when, word;
    in >> when >> word;
    const auto now = figure_time(when);
    const std::uint32_t weight = word == "sampled" ? 16 : 1;
    if (weight > 1) in >> word;
    if (word == "call") return call(in, now, weight);
    if (word == "paid") return pay(in, now);
    if (word == "ask") return ask(in, now);
    if (word == "restart") return restart(now);
    if (word == "rate") return or_none(success_basis_points(last_minute()));
    if (word == "p95") return or_none(quantile(last_minute(), 95));
    if (word == "p99") return or_none(quantile(last_minute(), 99));
    return refund(word, in, now);
  }
  [[nodiscard]] std::string kept() const {
    if (is_about_refunds) return days();
    return std::to_string(calls.seconds().slots().size() + paid.seconds().slots().size()) + ' ' +
           std::to_string(calls.minutes().slots().size() + paid.minutes().slots().size());
  }

 private:
  std::string call(std::istream& in, instant now, std::uint32_t weight) {
    std::string how;
    std::int64_t took = 0;
    in >> how >> took;
    calls.count(
        now, [&](call_counts& into) { into.count(result_named(how), millis{took}, weight); });
    return "-";
  }
  std::string pay(std::istream& in, instant now) {
    std::int64_t minor = 0;
    in >> minor;
    paid.count(now, [&](paid_counts& into) { into.count({minor, currency::cny}); });
    return "-";
  }
  std::string restart(instant now) {
    const auto before = std::exchange(calls, {});
    for (const auto& s : before.minutes().slots())
      calls.count_minute(
          instant{figures::one_minute * s.number}, [&](call_counts& into) { into += s.counted; });
    seconds_since = now;
    return "-";
  }
  std::string ask(std::istream& in, instant now) const {
    std::string from, to, step;
    in >> from >> to >> step;
    window_wish asked{time_or_none(from), time_or_none(to), std::nullopt};
    if (step != "-") asked.step = std::chrono::seconds{std::stoi(step)};
    const auto found = window_of(asked, 1, seconds_since, now);
    if (const auto* refused = std::get_if<rejection>(&found)) {
      CHECK(refused->code == rejection_code::setting_out_of_range);
      return refused->field;
    }
    return rows(std::get<window>(found));
  }
  [[nodiscard]] std::string rows(const window& w) const {
    const auto called = rows_of(calls, w);
    const auto sums = rows_of(paid, w);
    std::ostringstream out;
    for (std::size_t i = 0; i < w.rows; ++i)
      out << (i == 0 ? "" : " ") << called[i].calls() << '/'
          << many(called[i], call_result::succeeded) << '/' << many(called[i], call_result::failed)
          << '/' << many(called[i], call_result::unknown) << '/' << sums[i].orders << '/'
          << sums[i].minor[0];
    return out.str();
  }
  std::string refund(const std::string& word, std::istream& in, instant now) {
    is_about_refunds = true;
    std::uint64_t key = 0;
    in >> key;
    if (word == "want") refunds.requested(key, wechat, now);
    if (word == "done") refunds.succeeded(key, now);
    if (word == "fail") refunds.failed(key);
    return "-";
  }
  [[nodiscard]] call_counts last_minute() const {
    const auto& all = calls.minutes().slots();
    return all.empty() ? call_counts{} : all.back().counted;
  }
  [[nodiscard]] std::string days() const {
    std::ostringstream out;
    for (const auto& d : refunds.channels().at(wechat).days) {
      out << (out.tellp() > 0 ? " " : "") << d.number - first_day << ':' << d.counted.requested;
      for (const auto n : d.counted.ended) out << '/' << n;
    }
    return out.str();
  }
};

/// What it knows after a restart.
refund_book read_again(const refund_book& from) {
  std::string text;
  from.write_to(text);
  refund_book out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(out.read(line));
  std::string again;
  out.write_to(again);
  CHECK(again == text);
  return out;
}

}  // namespace

TEST_CASE("figures count, keep and tell as the table says") {
  for (const auto& section : read_table("figures/figures_table.txt")) {
    figures_story told;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      CHECK(told.take(line.word) == line.outcome);
      CHECK(told.kept() == line.holds);
      told.refunds = read_again(told.refunds);
    }
  }
}

TEST_CASE("what a refund book has not written it does not read") {
  for (const auto* line : {"", "refund", "refund wechat", "refund wechat x 1", "refunds wechat 1 2",
                           "refund_day wechat", "refund_day wechat 1 2", "order 1"}) {
    CAPTURE(line);
    refund_book b;
    CHECK_FALSE(b.read(line));
  }
}

TEST_CASE("little memory leaves a sample of calls, then none, and essential work none at all") {
  using overload::level;
  CHECK(one_in(level::normal, false) == 1);
  CHECK(one_in(level::sheds, false) == 16);
  CHECK(one_in(level::refuses_new, false) == 0);
  CHECK(one_in(level::drains, false) == 0);
  CHECK(one_in(level::normal, true) == 0);
}

}  // namespace sluice::test::figures_test
