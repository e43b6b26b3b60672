#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/order_trace.hpp"
#include "audit/printable.hpp"
#include "base/time_text.hpp"
#include "domain/order/attempt_words.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

std::string milliseconds(const std::optional<millis>& took) {
  return took ? std::to_string(took->count()) : std::string{};
}

/// No separator in it, whatever a channel has said.
std::string field(std::string_view text) {
  auto out = printable(text);
  std::replace(out.begin(), out.end(), '|', '/');
  return out;
}

constexpr int when_column = 26;
constexpr int step_column = 20;
constexpr int actor_column = 20;
constexpr int took_column = 9;

}  // namespace

void print_text(const order_trace& t, std::ostream& out) {
  const auto& o = t.last;
  out << "order " << to_string(o.id) << "  " << name_of(o.type) << "  " << to_string(o.amount)
      << "  " << public_state(o) << "\n\n"
      << std::left << std::setw(when_column) << "TIME" << std::setw(step_column) << "STEP"
      << std::setw(actor_column) << "BY" << std::right << std::setw(took_column) << "TOOK ms"
      << "  WHY\n";
  for (const auto& s : t.steps) {
    out << std::left << std::setw(when_column) << rfc3339(s.at) << std::setw(step_column) << s.step
        << std::setw(actor_column) << printable(s.actor) << std::right << std::setw(took_column)
        << milliseconds(s.took) << "  " << printable(s.why);
    if (!s.code.empty()) out << " [" << printable(s.code) << ']';
    if (!s.number.empty()) out << " (" << s.channel << ' ' << s.number << ')';
    out << '\n';
  }
}

void print_json(const order_trace& t, std::ostream& out) {
  json steps = json::array();
  for (const auto& s : t.steps)
    steps.push_back(
        {{"time", rfc3339(s.at)},
         {"sequence", s.sequence},
         {"step", s.step},
         {"actor", s.actor},
         {"channel", s.channel},
         {"number", s.number},
         {"code", s.code},
         {"took_ms", s.took ? json(s.took->count()) : json(nullptr)},
         {"why", s.why}});
  out << to_line(json{{"merchant", t.last.id.merchant.value()},
                      {"order_no", t.last.id.number.value()},
                      {"state", public_state(t.last)},
                      {"steps", std::move(steps)}})
      << '\n';
}

void print_lines(const order_trace& t, std::ostream& out) {
  const auto& id = t.last.id;
  for (const auto& s : t.steps)
    out << rfc3339(s.at) << "||" << id.merchant.value() << "||" << id.number.value() << "||"
        << s.sequence << "||" << s.step << "||" << field(s.actor) << "||" << s.channel << "||"
        << s.number << "||" << field(s.code) << "||" << milliseconds(s.took) << "||" << field(s.why)
        << '\n';
}

}  // namespace sluice
