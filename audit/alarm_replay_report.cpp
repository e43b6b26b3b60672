#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/alarm_replay.hpp"
#include "audit/printable.hpp"
#include "base/time_text.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

constexpr std::string_view not_in_the_log =
    "The log does not say all that an engine hears. Not counted are queries and revokes, which\n"
    "leave no event where they learn nothing; refusals count for code_frequent, not for\n"
    "success_rate; and what is about the engine itself (abnormal_failure, receiver_failing,\n"
    "system) is in the second table only.\n";

/// "4.2 s", "3 min 20 s", "2 h 5 min"
std::string text_of(millis time) {
  const auto seconds = time.count() / 1000;
  if (seconds < 60)
    return std::to_string(seconds) + '.' + std::to_string(time.count() % 1000 / 100) + " s";
  if (seconds < 3600)
    return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds / 60 % 60) + " min";
}

std::string column(std::string_view content, std::size_t width) {
  std::string out(content);
  out.resize(std::max(width, out.size() + 2), ' ');
  return out;
}

void print_table(const std::vector<past_alarm>& all, bool with_notices, std::ostream& out) {
  out << "  " << column("since", 26) << column("for", 14) << column("kind", 22) << column("key", 28)
      << column("orders", 8) << (with_notices ? "notices  " : "") << "detail\n";
  for (const auto& a : all) {
    out << "  " << column(rfc3339(a.since), 26)
        << column(a.lasted ? text_of(*a.lasted) : "fires still", 14)
        << column(alarm::name_of(a.what), 22) << column(printable(a.key), 28)
        << column(std::to_string(a.orders), 8);
    if (with_notices) out << column(std::to_string(a.notices), 9);
    out << printable(a.detail) << (a.flaps ? " (flapping)" : "")
        << (a.is_acknowledged ? " (acknowledged)" : "") << '\n';
  }
}

void print_part(std::string_view heading, std::string_view none, const std::vector<past_alarm>& all,
                bool with_notices, std::ostream& out) {
  out << '\n';
  if (all.empty()) {
    out << none << '\n';
    return;
  }
  out << heading << " (" << all.size() << ")\n";
  print_table(all, with_notices, out);
}

json as_json(const std::vector<past_alarm>& all) {
  json out = json::array();
  for (const auto& a : all)
    out.push_back(
        {{"kind", alarm::name_of(a.what)},
         {"key", a.key},
         {"since", rfc3339(a.since)},
         {"lasted_ms", a.lasted ? json(a.lasted->count()) : json(nullptr)},
         {"orders", a.orders},
         {"notices", a.notices},
         {"flapping", a.flaps},
         {"acknowledged", a.is_acknowledged},
         {"detail", a.detail}});
  return out;
}

}  // namespace

void print_text(const alarm_comparison& c, std::ostream& out) {
  out << "the log from " << rfc3339(c.from) << " to " << rfc3339(c.to) << '\n';
  print_part("By these thresholds would have fired",
             "By these thresholds nothing would have fired.", c.would, true, out);
  print_part("In fact fired", "In fact nothing fired.", c.did, false, out);
  out << '\n' << not_in_the_log;
}

void print_json(const alarm_comparison& c, std::ostream& out) {
  auto did = as_json(c.did);
  for (auto& one : did) one.erase("notices");
  out << to_line(json{{"from", rfc3339(c.from)},
                      {"to", rfc3339(c.to)},
                      {"would_have_fired", as_json(c.would)},
                      {"did_fire", std::move(did)}})
      << '\n';
}

}  // namespace sluice
