#pragma once
/// How one kind of channel speaks: a call becomes a signed HTTP request, an answer becomes a
/// report, a notification becomes evidence. Pure: no I/O, no clock, no chance but what is passed
/// in; so each dialect is tested with recorded bytes alone. Const members may be called from any
/// thread.
///
/// Signing and checking take long (RSA: about a millisecond): whoever calls these does so on the
/// pool (signing_pool.hpp), never on an actor's thread or the HTTP client's.
///
/// A new channel is a folder beside this file and a row in dialects.cpp.
/// Who calls it: http_channel, notification_listener; of bills and balances: `sluice bills`,
/// `sluice balance`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "actors/ports/channel_port.hpp"
#include "adapters/channels/account.hpp"
#include "adapters/channels/balance_exchange.hpp"
#include "adapters/channels/bill_exchange.hpp"
#include "adapters/http/http_client.hpp"
#include "adapters/http/message.hpp"
#include "domain/payer_action.hpp"

namespace sluice {

/// The time and the chance that a request needs (timestamp, nonce).
struct moment {
  instant now{};
  std::uint64_t chance = 0;
};

/// This dialect has no such operation for this business type, as its row in dialects.hpp says.
struct no_such_operation {};

/// A request to send; or what the payer's browser or app is to send itself, signed by us: then
/// there is nobody to call.
using assembled = std::variant<no_such_operation, http_request, payer_action>;

/// Why a notification is not taken. Its sender hears a refusal and comes again.
enum class notice_refusal : std::uint8_t {
  unreadable,       ///< no notification of this kind of channel
  foreign_account,  ///< of another account than ours
  not_proven,       ///< the signature is missing, wrong, or somebody else's: alarming
  false_on_purpose,  ///< signed falsely by the channel itself, to see that we refuse it
  not_fresh,        ///< old, or from the future: repeated by somebody, or a clock is wrong
  unknown_key,      ///< signed with a key that we do not have
};

/// A certificate by which one side of an account knows the other.
struct certificate_end {
  std::string key;     ///< its name in configuration
  std::string serial;  ///< as the channel writes it
  instant until{};     ///< its last moment

  friend bool operator==(const certificate_end&, const certificate_end&) = default;
};

using heard_notice = std::variant<channel_notification, agreement_notice, notice_refusal>;

class key_fetching;

class dialect {
 public:
  virtual ~dialect() = default;

  /// The target begins with '/' and comes after the channel's base URL.
  [[nodiscard]] virtual assembled assemble(const channel_call& call, const moment& at) const = 0;

  /// Never throws on bad input: what cannot be understood for certain, or is not proven to come
  /// from the channel, is an unknown answer. `now`: when the answer came.
  [[nodiscard]] virtual channel_answer understand(const channel_call& call,
                                                  const http_result& result, instant now) const = 0;

  /// `channel` of what it hears is left empty.
  [[nodiscard]] virtual heard_notice hear(const http_request& request, instant now) const = 0;

  /// What makes the channel stop sending the notification again.
  [[nodiscard]] virtual http_response acknowledgement() const = 0;

  /// Asks for a bill of a day. Nothing: this kind of channel has none, as its row says.
  [[nodiscard]] virtual std::optional<http_request> assemble_bill(bill_day, bill_kind,
                                                                  const moment&) const {
    return std::nullopt;
  }
  /// Where to ask, given the channel's base URL.
  [[nodiscard]] virtual std::string bill_base_url(std::string_view base_url) const {
    return std::string(base_url);
  }
  /// `at`: when the answer came; a link is signed with it.
  [[nodiscard]] virtual heard_bill understand_bill(bill_day, const http_result&,
                                                   const moment&) const {
    return bill_not_told{"no_such_operation"};
  }

  /// Asks what lies in one of the accounts that its row names. Nothing: it is no such account.
  [[nodiscard]] virtual std::optional<http_request> assemble_balance(std::string_view,
                                                                     const moment&) const {
    return std::nullopt;
  }
  [[nodiscard]] virtual heard_balance understand_balance(std::string_view, const http_result&,
                                                         instant) const {
    return balance_not_told{"no_such_operation"};
  }

  /// How the channel's keys are fetched (key_fetching.hpp). Null: they never change. Lives as long
  /// as the dialect.
  [[nodiscard]] virtual const key_fetching* fetches_keys() const noexcept { return nullptr; }

  /// All that the account goes by now, ours and theirs.
  [[nodiscard]] virtual std::vector<certificate_end> certificates() const { return {}; }
};

}  // namespace sluice
