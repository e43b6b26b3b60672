#include "domain/alarm/fact.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/keyed_hash.hpp"

namespace sluice::alarm {
namespace {

/// What http_client.hpp calls the ends of a call that brought no answer, what the channel actor
/// calls a port that says nothing, and what a proxy says in the place of whoever is behind it.
constexpr std::array<std::string_view, 7> no_answers{
    "timed_out", "not_connected", "cut_off", "port_silent", "http_502", "http_503", "http_504"};

}  // namespace

bool is_no_answer(std::string_view code) noexcept {
  return std::ranges::find(no_answers, code) != no_answers.end();
}

order_key key_of(const order_id& order) noexcept {
  // It stays the same for ever, because bookmarks have what it gives.
  constexpr hash_key everybodys{
      'a', 'l', 'a', 'r', 'm', 's', ' ', 'o', 'f', ' ', 'o', 'r', 'd', 'e', 'r', 's'};
  const auto hash = keyed_hash(everybodys, to_string(order));
  order_key out = 0;
  static_assert(sizeof out <= sizeof hash);
  std::memcpy(&out, hash.data(), sizeof out);
  return out;
}

std::string to_text(const path& p) {
  return p.channel.value() + '/' + std::string(name_of(p.type));
}

}  // namespace sluice::alarm
