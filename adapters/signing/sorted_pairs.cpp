#include "adapters/signing/sorted_pairs.hpp"

#include <algorithm>

namespace sluice::signing {

std::string sorted_pairs(std::vector<named_text> fields,
                         std::span<const std::string_view> left_out) {
  std::erase_if(fields, [&](const named_text& field) {
    return field.second.empty() ||
           std::find(left_out.begin(), left_out.end(), field.first) != left_out.end();
  });
  std::sort(fields.begin(), fields.end());
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(value);
  }
  return out;
}

}  // namespace sluice::signing
