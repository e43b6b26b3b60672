#pragma once
/// Why an event was written. Travels with every message that may lead to one.

#include <memory>
#include <string>

namespace sluice {

/// Who asked for it, and how many wanted it.
struct asked_by {
  std::string principal{};
  std::string proposal{};  ///< in which people agreed to it (domain/approval); empty: nobody had to
  friend bool operator==(const asked_by&, const asked_by&) = default;
};

/// All of it may be empty: the engine's own timers carry no command id.
struct cause {
  std::string command_id{};
  std::string traceparent{};  ///< W3C trace context, as it came
  std::shared_ptr<const asked_by> by{};  ///< nothing: nobody who signs; shared, because most do not

  [[nodiscard]] const asked_by& asker() const noexcept {
    static const asked_by nobody;
    return by ? *by : nobody;
  }
  friend bool operator==(const cause& a, const cause& b) {
    return a.command_id == b.command_id && a.traceparent == b.traceparent && a.asker() == b.asker();
  }
};

}  // namespace sluice
