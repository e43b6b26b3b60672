#pragma once
/// Where requests to a channel and its answers leave a record, for those who look a payment up.
/// Side work: record must return at once and must not throw; what there is no room for is dropped,
/// and counted there. It is given whole messages, secrets and all: what of them may be stored is
/// decided there (public_message.hpp).

#include <optional>
#include <string>

#include "actors/ports/channel_port.hpp"

namespace sluice {

struct channel_message {
  operation what = operation::query;
  channel_key key{};  ///< of the attempt that it is about
  channel_key refund_key{};
  instant at{};
  /// Of a request; of an answer: nothing.
  std::string method{}, target{};
  std::optional<int> status{};  ///< of an answer; 0: none came
  std::string body{};
};

class message_recorder {
 public:
  virtual ~message_recorder() = default;
  virtual void record(channel_message one) noexcept = 0;
};

}  // namespace sluice
