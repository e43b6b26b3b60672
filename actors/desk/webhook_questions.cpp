/// The front desk's questions about webhooks go to the courier, where there is one.

#include "actors/desk/front_desk.hpp"
#include "actors/webhook/deliveries.hpp"

namespace sluice {

void front_desk_actor::ask_courier(sluice::request& r, decltype(webhooks_wanted::ask) ask) {
  if (*needs_.courier) {
    const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
    return send(*needs_.courier, webhooks_wanted{who, std::move(ask), cause_of(r)});
  }
  if (const auto* list = std::get_if<list_webhooks>(&ask))
    return r.reply_to->reply(webhook_list{list->whose, {}});
  r.reply_to->reply(no_such_endpoint());
}

}  // namespace sluice
