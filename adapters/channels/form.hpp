#pragma once
/// application/x-www-form-urlencoded, as Alipay's gateway and notifications speak it.
/// Source: url.spec.whatwg.org, section 5.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

[[nodiscard]] std::string form_encode(
    const std::vector<std::pair<std::string_view, std::string>>& fields);

/// Nothing when an escape is broken or a name comes twice: two values for one field is a question
/// that must not be answered by position.
[[nodiscard]] std::optional<std::map<std::string, std::string>> form_decode(std::string_view body);

}  // namespace sluice
