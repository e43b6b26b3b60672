#include "audit/books.hpp"

#include <charconv>

#include "base/time_text.hpp"
#include "events/event_type.hpp"
#include "events/log_bookkeeper.hpp"

namespace sluice {
namespace {

bool fits(const ledger::journal& j, const books_wish& wish) {
  if (wish.by_effective && wish.at && j.effective > *wish.at) return false;
  return (wish.merchant.empty() || j.order.merchant.value() == wish.merchant) &&
         (wish.channel.empty() || j.channel.value() == wish.channel) &&
         (!wish.order || j.order == *wish.order);
}

bool is_wanted(const store::record& r, const books_wish& wish) {
  return (!wish.up_to || r.position <= *wish.up_to) &&
         (!wish.at || wish.by_effective || time_of(r) <= *wish.at);
}

class books_walk {
 public:
  books_walk(const store::event_log& log, const books_wish& wish, const journal_visitor& visit)
      : wish_(wish), visit_(visit), keeper_(log) {}

  /// False: enough, or it could not be understood.
  bool take(const store::record& r) {
    if (wish_.up_to && r.position > *wish_.up_to) return false;
    found.end = r.position;
    if (is_wanted(r, wish_)) found.last = r.position;
    if (!log_bookkeeper::concerns(r.type)) return true;
    const auto read = decode(r);
    if (const auto* bad = std::get_if<undecodable>(&read)) return fail(r, bad->message);
    const auto& event = std::get<decoded>(read).event;
    note_payout(event);
    const auto* made = keeper_.take(r, event);
    if (made == nullptr) return fail(r, "does not follow from what its stream has before");
    if (is_wanted(r, wish_))
      for (const auto& j : *made) post(j);
    return true;
  }

  books_found found;
  std::optional<store::damage> damage;

 private:
  bool fail(const store::record& r, const std::string& why) {
    damage = store::damage{
        "sequence " + std::to_string(r.position) + " in " + r.stream + ": " + why, r.position};
    return false;
  }
  void post(const ledger::journal& j) {
    if (!fits(j, wish_)) return;
    found.all.post(j);
    if (visit_) visit_(j);
  }
  void note_payout(const any_event& event) {
    const auto* of_order = std::get_if<order::event>(&event);
    const auto* e = of_order != nullptr ? std::get_if<order::order_accepted>(of_order) : nullptr;
    if (e != nullptr && policy_of(e->type).direction == money_direction::out) ++found.not_posted;
  }

  const books_wish& wish_;
  const journal_visitor& visit_;
  log_bookkeeper keeper_;
};

}  // namespace

bool take_moment(std::string_view text, books_wish& into) {
  store::sequence number = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc{} && read.ptr == end) {
    into.up_to = number;
    return true;
  }
  into.at = instant_from_rfc3339(text);
  return into.at.has_value();
}

std::variant<books_found, store::damage> books_of(
    const store::event_log& log, const books_wish& wish, const journal_visitor& visit) {
  books_walk walk(log, wish, visit);
  auto unreadable = log.read_all(1, [&](const store::record& r) { return walk.take(r); });
  if (walk.damage) return *std::move(walk.damage);
  if (unreadable) return *std::move(unreadable);
  return std::move(walk.found);
}

}  // namespace sluice
