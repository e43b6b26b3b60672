#include "adapters/bills/lines.hpp"

namespace sluice::bills {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    all.push_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return all;
}

std::vector<std::string_view> cells_of(std::string_view line, std::string_view separator) {
  constexpr std::size_t usual = 32;  // no channel's table has more
  std::vector<std::string_view> all;
  all.reserve(usual);
  for (;;) {
    const auto end = line.find(separator);
    all.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return all;
    line.remove_prefix(end + separator.size());
  }
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t";
  const auto from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

}  // namespace sluice::bills
