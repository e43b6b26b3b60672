#pragma once
/// Another program that is started again whenever it ends by itself: at once the first time, then
/// after longer and longer pauses, and not for ever. Its end is noticed as it happens.
///
/// Used by serve for the simulated channels.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/system/child_process.hpp"

namespace sluice {

class kept_child {
 public:
  struct limits {
    millis first_pause{50};  ///< doubled after each further end
    millis longest_pause{2'000};
    int ends_in_a_row = 8;  ///< then it is given up
    millis steady{10'000};  ///< who lived for so long has not ended in a row
  };
  struct ended {
    int status = 0;  ///< as child_process tells it
    std::optional<millis> again_in{};  ///< nothing: it is given up
  };

  /// `tells` is called from a thread of this object. arguments: as for child_process.
  kept_child(std::vector<std::string> arguments, std::function<void(const ended&)> tells,
             limits allowed);
  ~kept_child();  ///< ends the child as child_process does
  kept_child(const kept_child&) = delete;
  kept_child& operator=(const kept_child&) = delete;

  [[nodiscard]] bool is_given_up() const;

 private:
  void keep();
  /// From its start to its end; nothing: it was ended by us.
  [[nodiscard]] std::optional<int> run_once();
  /// False: time to stop.
  [[nodiscard]] bool pause(int ends, int status);

  const std::vector<std::string> arguments_;
  const std::function<void(const ended&)> tells_;
  const limits allowed_;
  mutable std::mutex guard_{};
  std::condition_variable changed_{};
  child_process* running_ = nullptr;  // guarded by guard_
  bool stopping_ = false;  // guarded by guard_
  bool given_up_ = false;  // guarded by guard_
  std::thread keeper_;
};

}  // namespace sluice
