#pragma once
/// Merchants' endpoints for `sluice bench webhooks`: HTTP servers of this process on 127.0.0.1,
/// each on a thread and a free port of its own. Some take whatever comes, the others never answer.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/load/thread_times.hpp"

namespace sluice::bench {

class webhook_receivers {
 public:
  webhook_receivers();
  ~webhook_receivers();
  webhook_receivers(const webhook_receivers&) = delete;
  webhook_receivers& operator=(const webhook_receivers&) = delete;

  /// The URL of the endpoint of this number; ten after one another share a server.
  [[nodiscard]] std::string taking(std::uint32_t endpoint);
  [[nodiscard]] std::string hanging(std::uint32_t endpoint);

  /// What the threads of those that take have used of the processors, in seconds.
  [[nodiscard]] double processor_seconds() const;

 private:
  class receiver;

  [[nodiscard]] static std::string url_at(std::vector<std::unique_ptr<receiver>>& all,
                                          std::uint32_t endpoint, bool answers);

  std::vector<std::unique_ptr<receiver>> taking_;
  std::vector<std::unique_ptr<receiver>> hanging_;
};

}  // namespace sluice::bench
