#pragma once
/// Routes of the past for a running engine, told as `sluice route explain` tells them.

#include <memory>

#include "actors/ports/route_history.hpp"
#include "store/event_log.hpp"

namespace sluice::app {

class log_route_history final : public route_history {
 public:
  explicit log_route_history(std::shared_ptr<const store::event_log> log) : log_(std::move(log)) {}

  std::variant<route_view, rejection> explain(const order_id& order) override;

 private:
  std::shared_ptr<const store::event_log> log_;
};

}  // namespace sluice::app
