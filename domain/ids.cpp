#include "domain/ids.hpp"

#include <algorithm>

namespace sluice {

bool is_name(std::string_view text) noexcept {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !text.empty() && text.size() <= max_name_length &&
         std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace sluice
