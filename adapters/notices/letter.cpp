#include "adapters/notices/letter.hpp"

#include <nlohmann/json.hpp>

#include "base/overloaded.hpp"
#include "base/time_text.hpp"

namespace sluice::notices {
namespace {

using json = nlohmann::ordered_json;

json json_of(const alarm::notice& n) {
  const auto& row = alarm::row_of(n.what);
  return {{"alarm", n.alarm},
          {"kind", row.name},
          {"urgency", row.how == alarm::urgency::act_now ? "act_now" : "watch"},
          {"step", alarm::name_of(n.why)},
          {"nth", n.nth},
          {"key", n.key},
          {"at", rfc3339(n.at)},
          {"since", rfc3339(n.since)},
          {"count", n.count},
          {"orders", n.orders},
          {"detail", n.detail}};
}

json json_of(const alarm::digest& d) {
  json all = json::array();
  for (const auto& n : d.told) all.push_back(json_of(n));
  return {{"kind", "digest"}, {"notices", std::move(all)}, {"more", d.more}};
}

std::string kind_of(const alarm::message& m) {
  return std::visit(
      overloaded{[](const alarm::notice& n) { return std::string(alarm::name_of(n.what)); },
                 [](const alarm::digest&) { return std::string("digest"); }},
      m);
}

}  // namespace

letter letter_of(const receiver_message& from, const std::string& log) {
  const auto whole_id = [&](const std::string& id) {
    return id.empty() ? id : id + '@' + log + ".sluice";
  };
  letter out{.id = whole_id(from.id),
             .answers = whole_id(from.answers),
             .kind = kind_of(from.what),
             .at = from.at};
  auto body = std::visit(
      [&](const auto& said) {
        out.subject = subject_of(said);
        out.text = text_of(said);
        return json_of(said);
      },
      from.what);
  body["id"] = out.id;
  if (!out.answers.empty()) body["answers"] = out.answers;
  body["subject"] = out.subject;
  body["text"] = out.text;
  // Keys and sentences may hold what a channel has said: bytes that are no text are replaced.
  out.json = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return out;
}

}  // namespace sluice::notices
