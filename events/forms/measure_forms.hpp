#pragma once
/// What people, or rules, want of a merchant for a while: levels and promotions.

#include "base/overloaded.hpp"
#include "base/time_text.hpp"
#include "domain/merchant/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

namespace measures {

inline void write(const merchant::level_wish& w, v1::MerchantDegraded& out) {
  out.set_to(to_proto(w.to));
  out.set_per_second(w.per_second);
}

inline void write(const merchant::promotion_wish& w, v1::MerchantPromoted& out) {
  if (w.from) out.set_from_ms(w.from->time_since_epoch().count());
  out.set_times(w.times);
}

inline merchant::level_wish read(const v1::MerchantDegraded& m, field_check& check) {
  return {.to = check.value("to", m.to()), .per_second = m.per_second()};
}

inline merchant::promotion_wish read(const v1::MerchantPromoted& m, field_check&) {
  merchant::promotion_wish out{.times = m.times()};
  if (m.has_from_ms()) out.from = instant{millis{m.from_ms()}};
  return out;
}

inline void show(const merchant::level_wish& w, json& out) {
  out["level"] = name_of(w.to);
  if (w.per_second != 0) out["per_second"] = w.per_second;
}

inline void show(const merchant::promotion_wish& w, json& out) {
  out["times"] = w.times;
  if (w.from) out["from"] = rfc3339(*w.from);
}

template <class Message>
void write(const signed_by& who, Message& out) {
  out.set_operator_name(who.operator_name);
  out.set_reason(who.reason);
}

inline void write(const person_or_rule& who, v1::MerchantDegraded& out) {
  std::visit(overloaded{
                 [&](const signed_by& person) { write(person, out); },
                 [&](const by_rule& which) { out.set_rule(which.name); },
             },
             who);
}

inline signed_by who_wanted(const v1::MerchantPromoted& m, field_check&) {
  return {m.operator_name(), m.reason()};
}

inline person_or_rule who_wanted(const v1::MerchantDegraded& m, field_check& check) {
  if (m.rule().empty()) return signed_by{m.operator_name(), m.reason()};
  if (!m.operator_name().empty()) check.fail("rule", "a person did it, or a rule; not both");
  return by_rule{m.rule()};
}

inline void show(const signed_by& who, json& out) {
  out["operator_name"] = who.operator_name;
  out["reason"] = who.reason;
}

inline void show(const person_or_rule& who, json& out) {
  std::visit(overloaded{
                 [&](const signed_by& person) { show(person, out); },
                 [&](const by_rule& which) { out["rule"] = which.name; },
             },
             who);
}

/// What both have: of which business, until when, and who wanted it.
template <class Wish, class Message>
struct form_of_measure {
  using event = merchant::measure_taken<Wish>;

  static void write(const event& e, Message& out) {
    out.Clear();
    out.set_merchant(e.merchant.value());
    if (e.type) out.set_type(to_proto(*e.type));
    measures::write(e.what, out);
    if (e.what.until) out.set_until_ms(e.what.until->time_since_epoch().count());
    measures::write(e.who, out);
  }
  static event read(const Message& m, field_check& check) {
    event e{.merchant = check.name<merchant_id>("merchant", m.merchant()),
            .what = measures::read(m, check),
            .who = who_wanted(m, check)};
    if (m.type() != v1::BUSINESS_TYPE_UNSPECIFIED) e.type = check.value("type", m.type());
    if (m.has_until_ms()) e.what.until = instant{millis{m.until_ms()}};
    return e;
  }
  static json fields(const event& e) {
    json out{{"merchant", e.merchant.value()}};
    if (e.type) out["business_type"] = name_of(*e.type);
    show(e.what, out);
    if (e.what.until) out["until"] = rfc3339(*e.what.until);
    show(e.who, out);
    return out;
  }
};

}  // namespace measures

template <>
struct form<merchant::degraded>
    : measures::form_of_measure<merchant::level_wish, v1::MerchantDegraded> {
  static constexpr auto number = v1::Payload::kMerchantDegraded;
  static constexpr auto message = &v1::Payload::mutable_merchant_degraded;
};

template <>
struct form<merchant::promoted>
    : measures::form_of_measure<merchant::promotion_wish, v1::MerchantPromoted> {
  static constexpr auto number = v1::Payload::kMerchantPromoted;
  static constexpr auto message = &v1::Payload::mutable_merchant_promoted;
};

}  // namespace sluice::codec
