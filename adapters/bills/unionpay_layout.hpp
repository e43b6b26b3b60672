#pragma once
/// Where the columns of UnionPay's files lie. Widths in bytes, from 1 as its documents count.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sluice::bills {

inline constexpr std::array<std::uint8_t, 41> zm_widths{
    3, 11, 11, 6,  10, 19, 12, 4, 2,  21, 2,  32, 2, 6,  10, 13, 13, 4, 15, 2,  2,
    6, 2,  4,  32, 1,  21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1,  131};

inline constexpr std::array<std::uint8_t, 22> zme_widths{
    3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135};

/// Columns of both files.
inline constexpr std::size_t code_column = 1, acquirer_column = 2, sender_column = 3,
                             trace_column = 4, time_column = 5, amount_column = 7;
/// Of ZM. The last column was later cut in two; nothing is read of it.
inline constexpr std::size_t query_id_column = 10, order_column = 12, zm_fee_column = 16,
                             zm_settled_column = 17, kind_column = 20, original_id_column = 27,
                             zm_account_column = 28;
/// Of ZME.
inline constexpr std::size_t original_trace_column = 11, original_time_column = 12,
                             zme_fee_column = 15, zme_settled_column = 16, zme_account_column = 17;

/// A line, cut by position alone: blank columns are columns.
class fixed_columns {
 public:
  /// Nothing: another length, or something else than a blank between two columns.
  [[nodiscard]] static std::optional<fixed_columns> of(std::string_view line,
                                                       std::span<const std::uint8_t> widths);
  /// Without blanks around it. Counted from 1.
  [[nodiscard]] std::string_view text(std::size_t column) const;
  /// With them.
  [[nodiscard]] std::string_view raw(std::size_t column) const { return all_.at(column - 1); }

 private:
  std::vector<std::string_view> all_{};
};

}  // namespace sluice::bills
