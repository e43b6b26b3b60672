#pragma once
/// Tells a merchant's endpoint of one event of an order. Whoever is on the other side of the wire
/// counts for nothing but its answer.
///
/// Who calls it: the courier (actors/webhook/), never more than two at a time for an endpoint.

#include <functional>
#include <string>
#include <string_view>

#include "actors/desk/answer.hpp"
#include "domain/webhook/answer.hpp"
#include "domain/webhook/endpoint_id.hpp"

namespace sluice {

struct webhook_message {
  webhook::endpoint_id to;
  webhook::position position = 0;  ///< of the event in the log: each try has the same
  std::string_view event;  ///< "order.paid" (domain/webhook/told.hpp)
  std::uint32_t version = 0;  ///< of the order: how many events it had with this one
  instant at{};  ///< when it happened
  refund_no refund{};  ///< which one the event is about; empty: none
  order_view order{};  ///< as the event left it, not as it is now: each try says the same
};

class webhook_port {
 public:
  using on_answer = std::function<void(webhook::answer)>;

  virtual ~webhook_port() = default;
  /// Returns at once. The answer comes exactly once, from any thread, within a minute.
  virtual void send(webhook_message what, on_answer heard) noexcept = 0;
};

}  // namespace sluice
