#pragma once
/// What survives a crash of the engine's process: the bytes of the log.

#include <memory>
#include <string>
#include <variant>

#include "store/event_log.hpp"

namespace sluice::sim {

class disk {
 public:
  virtual ~disk() = default;
  /// The process starts and opens its log. What is wrong with it, as text, when it cannot.
  [[nodiscard]] virtual std::variant<std::shared_ptr<store::event_log>, std::string> open() = 0;
  /// The machine stops: what was not synced is gone, and so is the log that open() gave.
  virtual void crash() = 0;
};

}  // namespace sluice::sim
