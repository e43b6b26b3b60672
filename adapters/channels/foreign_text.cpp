#include "adapters/channels/foreign_text.hpp"

#include <algorithm>

namespace sluice {
namespace {

bool harmless(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-|*").find(c) != std::string_view::npos;
}

}  // namespace

std::string foreign_text::word() const {
  std::string kept(received_.substr(0, longest_word));
  std::replace_if(kept.begin(), kept.end(), [](char c) { return !harmless(c); }, '?');
  return kept;
}

bool foreign_text::is_word() const noexcept {
  return received_.size() <= longest_word &&
         std::all_of(received_.begin(), received_.end(), harmless);
}

}  // namespace sluice
