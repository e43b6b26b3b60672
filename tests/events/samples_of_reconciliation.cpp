// What is brought of channels' bills, and what becomes of the differences.

#include "tests/events/sample_parts.hpp"

namespace sluice::samples {
namespace {

using namespace reconciliation;

constexpr day_number second_of_january = 20'455;

file_hash a_file() {
  file_hash out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(i);
  return out;
}

bill_line every_field_of_a_row() {
  return {.row = 12,
          .of = number("A1001"),
          .what = movement::refund,
          .unit = currency::hkd,
          .amount = -5001,
          .settled = -4900,
          .fee = -30'000,
          .day = second_of_january,
          .is_foreign = true,
          .bytes = 0x1234567890};
}

difference_found found(difference what) {
  what.file = a_file();
  const auto id = id_of(channel_id{"wechat"}, what);
  return {.id = id, .day = second_of_january, .version = 1, .what = what};
}

}  // namespace

std::vector<sample> of_reconciliation() {
  difference both{.kind = difference_kind::refund_amount, .of = number("A1001")};
  both.there = every_field_of_a_row();
  both.before = bill_line{.of = both.of, .amount = 1};
  both.here = claim{
      .of = both.of,
      .what = movement::refund,
      .state = claim_state::done,
      .unit = currency::hkd,
      .amount = -5000,
      .settled = -4900,
      .fee = -30'000,
      .day = second_of_january};
  difference nobodys{.kind = difference_kind::unknown_there};
  nobodys.there = bill_line{.row = 1, .amount = 700};
  auto of_order = found(both);
  of_order.order = order_id{merchant_id{"m1"}, order_no{"A-1001"}};
  const auto id = of_order.id;
  return {
      {"bill_checked",
       bill_checked{.day = second_of_january,
                    .version = 2,
                    .file = a_file(),
                    .sums = {{currency::cny, 3, 29'001, 175'000, 1000},
                             {currency::hkd, 1, -5001, -30'000, 0}},
                    .is_proven = true,
                    .parts = 3,
                    .who = li()}},
      {"bill_checked_unproven",
       bill_checked{.version = 1, .file = a_file(), .parts = 1, .who = li()}},
      {"bill_part_taken",
       bill_part_taken{second_of_january, 2, 3, {every_field_of_a_row(), bill_line{}}}},
      {"bill_part_taken_without_rows", bill_part_taken{second_of_january, 1, 1, {}}},
      {"difference_found", of_order},
      {"difference_found_of_nobody", found(nobodys)},
      {"difference_resolved", difference_resolved{id, choice::bill_is_right, li(), {}}},
      {"difference_resolved_by_itself", difference_resolved{id, choice::order_agrees, std::nullopt,
                                                            "order m1/A-1001, event 7: paid"}},
      {"difference_reopened",
       difference_reopened{id, second_of_january, 3, reopened_by::found_again}},
  };
}

}  // namespace sluice::samples
