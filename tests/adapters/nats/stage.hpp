#pragma once
/// A nats-server, a service with a made-up engine behind it, and a client, for the tests here.

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/api/endpoints.hpp"
#include "adapters/nats/client.hpp"
#include "adapters/nats/service.hpp"
#include "tests/adapters/nats/nats_server.hpp"

namespace sluice::testing {

class noted : public observer {
 public:
  void tell(const note& n) override;
  [[nodiscard]] long count(std::string_view event) const;
  [[nodiscard]] bool has(std::string_view event) const { return count(event) > 0; }
  /// Of the last one of this event.
  [[nodiscard]] std::map<std::string, std::string> fields_of(std::string_view event) const;
  /// In a message or a field of any of them.
  [[nodiscard]] bool mention(std::string_view text) const;

 private:
  mutable std::mutex lock_;
  std::vector<note> notes_;
};

/// Answers at once, and remembers what it was asked. Order number "HOLD" is kept without an answer,
/// "NONE" is not known.
class made_up_engine {
 public:
  void submit(request r);
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] request last() const;
  /// Drops what is held without answering it.
  void forget();
  void answer_held();

 private:
  mutable std::mutex lock_;
  std::vector<request> asked_;
};

std::shared_ptr<nats::connection> connected(const nats::connection_options& options,
                                            std::shared_ptr<observer> tells);
std::shared_ptr<nats::connection> connected(const nats_server& server,
                                            std::shared_ptr<observer> tells);

struct stage {
  explicit stage(nats::service_options options = {});

  nats::response get(const std::string& subject, std::string_view body,
                     const nats::headers& with = {});

  nats_server server;
  std::shared_ptr<noted> notes = std::make_shared<noted>();
  std::shared_ptr<nats::connection> at, through;
  nats::client ask;
  made_up_engine engine;
  std::unique_ptr<nats::service> service;
};

/// A body for order.create.
inline const std::string create{api::info_of(api::endpoint::create_order).example};

/// What the events are of that are published here.
inline const order_id order_told_of{merchant_id{"m1"}, order_no{"A-1001"}};

[[nodiscard]] bool says(const std::string& text, std::string_view part);

/// For what another process or thread will do in a moment: looks until it is so, or 10 s have
/// passed.
template <class Condition>
bool soon(Condition condition) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace sluice::testing
