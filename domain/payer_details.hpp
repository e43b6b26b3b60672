#pragma once
/// What some kinds of payment need of the payer beyond the order: it goes to the channel with the
/// payment and lives in memory until then, never in the log. After a restart no other channel can
/// be asked with it; the payer begins again.

#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"

namespace sluice {

struct payer_details {
  secret token{};            ///< quick pay: the agreement's or card's token at the channel
  std::string payer_id{};    ///< within the wallet: openid, buyer_id
  std::string ip_address{};  ///< of the payer's machine
  std::string return_url{};  ///< where the payer's browser is sent afterwards
};

inline constexpr std::string_view payer_id_rule =
    "1 to 128 letters, digits, '_', '-' or '.': the payer's number within the wallet (openid)";
inline constexpr std::string_view payer_id_pattern = "^[A-Za-z0-9_.-]{1,128}$";
[[nodiscard]] bool is_payer_id(std::string_view text) noexcept;

inline constexpr std::string_view return_url_rule =
    "http:// or https://, a host, and visible ASCII characters, at most 256 in all";
inline constexpr std::string_view return_url_pattern = "^https?://[!-.0-~][!-~]{0,246}$";
[[nodiscard]] bool is_return_url(std::string_view text) noexcept;
/// It leads to one of these hosts or to one below it, whatever browsers make of user names, escapes
/// and backslashes: an address that is not plain leads nowhere.
[[nodiscard]] bool leads_to(std::string_view return_url, const std::vector<std::string>& domains);

inline constexpr std::string_view payer_token_rule =
    "1 to 128 visible ASCII characters: what the channel knows the card or agreement by";
inline constexpr std::string_view payer_token_pattern = "^[!-~]{1,128}$";
[[nodiscard]] bool is_payer_token(std::string_view text) noexcept;

}  // namespace sluice
