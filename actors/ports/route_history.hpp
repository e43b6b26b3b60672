#pragma once
/// Why an order of the past got its route, out of the log. Implemented over audit/ by app/, so that
/// a running engine and `sluice route explain` tell the same.

#include <variant>

#include "actors/desk/request.hpp"

namespace sluice {

class route_history {
 public:
  virtual ~route_history() = default;
  /// Reads the streams of the order, its merchant and its channels: blocks for as long as the disk
  /// does; called by one thread at a time. A rejection: there is no such order, or it cannot be
  /// read.
  [[nodiscard]] virtual std::variant<route_view, rejection> explain(const order_id& order) = 0;
};

}  // namespace sluice
