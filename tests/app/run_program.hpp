#pragma once
/// Runs the built program (or any other) as a user would and looks at what comes out.

#include <filesystem>
#include <string>
#include <vector>

#include "adapters/system/child_process.hpp"

namespace sluice::test {

struct outcome {
  int status = 0;
  std::string out, error;
};

/// arguments[0] is the program.
[[nodiscard]] outcome run(const std::vector<std::string>& arguments, const std::string& input = "");
[[nodiscard]] outcome run_sluice(std::vector<std::string> arguments, const std::string& input = "");

/// A folder that is gone at the end.
class temporary_folder {
 public:
  temporary_folder();
  ~temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// Writes a file into it; gives its path.
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

/// A port on the loopback that was free a moment ago.
[[nodiscard]] std::uint16_t free_port();
[[nodiscard]] bool accepts_connections(std::uint16_t port);

/// A nats-server on a free port; stops at the end. Without the program a test that needs it fails.
class nats_server {
 public:
  nats_server();
  [[nodiscard]] std::string url() const { return "nats://127.0.0.1:" + std::to_string(port_); }

 private:
  std::uint16_t port_;
  temporary_folder folder_;
  child_process process_;
};

}  // namespace sluice::test
