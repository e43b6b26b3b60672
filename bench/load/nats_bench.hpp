#pragma once
/// `sluice bench nats`: the orders of `sluice bench engine` as commands and replies over a real
/// nats-server on the same machine. Engine and NATS service run in this process as in production,
/// the services that send the orders in another one, the server in a third.

#include "bench/load/engine_bench.hpp"
#include "bench/load/nats_client.hpp"

namespace sluice::bench {

struct nats_options {
  load_options load;
  api::body_format form = api::body_format::json;
  signature_kind how_signed{};  ///< each run has a round of unsigned orders too, to compare with
  bool publish = false;  ///< every event onto NATS as well, as `sluice serve` does
};

/// `client` is run as a process of its own: it must end up in run_nats_client and write_result.
using client_command = std::function<std::vector<std::string>(
    const nats_client_options& options, const std::filesystem::path& result)>;

[[nodiscard]] std::variant<report, problem> run_nats_bench(const nats_options& options,
                                                           const client_command& client);

}  // namespace sluice::bench
