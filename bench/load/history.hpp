#pragma once
/// Logs of many orders, written without the engine but with its rules, codec and log, so that they
/// hold what the engine would have written. For the workloads that need a long past: replay,
/// recover, growth.

#include <filesystem>
#include <optional>

#include "bench/load/engine_host.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

struct history {
  std::uint64_t first = 0;     ///< number of the first order
  std::uint64_t orders = 0;
  std::uint64_t open = 0;      ///< of these, spread evenly, are left as their channel is called
  id_kind ids = id_kind::rising;
  std::uint32_t merchants = 1;  ///< that take turns
};

/// Appends them as the engine does when a thousand orders are under way at a time: the end of one
/// group is synced together with the beginning of the next. All at one instant.
[[nodiscard]] std::optional<problem> write_history(store::event_log& log, const history& what);

/// As write_history, into a new log that is closed when this returns.
[[nodiscard]] std::optional<problem> write_log(const std::filesystem::path& folder,
                                               const history& what);

/// The numbers of the orders that were left open.
[[nodiscard]] std::vector<std::uint64_t> open_numbers(const history& what);

/// A log that is closed, once more. Tables never change, so that the copy shares them.
void copy_log(const std::filesystem::path& from, const std::filesystem::path& to);

/// Waits until the database has tidied up behind a long history: nothing in this process works.
void wait_until_idle();

}  // namespace sluice::bench
