#include <algorithm>
#include <array>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/agreement_trace.hpp"
#include "audit/order_trace.hpp"
#include "audit/printable.hpp"
#include "base/hex.hpp"
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

/// Enough to see whether two are the same.
std::string hash_words(const records::stored_message::field& f) {
  std::array<std::uint8_t, 8> first{};
  for (std::size_t i = 0; i < std::min(first.size(), f.keyed_hash.size()); ++i)
    first[i] = static_cast<std::uint8_t>(f.keyed_hash[i]);
  return hex(first);
}

/// Of what is not public: how long it is, and by what it can be compared.
std::string words_of(const records::stored_message::field& f) {
  if (f.keyed_hash.empty()) return f.name + '=' + printable(f.value);
  return f.name + "=<" + std::to_string(f.length) + " bytes, " + hash_words(f) + '>';
}

std::string line_of(const records::stored_message& m) {
  auto out = m.head;
  for (const auto& f : m.fields) out += ' ' + words_of(f);
  return out;
}

json to_json(const records::stored_message::field& f) {
  if (f.keyed_hash.empty()) return {{"name", f.name}, {"value", f.value}};
  return {{"name", f.name}, {"length", f.length}, {"hash", hash_words(f)}};
}

constexpr int when_column = 26;
constexpr int step_column = 28;
constexpr int actor_column = 20;
constexpr int took_column = 9;

void print_messages(const order_trace& t, std::ostream& out) {
  for (const auto& m : t.messages) {
    out << '\n'
        << rfc3339(m.at) << "  " << m.channel.value() << "  " << m.operation << "  "
        << printable(m.head) << '\n';
    for (const auto& f : m.fields) out << "    " << words_of(f) << '\n';
  }
}

json to_json(const std::vector<records::stored_message>& messages) {
  json out = json::array();
  for (const auto& m : messages) {
    json fields = json::array();
    for (const auto& f : m.fields) fields.push_back(to_json(f));
    out.push_back({{"time", rfc3339(m.at)},
                   {"channel", m.channel.value()},
                   {"operation", m.operation},
                   {"head", m.head},
                   {"fields", std::move(fields)}});
  }
  return out;
}

void print_steps(const std::vector<trace_step>& steps, std::ostream& out) {
  out << std::left << std::setw(when_column) << "TIME" << std::setw(step_column) << "STEP"
      << std::setw(actor_column) << "BY" << std::right << std::setw(took_column) << "TOOK ms"
      << "  WHY\n";
  for (const auto& s : steps) {
    out << std::left << std::setw(when_column) << rfc3339(s.at) << std::setw(step_column) << s.step
        << std::setw(actor_column) << printable(s.actor) << std::right << std::setw(took_column)
        << milliseconds(s.took) << "  " << printable(s.why);
    if (!s.code.empty()) out << " [" << printable(s.code) << ']';
    if (!s.number.empty()) out << " (" << s.channel << ' ' << s.number << ')';
    out << '\n';
  }
}

json to_json(const std::vector<trace_step>& all) {
  json steps = json::array();
  for (const auto& s : all)
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
  return steps;
}

void print_step_lines(const std::vector<trace_step>& steps, const std::string& merchant,
                      const std::string& number, std::ostream& out) {
  for (const auto& s : steps)
    out << rfc3339(s.at) << "||" << merchant << "||" << number << "||" << s.sequence << "||"
        << s.step << "||" << field(s.actor) << "||" << s.channel << "||" << s.number << "||"
        << field(s.code) << "||" << milliseconds(s.took) << "||" << field(s.why) << '\n';
}

}  // namespace

void print_text(const order_trace& t, std::ostream& out) {
  const auto& o = t.last;
  out << "order " << to_string(o.id) << "  " << name_of(o.type) << "  " << to_string(o.amount)
      << "  " << public_state(o) << "\n\n";
  print_steps(t.steps, out);
  print_messages(t, out);
}

void print_json(const order_trace& t, std::ostream& out) {
  json all{{"merchant", t.last.id.merchant.value()},
           {"order_no", t.last.id.number.value()},
           {"state", public_state(t.last)},
           {"steps", to_json(t.steps)}};
  if (!t.messages.empty()) all["messages"] = to_json(t.messages);
  out << to_line(all) << '\n';
}

void print_lines(const order_trace& t, std::ostream& out) {
  const auto& id = t.last.id;
  print_step_lines(t.steps, id.merchant.value(), id.number.value(), out);
  for (const auto& m : t.messages)
    out << rfc3339(m.at) << "||" << id.merchant.value() << "||" << id.number.value()
        << "||0||message_" << m.operation << "||engine||" << m.channel.value() << "||||||||"
        << field(line_of(m)) << '\n';
}

void print_text(const agreement_trace& t, std::ostream& out) {
  out << "agreement " << to_string(t.id) << "  " << name_of(t.last.what.type) << "  "
      << name_of(t.last.stage) << "\n\n";
  print_steps(t.steps, out);
}

void print_json(const agreement_trace& t, std::ostream& out) {
  out << to_line({{"merchant", t.id.merchant.value()},
                  {"agreement_no", t.id.number.value()},
                  {"state", name_of(t.last.stage)},
                  {"steps", to_json(t.steps)}})
      << '\n';
}

void print_lines(const agreement_trace& t, std::ostream& out) {
  print_step_lines(t.steps, t.id.merchant.value(), t.id.number.value(), out);
}

}  // namespace sluice
