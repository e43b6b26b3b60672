#pragma once
/// application/x-www-form-urlencoded, as Alipay's gateway and notifications speak it.
/// Source: url.spec.whatwg.org, section 5.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/foreign_text.hpp"
#include "adapters/channels/reading.hpp"

namespace sluice {

[[nodiscard]] std::string form_encode(
    const std::vector<std::pair<std::string_view, std::string>>& fields);

using form_fields = std::map<std::string, std::string, std::less<>>;

/// Unreadable when an escape is broken, contradictory when a name comes with two values.
[[nodiscard]] reading<form_fields> form_decode(std::string_view body);

/// Empty when the field is absent.
[[nodiscard]] foreign_text value_of(const form_fields& all, std::string_view name) noexcept;

}  // namespace sluice
