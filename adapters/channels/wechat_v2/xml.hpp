#pragma once
/// The flat XML of WeChat Pay V2: <xml><name>value</name>…</xml>.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::wechat_v2 {

using fields = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] std::string write_xml(
    const std::vector<std::pair<std::string_view, std::string>>& all);

/// Nothing unless it is one whole, well-formed <xml> element without a document type (entities are
/// not resolved anyway) and without a field that comes twice.
[[nodiscard]] std::optional<fields> read_xml(std::string_view body);

/// Empty when the field is absent.
[[nodiscard]] std::string_view value_of(const fields& all, std::string_view name) noexcept;

}  // namespace sluice::wechat_v2
