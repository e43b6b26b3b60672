#include "adapters/system/note_limiter.hpp"

namespace sluice {
namespace {

constexpr std::uint64_t fnv_start = 14695981039346656037U;
constexpr std::uint64_t fnv_prime = 1099511628211U;

std::uint64_t mix(std::uint64_t hash, std::string_view text) noexcept {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * fnv_prime;
  return (hash ^ 0xffU) * fnv_prime;  // a separator: "ab","c" is not "a","bc"
}

std::uint64_t hash_of(const note& n) noexcept {
  auto hash = mix(mix(fnv_start, n.event), n.message);
  for (const auto& [name, value] : n.fields) hash = mix(mix(hash, name), value);
  return hash ^ static_cast<std::uint64_t>(n.level);
}

}  // namespace

void note_limiter::start_window(moment now) {
  window_ends_ = now + allowed_.window;
  // What was left out is carried over until somebody has been told; the rest is forgotten, so that
  // the tables stay small.
  const auto settle = [](auto& table) {
    std::erase_if(table, [](const auto& entry) { return entry.second.left_out == 0; });
    for (auto& [hash, count] : table) count.seen = 0;
  };
  settle(events_);
  constexpr std::size_t most_carried_over = 10'000;
  if (equal_.size() > most_carried_over) equal_.clear();
  settle(equal_);
}

std::optional<std::uint64_t> note_limiter::admit(const note& n, moment now) {
  if (now >= window_ends_) start_window(now);
  auto& equal = equal_[hash_of(n)];
  if (++equal.seen > allowed_.equal_notes) {
    ++equal.left_out;
    return std::nullopt;
  }
  auto& event = events_[mix(fnv_start, n.event)];
  if (n.level != severity::critical && ++event.seen > allowed_.same_event) {
    ++event.left_out;
    return std::nullopt;
  }
  const auto left_out = equal.left_out + event.left_out;
  equal.left_out = 0;
  event.left_out = 0;
  return left_out;
}

}  // namespace sluice
