#pragma once
/// A channel's bill of a day (对账文件), read: what the channel says of every payment and refund.
/// Readers make it (read_bill.hpp); commands and reconciliation look at it. Whole in memory: some
/// 400 bytes a row.
///
/// Nothing vanishes: each line of the file is a row, a remark, or set apart as unreadable.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/money.hpp"

namespace sluice::bills {

enum class row_kind : std::uint8_t {
  payment,
  refund,    ///< as it was accepted: a bill does not prove that the payer has the money
  reversal,  ///< a payment that was revoked after it was paid
  fee,
  withdrawal,
  other,  ///< money that moved for a reason that has no word here
};

[[nodiscard]] std::string_view name_of(row_kind kind) noexcept;

/// A number that we gave, and one that the channel gave, to the same thing. Empty: the file has
/// none.
struct numbers {
  std::string ours{}, channels{};
  friend bool operator==(const numbers&, const numbers&) = default;
};

/// Bills count finer than in fen where fees are: in hundred-thousandths of a yuan.
inline constexpr std::int64_t parts_of_a_unit = 100'000;

struct bill_row {
  std::size_t line = 0;  ///< of its file, from 1
  row_kind kind = row_kind::other;
  numbers own{};       ///< of this payment, or of this refund
  numbers original{};  ///< of refunds and reversals: the payment
  std::string entry{};  ///< the channel's number of the movement itself, where it has one
  std::string original_entry{};  ///< likewise of the payment
  std::string account{};         ///< at the channel: mch_id, seller, merId; empty where not said
  std::string state{};           ///< of a refund, in the channel's word
  std::optional<instant> at{};   ///< the channel's time
  money amount{};                ///< below zero: it left the account
  std::optional<money> settled{};  ///< what of it the channel settles, before fees
  std::optional<std::int64_t> fee{};  ///< parts_of_a_unit; below zero: given back to us
  std::optional<money> balance{};  ///< of the account, after it
  std::uint64_t bytes =
      0;  ///< a hash of its line, of 40 bits: a line that comes twice has it twice
};

[[nodiscard]] std::uint64_t hash_of_line(std::string_view line) noexcept;

struct unreadable_line {
  std::size_t line = 0;
  std::string file{};  ///< in an archive: which one, in a word of ours
  std::string why{};   ///< a sentence, without a word of what was read
};

/// One of the sums or counts that the bill states of itself, in parts_of_a_unit; a count of 3 is
/// 300,000 here.
struct stated_sum {
  std::string name{};  ///< as the bill has it, in UTF-8
  std::int64_t stated = 0;
  std::optional<std::int64_t> found{};  ///< of its rows. Nothing: a sum that no reader knows
  bool is_count = false;                ///< of rows, not of money
};

enum class bill_form : std::uint8_t {
  wechat_trade,
  wechat_fund_flow,
  alipay_trade,
  alipay_account,
  unionpay,
};

[[nodiscard]] std::string_view name_of(bill_form form) noexcept;

struct bill {
  bill_form form = bill_form::wechat_trade;
  std::string account{};  ///< as the file says of itself; empty: it does not
  std::string day{};      ///< likewise: "2026-01-02"
  std::vector<bill_row> rows{};
  std::vector<unreadable_line> unreadable{};
  std::vector<stated_sum> sums{};
  std::size_t remarks = 0;  ///< lines that are no rows: headers, comments, sums, blank ones
  std::size_t lines = 0;    ///< all: rows, remarks and unreadable ones
  bool is_whole = false;    ///< its end was seen
};

/// Whether the rows may be taken for all that the channel did on that day.
enum class bill_standing : std::uint8_t {
  proven,            ///< every line read, and the sums are those of the rows
  cut,               ///< the end is missing
  lines_unreadable,  ///< some of it is set apart
  sums_differ,       ///< rows and sums say different things
  without_sums,      ///< whole, but nothing in it says what should be there
};

[[nodiscard]] bill_standing standing_of(const bill& read) noexcept;
/// For a person: "its rows add up to its sums".
[[nodiscard]] std::string_view sentence_of(bill_standing standing) noexcept;

/// The first row that names another account than this one. Null: there is none, or rows name none.
/// Lives as long as the bill.
[[nodiscard]] const bill_row* row_of_another(const bill& read, std::string_view account) noexcept;

/// The first row whose number of ours an earlier row has, with money that moved the same way. Null:
/// there is none, or the file lists the movements of an account, of which a trade may have several.
[[nodiscard]] const bill_row* row_said_twice(const bill& read);

/// The first row of another day than this one, in Beijing ("2026-01-02"). Null: there is none, or
/// the day is UnionPay's, which ends before midnight.
[[nodiscard]] const bill_row* row_of_another_day(const bill& read, std::string_view day);

/// The bytes are no bill of this kind at all.
struct not_a_bill {
  std::string why;  ///< for a person
};

using reading_of_bill = std::variant<bill, not_a_bill>;

}  // namespace sluice::bills
