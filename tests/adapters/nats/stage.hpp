#pragma once
/// A nats-server, a service with a made-up engine behind it, and a client, for the tests here.

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/nats/client.hpp"
#include "adapters/nats/service.hpp"
#include "tests/adapters/nats/nats_server.hpp"

namespace sluice::testing {

class noted : public observer {
 public:
  void tell(const note& n) override {
    const std::lock_guard held(lock_);
    notes_.push_back(n);
  }
  [[nodiscard]] long count(std::string_view event) const {
    const std::lock_guard held(lock_);
    return std::count_if(
        notes_.begin(), notes_.end(), [&](const note& n) { return n.event == event; });
  }
  [[nodiscard]] bool has(std::string_view event) const { return count(event) > 0; }
  /// Of the last one of this event.
  [[nodiscard]] std::map<std::string, std::string> fields_of(std::string_view event) const {
    const std::lock_guard held(lock_);
    std::map<std::string, std::string> fields;
    for (const auto& n : notes_)
      if (n.event == event)
        for (const auto& [name, value] : n.fields) fields[std::string(name)] = value;
    return fields;
  }
  /// In a message or a field of any of them.
  [[nodiscard]] bool mention(std::string_view text) const {
    const std::lock_guard held(lock_);
    return std::any_of(notes_.begin(), notes_.end(), [&](const note& n) {
      return n.message.find(text) != std::string::npos ||
             std::any_of(n.fields.begin(), n.fields.end(), [&](const auto& field) {
               return field.second.find(text) != std::string::npos;
             });
    });
  }

 private:
  mutable std::mutex lock_;
  std::vector<note> notes_;
};

/// Answers at once, and remembers what it was asked. Order number "HOLD" is kept without an answer,
/// "NONE" is not known.
class made_up_engine {
 public:
  void submit(request r) {
    const std::lock_guard held(lock_);
    asked_.push_back(r);
    if (number_of(r) == "HOLD") return;
    r.reply_to->reply(answer_to(r));
    asked_.back().reply_to = nullptr;
  }
  [[nodiscard]] std::size_t count() const {
    const std::lock_guard held(lock_);
    return asked_.size();
  }
  [[nodiscard]] request last() const {
    const std::lock_guard held(lock_);
    return asked_.at(asked_.size() - 1);
  }
  /// Drops what is held without answering it.
  void forget() {
    const std::lock_guard held(lock_);
    asked_.clear();
  }
  void answer_held() {
    const std::lock_guard held(lock_);
    for (auto& r : asked_)
      if (r.reply_to != nullptr) std::exchange(r.reply_to, nullptr)->reply(answer_to(r));
  }

 private:
  static std::string number_of(const request& r) {
    const auto* create = std::get_if<create_order>(&r.ask);
    const auto* get = std::get_if<get_order>(&r.ask);
    if (create != nullptr) return create->order.number.value();
    return get != nullptr ? get->order.number.value() : std::string();
  }
  static answer answer_to(const request& r) {
    if (number_of(r) == "NONE")
      return rejection{
          rejection_code::order_not_found, "order_no", "no such order\nat all: \xc3\xa9"};
    if (std::holds_alternative<list_channels>(r.ask)) return std::vector<channel_view>(2);
    order_view order;
    order.order = {merchant_id("m1"), order_no(number_of(r))};
    order.state = "paid";
    order.amount = {1250, currency::cny};
    return order;
  }

  mutable std::mutex lock_;
  std::vector<request> asked_;
};

inline std::shared_ptr<nats::connection> connected(const nats::connection_options& options,
                                                   std::shared_ptr<observer> tells) {
  auto result = nats::connection::open(options, std::move(tells));
  if (const auto* failed = std::get_if<nats::connect_failed>(&result))
    throw std::runtime_error(failed->what);
  return std::get<std::shared_ptr<nats::connection>>(result);
}

inline std::shared_ptr<nats::connection> connected(const nats_server& server,
                                                   std::shared_ptr<observer> tells) {
  nats::connection_options options;
  options.url = server.url();
  return connected(options, std::move(tells));
}

struct stage {
  explicit stage(nats::service_options options = {})
      : at(connected(server, notes)), through(connected(server, notes)), ask(through) {
    auto started = nats::service::start(
        at, std::move(options), [this](request r) { engine.submit(std::move(r)); }, notes);
    if (const auto* why = std::get_if<std::string>(&started)) throw std::runtime_error(*why);
    service = std::get<std::unique_ptr<nats::service>>(std::move(started));
  }

  nats::response get(const std::string& subject, std::string_view body,
                     const nats::headers& with = {}) {
    auto result = ask.ask(subject, body, with, millis{5000});
    if (const auto* failed = std::get_if<nats::request_failure>(&result))
      throw std::runtime_error(std::string(nats::explained(*failed)));
    return std::get<nats::response>(std::move(result));
  }

  nats_server server;
  std::shared_ptr<noted> notes = std::make_shared<noted>();
  std::shared_ptr<nats::connection> at, through;
  nats::client ask;
  made_up_engine engine;
  std::unique_ptr<nats::service> service;
};

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
