#pragma once
/// The services' side of `sluice bench nats`: sends commands over NATS and hears the answers, in a
/// process of its own, so that its processor time is not the engine's.
///
/// One connection. Requests are pipelined: each has a reply subject of its own under one inbox,
/// which one wildcard subscription hears. Messages are made, and signed, before the clock starts:
/// what is measured is the engine's checking.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/api/body_form.hpp"
#include "bench/load/bench_keys.hpp"
#include "bench/load/load.hpp"
#include "bench/load/order_maker.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

struct nats_client_options {
  std::string url;
  std::uint64_t first = 0;  ///< number of the first order
  std::uint64_t orders = 0;
  std::uint32_t in_flight = 0;   ///< closed loop
  std::optional<double> rate{};  ///< open loop
  id_kind ids = id_kind::rising;
  api::body_format form = api::body_format::json;
  signature_kind how_signed{};
};

struct nats_client_result {
  std::vector<order_life> lives;
  nanoseconds cpu = 0;  ///< of the client's process while it sent and heard
};

[[nodiscard]] std::variant<nats_client_result, problem> run_nats_client(
    const nats_client_options& options);

/// How the client's process tells its parent. Same program on both sides.
[[nodiscard]] bool write_result(const nats_client_result& r, const std::filesystem::path& file);
[[nodiscard]] std::optional<nats_client_result> read_result(const std::filesystem::path& file);

}  // namespace sluice::bench
