#include "audit/recon_report.hpp"

#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/hex.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;
using namespace reconciliation;

std::string digits_of_money(std::int64_t minor, currency unit) {
  const auto whole = to_string(money{minor, unit});
  return whole.substr(0, whole.find(' '));
}

struct table_row {
  std::string_view label, name;
  tally proof::* of;
};

/// In the order in which they are printed; what is set in is what the one above is made of.
constexpr std::array theirs{
    table_row{"rows of the bill", "rows", &proof::rows},
    table_row{"  matched", "matched", &proof::matched},
    table_row{"  different", "different", &proof::differing},
    table_row{"  had already", "duplicates", &proof::duplicates},
    table_row{"  of another account", "foreign", &proof::foreign},
};
constexpr std::array due_of_ours{
    table_row{"due by the log", "due", &proof::due},
    table_row{"of other days, in this bill", "of_other_days", &proof::of_other_days},
    table_row{"carried in", "carried_in", &proof::carried_in},
};
constexpr std::array ours{
    table_row{"  matched", "matched", &proof::matched_here},
    table_row{"  different", "different", &proof::differing_here},
    table_row{"  carried to the next bill", "carried_out", &proof::carried_out},
    table_row{"  ended by evidence", "left_by_evidence", &proof::left_by_evidence},
};

void print_row(const table_row& row, const proof& p, currency unit, std::ostream& out) {
  const auto& t = p.*row.of;
  out << std::left << std::setw(30) << row.label << std::right << std::setw(10) << t.count
      << std::setw(20) << digits_of_money(t.amount, unit) << std::setw(18) << text_of_fee(t.fee)
      << '\n';
}

void print_proof(const proof& p, currency unit, std::ostream& out) {
  out << '\n'
      << std::left << std::setw(30) << sluice::name_of(unit) << std::right << std::setw(10)
      << "count" << std::setw(20) << "amount" << std::setw(18) << "fees" << '\n';
  for (const auto& row : theirs) print_row(row, p, unit, out);
  for (const auto& row : due_of_ours) print_row(row, p, unit, out);
  for (const auto& row : ours) print_row(row, p, unit, out);
}

template <class Visit>
void each_currency(const recon_found& found, const Visit& visit) {
  for (const auto& one : currencies)
    if (const auto& p = found.proven.of(one.code); !p.is_empty()) visit(one.code, p);
}

std::string text_of_sum(std::optional<std::int64_t> parts, bool is_count) {
  if (!parts) return "nothing that is known";
  return is_count ? std::to_string(*parts / parts_of_a_unit) : text_of_fee(*parts);
}

resolution may(const difference& d, const recon_file& file, const recon_found& found) {
  const auto unit = d.there ? d.there->unit : d.here ? d.here->unit : currency::cny;
  return may_now(d.kind, is_proven(file, found), found.proven.of(unit).fees_rounded);
}

void print_worth(const recon_file& file, const recon_found& found, std::ostream& out) {
  for (const auto& sum : file.sums)
    if (sum.found != sum.stated)
      out << "sum " << sum.name << ": " << text_of_sum(sum.stated, sum.is_count)
          << " in the bill, its rows have " << text_of_sum(sum.found, sum.is_count) << '\n';
  for (const auto& line : file.set_apart)
    out << "line " << line.line << " cannot be read: " << line.why << '\n';
  for (const auto& fault : found.faults) out << fault << '\n';
  if (!found.proven.add_up()) out << "the two sides do not add up: this is a fault in sluice\n";
  if (!is_proven(file, found))
    out << "NOT PROVEN: nothing may be resolved by this bill\n";
  else if (found.differences() > 0)
    out << found.differences() << (found.differences() == 1 ? " difference\n" : " differences\n");
  else if (found.waiting() > 0)
    out << "all rows matched; of the log " << found.waiting() << " wait for the next bill\n";
  else
    out << "all matched\n";
}

/// As names are asked for.
difference waiting_one(const claim& c) {
  return {.kind = difference_kind::missing_there, .of = c.of, .here = c};
}

void print_waiting(const recon_found& found, const naming& names, std::ostream& out) {
  constexpr std::size_t most = 100;
  std::size_t told = 0;
  for (const auto& c : found.after) {
    if (c.stands != standing::carried || ++told > most) continue;
    const auto called = names(waiting_one(c));
    out << "waits, number " << called.ours;
    if (!called.order.empty()) out << ", order " << called.order;
    out << ": " << name_of(c.what) << " of " << digits_of_money(c.amount, c.unit) << ' '
        << sluice::name_of(c.unit) << " on " << ledger::text_of(c.day)
        << " is not in this bill; so many may it wait for: " << int{c.waits} << '\n';
  }
  if (told > most) out << "and " << told - most << " more wait\n";
}

void print_text(const recon_file& file, const recon_found& found, const file_hash& hash,
                const naming& names, std::ostream& out) {
  out << file.name << ": " << file.form << " of " << file.day << " against channel " << file.channel
      << ": " << file.sentence << "\nSHA-256 " << hex(hash) << '\n';
  each_currency(found, [&](currency unit, const proof& p) { print_proof(p, unit, out); });
  if (!file.set_apart.empty())
    out << std::left << std::setw(30) << "lines that cannot be read" << std::right << std::setw(10)
        << file.set_apart.size() << '\n';
  out << '\n';
  for (const auto& d : found.listed) {
    const auto called = names(d);
    out << name_of(d.kind);
    if (d.there) out << ", row " << d.there->row;
    if (!called.ours.empty()) out << ", number " << called.ours;
    if (called.ours.empty() && !called.channels.empty())
      out << ", channel's number " << called.channels;
    if (!called.order.empty()) out << ", order " << called.order;
    out << ": " << reason_of(d) << " (" << name_of(may(d, file, found)) << ")\n";
  }
  if (const auto more = found.differences() - found.listed.size(); more > 0)
    out << "and " << more << " more\n";
  print_waiting(found, names, out);
  print_worth(file, found, out);
}

// -- for programs ------------------------------------------------------------------------------

json json_of(const tally& t) {
  return {{"count", t.count}, {"amount_minor", t.amount}, {"fee_parts", t.fee}};
}

json json_of(const bill_line& l) {
  json out{{"row", l.row},
           {"movement", name_of(l.what)},
           {"currency", sluice::name_of(l.unit)},
           {"amount_minor", l.amount}};
  if (l.settled) out["settled_minor"] = *l.settled;
  if (l.fee) out["fee_parts"] = *l.fee;
  if (l.day) out["day"] = ledger::text_of(*l.day);
  return out;
}

json json_of(const claim& c) {
  json out{{"movement", name_of(c.what)},
           {"state", name_of(c.state)},
           {"currency", sluice::name_of(c.unit)},
           {"amount_minor", c.amount}};
  if (c.settled) out["settled_minor"] = *c.settled;
  if (c.fee) out["fee_parts"] = *c.fee;
  out["day"] = ledger::text_of(c.day);
  return out;
}

json json_of(const proof& p) {
  json bill, log;
  for (const auto& row : theirs) bill[std::string(row.name)] = json_of(p.*row.of);
  for (const auto& row : due_of_ours) log[std::string(row.name)] = json_of(p.*row.of);
  for (const auto& row : ours) log[std::string(row.name)] = json_of(p.*row.of);
  return {{"bill", std::move(bill)}, {"log", std::move(log)}};
}

void print_json(const recon_file& file, const recon_found& found, const file_hash& hash,
                const naming& names, std::ostream& out) {
  json whole{{"file", file.name},        {"sha256", hex(hash)}, {"form", file.form},
             {"channel", file.channel},  {"day", file.day},     {"proven", is_proven(file, found)},
             {"standing", file.sentence}};
  each_currency(found, [&](currency unit, const proof& p) {
    whole["currencies"][std::string(sluice::name_of(unit))] = json_of(p);
  });
  whole["unreadable"] = json::array();
  for (const auto& line : file.set_apart)
    whole["unreadable"].push_back({{"line", line.line}, {"why", line.why}});
  whole["sums"] = json::array();
  for (const auto& sum : file.sums) {
    json one{{"name", sum.name}, {"stated_parts", sum.stated}};
    if (sum.found) one["found_parts"] = *sum.found;
    whole["sums"].push_back(std::move(one));
  }
  whole["faults"] = found.faults;
  whole["waiting"] = json::array();
  for (const auto& c : found.after) {
    if (c.stands != standing::carried) continue;
    const auto called = names(waiting_one(c));
    auto one = json_of(c);
    one["number"] = called.ours;
    if (!called.order.empty()) one["order"] = called.order;
    whole["waiting"].push_back(std::move(one));
  }
  whole["differences_in_all"] = found.differences();
  whole["differences"] = json::array();
  for (const auto& d : found.listed) {
    const auto called = names(d);
    json one{
        {"kind", name_of(d.kind)}, {"reason", reason_of(d)}, {"may", name_of(may(d, file, found))}};
    if (!called.ours.empty()) one["number"] = called.ours;
    if (!called.channels.empty()) one["channels_number"] = called.channels;
    if (!called.order.empty()) one["order"] = called.order;
    if (d.there) one["there"] = json_of(*d.there);
    if (d.here) one["here"] = json_of(*d.here);
    if (d.before) one["before"] = json_of(*d.before);
    whole["differences"].push_back(std::move(one));
  }
  out << to_line(whole) << '\n';
}

/// A text, and never a formula: programs that show tables run what begins so.
std::string safe_cell(const std::string& text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos)
    out += '\'';
  for (const char c : text) {
    out += c;
    if (c == '"') out += c;
  }
  return out + '"';
}

void print_csv(const recon_file& file, const recon_found& found, const file_hash& hash,
               const naming& names, std::ostream& out) {
  out << "file_sha256,row,kind,number,channels_number,order,currency_there,amount_there,fee_there,"
         "currency_here,amount_here,fee_here,reason,may\n";
  for (const auto& d : found.listed) {
    const auto called = names(d);
    out << hex(hash) << ',' << (d.there ? std::to_string(d.there->row) : "") << ','
        << name_of(d.kind) << ',' << safe_cell(called.ours) << ',' << safe_cell(called.channels)
        << ',' << safe_cell(called.order) << ',';
    const auto side = [&](const auto& s) {
      if (!s) return std::string(",,");
      return std::string(sluice::name_of(s->unit)) + ',' + digits_of_money(s->amount, s->unit) +
             ',' + (s->fee ? text_of_fee(*s->fee) : "");
    };
    out << side(d.there) << ',' << side(d.here) << ',' << safe_cell(reason_of(d)) << ','
        << name_of(may(d, file, found)) << '\n';
  }
}

}  // namespace

bool is_proven(const recon_file& file, const recon_found& found) noexcept {
  return file.is_proven && found.faults.empty() && found.proven.add_up();
}

void print_recon(const recon_file& file, const recon_found& found, const file_hash& hash,
                 const naming& names, recon_form form, std::ostream& out) {
  switch (form) {
    case recon_form::text: return print_text(file, found, hash, names, out);
    case recon_form::json: return print_json(file, found, hash, names, out);
    case recon_form::csv: return print_csv(file, found, hash, names, out);
  }
}

void print_recon_kinds(std::ostream& out) {
  out << "| Difference | How it comes about | Without a person | What resolves it |\n"
         "|---|---|---|---|\n";
  for (const auto& row : differences::all)
    out << "| `" << row.name << "` | " << row.why << " | " << name_of(row.may) << " | " << row.then
        << " |\n";
}

}  // namespace sluice
