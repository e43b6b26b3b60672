/// The front desk's questions about alarms go to whoever watches, where somebody does.

#include "actors/desk/front_desk.hpp"

namespace sluice {

void front_desk_actor::ask_about_alarms(sluice::request& r, decltype(alarms_wanted::ask) ask) {
  if (!*needs_.alarms) {
    if (std::holds_alternative<list_alarms>(ask)) return r.reply_to->reply(alarm_list{});
    return r.reply_to->reply(
        rejection{rejection_code::alarm_unknown, "alarm", "nobody watches for alarms here"});
  }
  auto why = cause_of(r);
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  send(*needs_.alarms, alarms_wanted{who, std::move(why), std::move(ask)});
}

}  // namespace sluice
