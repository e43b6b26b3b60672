#pragma once
/// Who there is in a made-up world: a service for each merchant, two operators, an auditor, and
/// strangers of every kind. Signatures are not simulated, because the edge is not: a caller is
/// whoever the edge would have found.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "actors/desk/asked_command.hpp"
#include "actors/engine/settings.hpp"
#include "domain/access/book.hpp"

namespace sluice::sim {

enum class role : std::uint8_t {
  nobody,           ///< has not signed
  service,          ///< of the merchant that it is about
  foreign_service,  ///< of another one
  revoked_service,  ///< of this one, by a key that was taken from it
  other_version,    ///< of this one, for another version of the interface
  operator_,
  second_operator,  ///< another person
  same_operator,  ///< the first one again, by another account
  auditor,
  forger,  ///< by a key that nobody knows
};

/// Who comes to where he has no business; each of them where he may not.
inline constexpr std::array strangers{
    role::nobody,        role::foreign_service, role::revoked_service,
    role::other_version, role::auditor,         role::forger};

/// Every second merchant's services need not sign, and do not.
[[nodiscard]] bool is_open(const merchant_id& m);
/// In a role, towards this merchant.
[[nodiscard]] access::caller caller_as(role r, const merchant_id& about);
/// Whose question it is: an operator's word is the operator's, everything else the service's.
[[nodiscard]] access::caller rightful_caller(const question& ask);

/// The role in which a caller stands towards a merchant.
[[nodiscard]] role role_of(const access::caller& who, const merchant_id& about);

/// What the engine is told.
[[nodiscard]] access::book book_of(const engine_settings& engine,
                                   const std::vector<approval::rule>& approvals);

/// Of the two operators that there are.
inline constexpr std::string_view name_of_person = "li";
inline constexpr std::string_view name_of_colleague = "chen";

}  // namespace sluice::sim
