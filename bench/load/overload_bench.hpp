#pragma once
/// `sluice bench overload`: for a minute several times as much over a real nats-server as the
/// engine can do, then so much as it can. Told is what became of it, and judged whether memory
/// stays flat, nothing that was taken is lost, what is missed least is refused first, and full
/// speed comes back.

#include <functional>

#include "bench/load/overload_client.hpp"

namespace sluice::bench {

struct overload_options {
  overload_client_options load;
  bool publish = false;  ///< every event onto NATS as well, as `sluice serve` does
  std::filesystem::path folder;  ///< exists
};

/// `client` is run as a process of its own: it must end up in run_overload_client and
/// write_records.
using overload_client_command = std::function<std::vector<std::string>(
    const overload_client_options& options, const std::filesystem::path& result)>;

[[nodiscard]] std::variant<report, problem> run_overload_bench(
    const overload_options& options, const overload_client_command& client);

}  // namespace sluice::bench
