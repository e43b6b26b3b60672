#pragma once
/// Where actors tell people what happened: the structured log today, alarms and metrics later. Side
/// work: tell must return at once and must not throw.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

enum class severity : std::uint8_t { debug, info, warning, critical };

struct note {
  severity level = severity::info;
  std::string_view event;  ///< a stable word: "result_conflicted"
  std::string message{};  ///< a sentence
  std::vector<std::pair<std::string_view, std::string>>
      fields{};  ///< order, channel, …; no secrets
};

class observer {
 public:
  virtual ~observer() = default;
  virtual void tell(const note& n) = 0;
  /// For what must not be lost. When this is true it has been told; it may take its time, so only
  /// followers of the log ask for it. False: not now.
  [[nodiscard]] virtual bool tell_for_sure(const note& n) {
    tell(n);
    return true;
  }
};

}  // namespace sluice
