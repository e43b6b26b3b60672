#include "store/key_layout.hpp"

#include <charconv>
#include <limits>

#include "store/bytes.hpp"

namespace sluice::store {

event_key event_key_of(std::uint16_t partition, sequence at) noexcept {
  event_key key;
  store_big(key.data(), partition);
  store_big(key.data() + 2, at);
  return key;
}

std::optional<sequence> sequence_of_event_key(std::string_view key,
                                              std::uint16_t partition) noexcept {
  if (key.size() != std::tuple_size_v<event_key>) return std::nullopt;
  if (load_big<std::uint16_t>(key, 0) != partition) return std::nullopt;
  return load_big<std::uint64_t>(key, 2);
}

open_key open_key_of(sequence opened_at) noexcept {
  open_key key;
  store_big(key.data(), opened_at);
  return key;
}

stream_state state_after(const stream_state& before, sequence last, stream_sequence position,
                         bool closes_stream) noexcept {
  const auto opened_at = before.opened_at != 0 ? before.opened_at : last;
  return {.last = last, .opened_at = closes_stream ? 0 : opened_at, .position = position};
}

std::array<char, 20> encode(const stream_state& s) noexcept {
  std::array<char, 20> bytes;
  store_little(bytes.data(), s.last);
  store_little(bytes.data() + 8, s.opened_at);
  store_little(bytes.data() + 16, s.position);
  return bytes;
}

std::optional<stream_state> decode_stream_state(std::string_view value) noexcept {
  if (value.size() != 20) return std::nullopt;
  return stream_state{.last = load_little<std::uint64_t>(value, 0),
                      .opened_at = load_little<std::uint64_t>(value, 8),
                      .position = load_little<std::uint32_t>(value, 16)};
}

stream_head head_of_state(const stream_state& s) noexcept {
  return {.last = s.last, .position = s.position, .open = s.opened_at != 0};
}

std::string cursor_key(std::string_view follower) {
  return std::string{meta_key::cursor_prefix}.append(follower);
}

std::string encode(const bookmark& mark) {
  auto value = std::to_string(mark.position);
  if (mark.state.empty()) return value;
  return value.append(" ")
      .append(std::to_string(mark.state_version))
      .append("\n")
      .append(mark.state);
}

std::optional<bookmark> decode_bookmark(std::string_view value) {
  const auto line = value.substr(0, value.find('\n'));
  const auto blank = line.find(' ');
  const auto position = parse_decimal(line.substr(0, blank));
  if (!position) return std::nullopt;
  if (blank == std::string_view::npos)
    return line == value ? std::optional{bookmark{.position = *position}} : std::nullopt;
  const auto version = parse_decimal(line.substr(blank + 1));
  if (!version || *version > std::numeric_limits<std::uint32_t>::max() || line == value)
    return std::nullopt;
  return bookmark{.position = *position,
                  .state_version = static_cast<std::uint32_t>(*version),
                  .state = std::string(value.substr(line.size() + 1))};
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) noexcept {
  std::uint64_t value = 0;
  const auto* const begin = text.data();
  const auto* const end = begin + text.size();
  const auto [stopped, error] = std::from_chars(begin, end, value);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return value;
}

}  // namespace sluice::store
