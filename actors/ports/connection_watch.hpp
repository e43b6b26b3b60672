#pragma once
/// Is asked and told about every connection that is opened for the calls to a provider's host.
/// Implemented by the engine, which counts them (actors/channel/host_watch.hpp); whoever opens them
/// calls it: adapters/http, and the simulator.

#include "domain/channel/connection_book.hpp"

namespace sluice {

/// Any thread; never blocks.
class connection_watch {
 public:
  using number = channel::connection_number;
  virtual ~connection_watch() = default;

  /// False: it must not be opened, and nothing is sent.
  [[nodiscard]] virtual bool may_open(number which) = 0;
  /// A call on it has ended, and it stays open for others.
  virtual void is_idle(number which) = 0;
  virtual void closed(number which) = 0;
};

}  // namespace sluice
