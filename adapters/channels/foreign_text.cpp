#include "adapters/channels/foreign_text.hpp"

#include <algorithm>

namespace sluice {
namespace {

bool harmless(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-|*").find(c) != std::string_view::npos;
}

template <class Fits>
std::string kept_of(std::string_view received, Fits fits) {
  std::string kept(received.substr(0, foreign_text::longest_word));
  std::replace_if(kept.begin(), kept.end(), [&](char c) { return !fits(c); }, '?');
  return kept;
}

}  // namespace

std::string foreign_text::word() const { return kept_of(received_, harmless); }

std::string foreign_text::masked_name() const {
  return kept_of(received_, [](char c) { return harmless(c) || c == '@'; });
}

bool foreign_text::is_word() const noexcept {
  return received_.size() <= longest_word &&
         std::all_of(received_.begin(), received_.end(), harmless);
}

}  // namespace sluice
