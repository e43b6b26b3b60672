#pragma once
/// Who we are at a QRA gateway, and the signature that both sides make with one key.

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/strict_xml.hpp"
#include "base/secret.hpp"

namespace sluice::qra {

inline constexpr std::array key_needs{
    key_need{"api_key", true, "the key that the gateway gave the merchant, 32 letters and digits"},
    key_need{"terminal_info", false,
             "what the rules for terminals want to know of the shop's, as a JSON object; its "
             "terminal_id is sent as op_device_id, too"},
};

struct account {
  std::string merchant_id, notify_url, terminal_ip;
  secret api_key;
  std::string terminal_info;  ///< empty: nothing is told of it
  std::string terminal_id;
};

[[nodiscard]] std::variant<account, key_fault> read_account(const dialect_account& given);

using request_fields = std::vector<std::pair<std::string_view, std::string>>;

/// The body of a call: the fields, what is empty left out, with their signature behind them.
[[nodiscard]] std::string signed_body(request_fields fields, const account& us);

/// The gateway has signed them: MD5 over all that is not empty.
[[nodiscard]] bool is_genuine(const xml_fields& all, const account& us);

}  // namespace sluice::qra
