#pragma once
/// Another program run beside this one. The destructor
/// asks it to end (SIGTERM), then makes it (SIGKILL).

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace sluice {

class child_process {
 public:
  /// Whether a terminal's Ctrl-C reaches the child as it reaches us.
  enum class group : std::uint8_t { ours, own };

  /// arguments[0] is the program's path, or its name to look for in PATH. Its output goes where
  /// ours goes. Throws std::runtime_error with a sentence when it cannot be started.
  explicit child_process(const std::vector<std::string>& arguments, group in = group::ours);
  ~child_process();
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  [[nodiscard]] pid_t id() const noexcept { return id_; }
  void send(int signal) const noexcept;
  /// The exit status, or 128 + the signal that ended it. Nothing: still running then.
  std::optional<int> wait_for(millis time);
  int wait();
  /// Returns when it has ended; its exit status is still to be asked for. Any thread.
  void wait_without_reaping() const noexcept;

 private:
  std::optional<int> reap(int flags);

  pid_t id_ = -1;
  std::optional<int> status_{};
};

/// This program's own file, to start it again with another subcommand.
[[nodiscard]] std::string path_of_this_program();

/// Asks the kernel to kill this process when its parent ends, however it ends: what an orphan holds
/// (ports, locks) its parent's next start will want. At once when the parent is not (or no longer)
/// the process `parent`.
void end_with_parent(pid_t parent) noexcept;

}  // namespace sluice
