#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "audit/printable.hpp"
#include "audit/replay.hpp"
#include "base/time_text.hpp"
#include "domain/policy.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

std::string name_of_type(const store::record& r) {
  const auto type = event_type_from_number(r.type);
  return type ? std::string(name_of(*type)) : "type " + std::to_string(r.type);
}

std::int64_t after_ms(const order_replay& replay, std::size_t step) {
  return step == 0 ? 0 : replay.steps[step].record.time_ms - replay.steps[step - 1].record.time_ms;
}

/// "+12.345 s"
std::string seconds(std::int64_t ms) {
  std::ostringstream out;
  out << (ms < 0 ? '-' : '+') << std::abs(ms / 1000) << '.' << std::setfill('0') << std::setw(3)
      << std::abs(ms % 1000) << " s";
  return out.str();
}

// -- what an event says, in one line -----------------------------------------------------

/// Of the order's first event: what its own line above the table says already, and what no person
/// can read.
bool goes_without_saying(const std::string& key) {
  return key == "merchant" || key == "order_no" || key == "body" || key == "sealed";
}

std::string text_of(const json& value) {
  if (value.is_string()) return printable(value.get_ref<const std::string&>());
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (!value.is_array()) return to_line(value);
  std::string out;
  for (const auto& each : value) out += (out.empty() ? "" : ", ") + text_of(each);
  return out;
}

std::string says(const json& fields) {
  std::string out;
  for (const auto& [key, value] : fields.items()) {
    const auto text = text_of(value);
    if (goes_without_saying(key) || text.empty()) continue;
    if (!out.empty()) out += "; ";
    std::string words = key;
    std::replace(words.begin(), words.end(), '_', ' ');
    out += words.append(1, ' ').append(text);
  }
  return out;
}

std::string says(const replay_step& step) {
  if (step.fault) return "PROBLEM " + printable(step.fault->what);
  if (const auto* problem = std::get_if<undecodable>(&step.content))
    return "PROBLEM " + printable(problem->message);
  return says(to_json(std::get<decoded>(step.content).event));
}

// -- text -----------------------------------------------------------------------------------

void print_heading(const order_replay& replay, std::ostream& out) {
  const auto& o = replay.last;
  out << "order " << to_string(replay.id);
  if (!std::holds_alternative<order::absent>(o.now)) {
    out << "  " << name_of(o.type) << "  " << to_string(o.amount) << "  " << name_of(o.now);
    if (!o.refunds.empty()) out << "  refunded " << to_string(completed_refunds(o));
  }
  out << '\n';
}

constexpr int time_width = 26;
constexpr int after_width = 14;
constexpr int sequence_width = 10;
constexpr int event_width = 20;
constexpr int state_width = 16;

std::ostream& row(std::ostream& out, std::string_view time, std::string_view after,
                  std::string_view sequence, std::string_view event, std::string_view state) {
  return out << std::left << std::setw(time_width) << time << std::right << std::setw(after_width)
             << after << std::setw(sequence_width) << sequence << "  " << std::left
             << std::setw(event_width) << event << std::setw(state_width) << state;
}

void print_json_step(const order_replay& replay, std::size_t i, json& events) {
  const auto& step = replay.steps[i];
  json line;
  if (const auto* content = std::get_if<decoded>(&step.content)) {
    line = to_json(step.record, *content);
  } else {
    line["sequence"] = step.record.position;
    line["time"] = rfc3339(time_of(step.record));
    line["stream"] = step.record.stream;
    line["stream_sequence"] = step.record.stream_position;
    line["type"] = name_of_type(step.record);
  }
  line["incarnation"] = replay.log.incarnation_of(step.record.position);
  line["after_ms"] = after_ms(replay, i);
  line["state"] = step.state;
  if (step.fault)
    line["problem"] = {{"rule", name_of(step.fault->rule)}, {"what", step.fault->what}};
  events.push_back(std::move(line));
}

}  // namespace

void print_text(const order_replay& replay, std::ostream& out) {
  print_heading(replay, out);
  row(out, "time", "after", "sequence", "event", "state then") << "what it says\n";
  for (std::size_t i = 0; i < replay.steps.size(); ++i) {
    const auto& step = replay.steps[i];
    row(out, rfc3339(time_of(step.record)), i == 0 ? "" : seconds(after_ms(replay, i)),
        std::to_string(step.record.position), name_of_type(step.record), step.state)
        << says(step) << '\n';
  }
  if (replay.fault)
    out << "PROBLEM " << name_of(replay.fault->rule) << ": " << printable(replay.fault->what)
        << '\n';
}

void print_json(const order_replay& replay, std::ostream& out) {
  json events = json::array();
  for (std::size_t i = 0; i < replay.steps.size(); ++i) print_json_step(replay, i, events);
  json object;
  object["log"] = replay.log.has_id() ? json(store::to_text(replay.log.id)) : json(nullptr);
  object["merchant"] = replay.id.merchant.value();
  object["order_no"] = replay.id.number.value();
  object["state"] = replay.fault ? "unknown" : public_state(replay.last);
  object["detail"] = replay.fault ? "unknown" : name_of(replay.last.now);
  object["problem"] = nullptr;
  if (replay.fault)
    object["problem"] = {{"rule", name_of(replay.fault->rule)}, {"what", replay.fault->what}};
  object["events"] = std::move(events);
  out << to_line(object) << '\n';
}

}  // namespace sluice
