#include "audit/agreement_trace.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "base/time_text.hpp"
#include "events/codec.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

std::string_view speaker_of(agreement::source from) {
  switch (from) {
    case agreement::source::answer: return "the answer to the call says";
    case agreement::source::query: return "the answer to a query says";
    case agreement::source::notice: return "a notification says";
    case agreement::source::engine: return "the engine knows";
  }
  broken_invariant("every source speaks", __FILE__, __LINE__);
}

std::string_view meaning_of_ending(agreement::ending why) {
  switch (why) {
    case agreement::ending::merchant_asked: return "the merchant asked for it";
    case agreement::ending::signed_too_late: return "the payer signed when nobody wanted it";
  }
  broken_invariant("every ending has a meaning", __FILE__, __LINE__);
}

/// Who brought it about: who asked, else whoever said so.
std::string actor_of(const agreement::state& after, const agreement::event& e, const cause& why) {
  const auto said = [&](agreement::source from) {
    const bool is_engines = from == agreement::source::engine;
    return is_engines ? std::string("engine") : "channel " + after.what.channel.value();
  };
  const auto asked = [&] {
    const auto& who = why.asker().principal;
    return who.empty() ? std::string("service") : who;
  };
  return std::visit(
      overloaded{[&](const agreement::requested&) { return asked(); },
                 [&](const agreement::offered&) { return said(agreement::source::answer); },
                 [&](const agreement::signed_by_payer& s) { return said(s.from); },
                 [&](const agreement::lapsed& l) { return said(l.from); },
                 [&](const agreement::ending_requested& r) {
                   const bool is_asked = r.why == agreement::ending::merchant_asked;
                   return is_asked ? asked() : std::string("engine");
                 },
                 [&](const agreement::ended& n) { return said(n.from); },
                 [&](const agreement::code_given&) { return asked(); },
                 [&](const agreement::code_refused& r) { return said(r.from); }},
      e);
}

std::string sentence_about(const agreement::event& e) {
  const auto says = [](agreement::source from, std::string_view what) {
    return std::string(speaker_of(from)) + ' ' + std::string(what);
  };
  return std::visit(
      overloaded{
          [](const agreement::requested& r) {
            return "the payer is to sign by " + rfc3339(r.not_after);
          },
          [](const agreement::offered& o) {
            return "what the payer has to do is known: " + std::string(name_of(o.action.kind));
          },
          [&](const agreement::signed_by_payer& s) {
            return says(s.from, "that the payer has signed");
          },
          [&](const agreement::lapsed& l) { return says(l.from, "that it will not be in force"); },
          [](const agreement::ending_requested& r) {
            return "it is to end: " + std::string(meaning_of_ending(r.why));
          },
          [&](const agreement::ended& n) { return says(n.from, "that it is in force no more"); },
          [](const agreement::code_given& g) {
            return "the payer has typed a code, number " + std::to_string(g.number);
          },
          [&](const agreement::code_refused& r) {
            return says(r.from, "that the code was wrong, or has never come");
          },
      },
      e);
}

std::string code_in(const agreement::event& e) {
  if (const auto* l = std::get_if<agreement::lapsed>(&e)) return l->code;
  if (const auto* n = std::get_if<agreement::ended>(&e)) return n->code;
  if (const auto* r = std::get_if<agreement::code_refused>(&e)) return r->code;
  return {};
}

}  // namespace

agreement_trace_answer trace(const store::event_log& log, const agreement_id& id) {
  const auto read = log.read_stream(agreement_stream(id));
  if (const auto* bad = std::get_if<store::damage>(&read)) return *bad;
  agreement_trace out{.id = id, .last = {}};
  for (const auto& r : std::get<std::vector<store::record>>(read)) {
    const auto content = decode(r);
    const auto* known = std::get_if<decoded>(&content);
    const auto* e = known != nullptr ? std::get_if<agreement::event>(&known->event) : nullptr;
    if (e == nullptr)
      return store::damage{"an event of this agreement cannot be decoded", r.position};
    if (!may_follow(out.last, *e))
      return store::damage{"an event of this agreement may not follow those before it", r.position};
    apply(out.last, *e, time_of(r));
    out.steps.push_back(
        {.at = time_of(r),
         .sequence = r.position,
         .step = std::string(name_of(type_of(*e))),
         .actor = actor_of(out.last, *e, known->why),
         .channel = out.last.what.channel.value(),
         .number = out.last.what.key.value(),
         .code = code_in(*e),
         .why = sentence_about(*e)});
  }
  if (out.steps.empty()) return trace_unknown{};
  return out;
}

}  // namespace sluice
