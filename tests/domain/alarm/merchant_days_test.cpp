#include "domain/alarm/merchant_days.hpp"

#include <chrono>

#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::merchant_days_test {
namespace {

constexpr std::int64_t limit_minor = 1000;
/// Midnight in Beijing.
constexpr instant t0 =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} - std::chrono::hours{8};

struct said {
  std::string sum = "-", key = "-";
};

/// "23 m1 999 CNY", with "test" behind it
said take(alarm::merchant_days& days, const std::string& word) {
  auto w = parts_of(word, ' ');
  order::order_accepted e;
  e.is_shadow = w.back() == "test";
  if (e.is_shadow) w.pop_back();
  e.amount = {std::stoll(w.at(w.size() - 2)), *currency_from_name(w.back())};
  auto merchant = w.at(1);
  for (std::size_t i = 2; i + 2 < w.size(); ++i) merchant += ' ' + w[i];
  const order_id order{merchant_id{merchant}, order_no{"A-1"}};
  const auto told = days.take(order, e, t0 + std::chrono::hours{std::stoi(w.at(0))});
  if (!told) return {};
  const auto& h = std::get<alarm::happened>(*told);
  CHECK(h.what == alarm::kind::large_amount);
  const auto from = h.detail.find("ask for ") + 8;
  return {h.detail.substr(from, h.detail.find(" together") - from), h.key};
}

}  // namespace

TEST_CASE("people hear of a merchant's day as the table says") {
  for (const auto& section : read_table("alarm/merchant_days_table.txt")) {
    alarm::merchant_days days(limit_minor);
    for (const auto& l : section.lines) {
      INFO(l.where << ": " << l.word);
      said now;
      if (l.word == "restart") {
        alarm::merchant_days next(limit_minor);
        REQUIRE(next.restore(days.text()));
        days = next;
      } else {
        now = take(days, l.word);
      }
      CHECK(now.sum == l.outcome);
      CHECK(now.key == l.holds);
    }
  }
}

TEST_CASE("what is no sums of days is not read as some") {
  for (const auto* text : {"", "x\n", "5\n7 CNY\n", "5\n7 ZZZ m1\n", "5\nx CNY m1\n"})
    CHECK_FALSE(alarm::merchant_days(limit_minor).restore(text));
  CHECK(alarm::merchant_days(limit_minor).restore("5\n"));
}

}  // namespace sluice::test::merchant_days_test
