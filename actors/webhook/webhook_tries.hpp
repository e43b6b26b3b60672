#pragma once
/// The last tries of one endpoint, for people who look why it hears nothing. Memory of this
/// process: an endpoint that is dead must not be able to fill the log.

#include <deque>

#include "domain/webhook/answer.hpp"
#include "domain/webhook/endpoint_id.hpp"

namespace sluice {

struct webhook_try {
  webhook::position event = 0;
  instant at{};  ///< when it went out
  millis took{};
  webhook::answer said{};
};

class webhook_tries {
 public:
  static constexpr std::size_t most = 16;

  void add(webhook_try t) {
    if (all_.size() == most) all_.pop_back();
    all_.push_front(std::move(t));
  }
  /// The newest first.
  [[nodiscard]] const std::deque<webhook_try>& all() const noexcept { return all_; }

 private:
  std::deque<webhook_try> all_;
};

}  // namespace sluice
