#include "audit/books_commands.hpp"

#include <map>
#include <ostream>

#include "audit/log_for_reading.hpp"

namespace sluice {
namespace {

/// Reads the books, and lets `tell` say what of them is wanted.
template <class Tell>
int with_books(const audit_options& options, const books_question& asked, std::ostream& errors,
               const journal_visitor& visit, const Tell& tell) {
  const auto opened = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&opened))
    return refuse(*problem, errors);
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  try {
    const auto found = books_of(log, asked.wish, visit);
    if (const auto* bad = std::get_if<store::damage>(&found)) {
      errors << bad->what << '\n';
      return status_of(log, *bad);
    }
    const auto& books = std::get<books_found>(found);
    if (asked.wish.up_to.value_or(0) > books.end) {
      errors << "the log ends at sequence " << books.end << '\n';
      return audit_unknown;
    }
    const auto& w = asked.wish;
    if (books.all.journals() == 0 && (!w.merchant.empty() || !w.channel.empty() || w.order)) {
      errors << "nothing of that was posted: there is none of that name, it has no contract, or "
                "nothing was paid by then\n";
      return audit_unknown;
    }
    return tell(books);
  } catch (const store::read_failed& e) {
    errors << e.what() << '\n';
    return audit_unreadable;
  }
}

}  // namespace

int show_books(const audit_options& options, books_table which, const books_question& asked,
               std::ostream& out, std::ostream& errors) {
  journal_visitor visit;
  if (which == books_table::journals)
    visit = [&](const ledger::journal& j) { print_journal(j, asked.form, out); };
  return with_books(options, asked, errors, visit, [&](const books_found& found) {
    if (which == books_table::balances) print_balances(found, asked.form, out);
    if (which == books_table::trial) print_trial(found, asked.form, out);
    return audit_passed;
  });
}

int export_books(const audit_options& options, const books_export::wish& how,
                 const books_question& asked, std::ostream& out, std::ostream& errors) {
  books_export into(how, out);
  const auto visit = [&](const ledger::journal& j) { into.take(j); };
  return with_books(options, asked, errors, visit, [&](const books_found&) {
    into.finish();
    out.flush();
    if (out.good()) return audit_passed;
    errors << "the output could not be written\n";
    return audit_unreadable;
  });
}

int show_account(const audit_options& options, const std::string& account,
                 const books_question& asked, std::ostream& out, std::ostream& errors) {
  std::map<currency, std::int64_t> stands;
  bool is_known = false;
  const auto visit = [&](const ledger::journal& j) {
    for (const auto& p : j.postings) {
      if (to_string(p.where) != account) continue;
      is_known = true;
      const bool by_debit = ledger::grows_by_debit(ledger::row_of(p.where.kind).is);
      auto& balance = stands[j.unit];
      balance += by_debit ? p.minor : -p.minor;
      print_posting(j, p, balance, asked.form, out);
    }
  };
  return with_books(options, asked, errors, visit, [&](const books_found&) {
    if (is_known) return audit_passed;
    errors << "nothing was posted to an account " << account
           << " there; `sluice books balance` lists all that there are\n";
    return audit_unknown;
  });
}

}  // namespace sluice
