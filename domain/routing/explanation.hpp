#pragma once
/// Why an order got the route that it got, small enough to be stored with it: what became of each
/// channel of the merchant's list, and where to read the list and the rules of that moment.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "domain/routing/explanation_bytes.hpp"
#include "domain/routing/rule.hpp"
#include "domain/routing/verdict.hpp"

namespace sluice::routing {

/// One channel: what became of it, and the figures that were looked at.
struct judged {
  verdict what = verdict::lower_score;
  std::uint8_t good = 0, counted = 0;  ///< as in channel::standing: 0 to 128
  std::uint16_t score = 0;  ///< of ten thousand; 0 for who was excluded
  friend bool operator==(const judged&, const judged&) = default;
};

struct explanation {
  /// So many events of the merchant's stream, and of the stream of rules, had been heard.
  std::uint32_t merchant_position = 0, rules_position = 0;
  std::vector<judged> candidates{};  ///< in the order of the merchant's list
  std::size_t left_out = 0;  ///< there were so many more; only after it has been packed
  friend bool operator==(const explanation&, const explanation&) = default;
};

/// So many channels are told of; the list of a merchant may be longer.
inline constexpr std::size_t most_explained = 10;
/// A position from here on is written as this one.
inline constexpr std::uint32_t most_position = 0xffffff;

[[nodiscard]] explanation_bytes pack(const explanation& e);
/// Nothing: not written by `pack`, or by a later one.
[[nodiscard]] std::optional<explanation> unpack(const explanation_bytes& bytes);

/// A sentence a channel: "acct2 93.1 %, first: best score", "acct1 excluded: path open (14 of 20
/// failed)", "acct3 excluded: a rule forbids it (nights)". `list`: the merchant's at that position;
/// `rules`: those that held for the order.
[[nodiscard]] std::vector<std::string> words(const explanation& e,
                                             const std::vector<channel_id>& list,
                                             const std::vector<const rule*>& rules);

}  // namespace sluice::routing
