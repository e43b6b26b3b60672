#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/books.hpp"
#include "base/time_text.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;
using namespace ledger;

constexpr std::size_t amount_width = 18;

/// Without its currency, which a table says once.
std::string digits_of(std::int64_t minor, currency unit) {
  const auto whole = to_string(money{minor, unit});
  return whole.substr(0, whole.find(' '));
}

std::string right(const std::string& text) {
  return std::string(amount_width - std::min(amount_width, text.size()), ' ') + text;
}

std::string left(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

std::string_view name_of_class(account_class c) {
  switch (c) {
    case account_class::asset: return "assets";
    case account_class::liability: return "liabilities";
    case account_class::income: return "income";
    case account_class::expense: return "expenses";
  }
  return {};
}

std::vector<account_line> wanted(const books_found& found, const books_form& how) {
  auto out = found.all.lines();
  if (!how.with_nothing)
    std::erase_if(out, [](const account_line& l) { return l.stands.debit == l.stands.credit; });
  return out;
}

std::size_t longest_name(const std::vector<account_line>& lines) {
  std::size_t out = 24;
  for (const auto& l : lines) out = std::max(out, to_string(l.where).size());
  return out + 2;
}

json as_json(const account_line& l) {
  const auto& row = row_of(l.where.kind);
  return {{"account", to_string(l.where)},          {"currency", name_of(l.unit)},
          {"debit_minor", l.stands.debit},          {"credit_minor", l.stands.credit},
          {"balance_minor", l.stands.net(row.is)},  {"postings", l.stands.postings},
          {"last_sequence", l.stands.last_sequence}};
}

void note_rest(const books_found& found, std::ostream& out) {
  if (found.all.journals() == 0)
    out << "No journal: no contract makes money ours or a fee due, or nothing was paid under "
           "one.\n";
  if (found.not_posted > 0)
    out << found.not_posted << " payouts are not in these books: money out is not posted yet.\n";
}

}  // namespace

void print_balances(const books_found& found, const books_form& how, std::ostream& out) {
  const auto lines = wanted(found, how);
  if (how.json) {
    json all = json::array();
    for (const auto& l : lines) all.push_back(as_json(l));
    out << to_line({{"sequence", found.last},
                    {"journals", found.all.journals()},
                    {"payouts_not_posted", found.not_posted},
                    {"accounts", std::move(all)}})
        << '\n';
    return;
  }
  const auto width = longest_name(lines);
  std::optional<currency> unit;
  for (const auto& l : lines) {
    if (l.unit != unit)
      out << left(std::string(name_of(l.unit)) + " up to sequence " + std::to_string(found.last),
                  width)
          << right("debit") << right("credit") << right("balance") << '\n';
    unit = l.unit;
    out << left(to_string(l.where), width) << right(digits_of(l.stands.debit, l.unit))
        << right(digits_of(l.stands.credit, l.unit))
        << right(digits_of(l.stands.net(row_of(l.where.kind).is), l.unit)) << '\n';
  }
  note_rest(found, out);
}

void print_trial(const books_found& found, const books_form& how, std::ostream& out) {
  const auto lines = found.all.lines();
  json all = json::array();
  for (const auto& [unit, whole] : trial_of(lines)) {
    json classes = json::object();
    if (!how.json)
      out << left(std::string(name_of(unit)) + " up to sequence " + std::to_string(found.last), 32)
          << right("debit") << right("credit") << '\n';
    for (const auto c : {account_class::asset, account_class::liability, account_class::income,
                         account_class::expense}) {
      trial sum;
      for (const auto& l : lines)
        if (l.unit == unit && row_of(l.where.kind).is == c) {
          sum.debit += l.stands.debit;
          sum.credit += l.stands.credit;
        }
      classes[std::string(name_of_class(c))] = {
          {"debit_minor", sum.debit}, {"credit_minor", sum.credit}};
      if (!how.json)
        out << left(std::string(name_of_class(c)), 32) << right(digits_of(sum.debit, unit))
            << right(digits_of(sum.credit, unit)) << '\n';
    }
    all.push_back({{"currency", name_of(unit)},
                   {"classes", std::move(classes)},
                   {"debit_minor", whole.debit},
                   {"credit_minor", whole.credit},
                   {"difference_minor", whole.debit - whole.credit}});
    if (!how.json)
      out << left("in all", 32) << right(digits_of(whole.debit, unit))
          << right(digits_of(whole.credit, unit)) << "   difference "
          << digits_of(whole.debit - whole.credit, unit) << '\n';
  }
  if (how.json)
    out << to_line({{"sequence", found.last},
                    {"journals", found.all.journals()},
                    {"currencies", std::move(all)}})
        << '\n';
  else
    note_rest(found, out);
}

void print_journal(const journal& j, const books_form& how, std::ostream& out) {
  if (how.json) {
    json lines = json::array();
    for (const auto& p : j.postings)
      lines.push_back({{"account", to_string(p.where)}, {"minor", p.minor}});
    json whole{
        {"journal", name_of(j)},
        {"rule", row_of(j.rule).name},
        {"sequence", j.sequence},
        {"posted", rfc3339(j.posted)},
        {"effective", rfc3339(j.effective)},
        {"merchant", j.order.merchant.value()},
        {"order_no", j.order.number.value()},
        {"attempt", j.attempt.value()},
        {"channel", j.channel.value()},
        {"currency", name_of(j.unit)},
        {"postings", std::move(lines)}};
    if (!j.refund.value().empty()) whole["refund_no"] = j.refund.value();
    out << to_line(whole) << '\n';
    return;
  }
  out << rfc3339(j.posted) << "  " << name_of(j) << "  " << subject_of(j) << ": "
      << row_of(j.rule).when << '\n';
  for (const auto& p : j.postings)
    out << "    " << left(to_string(p.where), 56) << right(digits_of(p.minor, j.unit)) << ' '
        << name_of(j.unit) << '\n';
}

void print_posting(const journal& j, const posting& p, std::int64_t balance, const books_form& how,
                   std::ostream& out) {
  if (how.json) {
    out << to_line({{"posted", rfc3339(j.posted)},
                    {"effective", rfc3339(j.effective)},
                    {"journal", name_of(j)},
                    {"merchant", j.order.merchant.value()},
                    {"order_no", j.order.number.value()},
                    {"currency", name_of(j.unit)},
                    {"minor", p.minor},
                    {"balance_minor", balance}})
        << '\n';
    return;
  }
  out << rfc3339(j.posted) << "  " << left(name_of(j), 14) << left(subject_of(j), 28)
      << right(digits_of(p.minor, j.unit)) << right(digits_of(balance, j.unit)) << ' '
      << name_of(j.unit) << '\n';
}

void print_rules(std::ostream& out) {
  out << "| Account | In rules | Class | What stands on it |\n|---|---|---|---|\n";
  for (const auto& row : account_rows) {
    account shown{.kind = row.which, .day = row.has_days ? day_of(instant{}) : 0};
    if (row.owner != owned_by::nobody)
      shown.owner = row.owner == owned_by::merchant ? "MERCHANT" : "CHANNEL";
    auto name = to_string(shown);
    if (row.has_days) name.replace(name.rfind(':') + 1, std::string::npos, "DAY");
    out << "| `" << name << "` | " << row.word << " | " << name_of_class(row.is) << " | "
        << row.says << " |\n";
  }
  const auto side = [](const auto& lines) {
    std::string text;
    for (const auto& line : lines)
      if (line)
        text += (text.empty() ? "" : "; ") + std::string(row_of(line->where).word) + ' ' +
                to_string(line->how_much);
    return text;
  };
  out << "\n| Rule | When | Debit | Credit |\n|---|---|---|---|\n";
  for (const auto& r : rules::all)
    out << "| " << r.code << ' ' << r.name << " | " << r.when << " | " << side(r.debit) << " | "
        << side(r.credit) << " |\n";
}

}  // namespace sluice
