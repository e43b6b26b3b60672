#pragma once
/// What can be asked, for people: the reference page in Markdown, and help as one document.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "adapters/api/endpoints.hpp"

namespace sluice::api {

/// What help_text() writes.
[[nodiscard]] nlohmann::ordered_json help_document(std::string_view prefix);

/// The same with headings and tables.
[[nodiscard]] std::string reference_page(std::string_view prefix);
/// The part of it that is about one endpoint.
[[nodiscard]] std::string reference_of(const endpoint_info& row, std::string_view prefix);

}  // namespace sluice::api
