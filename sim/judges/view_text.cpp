#include "sim/judges/view_text.hpp"

namespace sluice::sim {

std::string text_of(const refund_view& r) {
  return r.refund_no + ' ' + r.state + ' ' + r.purpose + ' ' + r.code + ' ' + to_string(r.amount) +
         ' ' + std::to_string(r.requested_at.time_since_epoch().count());
}

std::string text_of(const order_view& v) {
  auto text =
      to_string(v.order) + ' ' + v.state + ' ' + v.detail + ' ' + std::string(name_of(v.type)) +
      ' ' + to_string(v.amount) + ' ' + std::to_string(v.refunded_minor) + ' ' +
      std::to_string(v.captured_minor) + ' ' + v.channel + ' ' + v.code + ' ' + v.description +
      ' ' + v.masked_code + ' ' + std::to_string(v.conflicts) + ' ' +
      std::to_string(v.accepted_at.time_since_epoch().count()) + ' ' +
      std::to_string(v.updated_at.time_since_epoch().count()) + ' ' + std::to_string(v.sequence);
  for (const auto& a : v.attempts)
    text += '|' + std::to_string(a.number) + ' ' + a.channel + ' ' + a.key + ' ' + a.outcome + ' ' +
            a.code + ' ' + a.channel_reference;
  for (const auto& r : v.refunds) text += '|' + text_of(r);
  return text;
}

namespace {

std::string text_of(const std::vector<setting_view>& origins) {
  std::string text;
  for (const auto& o : origins)
    text += ' ' + o.name + ' ' + std::string(name_of(o.from.by)) + ' ' + o.from.person + ' ' +
            o.from.reason + ' ' + std::to_string(o.from.since.time_since_epoch().count());
  return text;
}

std::string text_of(const std::optional<instant>& at) {
  return at ? std::to_string(at->time_since_epoch().count()) : "-";
}

}  // namespace

std::string text_of(const principal_list& all) {
  std::string text = all.next;
  for (const auto& p : all.all) {
    text += '|' + p.id + ' ' + p.kind + ' ' + p.person + (p.in_force ? " in force" : "");
    for (const auto& m : p.merchants) text += ' ' + m;
    for (const auto& g : p.grants) text += ' ' + g;
    text += text_of(p.origins);
  }
  return text;
}

std::string text_of(const key_list& all) {
  std::string text = all.next;
  for (const auto& k : all.all)
    text += '|' + k.id + ' ' + k.kind + ' ' + k.owner + ' ' + k.public_half + ' ' + k.fingerprint +
            ' ' + text_of(k.from) + ' ' + text_of(k.until) + ' ' + text_of(k.revoked_at) +
            text_of(k.origins);
  return text;
}

}  // namespace sluice::sim
