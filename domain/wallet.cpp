#include "domain/wallet.hpp"

#include <algorithm>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// By its length and first digits, whatever follows.
std::optional<wallet> wallet_by_head(std::string_view code) noexcept {
  if (code.size() < 16 || !is_digit(code[0]) || !is_digit(code[1])) return std::nullopt;
  const int prefix = (code[0] - '0') * 10 + (code[1] - '0');
  if (prefix >= 10 && prefix <= 15 && code.size() == 18) return wallet::wechat;
  if (prefix >= 25 && prefix <= 30 && code.size() <= 24) return wallet::alipay;
  if (prefix == 62 && code.size() == 19) return wallet::unionpay;
  return std::nullopt;
}

}  // namespace

std::optional<wallet> wallet_of(std::string_view code) noexcept {
  return std::all_of(code.begin(), code.end(), is_digit) ? wallet_by_head(code) : std::nullopt;
}

std::optional<wallet> wallet_of_masked(std::string_view code) noexcept {
  return wallet_by_head(code);
}

std::string_view name_of(wallet w) noexcept {
  switch (w) {
    case wallet::wechat: return "wechat";
    case wallet::alipay: return "alipay";
    case wallet::unionpay: return "unionpay";
  }
  broken_invariant("every wallet has a name", __FILE__, __LINE__);
}

std::optional<wallet> wallet_from_name(std::string_view name) noexcept {
  for (const auto w : enumerators<wallet>)
    if (name_of(w) == name) return w;
  return std::nullopt;
}

}  // namespace sluice
