#pragma once
/// The flat XML of WeChat Pay V2 and of the gateways that imitate it: <xml><name>value</name>…</xml>.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/foreign_text.hpp"
#include "adapters/channels/reading.hpp"

namespace sluice {

using xml_fields = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] std::string write_xml(
    const std::vector<std::pair<std::string_view, std::string>>& all);

/// Unreadable unless it is one whole, well-formed <xml> element with nothing around it, without a
/// document type (entities are not resolved anyway), and with text only in its fields.
/// Contradictory when a field comes with two values.
[[nodiscard]] reading<xml_fields> read_xml(std::string_view body);

/// Empty when the field is absent.
[[nodiscard]] foreign_text value_of(const xml_fields& all, std::string_view name) noexcept;

}  // namespace sluice
