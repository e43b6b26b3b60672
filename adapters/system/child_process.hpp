#pragma once
/// Another program run beside this one: the simulated channels for serve and demo. The destructor
/// asks it to end (SIGTERM), then makes it (SIGKILL).

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace sluice {

class child_process {
 public:
  /// arguments[0] is the program's path, or its name to look for in PATH. Its output goes where
  /// ours goes. Throws std::runtime_error with a sentence when it cannot be started.
  explicit child_process(const std::vector<std::string>& arguments);
  ~child_process();
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  [[nodiscard]] pid_t id() const noexcept { return id_; }
  void send(int signal) const noexcept;
  /// The exit status, or 128 + the signal that ended it. Nothing: still running then.
  std::optional<int> wait_for(millis time);
  int wait();

 private:
  std::optional<int> reap(int flags);

  pid_t id_ = -1;
  std::optional<int> status_{};
};

/// This program's own file, to start it again with another subcommand.
[[nodiscard]] std::string path_of_this_program();

/// Asks the kernel to send SIGTERM to this process when its parent ends, however it ends. At once
/// when the parent is not (or no longer) the process `parent`.
void end_with_parent(pid_t parent) noexcept;

}  // namespace sluice
