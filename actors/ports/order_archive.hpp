#pragma once
/// Orders of the past, out of the log: what happened to one, and why it got its route. Implemented
/// over audit/ by app/, so that a running engine tells what `sluice trace` and `sluice route
/// explain` tell.

#include <variant>

#include "actors/desk/request.hpp"

namespace sluice {

class order_archive {
 public:
  virtual ~order_archive() = default;
  /// Reads the streams of the order, its merchant and its channels: blocks for as long as the disk
  /// does; called by one thread at a time. A rejection: there is no such order, or it cannot be
  /// read.
  [[nodiscard]] virtual std::variant<route_view, rejection> explain(const order_id& order) = 0;
  /// Reads the order's stream alone; else the same.
  [[nodiscard]] virtual std::variant<trace_view, rejection> trace(const order_id& order) = 0;
};

}  // namespace sluice
