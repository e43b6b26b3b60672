#pragma once
/// Brings one message to one of those who are told of alarms, by whatever way the file names.
///
/// Who calls it: the notifier (actors/alarm/), one message at a time a receiver.

#include <functional>
#include <string>

#include "domain/alarm/digest.hpp"

namespace sluice {

struct receiver_message {
  std::string id;  ///< the same at each try, and of no other message of this log
  std::string answers{};  ///< the id of the alarm's first message; empty: it is that, or a digest
  alarm::message what{};
  instant at{};  ///< of the try
};

struct receiver_answer {
  bool is_delivered = false;
  std::string why{};  ///< it was not: a sentence of our own, nothing that a receiver has said
};

class receiver_port {
 public:
  using on_answer = std::function<void(receiver_answer)>;

  virtual ~receiver_port() = default;
  /// Returns at once. The answer comes exactly once, from any thread, within half a minute.
  virtual void send(const std::string& receiver, receiver_message what,
                    on_answer heard) noexcept = 0;
};

}  // namespace sluice
