#include "actors/order/fresh_key.hpp"

namespace sluice {

channel_key fresh_key(instant now, random_port& random) {
  constexpr char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string text(26, '0');
  const auto put = [&](std::size_t first, std::size_t count, std::uint64_t bits) {
    for (std::size_t i = first + count; i-- > first; bits >>= 5) text[i] = digits[bits & 31U];
  };
  put(0, 10, static_cast<std::uint64_t>(now.time_since_epoch().count()));
  put(10, 8, random.next());
  put(18, 8, random.next());
  return channel_key{std::move(text)};
}

}  // namespace sluice
