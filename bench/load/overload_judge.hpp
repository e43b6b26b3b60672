#pragma once
/// What `sluice bench overload` demands of an engine to which more is sent than it can do, judged
/// from what callers were told, what the log holds and what was seen of the process. Pure.

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "bench/load/overload_client.hpp"
#include "bench/load/overload_log.hpp"
#include "bench/load/process_watch.hpp"

namespace sluice::bench {

struct overload_facts {
  step_records steps{};
  std::vector<process_sample> seen{};
  orders_in_log log{};
  double times = 0;  ///< what was to be sent, of what can be done
};

/// The first seconds of an overload, in which queues and memory may fill: 5, or a quarter of it.
[[nodiscard]] nanoseconds first_seconds(const step_record::summary& overload) noexcept;

/// Commands sent a second.
[[nodiscard]] double sent_per_second(const step_record& r);

/// The most of the last half of the overload, and the most of the ten seconds (or the quarter)
/// after the first.
struct memory_peaks {
  std::uint64_t early = 0, late = 0;  ///< bytes; 0: nobody looked then
};
[[nodiscard]] memory_peaks peaks_of(std::span<const process_sample> seen,
                                    const step_record::summary& overload);
[[nodiscard]] bool is_flat(const memory_peaks& m) noexcept;

/// What was refused of each kind, first seconds left out: 0 to 1.
using refused_shares = std::array<double, enumerators<kind>.size()>;
[[nodiscard]] refused_shares refused_of(const step_record& overload);

/// Commands are looked at in tens, as they were sent: in each there are some of every kind, so
/// close together that the engine was as full for all of them. A ten is out of order when something
/// in it was refused and something that is missed less was not.
struct tens {
  std::uint64_t with_refusals = 0, out_of_order = 0;
};
[[nodiscard]] tens tens_of(const step_record& overload);
/// But for the few in whose middle the engine got room.
[[nodiscard]] bool is_in_order(const tens& t) noexcept;

/// From the end of the overload to the end of the first second in which nine tenths of
/// `can_do_per_second` were taken of what was sent since. Nothing: it never was so.
[[nodiscard]] std::optional<double> seconds_to_full_speed(const step_record& after,
                                                          double can_do_per_second);

/// Commands of which the engine has said one thing and done another.
struct contradictions {
  std::uint64_t lost = 0;  ///< told as taken, and the log knows nothing of it or another outcome
  std::uint64_t done_although_refused = 0;
  std::uint64_t answered_again = 0;
  std::uint64_t untold = 0;  ///< in the log, and without an answer: allowed, a repeat hears of it
};
[[nodiscard]] contradictions contradictions_in(const step_records& steps, const orders_in_log& log);

[[nodiscard]] std::vector<criterion> judged(const overload_facts& facts);

}  // namespace sluice::bench
