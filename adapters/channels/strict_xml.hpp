#pragma once
/// The flat XML of WeChat Pay V2 and of the gateways that imitate it:
/// <xml><name>value</name>…</xml>.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/reading.hpp"
#include "adapters/channels/text_fields.hpp"

namespace sluice {

using xml_fields = text_fields;

[[nodiscard]] std::string write_xml(
    const std::vector<std::pair<std::string_view, std::string>>& all);

/// Unreadable unless it is one whole, well-formed <xml> element with nothing around it, without a
/// document type (entities are not resolved anyway), and with text only in its fields.
/// Contradictory when a field comes with two values.
[[nodiscard]] reading<xml_fields> read_xml(std::string_view body);

}  // namespace sluice
