#pragma once
/// What a payer may show at a till by mistake. Of the codes in a wallet only one pays; the others
/// are read by the same scanner and look alike to whoever holds the phone.

#include <optional>
#include <string_view>

namespace sluice {

enum class mistaken_code {
  collection,  ///< money is paid to whoever shows it (收款码)
  identity,    ///< says who somebody is (名片码, 身份码)
};

/// By the addresses that the wallets print into them. Nothing: it is none of these.
[[nodiscard]] std::optional<mistaken_code> mistaken_for_payment_code(std::string_view scanned);

/// A sentence for a cashier, without the code.
[[nodiscard]] std::string_view advice_about(mistaken_code shown) noexcept;

}  // namespace sluice
