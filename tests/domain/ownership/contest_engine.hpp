#pragma once
/// One engine of a contest, and a server that brings its claims back when a test says so.

#include <optional>
#include <string>
#include <utility>

#include "domain/ownership/contest.hpp"
#include "tests/catch.hpp"

namespace sluice::ownership {

inline constexpr instant noon{millis{1'800'000'000'000}};
inline constexpr contest_times times{};

class engine {
 public:
  explicit engine(bool waits = false, std::string process = "m")
      : contest_(claim{.process = std::move(process)}, waits, times, now_) {}

  contest* operator->() noexcept { return &contest_; }
  [[nodiscard]] phase now_in() const noexcept { return contest_.now_in(); }
  [[nodiscard]] bool accepts() const noexcept { return now_ < contest_.accepts_until(); }

  std::optional<claim> says() { return contest_.speak(now_); }
  void hears(claim c) { contest_.hear(c, now_, noon + now_); }
  void hears(standing stands, std::string process, instant since = {}) {
    hears({.process = std::move(process), .number = 1, .stands = stands, .since = since});
  }
  /// Time passes without a claim that comes back.
  void stands_still(millis how_long) { now_ += how_long; }
  /// Time passes, and what is said comes back at once.
  void runs(millis how_long) {
    for (const auto end = now_ + how_long; now_ < end; now_ += millis{10})
      while (const auto said = says()) hears(*said);
  }
  engine& until(phase wanted) {
    for (int i = 0; i < 200 && contest_.now_in() != wanted; ++i) {
      if (const auto said = says(); said && contest_.now_in() != wanted) hears(*said);
      now_ += millis{10};
    }
    REQUIRE(contest_.now_in() == wanted);
    return *this;
  }

 private:
  millis now_{1000};
  contest contest_;
};

}  // namespace sluice::ownership
