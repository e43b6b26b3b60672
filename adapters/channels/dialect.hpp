#pragma once
/// How one kind of channel speaks: a call becomes an HTTP request, an answer becomes a report, a
/// notification becomes evidence. Pure: no I/O, no clock, no chance but what is passed in; so each
/// dialect is tested with recorded bytes alone. Const members may be called from any thread.
///
/// A new channel, or signatures on an old one, is a folder beside this file and a row in
/// dialects.cpp.
/// Who calls it: http_channel, notification_listener.

#include <cstdint>
#include <optional>
#include <string>

#include "actors/ports/channel_port.hpp"
#include "adapters/http/http_client.hpp"
#include "adapters/http/message.hpp"

namespace sluice {

/// Who we are at the channel.
struct dialect_account {
  std::string app_id{};
  std::string merchant_id{};             ///< mch_id; empty where the channel has none
  secret api_key{};                      ///< for dialects that sign
  std::string notify_url{};              ///< empty: the channel is asked to send none
  std::string terminal_ip{"127.0.0.1"};  ///< of the shop's machine, where a channel wants to know
};

/// The time and the chance that a request needs (timestamp, nonce).
struct moment {
  instant now{};
  std::uint64_t chance = 0;
};

class dialect {
 public:
  virtual ~dialect() = default;

  /// The target begins with '/' and comes after the channel's base URL. Nothing: this dialect has
  /// no such operation for this business type, as its row in dialects.hpp says.
  [[nodiscard]] virtual std::optional<http_request> assemble(const channel_call& call,
                                                             const moment& at) const = 0;

  /// Never throws on bad input: what cannot be understood for certain is an unknown answer.
  [[nodiscard]] virtual channel_answer understand(const channel_call& call,
                                                  const http_result& result) const = 0;

  /// Nothing: not a notification of this account, or not readable. `channel` is left empty.
  [[nodiscard]] virtual std::optional<channel_notification> parse_notification(
      const http_request& request) const = 0;

  /// What makes the channel stop sending the notification again.
  [[nodiscard]] virtual http_response acknowledgement() const = 0;
};

}  // namespace sluice
