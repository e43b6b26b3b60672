#pragma once
/// Where the made-up company's people hear of alarms: an address to which the engine posts its
/// notices, as to a chat or a pager service. Keeps what has come, and when.
///
/// It runs within the demo, on a thread of its own, through the engine's crash.

#include <chrono>
#include <cstdint>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/http_server.hpp"

namespace sluice::demo {

struct heard_alarm {
  std::string kind{}, key{}, step{}, subject{};
  std::chrono::steady_clock::time_point at{};
};

class alarm_receiver {
 public:
  /// Throws std::runtime_error with a sentence where it cannot listen.
  alarm_receiver();
  alarm_receiver(const alarm_receiver&) = delete;
  alarm_receiver& operator=(const alarm_receiver&) = delete;

  /// What the engine's file says of it, as further lines.
  [[nodiscard]] std::string configuration() const;
  [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
  /// The first such notice; nothing: none has come yet.
  [[nodiscard]] std::optional<heard_alarm> first(std::string_view kind, std::string_view key,
                                                 std::string_view step) const;
  /// Of which alarms people have heard.
  [[nodiscard]] std::set<std::string> kinds() const;

 private:
  [[nodiscard]] int status_for(const std::string& body);

  mutable std::mutex mutex_{};
  std::vector<heard_alarm> heard_{};  // guarded by mutex_
  http_server server_;  ///< last: its thread uses the rest
};

}  // namespace sluice::demo
