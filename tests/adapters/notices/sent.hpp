#pragma once
/// A notice and its letter, as tests want them, and what became of one.

#include <chrono>
#include <future>

#include "adapters/notices/letter.hpp"
#include "adapters/notices/line.hpp"

namespace sluice::test {

inline constexpr instant letter_time{millis{1'767'323'045'678}};  // 2026-01-02T03:04:05.678Z

[[nodiscard]] inline alarm::notice a_notice(std::string key = "wechat") {
  return {.alarm = 7,
          .what = alarm::kind::network_channel,
          .key = std::move(key),
          .why = alarm::step::fired,
          .at = letter_time,
          .since = letter_time,
          .count = 12,
          .detail = "12 calls in a row had no answer"};
}

[[nodiscard]] inline notices::letter a_letter(
    const alarm::message& what = a_notice(), std::string id = "alarm-7", std::string answers = {}) {
  return notices::letter_of(
      {.id = std::move(id), .answers = std::move(answers), .what = what, .at = letter_time},
      "log1");
}

/// Sends it, and waits for the answer.
[[nodiscard]] inline receiver_answer sent_by(notices::line& to,
                                             const notices::letter& what = a_letter()) {
  std::promise<receiver_answer> said;
  to.send(what, [&](receiver_answer a) { said.set_value(std::move(a)); });
  return said.get_future().get();
}

}  // namespace sluice::test
