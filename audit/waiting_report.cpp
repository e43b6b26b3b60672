#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/printable.hpp"
#include "audit/waiting.hpp"
#include "base/time_text.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

/// "3 d 4 h", "12 min"
std::string how_long(millis past) {
  const auto minutes = std::max<millis::rep>(0, past.count()) / 60'000;
  if (minutes < 60) return std::to_string(minutes) + " min";
  if (minutes / 60 < 48)
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
  return std::to_string(minutes / 1440) + " d " + std::to_string(minutes / 60 % 24) + " h";
}

std::string words_of(const order::waiting_matter& m) {
  std::string out;
  for (const auto word : m.words) out += (out.empty() ? "" : ", ") + std::string(name_of(word));
  return out + (m.refund ? "; with refund_no " + m.refund->value()
                         : "; with attempt " + std::to_string(m.attempt.value()));
}

constexpr std::size_t waits_width = 14;
constexpr std::size_t order_width = 28;
constexpr std::size_t refund_width = 18;
constexpr std::size_t amount_width = 16;

/// However long it is, it does not run into the next one.
std::string cell(std::string_view content, std::size_t width) {
  std::string out(content);
  out.resize(std::max(width, out.size() + 2), ' ');
  return out;
}

void put_row(std::ostream& out, std::string_view waits, std::string_view order,
             std::string_view refund, std::string_view amount, std::string_view reason) {
  out << cell(waits, waits_width) << cell(order, order_width) << cell(refund, refund_width)
      << cell(amount, amount_width) << reason << '\n';
}

}  // namespace

void print_text(const waiting_list& list, instant now, std::ostream& out) {
  if (list.matters.empty()) out << "nothing waits for a person\n";
  if (!list.matters.empty()) put_row(out, "waits for", "order", "refund", "amount", "reason");
  for (const auto& m : list.matters) {
    put_row(out, how_long(now - m.since), to_string(m.order), m.refund ? m.refund->value() : "-",
            to_string(m.amount), printable(m.reason));
    for (const auto& e : m.evidence) out << "              " << printable(e) << '\n';
    out << "              order.resolve takes: " << words_of(m) << '\n';
  }
  for (const auto& u : list.unreadable) out << "PROBLEM " << printable(u) << '\n';
}

void print_json(const waiting_list& list, std::ostream& out) {
  using json = nlohmann::ordered_json;
  json waiting = json::array();
  for (const auto& m : list.matters) {
    json words = json::array();
    for (const auto word : m.words) words.push_back(name_of(word));
    waiting.push_back(
        {{"merchant", m.order.merchant.value()},
         {"order_no", m.order.number.value()},
         {"attempt", m.attempt.value()},
         {"refund_no", m.refund ? json(m.refund->value()) : json(nullptr)},
         {"reason", m.reason},
         {"since", rfc3339(m.since)},
         {"amount_minor", m.amount.minor_units},
         {"currency", name_of(m.amount.unit)},
         {"evidence", m.evidence},
         {"resolutions", std::move(words)}});
  }
  out << to_line(json{{"waiting", std::move(waiting)}, {"unreadable", list.unreadable}}) << '\n';
}

}  // namespace sluice
