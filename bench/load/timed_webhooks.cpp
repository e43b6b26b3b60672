#include "bench/load/timed_webhooks.hpp"

#include <utility>

namespace sluice::bench {

timed_webhooks::timed_webhooks(std::shared_ptr<webhook_port> inner, std::uint64_t expected)
    : inner_(std::move(inner)), expected_(expected) {
  latencies_.reserve(expected);
}

void timed_webhooks::send(webhook_message what, on_answer heard) noexcept {
  courier_ = this_thread();
  const auto sent = now_ns();
  if (first_ == 0) first_ = sent;
  inner_->send(std::move(what), [this, sent, heard = std::move(heard)](webhook::answer a) {
    if (a.what == webhook::outcome::taken) heard_of(sent);
    heard(a);
  });
}

void timed_webhooks::heard_of(nanoseconds sent) {
  client_ = this_thread();
  last_ = now_ns();
  latencies_.push_back(last_ - sent);
  if (++taken_ == expected_) complete_.release();
}

bool timed_webhooks::wait(std::chrono::seconds patience) {
  for (auto before = taken_.load(); !complete_.try_acquire_for(patience);)
    if (std::exchange(before, taken_.load()) == taken_) return false;
  return true;
}

}  // namespace sluice::bench
