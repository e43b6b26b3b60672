#include "bench/load/webhook_receivers.hpp"

#include <atomic>
#include <mutex>

#include "adapters/http/http_server.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint32_t endpoints_of_one = 10;

}  // namespace

class webhook_receivers::receiver {
 public:
  explicit receiver(bool answers)
      : answers_(answers),
        server_("127.0.0.1:0", [this](const http_request&, http_server::respond respond) {
          thread_ = this_thread();
          if (answers_) return respond(http_response{});
          const std::lock_guard lock(mutex_);
          held_.push_back(std::move(respond));
        }) {}
  ~receiver() {
    const std::lock_guard lock(mutex_);
    for (const auto& respond : held_) respond(std::nullopt);
  }
  receiver(const receiver&) = delete;
  receiver& operator=(const receiver&) = delete;

  [[nodiscard]] std::string url(std::uint32_t endpoint) const {
    return "http://127.0.0.1:" + std::to_string(server_.port()) + "/of/" + std::to_string(endpoint);
  }
  [[nodiscard]] double processor_seconds() const { return processor_seconds_of(thread_); }

 private:
  bool answers_;
  std::atomic<thread_number> thread_ = 0;
  std::mutex mutex_;
  std::vector<http_server::respond> held_;
  http_server server_;  ///< last: its thread uses the rest
};

webhook_receivers::webhook_receivers() = default;
webhook_receivers::~webhook_receivers() = default;

std::string webhook_receivers::url_at(std::vector<std::unique_ptr<receiver>>& all,
                                      std::uint32_t endpoint, bool answers) {
  const auto which = endpoint / endpoints_of_one;
  while (all.size() <= which) all.push_back(std::make_unique<receiver>(answers));
  return all[which]->url(endpoint);
}

std::string webhook_receivers::taking(std::uint32_t endpoint) {
  return url_at(taking_, endpoint, true);
}
std::string webhook_receivers::hanging(std::uint32_t endpoint) {
  return url_at(hanging_, endpoint, false);
}

double webhook_receivers::processor_seconds() const {
  double sum = 0;
  for (const auto& one : taking_) sum += one->processor_seconds();
  return sum;
}

}  // namespace sluice::bench
