#include "audit/recon_claims.hpp"

#include <unordered_map>

#include "events/codec.hpp"
#include "events/event_type.hpp"
#include "events/log_bookkeeper.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

using reconciliation::order_claims;

class claims_walk {
 public:
  claims_walk(const store::event_log& log, const order_claims::visitor& visit)
      : log_(log), visit_(visit) {}

  bool take(const store::record& r) {
    told.last = time_of(r);
    const bool concerns = log_bookkeeper::concerns(r.type) ||
                          static_cast<event_type>(r.type) == event_type_of<order::revoke_requested>;
    if (!concerns) return true;
    const auto read = decode(r);
    if (const auto* bad = std::get_if<undecodable>(&read)) return fail(r, bad->message);
    const auto& event = std::get<decoded>(read).event;
    if (const auto* c = std::get_if<contract::event>(&event)) {
      agreed_.take(std::get<contract::agreed>(*c), r.position);
      return true;
    }
    const auto owner = owner_of_stream(r.stream);
    const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
    const auto* of_order = std::get_if<order::event>(&event);
    if (id == nullptr || of_order == nullptr) return true;
    return take(*id, *of_order, r) || fail(r, "does not follow from what its stream has before");
  }
  void finish() {
    for (const auto& [id, line] : open_) line.tell(visit_);
  }

  claims_told told;

 private:
  bool fail(const store::record& r, const std::string& why) {
    told.damage = store::damage{
        "sequence " + std::to_string(r.position) + " in " + r.stream + ": " + why, r.position};
    return false;
  }

  bool take(const order_id& id, const order::event& e, const store::record& r) {
    const auto [at, is_new] = open_.try_emplace(id);
    const bool begins = std::holds_alternative<order::order_accepted>(e);
    if (is_new && !begins && !read_again(r, at->second)) return false;
    if (!at->second.take(e, {r.position, time_of(r)}, agreed_)) return false;
    if (!at->second.is_at_rest()) return true;
    at->second.tell(visit_);
    open_.erase(at);
    return true;
  }
  bool read_again(const store::record& until, order_claims& into) const {
    const auto read = log_.read_stream(until.stream);
    const auto* records = std::get_if<std::vector<store::record>>(&read);
    if (records == nullptr) return false;
    for (const auto& r : *records) {
      if (r.position >= until.position) break;
      const auto known = decode(r);
      const auto* content = std::get_if<decoded>(&known);
      const auto* e = content != nullptr ? std::get_if<order::event>(&content->event) : nullptr;
      if (e == nullptr || !into.take(*e, {r.position, time_of(r)}, agreed_)) return false;
    }
    return true;
  }

  const store::event_log& log_;
  const order_claims::visitor& visit_;
  contract::book agreed_;
  std::unordered_map<order_id, order_claims> open_;
};

}  // namespace

claims_told claims_of(const store::event_log& log, const order_claims::visitor& visit) {
  claims_walk walk(log, visit);
  auto unreadable = log.read_all(1, [&](const store::record& r) { return walk.take(r); });
  if (!walk.told.damage) walk.told.damage = std::move(unreadable);
  if (!walk.told.damage) walk.finish();
  return std::move(walk.told);
}

std::optional<channel_id> channel_of_number(const store::event_log& log,
                                            const std::string& number) {
  const auto stream = log.find_entry(store::entry_kind::channel_key, number);
  if (!stream) return std::nullopt;
  const auto read = log.read_stream(*stream);
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  if (records == nullptr) return std::nullopt;
  order_claims of;
  for (const auto& r : *records) {
    const auto known = decode(r);
    const auto* content = std::get_if<decoded>(&known);
    const auto* e = content != nullptr ? std::get_if<order::event>(&content->event) : nullptr;
    if (e == nullptr || !of.take(*e, {r.position, time_of(r)}, {})) return std::nullopt;
  }
  std::optional<channel_id> out;
  const reconciliation::number wanted(number);
  of.tell([&](const channel_id& at, const reconciliation::claim& c) {
    if (c.of == wanted) out = at;
  });
  return out;
}

}  // namespace sluice
