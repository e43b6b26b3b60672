#pragma once
/// What has happened to alarms. One stream has all of them; the written form is
/// events/v1/alarm.proto. What notices went out is not in the log: after a restart what still fires
/// is said once more.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "domain/alarm/kind.hpp"
#include "domain/alarm/notice.hpp"
#include "domain/origin.hpp"

namespace sluice::alarm {

struct alarm_fired {
  number alarm = 0;
  kind what{};
  std::string key{};
  std::uint64_t orders = 0;
  std::string detail{};
  friend bool operator==(const alarm_fired&, const alarm_fired&) = default;
};

/// Its number of orders has a digit more.
struct alarm_grew {
  number alarm = 0;
  std::uint64_t orders = 0;
  friend bool operator==(const alarm_grew&, const alarm_grew&) = default;
};

/// Nobody has acknowledged it.
struct alarm_escalated {
  number alarm = 0;
  std::uint32_t degree = 1;  ///< 1, then 2
  friend bool operator==(const alarm_escalated&, const alarm_escalated&) = default;
};

/// It has fired again and again: it stays until it has been quiet for long.
struct alarm_flapping {
  number alarm = 0;
  friend bool operator==(const alarm_flapping&, const alarm_flapping&) = default;
};

/// Somebody sees to it: no more repeats and escalation. What ends by a word ends with it.
struct alarm_acknowledged {
  number alarm = 0;
  signed_by who{};
  friend bool operator==(const alarm_acknowledged&, const alarm_acknowledged&) = default;
};

/// Nobody is told of these for a while; they fire all the same.
struct silence {
  kind what{};
  std::string key{};  ///< empty: all of this kind
  instant from{};
  instant until{};  ///< as the engine's clock shows it
  friend bool operator==(const silence&, const silence&) = default;
};
struct alarm_silenced {
  silence which{};
  signed_by who{};
  friend bool operator==(const alarm_silenced&, const alarm_silenced&) = default;
};

struct alarm_resolved {
  number alarm = 0;
  std::uint64_t count = 0;
  std::uint64_t orders = 0;
  millis lasted{};
  friend bool operator==(const alarm_resolved&, const alarm_resolved&) = default;
};

using event = std::variant<alarm_fired, alarm_grew, alarm_escalated, alarm_flapping,
                           alarm_acknowledged, alarm_silenced, alarm_resolved>;

}  // namespace sluice::alarm
