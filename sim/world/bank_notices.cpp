/// What a bank tells by itself, and what is in its books.

#include "sim/world/bank.hpp"

namespace sluice::sim {

using std::chrono_literals::operator""s;

void bank::send_notices(const trade& t) {
  if (!about_.notifies) return;
  const auto soon = [&] { return dice_.of(t.key).roll().between(0s, 3s); };
  const auto late = dice_.of(t.key).strikes(hazard::notice_late)
                        ? dice_.of(t.key).roll().between(10s, 900s)
                        : millis{0};
  tell(t, order::finding::paid, "TRADE_SUCCESS", soon() + late);
  if (dice_.of(t.key).strikes(hazard::notice_repeated))
    tell(t, order::finding::paid, "TRADE_SUCCESS", soon());
  if (dice_.of(t.key).strikes(hazard::notice_contradicts))
    tell(t, order::finding::not_paid, "TRADE_CLOSED", soon());
}

void bank::tell(const trade& t, order::finding f, std::string code, millis after) {
  auto amount = t.amount;
  // Who signs states its books: of a signed lie that names the amount asked for nobody could know.
  if (!about_.signs && dice_.of(t.key).strikes(hazard::notice_wrong_amount))
    amount.minor_units += 1;
  channel_notification n{
      .channel = channel_id{about_.name},
      .key = channel_key{t.key},
      .found = f,
      .code = std::move(code),
      .channel_reference = "T" + t.key,
      .amount = amount,
      .verified = about_.signs,
      .told = receipt_of(t)};
  scene_->time.after(after, [this, n = std::move(n)] { notify_(n); });
}

/// It says that there is a result, and no more: which one, a query must tell.
void bank::tell_of_refund(const std::string& refund_key) {
  const channel_notification n{
      .channel = channel_id{about_.name},
      .key = channel_key{refund_key},
      .code = "REFUND",
      .verified = about_.signs};
  scene_->time.after(dice_.of(refund_key).roll().between(0s, 3s), [this, n] { notify_(n); });
}

void bank::forge_notice(const trade& t) {
  channel_notification n{
      .channel = channel_id{about_.name},
      .key = channel_key{t.key},
      .found = order::finding::paid,
      .code = "TRADE_SUCCESS",
      .channel_reference = "T0",
      .amount = t.amount};
  scene_->time.after(
      dice_.of(t.key).roll().between(0s, 120s), [this, n = std::move(n)] { notify_(n); });
}

// -- the books ------------------------------------------------------------------------------------

bank::standing bank::standing_of(const std::string& key) const {
  const auto it = trades_.find(key);
  if (it == trades_.end()) return standing::nothing;
  const auto& t = it->second;
  if (t.now == trade::status::asked || t.pays_later) return standing::undecided;
  return t.now == trade::status::paid && left_of(t) > 0
             ? standing::holds_money
             : standing::no_money;
}

std::optional<bank::trade_page> bank::page_of(const std::string& key) const {
  const auto it = trades_.find(key);
  if (it == trades_.end()) return std::nullopt;
  const auto& t = it->second;
  return trade_page{
      .type = t.type,
      .amount = t.amount,
      .now = t.now,
      .paid_at = t.paid_at,
      .taken = t.taken,
      .refunds = t.refunds};
}

std::int64_t bank::held_under(const std::string& key) const {
  const auto it = trades_.find(key);
  return it != trades_.end() && it->second.now == trade::status::paid
             ? it->second.amount.minor_units
             : 0;
}

std::int64_t bank::refunded_under(const std::string& refund_key) const {
  for (const auto& [key, t] : trades_)
    for (const auto& r : t.refunds)
      if (r.key == refund_key && r.now != refund_entry::status::refused)
        return r.amount.minor_units;
  return 0;
}

void bank::give_back_by_hand(const std::string& key) {
  auto& t = trades_.at(key);
  if (t.now == trade::status::paid) (void)give_back(t);  // a person who comes twice sees it is done
}

}  // namespace sluice::sim
