#include "actors/desk/view.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "domain/order/attempt_words.hpp"

namespace sluice {
namespace {

std::string_view public_state(order::refund::status s) {
  switch (s) {
    case order::refund::status::requested:
    case order::refund::status::in_doubt: return "processing";
    case order::refund::status::done: return "done";
    case order::refund::status::failed: return "failed";
    case order::refund::status::needs_operator: return "needs_operator";
  }
  broken_invariant("every refund status is visible", __FILE__, __LINE__);
}

}  // namespace

bool has_ended(const order::refund& r) noexcept {
  return r.state == order::refund::status::done || r.state == order::refund::status::failed ||
         r.state == order::refund::status::needs_operator;
}

refund_view view_of(const order::state& o, const order::refund& r, store::sequence last) {
  return {.order = o.id,
          .refund_no = r.number.value(),
          .state = std::string(public_state(r.state)),
          .purpose = std::string(name_of(r.purpose)),
          .code = r.code,
          .amount = r.amount,
          .returned_minor =
              r.state == order::refund::status::done ? r.moved.value_or(r.amount).minor_units : 0,
          .requested_at = r.requested,
          .sequence = last};
}

namespace {

/// Newest first for as long as there is room; what has not failed has its room in any case.
void tell_refunds(const order::state& o, store::sequence last, order_view& v) {
  if (o.refunds.empty()) return;
  const auto has_failed = [](const order::refund& r) {
    return r.state == order::refund::status::failed;
  };
  const auto failed =
      static_cast<std::size_t>(std::count_if(o.refunds.begin(), o.refunds.end(), has_failed));
  const auto others = std::min(o.refunds.size() - failed, most_refunds_told);
  auto room_for_failed = std::min(most_refunds_told - others, failed);
  auto room_for_others = others;
  for (auto r = o.refunds.rbegin(); r != o.refunds.rend(); ++r) {
    auto& room = has_failed(*r) ? room_for_failed : room_for_others;
    if (room == 0) continue;
    --room;
    v.refunds.push_back(view_of(o, *r, last));
  }
  std::reverse(v.refunds.begin(), v.refunds.end());
  v.refunds_left_out = o.refunds.size() - v.refunds.size();
}

std::int64_t captured_minor(const order::state& o) {
  const auto* a = paying_attempt(o);
  return a != nullptr && a->is_capture() && a->held ? a->held->minor_units : 0;
}

}  // namespace

order_view view_of(const order::state& o, store::sequence last) {
  order_view v{
      .order = o.id,
      .state = std::string(sluice::order::public_state(o)),
      .detail = std::string(name_of(o.now)),
      .type = o.type,
      .amount = o.amount,
      .refunded_minor = completed_refunds(o).minor_units,
      .captured_minor = captured_minor(o),
      .channel = {},
      .code = {},
      .description = o.description.shown(),
      .masked_code = o.masked_code,
      .attempts = {},
      .refunds = {},
      .refunds_left_out = 0,
      .money_returned = {},
      .risk = {},
      .code_tries_left = 0,
      .is_shadow = o.is_shadow,
      .payer_action = {},
      .payer_action_content = {},
      .conflicts = o.conflicts,
      .accepted_at = o.accepted_at,
      .updated_at = o.updated_at,
      .sequence = last};
  if (const auto* p = std::get_if<order::needs_operator>(&o.now)) v.detail = p->reason;
  if (const auto* p = std::get_if<order::revoked>(&o.now))
    v.money_returned = name_of(p->money_returned);
  if (o.risk_said) v.risk = name_of(*o.risk_said);
  if (const auto* p = std::get_if<order::verifying>(&o.now))
    v.code_tries_left = order::most_code_tries - p->tried;
  if (waits_for_code(o)) v.code_tries_left = order::most_code_tries - current_attempt(o).codes;
  if (const auto* asked = action_needed(o)) {
    v.payer_action = name_of(asked->kind);
    v.payer_action_content = asked->content.shown();
  }
  if (!o.attempts.empty()) {
    v.channel = o.attempts.back().channel.value();
    v.code = o.attempts.back().code;
  } else if (const auto* p = std::get_if<order::failed>(&o.now)) {
    v.code = p->code;  // nobody was asked, so it is the engine's own word
  }
  for (const auto& a : o.attempts)
    v.attempts.push_back(
        {a.number.value(), a.channel.value(), a.key.value(), std::string(name_of(a.result)), a.code,
         a.channel_reference, a.held ? a.held->minor_units : 0, std::string(name_of(a.asks))});
  tell_refunds(o, last, v);
  return v;
}

}  // namespace sluice
