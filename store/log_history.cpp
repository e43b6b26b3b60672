#include "store/log_history.hpp"

#include <algorithm>

#include "base/invariant.hpp"

#include "store/event_log.hpp"
#include "store/key_layout.hpp"

namespace sluice::store {
namespace {

std::optional<std::uint8_t> value_of(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
  return std::nullopt;
}

std::optional<incarnation> incarnation_from_text(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  const auto number = parse_decimal(text.substr(0, at));
  const auto from = parse_decimal(text.substr(at + 1));
  if (!number || !from || *number == 0 || *from == 0) return std::nullopt;
  return incarnation{*number, *from};
}

}  // namespace

std::string to_text(const log_id& id) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : id) text.append({digits[byte >> 4U], digits[byte & 15U]});
  return text;
}

std::optional<log_id> log_id_from_text(std::string_view text) {
  log_id id{};
  if (text.size() != 2 * id.size()) return std::nullopt;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const auto high = value_of(text[2 * i]);
    const auto low = value_of(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    id[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return id;
}

std::uint64_t log_history::incarnation_of(std::uint64_t position) const noexcept {
  auto number = incarnations.front().number;
  for (const auto& i : incarnations)
    if (i.from <= position) number = i.number;
  return number;
}

void log_history::begin_incarnation(std::uint64_t from, std::uint64_t wanted) {
  SLUICE_INVARIANT(!incarnations.empty() && from != 0);
  const auto number = std::max(incarnations.back().number + 1, wanted);
  // One of which no record was written is of no more use.
  std::erase_if(incarnations, [&](const incarnation& i) { return i.from >= from; });
  incarnations.push_back({number, from});
}

log_history history_of(const event_log& log) {
  const auto* known = dynamic_cast<const known_log*>(&log);
  return known == nullptr ? log_history{} : known->history();
}

std::string to_text(const std::vector<incarnation>& all) {
  std::string text;
  for (const auto& i : all)
    text += (text.empty() ? "" : " ") + std::to_string(i.number) + '@' + std::to_string(i.from);
  return text;
}

std::optional<std::vector<incarnation>> incarnations_from_text(std::string_view text) {
  std::vector<incarnation> all;
  while (true) {
    const auto space = text.find(' ');
    const auto one = incarnation_from_text(text.substr(0, space));
    if (!one) return std::nullopt;
    if (!all.empty() && (all.back().number >= one->number || all.back().from >= one->from))
      return std::nullopt;
    all.push_back(*one);
    if (space == std::string_view::npos) return all;
    text.remove_prefix(space + 1);
  }
}

}  // namespace sluice::store
