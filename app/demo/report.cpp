#include "app/demo/report.hpp"

#include <iomanip>
#include <ostream>

#include "domain/money.hpp"

namespace sluice::demo {
namespace {

constexpr std::size_t most_listed = 20;
constexpr std::size_t fate_width = 46;

std::string amount_text(std::int64_t minor_units) {
  const auto text = to_string(money{minor_units, currency::cny});
  return text.substr(0, text.find(' '));  // the heading names the currency
}

std::string cut(std::string_view text) {
  if (text.size() <= fate_width) return std::string{text};
  const auto words = text.substr(0, text.rfind(' ', fate_width - 4));
  return std::string{words} + " ...";
}

std::string states_text(const fate_row& row) {
  std::string text;
  for (const auto& [state, count] : row.states) {
    if (!text.empty()) text += ", ";
    text += state;
    if (row.states.size() > 1) text += ' ' + std::to_string(count);
  }
  return row.conflicts == 0 ? text : text + " (!)";
}

void print_row(const fate_row& row, std::ostream& out) {
  out << std::setfill('0') << std::setw(2) << std::right << row.fate->digits << std::setfill(' ')
      << "  " << std::left << std::setw(fate_width) << cut(row.fate->happens) << std::right
      << std::setw(7) << row.orders << "  " << std::left << std::setw(22) << states_text(row)
      << std::right << std::setw(5) << row.requests << std::setw(11) << amount_text(row.paid_minor)
      << std::setw(11) << amount_text(row.returned_minor) << std::setw(11)
      << amount_text(row.paid_minor - row.returned_minor) << std::setw(11)
      << amount_text(row.claimed_minor) << "  " << (row.agrees ? "yes" : "NO") << '\n';
}

void print_table(const verdict& judged, std::ostream& out) {
  out << "\n"
      << std::string(fate_width + 36, ' ') << "    the channels' books, CNY             engine\n"
      << std::left << std::setw(fate_width + 4) << "fate" << std::right << std::setw(7) << "orders"
      << "  " << std::left << std::setw(22) << "the engine says" << std::right << std::setw(5)
      << "asked" << std::setw(11) << "paid" << std::setw(11) << "returned" << std::setw(11)
      << "kept" << std::setw(11) << "kept" << "  agree\n";
  for (const auto& row : judged.rows) print_row(row, out);
  out << "asked: pay requests that the channels received; (!): a contradiction is recorded\n\n";
}

void print_tally(const char* what, const tally& t, std::ostream& out) {
  out << "  " << std::left << std::setw(26) << what << std::right << t.as_it_should << " of "
      << t.tried << '\n';
}

/// Room for what else the demo shows of who may do what.
void print_access(const access_shown& a, std::ostream& out) {
  print_tally("strangers, refused", a.strangers, out);
  out << "                             \"" << a.told << "\"\n"
      << "  a key replaced meanwhile   old and new key heard in the overlap: "
      << a.overlap.as_it_should << " of " << a.overlap.tried << ", with " << a.with_old << " and "
      << a.with_new << " requests of shops; the old one afterwards: " << a.old_key_afterwards
      << '\n'
      << "  what two must want         a right more: who proposed it, agreeing: " << a.alone
      << "; another person, agreeing: " << a.agreed << '\n';
}

void print_channel(const channel_shown& c, std::ostream& out) {
  out << "  a channel dies             payments go elsewhere after " << c.opened_after.count()
      << " ms (" << c.why << ", " << c.failed << " failed); of " << c.orders << " orders " << c.paid
      << " were paid, " << c.paid_elsewhere
      << " of them on the wallet's other account; it answers again, and is trusted after "
      << c.closed_after.count() << " ms\n";
}

void print_alarms(const facts& f, std::ostream& out) {
  const auto& a = f.channel.alarm;
  out << "  people hear of it          ";
  if (a.fired.empty())
    out << "NO notice that the channel is silent has come";
  else
    out << '"' << a.fired << "\" after " << a.fired_after.count() << " ms; ";
  if (!a.over.empty())
    out << '"' << a.over << "\" " << a.over_after.count() << " ms after it answers again";
  else if (!a.fired.empty())
    out << "that it is over has NOT come";
  out << "\n                             notices came of:";
  for (const auto& kind : f.alarms) out << ' ' << kind;
  out << '\n';
}

void print_payers(const payers_shown& p, std::ostream& out) {
  out << "  payers act elsewhere       " << p.told_what_to_do << " of " << p.orders
      << " orders were answered with a code, a page, a form or what an app gets; " << p.paid
      << " were paid, " << p.captured << " of them a part of what was held; " << p.let_go
      << " were let go\n";
}

void print_agreement(const agreement_shown& a, std::ostream& out) {
  out << "  an agreement               " << a.begun << " once its payer " << a.payer
      << " had signed: " << a.paid << " of " << a.orders << " orders were charged without asking; "
      << a.over << " by the merchant, and the next order: " << a.refused << '\n';
}

void print_books(const books_shown& b, std::ostream& out) {
  out << "  the books                  ";
  if (!b.unreadable.empty()) {
    out << "CANNOT be read: " << b.unreadable << '\n';
    return;
  }
  out << b.contracts << " contracts that two persons agreed to, " << b.journals
      << " journals; channels owe us " << amount_text(b.channels_owe) << " and took "
      << amount_text(b.channels_took) << ", fees to be paid " << amount_text(b.fees_due)
      << ";\n                             of it merchants " << amount_text(b.merchants)
      << ", paid out " << amount_text(b.paid_out) << ", payers " << amount_text(b.payers)
      << ", our fees " << amount_text(b.fees) << "; both sides differ by "
      << amount_text(b.difference) << '\n';
}

void print_settlements(const settlements_shown& s, std::ostream& out) {
  out << "  settlements                " << s.paid << " of " << s.merchants
      << " merchants were paid " << amount_text(s.amount)
      << ", as two persons said; that it was paid once more: " << s.refused << '\n';
}

void print_webhooks(const webhooks_shown& w, std::ostream& out) {
  out << "  webhooks to a merchant     " << w.arrived << " arrived, of " << w.events << " events; "
      << w.told << " of " << w.orders << " orders that have ended were told to "
      << webhook_receiver::merchant << "; wrongly signed: " << w.forged
      << ", changed: " << w.changed << "; the first was refused, and "
      << (w.refused_one_came_again ? "came again" : "DID NOT come again") << '\n';
}

void print_list(const char* heading, const std::vector<std::string>& lines, std::ostream& out) {
  if (lines.empty()) return;
  out << '\n' << heading << '\n';
  for (std::size_t i = 0; i < lines.size() && i < most_listed; ++i) out << "  " << lines[i] << '\n';
  if (lines.size() > most_listed) out << "  and " << lines.size() - most_listed << " more\n";
}

std::string audit_text(const audit_outcome& audit) {
  if (audit.status == 0) return "every rule holds";
  if (audit.status == 1)
    return std::to_string(audit.report.value("problems_found", 0)) + " violations";
  return "could not read the log";
}

void print_next(const facts& f, const std::string& program, std::ostream& out) {
  out << "\nTry next:\n"
      << "  " << program << " trace " << f.example_order << " --data " << f.log.string() << '\n'
      << "  " << program << " books balance --data " << f.log.string() << '\n'
      << "  " << program << " audit export --data " << f.log.string() << " --format jsonl\n"
      << "  nats-server -a 127.0.0.1 & " << program << " serve & sleep 2; " << program
      << " req order.create '{\"merchant\":\"m1\",\"order_no\":\"A-1\",\"business_type\":"
         "\"payment_code\",\"amount_minor\":1201,\"currency\":\"CNY\",\"payment_code\":"
         "\"134567890123456789\"}'\n";
}

nlohmann::ordered_json as_json(const tally& t) {
  return {{"tried", t.tried}, {"as_expected", t.as_it_should}};
}

nlohmann::ordered_json as_json(const access_shown& a) {
  return {{"strangers_refused", as_json(a.strangers)},
          {"strangers_told", a.told},
          {"key_replaced",
           {{"heard_in_overlap", as_json(a.overlap)},
            {"requests_with_old", a.with_old},
            {"requests_with_new", a.with_new},
            {"old_key_afterwards", a.old_key_afterwards}}},
          {"two_persons", {{"alone", a.alone}, {"agreed", a.agreed}}}};
}

nlohmann::ordered_json as_json(const channel_shown& c) {
  return {{"opened_for", c.why},
          {"failed", c.failed},
          {"opened_after_ms", c.opened_after.count()},
          {"closed_after_ms", c.closed_after.count()},
          {"orders", c.orders},
          {"paid", c.paid},
          {"paid_elsewhere", c.paid_elsewhere},
          {"alarm",
           {{"fired", c.alarm.fired},
            {"fired_after_ms", c.alarm.fired_after.count()},
            {"over", c.alarm.over},
            {"over_after_ms", c.alarm.over_after.count()}}}};
}

nlohmann::ordered_json as_json(const payers_shown& p) {
  return {{"orders", p.orders},
          {"told_what_to_do", p.told_what_to_do},
          {"paid", p.paid},
          {"captured", p.captured},
          {"let_go", p.let_go}};
}

nlohmann::ordered_json as_json(const books_shown& b) {
  return {{"contracts", b.contracts},
          {"journals", b.journals},
          {"channels_owe_minor", b.channels_owe},
          {"channels_took_minor", b.channels_took},
          {"merchants_minor", b.merchants},
          {"paid_out_minor", b.paid_out},
          {"payers_minor", b.payers},
          {"fees_minor", b.fees},
          {"fees_due_minor", b.fees_due},
          {"difference_minor", b.difference}};
}

nlohmann::ordered_json as_json(const settlements_shown& s) {
  return {{"merchants", s.merchants},
          {"paid", s.paid},
          {"amount_minor", s.amount},
          {"refused_afterwards", s.refused}};
}

nlohmann::ordered_json as_json(const agreement_shown& a) {
  return {{"begun", a.begun}, {"payer", a.payer}, {"orders", a.orders},
          {"paid", a.paid},   {"over", a.over},   {"refused_afterwards", a.refused}};
}

nlohmann::ordered_json as_json(const webhooks_shown& w) {
  return {{"arrived", w.arrived},
          {"events", w.events},
          {"orders", w.orders},
          {"told", w.told},
          {"wrongly_signed", w.forged},
          {"changed", w.changed},
          {"refused_one_came_again", w.refused_one_came_again}};
}

nlohmann::ordered_json as_json(const fate_row& row) {
  return {{"digits", row.fate->digits},
          {"happens", row.fate->happens},
          {"should_end", row.fate->order_ends},
          {"orders", row.orders},
          {"states", row.states},
          {"conflicts", row.conflicts},
          {"undisturbed", row.undisturbed},
          {"as_planned", row.as_planned},
          {"pay_requests", row.requests},
          {"books",
           {{"paid_minor", row.paid_minor},
            {"returned_minor", row.returned_minor},
            {"kept_minor", row.paid_minor - row.returned_minor}}},
          {"engine_kept_minor", row.claimed_minor},
          {"agree", row.agrees}};
}

}  // namespace

void print_text(const facts& f, const std::string& program, std::ostream& out) {
  print_table(f.judged, out);
  print_tally("duplicates, same answer", f.tallies.duplicates, out);
  print_tally("refusals, as expected", f.tallies.refusals, out);
  print_tally("refunds, as expected", f.tallies.refunds, out);
  print_tally("revokes by merchants", f.tallies.revokes, out);
  print_access(f.access, out);
  print_channel(f.channel, out);
  print_alarms(f, out);
  print_payers(f.payers, out);
  print_agreement(f.agreement, out);
  print_books(f.books, out);
  print_settlements(f.settlements, out);
  print_webhooks(f.webhooks, out);
  out << "  paid at once               p50 " << f.paid_at_once.p50.count() << " ms, p99 "
      << f.paid_at_once.p99.count() << " ms (" << f.paid_at_once.samples
      << " orders, command to answer)\n"
      << "  the crash                  " << f.in_flight_at_kill
      << " orders were under way; answers again after " << f.away.count() << " ms; " << f.repeats
      << " requests repeated\n"
      << "  the log                    " << f.audit.report.value("events", std::uint64_t{0})
      << " events\n"
      << "  sluice audit verify        " << audit_text(f.audit) << '\n';
  print_list("Orders that have not ended in time:", f.judged.stuck, out);
  print_list("What does not agree:", f.judged.problems, out);
  print_list("Answers that should not have been:", f.complaints, out);
  print_list("Not as it should be:", disagreements(f), out);
  if (f.exit_status != 0)
    out << "\nThe engine ended with status " << f.exit_status << "; see engine.log\n";
  out << '\n'
      << (all_agree(f) ? "Engine, books and audit agree" : "NOT everything agrees") << " on "
      << f.orders << " orders, " << f.took.count() / 1000 << " s. Everything is in "
      << f.folder.string() << '\n';
  print_next(f, program, out);
}

void print_json(const facts& f, std::ostream& out) {
  nlohmann::ordered_json fates = nlohmann::ordered_json::array();
  for (const auto& row : f.judged.rows) fates.push_back(as_json(row));
  const nlohmann::ordered_json document{
      {"agree", all_agree(f)},
      {"orders", f.orders},
      {"seed", f.seed},
      {"milliseconds", f.took.count()},
      {"folder", f.folder.string()},
      {"log", f.log.string()},
      {"fates", fates},
      {"duplicates", as_json(f.tallies.duplicates)},
      {"refusals", as_json(f.tallies.refusals)},
      {"refunds", as_json(f.tallies.refunds)},
      {"revokes", as_json(f.tallies.revokes)},
      {"access", as_json(f.access)},
      {"channel_dies", as_json(f.channel)},
      {"payers_act", as_json(f.payers)},
      {"agreement", as_json(f.agreement)},
      {"books", as_json(f.books)},
      {"settlements", as_json(f.settlements)},
      {"webhooks", as_json(f.webhooks)},
      {"kinds_of_alarms", f.alarms},
      {"latency",
       {{"samples", f.paid_at_once.samples},
        {"p50_ms", f.paid_at_once.p50.count()},
        {"p99_ms", f.paid_at_once.p99.count()}}},
      {"crash",
       {{"orders_under_way", f.in_flight_at_kill},
        {"away_ms", f.away.count()},
        {"requests_repeated", f.repeats}}},
      {"engine_exit_status", f.exit_status},
      {"events", f.audit.report.value("events", std::uint64_t{0})},
      {"audit", {{"status", f.audit.status}, {"report", f.audit.report}}},
      {"settled_in_time", f.settled},
      {"stuck", f.judged.stuck},
      {"problems", f.judged.problems},
      {"complaints", f.complaints}};
  out << document.dump(2) << '\n';
}

}  // namespace sluice::demo
