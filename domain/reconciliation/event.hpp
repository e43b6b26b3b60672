#pragma once
/// What has been brought of one channel's bills, and what became of the differences. Each channel
/// has a stream of its own; the written form is events/v1/reconciliation.proto.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/origin.hpp"
#include "domain/reconciliation/choice.hpp"
#include "domain/reconciliation/difference_id.hpp"

namespace sluice::reconciliation {

/// What a bill says in one currency.
struct bill_sum {
  currency unit = currency::cny;
  std::uint64_t rows = 0;
  std::int64_t amount = 0;  ///< minor units
  std::int64_t fee = 0;  ///< parts_of_a_unit
  std::int64_t fees_rounded = 0;  ///< by so much in all, parts_of_a_unit
  friend bool operator==(const bill_sum&, const bill_sum&) = default;
};

/// A person has compared a bill with the log. Another file of the same day is its next version.
struct bill_checked {
  day_number day = 0;
  std::uint32_t version = 0;  ///< counts from 1
  file_hash file{};
  std::vector<bill_sum> sums{};
  bool is_proven = false;
  std::uint32_t parts = 0;  ///< in so many parts its differences come
  signed_by who{};
  friend bool operator==(const bill_checked&, const bill_checked&) = default;
};

/// The differences of that part become durable with it. Rows: of these, and of older ones, as this
/// version has them.
struct bill_part_taken {
  day_number day = 0;
  std::uint32_t version = 0;
  std::uint32_t part = 0;  ///< from 1
  std::vector<bill_line> rows{};
  friend bool operator==(const bill_part_taken&, const bill_part_taken&) = default;
};

/// It is open from now on. Of one that is known: its row is another one now.
struct difference_found {
  difference_id id{};
  day_number day = 0;  ///< of the bill
  std::uint32_t version = 0;
  difference what{};
  std::optional<order_id> order{};  ///< that has this number
  friend bool operator==(const difference_found&, const difference_found&) = default;
};

struct difference_resolved {
  difference_id id{};
  choice how = choice::seen_to;
  std::optional<signed_by> who{};  ///< nobody: it has ended by itself
  std::string evidence{};  ///< a sentence; empty where a person says so
  friend bool operator==(const difference_resolved&, const difference_resolved&) = default;
};

/// Stored in the log: never change or reuse a number.
enum class reopened_by : std::uint8_t {
  row_gone = 1,
  row_changed = 2,
  found_again = 3,  ///< a corrected bill had it no more, and the next one has
};
[[nodiscard]] std::string_view name_of(reopened_by r) noexcept;

/// What its resolution rested on is not so any more.
struct difference_reopened {
  difference_id id{};
  day_number day = 0;
  std::uint32_t version = 0;  ///< of the bill that says so
  reopened_by why = reopened_by::row_gone;
  friend bool operator==(const difference_reopened&, const difference_reopened&) = default;
};

using event = std::variant<bill_checked, bill_part_taken, difference_found, difference_resolved,
                           difference_reopened>;

}  // namespace sluice::reconciliation
