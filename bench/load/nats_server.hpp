#pragma once
/// A nats-server of our own for one run of `sluice bench nats`: on a free loopback port, with its
/// standard settings, ended with us.

#include <cstdint>
#include <filesystem>
#include <string>

#include "adapters/system/child_process.hpp"
#include "bench/load/load.hpp"

namespace sluice::bench {

class nats_server {
 public:
  /// Returns when it listens. What it prints goes into `output`. Throws std::runtime_error with a
  /// sentence.
  explicit nats_server(const std::filesystem::path& output);

  [[nodiscard]] std::string url() const;
  /// User and system, in steps of a clock tick (10 ms).
  [[nodiscard]] nanoseconds cpu() const;

 private:
  std::uint16_t port_;
  child_process process_;
};

}  // namespace sluice::bench
