#pragma once
/// `sluice serve` as a child process, on a demo configuration with ports and a data folder of its
/// own.

#include <string>
#include <vector>

#include "tests/app/run_program.hpp"

namespace sluice::test {

/// Writes the configuration into the folder; gives its path. The data folder is "data" in it.
[[nodiscard]] std::string demo_on(std::uint16_t channels, std::uint16_t notifications,
                                  const temporary_folder& folder);

class running_serve {
 public:
  /// `before`: shell commands run before the program takes over, such as "ulimit -f 128". `more`:
  /// arguments.
  running_serve(const temporary_folder& folder, const std::string& config, const std::string& nats,
                const std::string& before = ":", const std::vector<std::string>& more = {});
  /// On the embedded configuration, with "data" in the folder, unless they name another.
  running_serve(const temporary_folder& folder, const std::vector<std::string>& options);

  [[nodiscard]] bool becomes_ready();
  /// Its log has a line of this event, or will soon.
  [[nodiscard]] bool says(std::string_view event);
  [[nodiscard]] std::string log() const { return folder_.read("log"); }
  /// A field of the line that says "ready". Precondition: becomes_ready().
  [[nodiscard]] std::string ready_field(const std::string& name) const;
  [[nodiscard]] child_process& process() noexcept { return process_; }

 private:
  const temporary_folder& folder_;
  std::string log_;
  child_process process_;
};

/// A body for order.create; the amount's last two digits choose the fate.
[[nodiscard]] std::string order(const std::string& number, int amount);

}  // namespace sluice::test
