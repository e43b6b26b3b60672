#pragma once
/// What a request asks for, in the words of access, and about which merchant. Called by the front
/// desk before it looks at anything else, and by the edge.

#include <optional>

#include "actors/desk/request.hpp"
#include "domain/access/grant.hpp"

namespace sluice {

/// order.create for create_order, and so on, in the version in which it was asked.
[[nodiscard]] access::command command_of(const request& r);
/// Whose order it is about; nullptr: it is about none.
[[nodiscard]] const merchant_id* merchant_of(const question& ask);

/// The word in it that others may have to agree to; nothing: it is none of these.
[[nodiscard]] std::optional<approval::word> word_in(const question& ask);
/// Whose command ids its own is one of: its merchant's, or, of a word about settings, its person's
/// (no merchant is called so).
[[nodiscard]] merchant_id scope_of(const question& ask);

/// A person's word that was carried out before: said again, it only asks how things stand, or it
/// would be about whatever has come into question since.
[[nodiscard]] order_question without_effect(order_question ask);

/// Whose word it is, as it says itself; nullptr: nobody's in particular.
[[nodiscard]] const std::string* person_named_in(const question& ask);

}  // namespace sluice
