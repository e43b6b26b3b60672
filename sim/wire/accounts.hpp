#pragma once
/// The accounts at the simulated channels, and the dialects that speak for them. Reading a private
/// key takes a tenth of a second: each dialect is made once in the process, when a world first
/// needs it, and then used by all worlds on any thread.

#include <memory>
#include <string>
#include <string_view>

#include "adapters/channels/dialects.hpp"

namespace sluice::sim {

/// Ways in which an account may be kept; each world's channel draws one.
enum class account_kind : std::uint8_t {
  usual,
  by_certificates,  ///< Alipay's certificate mode, WeChat Pay V3 with a second key, V2 by HMAC
  of_somebody_else,  ///< other names, and the same keys
  by_fetched_certificates,  ///< those of WeChat Pay V3 and Alipay that the channel hands out
};

[[nodiscard]] std::shared_ptr<const dialect> simulated_dialect(
    const dialect_row& row, account_kind kind, bool confirms_by_sms = false);

/// Who we are there.
[[nodiscard]] std::string_view merchant_there(account_kind kind) noexcept;
[[nodiscard]] std::string_view app_there(account_kind kind) noexcept;
/// Where the channel's pages begin.
inline constexpr std::string_view pages_there = "https://channel.example";

}  // namespace sluice::sim
