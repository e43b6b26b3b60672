#pragma once
/// `sluice books …`, as the command line calls it. Exit statuses are those of audit/commands.hpp.

#include <iosfwd>
#include <string>

#include "audit/books.hpp"
#include "audit/books_export.hpp"
#include "audit/commands.hpp"

namespace sluice {

enum class books_table { balances, trial, journals };

struct books_question {
  books_wish wish{};
  books_form form{};
};

[[nodiscard]] int show_books(const audit_options& options, books_table which,
                             const books_question& asked, std::ostream& out, std::ostream& errors);
/// In the words of an accounting program.
[[nodiscard]] int export_books(const audit_options& options, const books_export::wish& how,
                               const books_question& asked, std::ostream& out,
                               std::ostream& errors);
/// Every posting of one account, by its whole name, with what stood on it afterwards.
[[nodiscard]] int show_account(const audit_options& options, const std::string& account,
                               const books_question& asked, std::ostream& out,
                               std::ostream& errors);

}  // namespace sluice
