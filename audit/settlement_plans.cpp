#include "audit/settlement_plans.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/books.hpp"
#include "audit/log_for_reading.hpp"
#include "domain/settlement/terms_text.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;
using ledger::text_of;

json lots_of(const settlement::plan& p) {
  json out = json::array();
  for (const auto& l : p.lots)
    out.push_back({{"earned_on", text_of(l.what.earned_on)},
                   {"due", text_of(l.due)},
                   {"minor", l.what.minor},
                   {"to_debt_minor", l.to_debt},
                   {"to_reserve_minor", l.to_reserve},
                   {"to_available_minor", l.to_available}});
  return out;
}

json undated_of(const settlement::plan& p) {
  json out = json::array();
  for (const auto& u : p.undated_lots)
    out.push_back({{"earned_on", text_of(u.what.earned_on)},
                   {"minor", u.what.minor},
                   {"unknown_year", u.because.year}});
  return out;
}

void print_plan_as_json(const merchant_standing& of, const settlement_question& asked,
                        const settlement::plan& p, std::ostream& out) {
  out << to_line({{"merchant", of.merchant},
                  {"currency", name_of(of.unit)},
                  {"day", text_of(asked.day)},
                  {"terms", to_text(asked.by)},
                  {"lots", lots_of(p)},
                  {"undated_lots", undated_of(p)},
                  {"available_minor", p.available},
                  {"reserved_minor", p.reserved},
                  {"payouts_minor", p.settles.payouts},
                  {"left_minor", p.settles.left},
                  {"left_because", name_of(p.settles.because)}})
      << '\n';
}

void print_plan(const merchant_standing& of, const settlement_question& asked,
                const settlement::plan& p, std::ostream& out) {
  const auto amount = [&](std::int64_t minor) { return to_string(money{minor, of.unit}); };
  out << of.merchant << " on " << text_of(asked.day) << ", by " << to_text(asked.by) << '\n';
  for (const auto& l : p.lots)
    out << "  " << text_of(l.what.earned_on) << " due " << text_of(l.due) << "  "
        << amount(l.what.minor)
        << (l.to_reserve == 0 ? "" : ", of it kept back " + amount(l.to_reserve)) << '\n';
  for (const auto& u : p.undated_lots)
    out << "  " << text_of(u.what.earned_on) << " stays  " << amount(u.what.minor) << ": "
        << to_string(u.because) << '\n';
  out << "  available " << amount(p.available) << '\n';
  for (const auto one : p.settles.payouts) out << "  settled   " << amount(one) << '\n';
  out << "  left      " << amount(p.settles.left) << ": " << says(p.settles.because) << '\n';
}

/// False: its books allow none.
bool plan_one(const merchant_standing& of, const settlement_question& asked, std::ostream& out,
              std::ostream& errors) {
  const auto made = plan_of(of.stands, asked.by, asked.known, asked.day);
  if (const auto* no = std::get_if<settlement::impossible_standing>(&made)) {
    errors << of.merchant << ' ' << name_of(of.unit) << ": " << no->what << '\n';
    return false;
  }
  (asked.json ? print_plan_as_json : print_plan)(of, asked, std::get<settlement::plan>(made), out);
  return true;
}

int plan_all(const ledger::books& all, const settlement_question& asked, std::ostream& out,
             std::ostream& errors) {
  bool are_possible = true, any = false;
  for (const auto& one : standings_in(all)) {
    if (!asked.merchant.empty() && one.merchant != asked.merchant) continue;
    any = true;
    are_possible = plan_one(one, asked, out, errors) && are_possible;
  }
  if (any) return are_possible ? audit_passed : audit_violated;
  errors << "no merchant of that name has money with us: there is none, its contract makes its "
            "money not ours, or nothing was paid\n";
  return audit_unknown;
}

}  // namespace

std::vector<merchant_standing> standings_in(const ledger::books& all) {
  std::map<std::pair<std::string, currency>, settlement::standing> found;
  for (const auto& line : all.lines()) {
    if (line.where.kind != ledger::account_kind::pending) continue;
    const auto minor = line.stands.net(ledger::row_of(line.where.kind).is);
    found[{line.where.owner, line.unit}].pending.push_back({line.where.day, minor});
  }
  std::vector<merchant_standing> out;
  for (auto& [whose, stands] : found) out.push_back({whose.first, whose.second, std::move(stands)});
  return out;
}

int show_settlement_plans(const audit_options& options, const settlement_question& asked,
                          std::ostream& out, std::ostream& errors) {
  const auto opened = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&opened))
    return refuse(*problem, errors);
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  try {
    const auto found = books_of(log, {});
    if (const auto* bad = std::get_if<store::damage>(&found)) {
      errors << bad->what << '\n';
      return status_of(log, *bad);
    }
    return plan_all(std::get<books_found>(found).all, asked, out, errors);
  } catch (const store::read_failed& e) {
    errors << e.what() << '\n';
    return audit_unreadable;
  }
}

}  // namespace sluice
