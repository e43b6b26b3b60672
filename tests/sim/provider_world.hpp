#pragma once
/// One provider in made-up time, and the books it would write. Tests only.

#include "sim/providers/provider.hpp"

namespace sluice::sim {

struct provider_world {
  explicit provider_world(provider_settings s = {}) : channel{with_defaults(std::move(s))} {}

  static provider_settings with_defaults(provider_settings s) {
    s.channel = "alipay";
    s.notifies = true;
    return s;
  }
  reply<pay_verdict> pay(std::int64_t minor, business_type type = business_type::payment_code) {
    return channel.pay(
        {.type = type, .key = "k", .amount = {minor, currency::cny}, .notify_url = "http://here/"},
        now);
  }
  reply<revoke_verdict> revoke() { return channel.revoke("k", now); }
  reply<refund_verdict> refund(const std::string& number, std::int64_t minor) {
    return channel.give_refund("k", number, {minor, currency::cny}, now);
  }
  std::optional<trade_state> state() {
    const auto t = channel.query("k", now);
    return t ? std::optional{t->state} : std::nullopt;
  }
  std::vector<notice> pass(millis time) {
    now += time;
    return channel.advance(now);
  }
  key_totals money() {
    for (auto& m : channel.take_movements()) booked.push_back(std::move(m));
    return total(booked)["k"];
  }
  std::int64_t kept() {
    const auto sums = money();
    return sums.paid_minor - sums.returned_minor;
  }

  instant now{millis{1'700'000'000'000}};
  std::vector<movement> booked{};
  provider channel;
};

/// Longer than a payer types, with the notification.
inline constexpr millis long_enough{3000};

}  // namespace sluice::sim
