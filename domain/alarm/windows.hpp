#pragma once
/// What alarms remember of the last minutes. Windows slide and are half-open, (now - window, now].

#include <cstdint>
#include <deque>
#include <map>
#include <unordered_set>
#include <vector>

#include "base/instant.hpp"
#include "domain/alarm/fact.hpp"

namespace sluice::alarm {

/// Payments that had no answer, each once, at its first time within the window.
class payment_window {
 public:
  struct entry {
    instant at;
    order_key order;
    channel_id channel;
  };
  explicit payment_window(millis window) : window_(window) {}

  /// False: it is in the window already.
  bool add(const channel_id& channel, order_key order, instant now);
  void slide_to(instant now);
  void clear();
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] std::size_t channels() const noexcept { return by_channel_.size(); }
  /// How many are in (from, to].
  [[nodiscard]] std::uint32_t within(instant from, instant to) const;

  /// More than that are in an outage that everybody knows of: the oldest are forgotten.
  static constexpr std::size_t most = 1024;

 private:
  void drop_oldest();
  [[nodiscard]] static order_key key_of(const channel_id& channel, order_key order);

  millis window_;
  std::deque<entry> entries_;
  std::unordered_set<order_key> known_;
  std::map<channel_id, std::uint32_t> by_channel_;
};

/// How many of two sorts, to the second: a bucket is (t - 1 s, t].
class two_counts {
 public:
  struct counts {
    std::uint32_t good = 0, bad = 0;
    [[nodiscard]] std::uint32_t all() const noexcept { return good + bad; }
  };
  /// Windows of less than a second count as one.
  explicit two_counts(millis window);

  void count(bool is_bad, instant now);
  [[nodiscard]] const counts& at(instant now);

 private:
  void slide_to(instant now);

  std::vector<counts> buckets_;
  std::int64_t newest_ = 0;
  counts sums_{};
};

}  // namespace sluice::alarm
