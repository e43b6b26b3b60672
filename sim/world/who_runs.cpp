#include "sim/world/who_runs.hpp"

#include "actors/engine/messages.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/merchant/merchant_message.hpp"
#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

template <class T>
bool says(const caf::type_erased_tuple& m, std::string_view name, std::string_view& out) {
  if (!m.match_elements<T>()) return false;
  out = name;
  return true;
}

std::string_view name_of(const order::command& c) {
  return std::visit(
      overloaded{
          [](const order::pay&) -> std::string_view { return "pay"; },
          [](const order::revoke&) -> std::string_view { return "revoke"; },
          [](const order::refund_order&) -> std::string_view { return "refund"; },
          [](const order::capture&) -> std::string_view { return "capture"; },
          [](const order::verify_payer&) -> std::string_view { return "verify"; },
          [](const order::resolve&) -> std::string_view { return "resolve"; },
          [](const order::attempt_report&) -> std::string_view { return "attempt_report"; },
          [](const order::revoke_report&) -> std::string_view { return "revoke_report"; },
          [](const order::refund_report&) -> std::string_view { return "refund_report"; },
          [](const order::risk_answer&) -> std::string_view { return "risk_answer"; },
          [](const order::code_answer&) -> std::string_view { return "code_answer"; },
          [](const order::fall_due&) -> std::string_view { return "fall_due"; },
          [](const order::start_held&) -> std::string_view { return "start_held"; },
          [](const order::restarted&) -> std::string_view { return "restarted"; },
      },
      c);
}

std::string_view name_of_order_message(const caf::type_erased_tuple& m) {
  return std::visit(
      overloaded{
          [](const order::command& c) { return name_of(c); },
          [](const call_ended&) -> std::string_view { return "the end of a call"; },
          [](const channel_notification&) -> std::string_view { return "a notification"; },
          [](const look&) -> std::string_view { return "a look"; },
          [](const hurry&) -> std::string_view { return "hurry"; },
      },
      m.get_as<batch<order_message>>(0).all.front().what);
}

}  // namespace

std::string_view next_message_of(caf::scheduled_actor& actor) {
  auto* element = actor.mailbox().peek();
  if (element == nullptr) return "its first breath";
  const caf::type_erased_tuple& m = element->content();
  std::string_view name = "something";
  if (m.match_elements<batch<order_message>>()) return name_of_order_message(m);
  (void)(says<inbox_filled>(m, "what came from outside", name) ||
         says<batch<merchant_message>>(m, "an errand", name) ||
         says<notification_message>(m, "a notification", name) ||
         says<batch<agreement_message>>(m, "a word about an agreement", name) ||
         says<batch<remind_agreement>>(m, "remind", name) ||
         says<take_up<agreement_id>>(m, "an open agreement", name) ||
         says<batch<answered>>(m, "an answer", name) || says<write_order>(m, "a write", name) ||
         says<written>(m, "written", name) || says<batch<call_wanted>>(m, "a call", name) ||
         says<settings_word<channel::command>>(m, "a word on settings", name) ||
         says<remind>(m, "remind", name) || says<take_up<order_id>>(m, "an open order", name) ||
         says<take_up_more>(m, "more open orders", name) ||
         says<recover_open_orders>(m, "recover the open orders", name) ||
         says<reload_wanted>(m, "read the file again", name) || says<tick>(m, "tick", name) ||
         says<log_broken>(m, "the log is broken", name) || says<disk_low>(m, "the disk", name));
  return name;
}

}  // namespace sluice::sim
