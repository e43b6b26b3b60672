#pragma once
/// SIGHUP as something to look for: "read your configuration again", as daemons do. Made first
/// thing in main's thread, before any other thread exists. Whoever makes none is ended by SIGHUP,
/// as by a terminal that goes away.

namespace sluice {

class reload_signal {
 public:
  reload_signal();
  ~reload_signal();  ///< the mask as it was
  reload_signal(const reload_signal&) = delete;
  reload_signal& operator=(const reload_signal&) = delete;

  /// Since it was last asked.
  [[nodiscard]] bool has_come();
};

}  // namespace sluice
