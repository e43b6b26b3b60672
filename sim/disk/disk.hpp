#pragma once
/// What survives a crash of the engine's process: the bytes of its log. The simulator starts and
/// stops the engine on one; memory_disk is quick, rocksdb_disk runs the real log on files that
/// forget.

#include <memory>
#include <string>
#include <variant>

#include "store/event_log.hpp"

namespace sluice::sim {

class disk {
 public:
  virtual ~disk() = default;

  /// A log, or why it could not be opened, for a person: nothing a crash does may cause that.
  using opened = std::variant<std::shared_ptr<store::event_log>, std::string>;

  /// The process starts and opens its log. Called first, and again after each crash.
  [[nodiscard]] virtual opened open() = 0;
  /// What becomes of a write that fails.
  enum class fault : std::uint8_t { nothing_written, all_written, part_written };
  /// Makes the next append fail like this. False: this disk cannot fail by itself, the caller has
  /// to pretend.
  virtual bool fail_next_write(fault) { return false; }
  /// The machine stops: whatever was not synced is gone, the log handed out by open() is dead.
  /// Whoever still holds that one gets write_failed and damage from it, and finds nothing in it.
  virtual void crash() = 0;
};

}  // namespace sluice::sim
