#pragma once
/// The board of standings: how each way into each channel stands now. Channel actors write it,
/// whoever chooses a channel for a payment reads it, without asking anybody. What is read may be a
/// moment old: the channel itself decides again before it calls, and a payment that it does not
/// take has never left.

#include <atomic>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <vector>

#include "domain/channel/path.hpp"
#include "domain/channel/standing.hpp"
#include "domain/ids.hpp"

namespace sluice {

class board {
 public:
  /// All the channels there are; a channel that nobody has told of takes payments.
  explicit board(const std::vector<channel_id>& channels);

  /// Any thread; of one channel only its actor.
  void tell(const channel_id& channel, const channel::path& which, const channel::standing& now);
  /// Any thread. An open way closes what lies behind it; the figures are those of the narrowest way
  /// that has any. Of a channel that there is not: open.
  [[nodiscard]] channel::standing standing_of(const channel_id& channel,
                                              const channel::path& which) const;
  /// Any thread. Of the channel itself and of all ways behind it.
  [[nodiscard]] channel::breaker_phase worst_of(const channel_id& channel) const;
  /// Any thread. The methods and banks by which an order has come to a channel; what only a person
  /// has named, in a switch, may be a slip.
  [[nodiscard]] std::vector<channel::path> used_parts_of(const channel_id& channel) const;
  /// Any thread. True: this payment is the one that may show whether a half-open way works again;
  /// no other will be until the channel's actor wants one.
  [[nodiscard]] bool claim_probe(const channel_id& channel, const channel::path& which);
  /// Any thread. The payment that claimed it was none.
  void want_probe(const channel_id& channel, const channel::path& which);

 private:
  /// In one word, so that nobody reads half of it.
  using written = std::atomic<std::uint64_t>;
  struct column {
    written whole{0};
    mutable std::shared_mutex lock;  ///< of the map, which rarely grows; not of what it leads to
    std::map<channel::path, written> parts;
  };
  [[nodiscard]] static bool claim_from(written& way);

  std::map<channel_id, column> columns_;
};

}  // namespace sluice
