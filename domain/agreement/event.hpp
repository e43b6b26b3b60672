#pragma once
/// What has happened to an agreement (签约): a payer allows a merchant to charge him without being
/// asked each time. Written by the agreement's entity into a stream of its own. The written form:
/// events/v1/agreement.proto.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/instant.hpp"
#include "domain/agreement/report.hpp"
#include "domain/policy.hpp"

namespace sluice::agreement {

/// The merchant wants it. From now on the channel may be asked, under this number.
struct requested {
  channel_id channel;
  channel_key key;
  business_type type = business_type::quick_pay;  ///< what will be paid with it
  fingerprint body{};
  instant not_after{};  ///< the payer signs by then, or not at all
  /// He signs while he pays an order that names it; else on a page of its own.
  bool signed_while_paying = false;
  /// The card that he has opened by a code, "****0018"; empty: he signs without one.
  std::string card_shown{};
};

/// The channel or its dialect said what the payer has to do.
struct offered {
  payer_action action;
};

/// The payer has signed.
struct signed_by_payer {
  source from = source::query;
  private_text reference{};
  std::string payer{};
};

/// He has typed the code that his bank has sent him. From now on the channel may hear of it.
struct code_given {
  std::uint8_t number = 1;  ///< how many he has typed
};

/// It was the wrong one, or has never arrived; nothing was opened.
struct code_refused {
  source from = source::answer;
  std::string code{};
};

/// It was never in force, and the time for it is over.
struct lapsed {
  source from = source::query;
  std::string code{};
};

/// Stored in the log: never change or reuse a number.
enum class ending : std::uint8_t {
  merchant_asked = 1,
  signed_too_late = 2,  ///< when nobody wanted it any more
};
[[nodiscard]] std::string_view name_of(ending why) noexcept;

/// The channel is to end it, and is asked until it says that it has.
struct ending_requested {
  ending why = ending::merchant_asked;
};

/// It is in force no more: by us, by the payer, or by the channel.
struct ended {
  source from = source::answer;
  std::string code{};
};

using event = std::variant<requested, offered, signed_by_payer, lapsed, ending_requested, ended,
                           code_given, code_refused>;

}  // namespace sluice::agreement
