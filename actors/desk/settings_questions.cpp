/// The front desk's questions about channels and merchants themselves: each is answered by whom it
/// is about, a list by all of them.

#include <algorithm>

#include "actors/desk/asked_command.hpp"
#include "actors/desk/front_desk.hpp"
#include "actors/merchant/merchant_register.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice {

void front_desk_actor::ask_all_channels(sluice::request& r) {
  const auto who =
      expect({.reply_to = std::move(r.reply_to),
              .order = {},
              .id = {},
              .collects = collection{std::vector<channel_view>{}, needs_.channels->size()}});
  if (needs_.channels->empty()) return finish(who, std::vector<channel_view>{});
  for (const auto& [id, channel] : *needs_.channels)
    send(channel, settings_word<channel::command>{.reply_to = this, .who = who});
}

void front_desk_actor::ask_some_merchants(sluice::request& r, const list_merchants& which) {
  std::vector<merchant_id> some;
  auto at = which.after;
  while (some.size() < which.most) {
    auto id = merchant_at(*needs_.log, at + 1);
    if (!id) break;
    some.push_back(*std::move(id));
    ++at;
  }
  merchant_list list{.next = merchant_at(*needs_.log, at + 1) ? at : 0};
  if (some.empty()) return r.reply_to->reply(list);
  const auto who = expect({.reply_to = std::move(r.reply_to),
                           .order = {},
                           .id = {},
                           .collects = collection{std::move(list), some.size()}});
  for (auto& id : some) {
    settings_word<merchant::command> look{.reply_to = this, .who = who};
    to_merchants_.put(*needs_.merchants, {std::move(id), std::move(look)});
  }
}

std::optional<front_desk_actor::worded> front_desk_actor::expect_word(sluice::request& r) {
  if (person_named_in(r.ask) != nullptr) return expect_in_scope(r);
  return worded{.who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}})};
}

std::optional<front_desk_actor::worded> front_desk_actor::expect_in_scope(sluice::request& r) {
  if (r.id.value().empty())
    return worded{.who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}})};
  const auto scope = scope_of(r.ask);
  auto id = check_id(r, scope);
  if (id.clash) {
    r.reply_to->reply(*id.clash);
    return std::nullopt;
  }
  ids_.begin({scope, r.id}, r.body);
  return worded{.who = expect({.reply_to = std::move(r.reply_to),
                               .order = {.merchant = scope, .number = {}},
                               .id = r.id,
                               .id_is_written = id.is_written}),
                .guard = std::move(id.guard),
                .is_repeated = id.is_written};
}

void front_desk_actor::ask_channel(sluice::request& r, const channel_id& channel,
                                   std::optional<channel::command> what) {
  const auto known = needs_.channels->find(channel);
  if (known == needs_.channels->end()) {
    std::string names;
    for (const auto& [id, actor] : *needs_.channels)
      names += (names.empty() ? "" : ", ") + id.value();
    return r.reply_to->reply(rejection{rejection_code::channel_unknown, "channel",
                                       "there is no channel of this name; there are " + names});
  }
  auto word = expect_word(r);
  if (!word) return;
  send(known->second, to_keeper(r, *std::move(word), std::move(what)));
}

void front_desk_actor::ask_merchant(sluice::request& r, const merchant_id& merchant,
                                    std::optional<merchant::command> what) {
  auto word = expect_word(r);
  if (!word) return;
  to_merchants_.put(*needs_.merchants, {merchant, to_keeper(r, *std::move(word), std::move(what))});
}

void front_desk_actor::ask_to_reload(sluice::request& r, signed_by by) {
  const auto word = expect_word(r);
  if (!word) return;
  send(*needs_.configuration, reload_wanted{word->who, std::move(by), cause_of(r)});
}

void front_desk_actor::collect(token who, pending& p, const answer& part) {
  auto& c = *p.collects;
  std::visit(overloaded{
                 [&](std::vector<channel_view>& all) {
                   if (const auto* v = std::get_if<channel_view>(&part)) all.push_back(*v);
                   // What people said is for people: whoever may list them need not be one.
                   if (!all.empty()) all.back().origins.clear();
                   if (!all.empty()) all.back().paths.clear();
                 },
                 [&](merchant_list& list) {
                   if (const auto* v = std::get_if<merchant_view>(&part)) list.all.push_back(*v);
                 },
             },
             c.so_far);
  SLUICE_INVARIANT(c.missing > 0);
  if (--c.missing > 0) return;
  auto whole = std::move(c.so_far);
  if (auto* all = std::get_if<std::vector<channel_view>>(&whole))
    std::sort(all->begin(), all->end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::visit([&](auto& list) { finish(who, answer{std::move(list)}); }, whole);
}

}  // namespace sluice
