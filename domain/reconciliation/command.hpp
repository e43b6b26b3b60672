#pragma once
/// What the reconciliation of one channel can be told.

#include <optional>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/reconciliation/event.hpp"

namespace sluice::reconciliation {

struct brought_difference {
  difference what{};  ///< its file is the bill's
  std::optional<order_id> order{};  ///< that has this number, as the log knows
};

/// Differences of one part. Every message says all that is known of the bill, so that parts may
/// come in any order, and twice.
inline constexpr std::size_t most_in_a_part = 64;
inline constexpr std::uint32_t most_parts = 100'000;

/// A person brings a part of what a bill and the log differ in.
struct report_bill {
  day_number day = 0;
  file_hash file{};
  std::vector<bill_sum> sums{};
  bool is_proven = false;
  std::uint32_t parts = 1;
  std::uint32_t part = 1;
  std::vector<brought_difference> found{};
  /// Of the differences that are known of this day: their rows in this file, if it has them.
  std::vector<bill_line> rows{};
  signed_by who{};
};

/// A person says how it is.
struct resolve_difference {
  difference_id id{};
  choice how = choice::seen_to;
  signed_by who{};
};

/// What orders say by now of what differs.
struct weigh {
  struct evidence {
    difference_id id{};
    std::optional<claim> says{};  ///< nothing: it has no such number any more
    std::uint64_t sequence = 0;  ///< of the order's last event
  };
  std::vector<evidence> all{};
};

using command = std::variant<report_bill, resolve_difference, weigh>;

}  // namespace sluice::reconciliation
