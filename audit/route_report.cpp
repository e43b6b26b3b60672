#include <nlohmann/json.hpp>
#include <ostream>

#include "audit/explained_route.hpp"
#include "audit/printable.hpp"
#include "base/time_text.hpp"
#include "domain/channel/path_words.hpp"
#include "domain/order/attempt_words.hpp"
#include "events/event_type.hpp"
#include "events/json.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

// -- text -----------------------------------------------------------------------------------

std::string until(const std::optional<instant>& end) {
  return end ? ", until " + rfc3339(*end) : "";
}

std::string says(const channel::path_turned& e, instant since) {
  auto out =
      std::string(name_of(e.to)) + " since " + rfc3339(since) + ": " + std::string(name_of(e.why));
  if (e.counted.finished > 0)
    out += " (" + std::to_string(e.counted.failed) + " of " + std::to_string(e.counted.finished) +
           " failed, " + std::to_string(e.counted.slow) + " slow)";
  return out + until(e.until);
}

std::string says(const channel::path_forced& e, instant since) {
  auto out = "switched to " + std::string(name_of(e.to)) + " since " + rfc3339(since);
  if (e.who) out += " by " + e.who->operator_name + ": " + printable(e.who->reason);
  return out + until(e.until);
}

std::string how_it_ended(const tried_channel& t) {
  if (t.what.never_left) return "never left the engine";
  std::string out(name_of(t.what.result));
  if (t.failed_by) out.append(", says the ").append(name_of(*t.failed_by));
  return out;
}

// -- JSON -----------------------------------------------------------------------------------

json as_json(const std::optional<breaker_word>& b) {
  if (!b) return nullptr;
  const auto event = std::visit([](const auto& any) { return channel::event{any}; }, b->said);
  return {{"since", rfc3339(b->since)},
          {"type", name_of(type_of(event))},
          {"event", to_json(any_event{event})}};
}

json as_json(const explained_channel& c) {
  return {{"channel", c.id ? json(c.id->value()) : json(nullptr)},
          {"verdict", name_of(c.found.what)},
          {"good", c.found.good},
          {"counted", c.found.counted},
          {"score", c.found.score},
          {"words", c.words},
          {"breaker", as_json(c.breaker)}};
}

json as_json(const tried_channel& t) {
  return {{"attempt", t.what.number.value()},
          {"channel", t.what.channel.value()},
          {"started", rfc3339(t.what.started)},
          {"outcome", name_of(t.what.result)},
          {"code", t.what.code},
          {"failed_by", t.failed_by ? json(name_of(*t.failed_by)) : json(nullptr)},
          {"never_left", t.what.never_left}};
}

template <class Values>
json list_of(const Values& values) {
  json out = json::array();
  for (const auto& v : values) out.push_back(as_json(v));
  return out;
}

json names(const std::vector<channel_id>& channels) {
  json out = json::array();
  for (const auto& c : channels) out.push_back(c.value());
  return out;
}

}  // namespace

std::string sentence_of(const breaker_word& b) {
  const auto& where = where_of(b.said);
  return (where.is_whole_channel() ? "the whole channel" : where.text()) + ' ' +
         std::visit([&](const auto& any) { return says(any, b.since); }, b.said);
}

std::vector<std::string> sentences_of(const std::vector<tried_channel>& tried) {
  std::vector<std::string> out;
  for (const auto& t : tried) {
    if (!out.empty()) out.back() += "; so another channel was tried";
    auto& line = out.emplace_back(
        "attempt " + std::to_string(t.what.number.value()) + " at " + t.what.channel.value() +
        ", " + rfc3339(t.what.started) + ": " + how_it_ended(t));
    if (!t.what.code.empty()) line += " (" + printable(t.what.code) + ')';
  }
  return out;
}

void print_text(const explained_route& r, std::ostream& out) {
  out << "order " << to_string(r.id) << "  " << rfc3339(r.accepted) << "  route";
  for (const auto& c : r.route) out << ' ' << c.value();
  out << '\n';
  if (!r.unexplained.empty()) out << r.unexplained << '\n';
  for (const auto& c : r.channels) {
    out << c.words << '\n';
    if (c.breaker) out << "  " << sentence_of(*c.breaker) << '\n';
  }
  if (r.left_out > 0) out << "and " << r.left_out << " more\n";
  for (const auto& line : sentences_of(r.tried)) out << line << '\n';
}

void print_json(const explained_route& r, std::ostream& out) {
  out << to_line(json{{"merchant", r.id.merchant.value()},
                      {"order_no", r.id.number.value()},
                      {"accepted", rfc3339(r.accepted)},
                      {"route", names(r.route)},
                      {"unexplained", r.unexplained.empty() ? json(nullptr) : json(r.unexplained)},
                      {"merchant_position", r.merchant_position},
                      {"rules_position", r.rules_position},
                      {"channels", list_of(r.channels)},
                      {"left_out", r.left_out},
                      {"attempts", list_of(r.tried)}})
      << '\n';
}

}  // namespace sluice
