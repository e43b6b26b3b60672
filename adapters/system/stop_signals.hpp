#pragma once
/// SIGINT and SIGTERM as something to wait for. Made first thing in main's thread, before any other
/// thread exists, so that all threads inherit the mask and the signal reaches nobody else.
/// SIGPIPE is ignored: a peer that went away is an error code, not an end.

#include <optional>

#include "base/instant.hpp"

namespace sluice {

class stop_signals {
 public:
  stop_signals();
  ~stop_signals();  ///< the mask as it was
  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;

  /// Blocks until one comes; gives its number. From then on a second one ends the process at once:
  /// whoever asks twice does not want to wait for an orderly end (the log survives it).
  int wait();
  /// Nothing: none came in time.
  [[nodiscard]] std::optional<int> wait_for(millis time);

 private:
  void let_the_next_one_kill();
};

}  // namespace sluice
