#pragma once
/// The books in the words of accounting programs, so that somebody else's program can say whether
/// they are right: `sluice books export`.
///
/// hledger 1.25, ledger 3.3 and Beancount 2.3 read them (their manuals: hledger.org/hledger.html,
/// ledger-cli.org/doc/ledger3.html, Beancount's "Language Syntax"). By default all journals of one
/// rule and day are one, since these programs need seconds for what a log makes in one.

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/enumerators.hpp"
#include "domain/ledger/journal.hpp"

namespace sluice {

enum class books_format : std::uint8_t { hledger, ledger, beancount, csv, jsonl };
[[nodiscard]] std::string_view name_of(books_format f) noexcept;
[[nodiscard]] std::optional<books_format> books_format_from_name(std::string_view name) noexcept;

/// An account as Beancount can say it: each part begins with a capital, and '_' is not allowed. Two
/// accounts never get the same name.
[[nodiscard]] std::string beancount_name(const ledger::account& a);

class books_export {
 public:
  struct wish {
    books_format form = books_format::hledger;
    bool in_detail = false;  ///< each journal by itself; csv and jsonl always
    std::optional<ledger::day_number> from{}, to{};  ///< effective days, both belong to it
  };
  /// `out` outlives it.
  books_export(const wish& what, std::ostream& out);

  void take(const ledger::journal& j);
  /// What was gathered. Nothing comes afterwards.
  void finish();

 private:
  /// One entry of such a program.
  struct entry {
    ledger::day_number day = 0;
    std::string title;
    currency unit = currency::cny;
    std::map<ledger::account, std::int64_t> sums{};
    std::uint64_t journals = 0;
  };
  void write(const entry& e);
  void write_row(const ledger::journal& j);
  void open_for_beancount(const entry& e);

  wish wish_;
  std::ostream* out_;
  std::map<std::tuple<ledger::day_number, ledger::rule, currency>, entry> gathered_;
  std::set<ledger::account> opened_;
};

}  // namespace sluice
