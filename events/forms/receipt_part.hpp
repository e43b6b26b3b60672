#pragma once
/// What a channel said of money that moved, as several events have it.

#include "base/time_text.hpp"
#include "domain/order/receipt.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

/// Most channels' answers to a payment code say little, and an event that has nothing to add costs
/// nothing: Message has an optional field `told`.
template <class Message>
void write_receipt(const order::receipt& told, Message& out) {
  if (!told.says_anything()) return out.clear_told();
  auto& into = *out.mutable_told();
  if (told.at)
    into.set_at_ms(told.at->time_since_epoch().count());
  else
    into.clear_at_ms();
  write_if(told.settled, into, &v1::Receipt::clear_settled, &v1::Receipt::mutable_settled);
  write_if(told.coupons, into, &v1::Receipt::clear_coupons, &v1::Receipt::mutable_coupons);
  into.set_payer_account(told.payer_account);
  into.set_clearing_date(told.clearing_date);
  into.set_trace(told.trace);
}

template <class Message>
order::receipt read_receipt(const Message& m, field_check& check) {
  if (!m.has_told()) return {};
  const auto& from = m.told();
  check.only_known_fields(from);
  order::receipt out{
      .settled = check.amount_if(from.has_settled(), from.settled()),
      .coupons = check.amount_if(from.has_coupons(), from.coupons()),
      .payer_account = from.payer_account(),
      .clearing_date = from.clearing_date(),
      .trace = from.trace()};
  if (from.has_at_ms()) out.at = instant{millis{from.at_ms()}};
  return out;
}

inline void show_receipt(json& out, const order::receipt& told) {
  if (!told.says_anything()) return;
  json said;
  if (told.at) said["at"] = rfc3339(*told.at);
  show_if(said, "settled", told.settled);
  show_if(said, "coupons", told.coupons);
  if (!told.payer_account.empty()) said["payer_account"] = told.payer_account;
  if (!told.clearing_date.empty()) said["clearing_date"] = told.clearing_date;
  if (!told.trace.empty()) said["trace"] = told.trace;
  out["told"] = std::move(said);
}

}  // namespace sluice::codec
