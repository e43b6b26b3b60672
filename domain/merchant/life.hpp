#pragma once
/// The life of a merchant: who may be paid. Stored in the log: never change or reuse a number.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::merchant {

enum class life : std::uint8_t {
  applied = 1,   ///< asked for; nobody has looked at it yet
  approved = 2,  ///< its documents are in order
  active = 3,    ///< may be paid
  frozen = 4,    ///< takes no new orders; what it has is finished
  closed = 5,    ///< for good
};
[[nodiscard]] std::string_view name_of(life l) noexcept;
[[nodiscard]] std::optional<life> life_from_name(std::string_view name) noexcept;

///   applied → approved → active ⇄ frozen;  from each of them → closed
[[nodiscard]] bool may_become(life from, life to) noexcept;
/// "approved or closed"
[[nodiscard]] std::string what_may_follow(life from);

}  // namespace sluice::merchant
