#pragma once
/// Orders of the past for a running engine, told as `sluice trace` and `sluice route explain` tell
/// them.

#include <memory>

#include "actors/ports/order_archive.hpp"
#include "events/records/recorder.hpp"
#include "store/event_log.hpp"

namespace sluice::app {

class log_order_archive final : public order_archive {
 public:
  /// `calls`: where calls leave their records; nothing: nowhere.
  explicit log_order_archive(std::shared_ptr<const store::event_log> log,
                             std::shared_ptr<const records::recorder> calls = nullptr)
      : log_(std::move(log)), calls_(std::move(calls)) {}

  std::variant<route_view, rejection> explain(const order_id& order) override;
  std::variant<trace_view, rejection> trace(const order_id& order) override;

 private:
  std::shared_ptr<const store::event_log> log_;
  std::shared_ptr<const records::recorder> calls_;
};

}  // namespace sluice::app
