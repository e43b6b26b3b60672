#pragma once
/// Which wallet a payment code belongs to. The code fixes the wallet: no other can be asked.
/// Sources: WeChat Pay 付款码支付 chapter 5_1 (10-15, 18 digits); opendocs.alipay.com 194/106039
/// (25-30, 16 to 24 digits); UnionPay 62, 19 digits (secondary source).

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice {

enum class wallet : std::uint8_t { wechat, alipay, unionpay };

[[nodiscard]] std::optional<wallet> wallet_of(std::string_view payment_code) noexcept;
/// As the log has it: its digits but the first two and the last two are stars.
[[nodiscard]] std::optional<wallet> wallet_of_masked(std::string_view payment_code) noexcept;
[[nodiscard]] std::string_view name_of(wallet w) noexcept;
[[nodiscard]] std::optional<wallet> wallet_from_name(std::string_view name) noexcept;

inline constexpr std::string_view payment_code_rule =
    "18 digits from 10 to 15 (WeChat), 16 to 24 digits from 25 to 30 (Alipay) or "
    "19 digits from 62 (UnionPay)";

}  // namespace sluice
