#pragma once
/// What lies in the merchant's account at Alipay, in yuan. Source: opendocs.alipay.com,
/// alipay.data.bill.balance.query. The answer names no account: whose it is says the signature,
/// which is made for the application that has asked.

#include <array>
#include <string_view>

#include "adapters/channels/alipay/account.hpp"
#include "adapters/channels/balance_exchange.hpp"

namespace sluice::alipay {

inline constexpr std::string_view balance_method = "alipay.data.bill.balance.query";
/// A name for people: Alipay has one account, and no name for it.
inline constexpr std::array<std::string_view, 1> balance_accounts{"account"};

[[nodiscard]] heard_balance read_balance(std::string_view body, const account& us, instant now);

}  // namespace sluice::alipay
