#include "audit/books_export.hpp"

#include <array>
#include <ostream>

#include "audit/books.hpp"
#include "base/invariant.hpp"
#include "base/time_text.hpp"

namespace sluice {
namespace {

using namespace ledger;

std::string decimal(std::int64_t minor, currency unit) {
  const auto whole = to_string(money{minor, unit});
  return whole.substr(0, whole.find(' '));
}

/// Names begin with a letter, digit, '_' or '-'. A program for tables takes the last for a formula.
std::string cell(const std::string& name) { return name.starts_with('-') ? '\'' + name : name; }

/// Of a name with letters, digits, '_' and '-': '-' and '_' become "-h" and "-u".
std::string without_underscore(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '-')
      out += "-h";
    else if (c == '_')
      out += "-u";
    else
      out += c;
  }
  return out;
}

std::string capital(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z')
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

/// Of the chart's own words, in which '_' only separates: "payer_return" becomes "Payer-return".
std::string chart_word(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c == '_') c = '-';
  return capital(std::move(out));
}

std::string chart_words(std::string_view path) {
  std::string out;
  for (std::size_t from = 0; from <= path.size();) {
    const auto to = std::min(path.find(':', from), path.size());
    out += (out.empty() ? "" : ":") + chart_word(path.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

}  // namespace

std::string_view name_of(books_format f) noexcept {
  switch (f) {
    case books_format::hledger: return "hledger";
    case books_format::ledger: return "ledger";
    case books_format::beancount: return "beancount";
    case books_format::csv: return "csv";
    case books_format::jsonl: return "jsonl";
  }
  broken_invariant("every format has a name", __FILE__, __LINE__);
}

std::optional<books_format> books_format_from_name(std::string_view name) noexcept {
  for (const auto f : enumerators<books_format>)
    if (name_of(f) == name) return f;
  return std::nullopt;
}

/// An owner's name gets an N before it, so that none can be taken for a word of the chart.
std::string beancount_name(const account& a) {
  const auto& row = row_of(a.kind);
  auto out = chart_words(row.begins);
  const bool owner_last = row.is == account_class::expense;
  const auto own = a.owner.empty() ? "" : ":N" + without_underscore(a.owner);
  const auto word = row.name.empty() ? "" : ':' + chart_word(row.name);
  out += owner_last ? word + own : own + word;
  if (row.has_days) out += ':' + text_of(a.day);
  return out;
}

books_export::books_export(const wish& what, std::ostream& out) : wish_(what), out_(&out) {
  if (wish_.form == books_format::csv)
    *out_ << "journal,rule,posted,effective,merchant,order_no,attempt,refund_no,channel,account,"
             "currency,amount\n";
}

void books_export::take(const journal& j) {
  const auto day = day_of(j.effective);
  if ((wish_.from && day < *wish_.from) || (wish_.to && day > *wish_.to)) return;
  if (wish_.form == books_format::csv) return write_row(j);
  if (wish_.form == books_format::jsonl) return print_journal(j, {.json = true}, *out_);
  if (wish_.in_detail) {
    entry one{.day = day, .title = name_of(j) + ' ' + subject_of(j), .unit = j.unit};
    for (const auto& p : j.postings) one.sums[p.where] += p.minor;
    return write(one);
  }
  auto& e = gathered_[{day, j.rule, j.unit}];
  e.day = day;
  e.unit = j.unit;
  for (const auto& p : j.postings) e.sums[p.where] += p.minor;
  ++e.journals;
}

void books_export::finish() {
  for (auto& [key, e] : gathered_) {
    const auto& row = row_of(std::get<rule>(key));
    e.title = std::string(row.code) + ' ' + std::string(row.name) + ", journals " +
              std::to_string(e.journals);
    write(e);
  }
  gathered_.clear();
}

void books_export::write(const entry& e) {
  const bool is_beancount = wish_.form == books_format::beancount;
  if (is_beancount) open_for_beancount(e);
  *out_ << text_of(e.day) << (is_beancount ? " * \"" : " ") << e.title
        << (is_beancount ? "\"\n" : "\n");
  for (const auto& [where, minor] : e.sums)
    *out_ << "  " << (is_beancount ? beancount_name(where) : to_string(where)) << "  "
          << decimal(minor, e.unit) << ' ' << name_of(e.unit) << '\n';
  *out_ << '\n';
}

/// An account is opened before it is used, however early that was.
void books_export::open_for_beancount(const entry& e) {
  for (const auto& [where, minor] : e.sums)
    if (opened_.insert(where).second) *out_ << "1970-01-01 open " << beancount_name(where) << '\n';
}

void books_export::write_row(const journal& j) {
  for (const auto& p : j.postings)
    *out_ << name_of(j) << ',' << row_of(j.rule).name << ',' << rfc3339(j.posted) << ','
          << rfc3339(j.effective) << ',' << cell(j.order.merchant.value()) << ','
          << cell(j.order.number.value()) << ',' << j.attempt.value() << ','
          << cell(j.refund.value()) << ',' << cell(j.channel.value()) << ',' << to_string(p.where)
          << ',' << name_of(j.unit) << ',' << decimal(p.minor, j.unit) << '\n';
}

}  // namespace sluice
