#include "domain/alarm/log_watch.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::alarm {
namespace {

constexpr std::array<std::string_view, 14> fault_marks{
    "exception", "terminate called", "invariant",   "assertion", "segmentation fault",
    "backtrace", "stack trace",      "core dumped", "what():",   "bad_alloc",
    "std::",     "corruption",       "panic",       " at 0x"};

constexpr millis between_facts{60'000};
/// Places are events of the engine's own: there are some dozens.
constexpr std::size_t most_places = 256;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_same_letter(char a, char b) noexcept { return lower(a) == lower(b); }

}  // namespace

std::string_view fault_mark_in(std::string_view sentence) noexcept {
  for (const auto mark : fault_marks)
    if (!std::ranges::search(sentence, mark, is_same_letter).empty()) return mark;
  return {};
}

std::optional<std::uint64_t> log_watch::take(std::string_view place, instant now) {
  auto at = places_.find(place);
  if (at == places_.end()) {
    if (places_.size() >= most_places) return std::nullopt;
    at = places_.emplace(place, seen{.told_at = now - between_facts}).first;
  }
  auto& one = at->second;
  ++one.lines;
  if (now - one.told_at < between_facts && one.told_at <= now) return std::nullopt;
  one.told_at = now;
  return std::exchange(one.lines, 0);
}

}  // namespace sluice::alarm
