#pragma once
/// The figures of all links, on their way from who counts to who asks. Calls are counted by the
/// channels' actors in passing, each link under a lock of its own; what was paid and given back by
/// a follower of the log (link_meter.hpp). Any thread.
///
/// A link takes `most_bytes_a_link` at most, and only for the time in which it was used.

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "domain/figures/counts.hpp"
#include "domain/figures/history.hpp"
#include "domain/figures/refund_book.hpp"
#include "domain/figures/window.hpp"
#include "domain/overload/level.hpp"

namespace sluice {

class link_figures {
 public:
  using call_history = figures::history<figures::call_counts>;
  using paid_history = figures::history<figures::paid_counts>;
  static constexpr std::size_t most_bytes_a_link =
      call_history::most_bytes + paid_history::most_bytes;
  static_assert(most_bytes_a_link <= 2'600'000, "2.6 MB a link, as deploy/README.md says");

  /// Since this process began.
  struct call_totals {
    std::array<std::uint64_t, figures::call_results> results{};
    duration_reading took{};
  };
  struct totals {
    call_totals calls{};
    figures::paid_counts paid{};  ///< since the log's first record
  };
  struct rows {
    std::vector<figures::call_counts> calls;
    std::vector<figures::paid_counts> paid;
  };
  /// What is saved of a link, and taken up again.
  struct kept {
    std::deque<figures::series<figures::call_counts>::slot> calls;
    std::deque<figures::series<figures::paid_counts>::slot> paid;
    figures::paid_counts paid_in_all;
  };
  struct paid_order {
    figures::link where;
    money amount;
    instant at;
  };

  /// Those that the file knows: they are there from the start. `began`: before it no second is
  /// known.
  link_figures(const std::vector<figures::link>& known, instant began);

  // -- calls
  void count(const figures::link& of, figures::call_result how, millis took, instant now);
  /// How much memory is left says how much of it is counted.
  void heed(overload::level memory) noexcept { memory_.store(memory, std::memory_order_relaxed); }
  [[nodiscard]] overload::level memory() const noexcept {
    return memory_.load(std::memory_order_relaxed);
  }

  /// The query of a channel's youngest doubt is its probe: nothing is asked that need not be.
  struct probe {
    instant doubt_since{};  ///< when the attempt began that was asked about
    instant at{};
    figures::call_result result = figures::call_result::unknown;
    millis took{0};
  };
  /// One about an older doubt is no news while a younger one is known.
  void probed(const channel_id& channel, const probe& p);
  [[nodiscard]] std::map<channel_id, probe> probes() const;

  // -- the log: by its follower alone
  void add(const std::vector<paid_order>& paid);
  void show(const figures::refund_book& refunds);
  void take_up(const std::map<figures::link, kept>& from);

  // -- who asks
  [[nodiscard]] std::vector<figures::link> links() const;
  /// Of a link that there is not: rows of nothing.
  [[nodiscard]] rows look(const figures::link& of, const figures::window& when) const;
  [[nodiscard]] std::map<figures::link, totals> in_all() const;
  [[nodiscard]] std::map<figures::link, kept> keep() const;
  [[nodiscard]] std::map<channel_id, figures::refund_book::of_channel> refunds() const;
  [[nodiscard]] instant began() const noexcept { return began_; }
  /// Calls that were counted, for whoever saves them.
  [[nodiscard]] std::uint64_t heard() const noexcept {
    return heard_.load(std::memory_order_relaxed);
  }

 private:
  struct one {
    mutable std::mutex lock;
    call_history calls;
    paid_history paid;
    totals all{};
    std::uint32_t passed = 0;  ///< since one was counted
  };
  using all_links = std::map<figures::link, std::unique_ptr<one>>;
  [[nodiscard]] one& link_of(const figures::link& of);
  [[nodiscard]] const one* find(const figures::link& of) const;
  template <class Do>
  void each(const Do& what) const;

  all_links known_;  ///< never changes
  const instant began_;
  std::atomic<overload::level> memory_{overload::level::normal};
  std::atomic<std::uint64_t> heard_{0};
  mutable std::mutex lock_;  ///< of what follows
  all_links others_;  ///< of channels that the file has no more
  std::map<channel_id, figures::refund_book::of_channel> refunds_;
  std::map<channel_id, probe> probes_;
};

}  // namespace sluice
