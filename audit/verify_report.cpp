#include "audit/verify_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/printable.hpp"
#include "base/hex.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

std::uint64_t rate(std::uint64_t events, millis took) {
  const auto ms = static_cast<std::uint64_t>(std::max<millis::rep>(1, took.count()));
  return events * 1000 / ms;
}

std::string log_text(const store::log_history& log) {
  const auto& last = log.incarnations.back();
  return (log.has_id() ? store::to_text(log.id) : "without an id") + ", incarnation " +
         std::to_string(last.number) + " from sequence " + std::to_string(last.from);
}

std::string chain_text(const store::head& head) {
  return hex(head.chain.data(), head.chain.size());
}

void print_problem(const audit_problem& p, std::ostream& out) {
  out << "  ";
  if (p.at != 0) out << "sequence " << p.at << "  ";
  if (!p.stream.empty()) out << printable(p.stream) << "  ";
  out << name_of(p.fault.rule) << ": " << printable(p.fault.what) << '\n';
}

void print_verdict(const audit_result& result, std::ostream& out) {
  if (!result.unreadable.empty()) {
    out << "result   could not be read: " << printable(result.unreadable) << '\n';
    if (result.problems_found == 0) return;
  }
  if (result.problems_found == 0) {
    out << "result   every rule holds\n";
    return;
  }
  out << "result   " << result.problems_found << " violations";
  if (result.first_bad != 0) out << ", the first at sequence " << result.first_bad;
  out << '\n';
  for (const auto& p : result.problems) print_problem(p, out);
  if (result.problems_found > result.problems.size())
    out << "  … and " << result.problems_found - result.problems.size() << " more\n";
}

}  // namespace

void print_text(const audit_result& result, millis took, std::ostream& out) {
  out << "events   " << result.events << " in " << took.count() << " ms, "
      << rate(result.events, took) << " a second\n"
      << "log      " << log_text(result.log) << '\n'
      << "head     sequence " << result.head.position << ", chain " << chain_text(result.head)
      << '\n'
      << "orders   " << result.orders << ", of which open " << result.open_orders << '\n';
  for (const auto& [state, count] : result.orders_by_state)
    out << "           " << state << ' ' << count << '\n';
  print_verdict(result, out);
}

void print_json(const audit_result& result, millis took, std::ostream& out) {
  using json = nlohmann::ordered_json;
  json states = json::object();
  for (const auto& [state, count] : result.orders_by_state) states[state] = count;
  json problems = json::array();
  for (const auto& p : result.problems)
    problems.push_back({{"sequence", p.at},
                        {"stream", p.stream},
                        {"rule", name_of(p.fault.rule)},
                        {"what", p.fault.what}});
  json incarnations = json::array();
  for (const auto& i : result.log.incarnations)
    incarnations.push_back({{"number", i.number}, {"from", i.from}});
  json object;
  object["ok"] = result.problems_found == 0 && result.unreadable.empty();
  object["log"] = result.log.has_id() ? json(store::to_text(result.log.id)) : json(nullptr);
  object["incarnations"] = std::move(incarnations);
  object["events"] = result.events;
  object["orders"] = result.orders;
  object["orders_by_state"] = std::move(states);
  object["open_orders"] = result.open_orders;
  object["head"] = {{"sequence", result.head.position}, {"chain", chain_text(result.head)}};
  object["first_bad"] = result.first_bad == 0 ? json(nullptr) : json(result.first_bad);
  object["problems_found"] = result.problems_found;
  object["problems"] = std::move(problems);
  object["unreadable"] = result.unreadable.empty() ? json(nullptr) : json(result.unreadable);
  object["milliseconds"] = took.count();
  object["events_per_second"] = rate(result.events, took);
  out << to_line(object) << '\n';
}

}  // namespace sluice
