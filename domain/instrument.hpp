#pragma once
/// What a payment is charged to, or paid to, as far as routes and paths look at it: never a code, a
/// card number or a token, which travel elsewhere. What kind of instrument it is says the business
/// type's row (domain/policy.hpp).

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// Stored in the log: never change or reuse a number.
enum class instrument_kind : std::uint8_t {
  payment_code = 1,
  agreement = 2,
  payee = 3,
  payer_action = 4,  ///< the payer says it elsewhere, when he pays
};

/// A method, and its bank where there is one; or nothing, where the caller has not said. Every
/// order carries one through all its actors, so a copy is a pointer.
class instrument {
 public:
  instrument() = default;
  /// Precondition: both follow the rule below; `bank` may be empty.
  explicit instrument(std::string_view method, std::string_view bank = {});

  [[nodiscard]] bool is_said() const noexcept { return text_ != nullptr; }
  [[nodiscard]] std::string_view method() const noexcept;
  [[nodiscard]] std::string_view bank() const noexcept;
  /// "", "debit_card", "debit_card/icbc": as requests, events and settings name it.
  [[nodiscard]] const std::string& text() const noexcept;

  friend bool operator==(const instrument& a, const instrument& b) noexcept {
    return a.text() == b.text();
  }

 private:
  std::shared_ptr<const std::string> text_;
};

/// Nothing: it does not follow the rule.
[[nodiscard]] std::optional<instrument> instrument_from_text(std::string_view text);

inline constexpr std::string_view instrument_rule =
    "a method such as debit_card, or with its bank debit_card/icbc: each 1 to 32 lower-case "
    "letters, digits or '_'";
inline constexpr std::string_view instrument_pattern = "^[a-z0-9_]{1,32}(/[a-z0-9_]{1,32})?$";

}  // namespace sluice
