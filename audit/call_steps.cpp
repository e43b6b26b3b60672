#include "audit/call_steps.hpp"

#include <algorithm>
#include <array>

#include "base/invariant.hpp"
#include "base/time_text.hpp"

namespace sluice {
namespace {

/// Behind these the calls of the same moment lie, before everything else: they lead to them.
constexpr std::array<std::string_view, 8> lead_to_calls{
    "attempt_started", "code_given",        "revoke_requested",    "refund_requested",
    "refund_sent_on",  "capture_requested", "agreement_requested", "agreement_ending_requested"};

/// An order that has ended is asked about for a while all the same.
constexpr std::chrono::hours asked_about_after_its_end{24};

std::string_view sentence_of(call_outcome how) {
  switch (how) {
    case call_outcome::done: return "the channel says yes";
    case call_outcome::declined: return "the channel says no";
    case call_outcome::pending: return "the channel has no final word";
    case call_outcome::unknown: return "no answer that can be believed";
    case call_outcome::not_sent: return "it was not sent";
  }
  broken_invariant("every outcome has a sentence", __FILE__, __LINE__);
}

trace_step step_of(const call_record& c) {
  auto why = std::string(sentence_of(c.outcome));
  if (!c.cause.empty()) why += "; " + c.cause;
  std::optional<millis> took;
  if (c.outcome != call_outcome::not_sent) took = c.took;
  return {.at = c.began,
          .step = "call_" + c.operation,
          .actor = "engine",
          .channel = c.channel.value(),
          .number = c.number.value(),
          .code = c.code,
          .took = took,
          .why = std::move(why)};
}

trace_step notice(instant at, std::string_view step, std::string why) {
  return {.at = at, .step = std::string(step), .actor = "engine", .why = std::move(why)};
}

std::optional<trace_step> step_of(const record_gap& g) {
  const auto between = rfc3339(g.from) + " and " + rfc3339(g.to);
  switch (g.reason) {
    case gap_reason::dropped:
      if (g.count == 0)
        return notice(
            g.from, "calls_not_recorded",
            "calls between " + between + " may have left no record: none could be written");
      return notice(g.from, "calls_dropped",
                    std::to_string(g.count) +
                        " records of calls, of whatever orders, were dropped "
                        "between " +
                        between);
    case gap_reason::process_ended:
      return notice(
          g.from, "calls_not_recorded",
          "the engine ended without notice: calls between " + between + " may be missing");
    case gap_reason::message_dropped: return std::nullopt;
  }
  broken_invariant("every gap has a reason", __FILE__, __LINE__);
}

bool is_behind(const trace_step& one, const trace_step& call) {
  if (one.at != call.at) return one.at > call.at;
  return one.sequence != 0 && std::ranges::find(lead_to_calls, one.step) == lead_to_calls.end();
}

/// The log's own order stays; what is of one moment comes in the order in which it is put here.
void put(std::vector<trace_step>& into, trace_step one) {
  auto at = into.end();
  while (at != into.begin() && is_behind(*std::prev(at), one)) --at;
  into.insert(at, std::move(one));
}

void add_no_calls_to(std::vector<trace_step>& steps, std::string why) {
  if (steps.empty()) return;
  steps.insert(steps.begin(), notice(steps.front().at, "calls_not_shown", std::move(why)));
}

void add_calls_to(std::vector<trace_step>& steps, bool is_open, const records::calls_found& found) {
  if (steps.empty()) return;
  const auto began = steps.front().at;
  for (const auto& c : found.calls) put(steps, step_of(c));
  const auto until = steps.back().at + asked_about_after_its_end;
  for (const auto& g : found.gaps) {
    if (g.to < began || (g.from > until && !is_open)) continue;
    if (auto said = step_of(g)) put(steps, *std::move(said));
  }
  if (!found.kept_since)
    add_no_calls_to(steps, "no calls are recorded yet");
  else if (*found.kept_since > began)
    put(steps, notice(*found.kept_since, "calls_not_kept",
                      "calls before " + rfc3339(*found.kept_since) + " are no longer kept"));
  if (!found.unreadable.empty())
    add_no_calls_to(steps, "not all records of calls can be read: " + found.unreadable);
}

}  // namespace

void add_calls(order_trace& to, const records::calls_found& found) {
  add_calls_to(to.steps, !order::is_closed(to.last), found);
}

void add_calls(agreement_trace& to, const records::calls_found& found) {
  add_calls_to(to.steps, is_under_way(to.last), found);
}

void add_no_calls(order_trace& to, std::string why) { add_no_calls_to(to.steps, std::move(why)); }

void add_no_calls(agreement_trace& to, std::string why) {
  add_no_calls_to(to.steps, std::move(why));
}

void add_messages(order_trace& to, const records::record_store& from) {
  for (const auto& a : to.last.attempts) {
    auto found = records::messages_of(from, a.channel, a.key);
    for (auto& m : found.all) to.messages.push_back(std::move(m));
    if (!found.unreadable.empty())
      add_no_calls(to, "not all messages can be read: " + found.unreadable);
  }
  std::ranges::stable_sort(to.messages, {}, &records::stored_message::at);
}

}  // namespace sluice
