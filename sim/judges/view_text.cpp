#include "sim/judges/view_text.hpp"

namespace sluice::sim {

std::string text_of(const refund_view& r) {
  return r.refund_no + ' ' + r.state + ' ' + r.purpose + ' ' + r.code + ' ' + to_string(r.amount) +
         ' ' + std::to_string(r.requested_at.time_since_epoch().count());
}

std::string text_of(const order_view& v) {
  auto text =
      to_string(v.order) + ' ' + v.state + ' ' + v.detail + ' ' + std::string(name_of(v.type)) +
      ' ' + to_string(v.amount) + ' ' + std::to_string(v.refunded_minor) + ' ' + v.channel + ' ' +
      v.code + ' ' + v.description + ' ' + v.masked_code + ' ' + std::to_string(v.conflicts) + ' ' +
      std::to_string(v.accepted_at.time_since_epoch().count()) + ' ' +
      std::to_string(v.updated_at.time_since_epoch().count()) + ' ' + std::to_string(v.sequence);
  for (const auto& a : v.attempts)
    text += '|' + std::to_string(a.number) + ' ' + a.channel + ' ' + a.key + ' ' + a.outcome + ' ' +
            a.code + ' ' + a.channel_reference;
  for (const auto& r : v.refunds) text += '|' + text_of(r);
  return text;
}

}  // namespace sluice::sim
