#pragma once
/// Answers who asks how the engine is: GET /metrics, /livez, /readyz, and /healthz, which is the
/// same as /readyz. Nothing else, and no other method: nobody can change anything here, and what is
/// told is no secret.
///
/// Who calls it: main, with functions that look at the engine's parts.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "adapters/http/http_server.hpp"
#include "adapters/metrics/health.hpp"

namespace sluice::metrics {

class metrics_listener {
 public:
  /// Called on the listener's thread, which they may block for a moment.
  struct sources {
    std::function<std::string()> metrics;
    std::function<std::vector<check>()> checks;
  };

  /// Throws std::runtime_error with a sentence when it cannot listen.
  metrics_listener(const std::string& listen_address, sources from);

  [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
  void stop() { server_.stop(); }

 private:
  http_server server_;
};

/// What the listener says to a request.
[[nodiscard]] http_response answer_to(const http_request& asked,
                                      const metrics_listener::sources& from);

}  // namespace sluice::metrics
