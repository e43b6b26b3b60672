#pragma once
/// application/x-www-form-urlencoded, as Alipay's gateway and notifications speak it.
/// Source: url.spec.whatwg.org, section 5.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/reading.hpp"
#include "adapters/channels/text_fields.hpp"

namespace sluice {

[[nodiscard]] std::string form_encode(
    const std::vector<std::pair<std::string_view, std::string>>& fields);

using form_fields = text_fields;

/// Unreadable when an escape is broken, contradictory when a name comes with two values.
[[nodiscard]] reading<form_fields> form_decode(std::string_view body);

}  // namespace sluice
