#pragma once
/// The register as callers see it, whole entries and pages of them. Used by the registrar.

#include "actors/desk/request.hpp"
#include "domain/access/state.hpp"

namespace sluice {

/// Nothing in it that there is not: a rejection.
[[nodiscard]] answer view_of(const access::state& s, const access::principal_id& id);
[[nodiscard]] answer view_of(const access::state& s, const access::key_id& id);
[[nodiscard]] answer view_of(const access::state& s, const list_principals& page);
[[nodiscard]] answer view_of(const access::state& s, const list_keys& page);

}  // namespace sluice
