#pragma once
/// The engine behind its NATS service, in this process and as `sluice serve` runs it. Requests may
/// come signed with the benchmarks' keys, or unsigned.

#include "adapters/nats/service.hpp"
#include "bench/load/engine_host.hpp"

namespace sluice::bench {

class nats_engine {
 public:
  struct options {
    std::string url;
    std::filesystem::path log;  ///< made when there is none
    host_options host{};
    bool publish = false;  ///< every event, onto NATS
  };
  [[nodiscard]] static std::variant<std::unique_ptr<nats_engine>, problem> start(options how);

  /// Takes nothing new, ends what is under way and answers it. Each of the three within 10 s or
  /// what the engine's settings give it. The log is closed by the destructor.
  void finish();

 private:
  nats_engine() = default;

  std::shared_ptr<nats::connection> connection_;
  std::shared_ptr<engine> engine_;
  std::unique_ptr<nats::service> service_;
};

}  // namespace sluice::bench
