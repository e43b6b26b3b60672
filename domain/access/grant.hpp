#pragma once
/// What can be asked for, and who is given leave to: system × operation × version of the interface.
/// What each kind of caller may be given at most, and what it has when nothing is said, stands in
/// one table (grant.cpp).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/principal.hpp"

namespace sluice::access {

/// What one request asks for: order.create in version 1.
struct command {
  std::string_view system;
  std::string_view operation;
  std::uint16_t version = 1;
};

struct grant {
  std::string system;
  std::string operation;  ///< "*": all of the system's
  std::uint16_t version = 1;

  [[nodiscard]] bool covers(const command& c) const noexcept {
    return system == c.system && version == c.version &&
           (operation == "*" || operation == c.operation);
  }
  friend bool operator==(const grant&, const grant&) = default;
};

/// "order.create", "order.*", "order.create/2". Nothing: it is none of these, or names no command.
[[nodiscard]] std::optional<grant> grant_from_text(std::string_view text);
[[nodiscard]] std::string to_text(const grant& g);

/// It changes no order, no refund and no money.
[[nodiscard]] bool only_reads(const command& c) noexcept;
/// Who repeats it could move money twice, were there no command id.
[[nodiscard]] bool moves_money(const command& c) noexcept;
/// How many persons must want it before it is done, who asks included; 0: it is no word that people
/// agree about (domain/approval/rule.hpp).
[[nodiscard]] std::uint8_t usual_persons(const command& c) noexcept;
/// "order.resolve, channel.set, …": those about which they may have to.
[[nodiscard]] std::string words_of_people();
/// Whatever is granted: a kind of caller is never allowed more.
[[nodiscard]] bool may_be_given(principal_kind kind, const command& c) noexcept;
/// The same of a whole grant: everything that it covers.
[[nodiscard]] bool may_be_given(principal_kind kind, const grant& g) noexcept;

/// When the configuration says nothing.
[[nodiscard]] std::vector<grant> usual_grants(principal_kind kind);
/// Operators and auditors see everything, a risk service answers; nobody can take that from them.
[[nodiscard]] std::vector<grant> fixed_grants(principal_kind kind);

/// "order.create", "order.get", … in the order of the table.
[[nodiscard]] std::vector<std::string> command_names();

}  // namespace sluice::access
