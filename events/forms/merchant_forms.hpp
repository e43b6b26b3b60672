#pragma once
/// Merchants: what each was allowed, and who wanted it.

#include "domain/merchant/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

namespace merchants {

inline json names_of(const std::vector<business_type>& types) {
  json out = json::array();
  for (const auto type : types) out.push_back(name_of(type));
  return out;
}

inline json names_of(const std::vector<channel_id>& channels) {
  json out = json::array();
  for (const auto& channel : channels) out.push_back(channel.value());
  return out;
}

template <class Written>
std::vector<business_type> read_types(const Written& written, field_check& check) {
  std::vector<business_type> out;
  for (const auto type : written)
    out.push_back(check.value("business_types", static_cast<v1::BusinessType>(type)));
  return out;
}

template <class Written>
std::vector<channel_id> read_channels(const Written& written, field_check& check) {
  std::vector<channel_id> out;
  for (const auto& channel : written) out.push_back(check.name<channel_id>("channels", channel));
  return out;
}

template <class Written>
void write_limits(const merchant::limit_values& limits, Written& to) {
  for (const auto& [name, value] : limits) {
    auto& one = *to.Add();
    one.set_type(to_proto(name.type));
    one.set_what(to_proto(name.what));
    one.set_value(value);
  }
}

template <class Written>
merchant::limit_values read_limits(const Written& written, field_check& check) {
  merchant::limit_values out;
  for (const auto& one : written) {
    check.only_known_fields(one);
    const merchant::limit_name name{
        check.value("type", one.type()), check.value("what", one.what())};
    if (!out.emplace(name, one.value()).second) check.fail("limits", "one stands there twice");
  }
  return out;
}

inline json shown(const merchant::limit_values& limits) {
  json out = json::object();
  for (const auto& [name, value] : limits) out[text_of(name)] = value;
  return out;
}

inline void write(const merchant::change_of& w, v1::MerchantChange& out) {
  if (w.life) out.set_life(to_proto(*w.life));
  if (w.business_types) {
    auto& to = *out.mutable_business_types();  // there, and perhaps empty
    for (const auto type : *w.business_types) to.add_all(to_proto(type));
  }
  if (w.channels) {
    auto& to = *out.mutable_channels();
    for (const auto& channel : *w.channels) to.add_all(channel.value());
  }
  for (const auto& d : w.documents) {
    auto& to = *out.add_documents();
    to.set_name(d.name);
    to.set_sha256(d.sha256);
  }
  write_limits(w.limits, *out.mutable_limits());
}

inline merchant::change_of read(const v1::MerchantChange& m, field_check& check) {
  check.only_known_fields(m);
  merchant::change_of out;
  if (m.life() != v1::MERCHANT_LIFE_UNSPECIFIED) out.life = check.value("life", m.life());
  if (m.has_business_types()) {
    check.only_known_fields(m.business_types());
    out.business_types = read_types(m.business_types().all(), check);
  }
  if (m.has_channels()) {
    check.only_known_fields(m.channels());
    out.channels = read_channels(m.channels().all(), check);
  }
  for (const auto& d : m.documents()) {
    check.only_known_fields(d);
    out.documents.push_back({d.name(), d.sha256()});
  }
  out.limits = read_limits(m.limits(), check);
  return out;
}

inline void show(const merchant::change_of& w, json& out) {
  if (w.life) out["life"] = name_of(*w.life);
  if (w.business_types) out["business_types"] = names_of(*w.business_types);
  if (w.channels) out["channels"] = names_of(*w.channels);
  if (!w.limits.empty()) out["limits"] = shown(w.limits);
  if (w.documents.empty()) return;
  auto& all = out["documents"] = json::array();
  for (const auto& d : w.documents) all.push_back({{"name", d.name}, {"sha256", d.sha256}});
}

/// Of what a person says, created and changed alike.
template <class Event, class Message>
void write_word(const Event& e, Message& out) {
  out.Clear();
  out.set_merchant(e.merchant.value());
  write(e.what, *out.mutable_what());
  out.set_operator_name(e.who.operator_name);
  out.set_reason(e.who.reason);
}

template <class Event, class Message>
Event read_word(const Message& m, field_check& check) {
  return {check.name<merchant_id>("merchant", m.merchant()),
          read(m.what(), check),
          {m.operator_name(), m.reason()}};
}

template <class Event>
json fields_of_word(const Event& e) {
  json out{{"merchant", e.merchant.value()}};
  show(e.what, out);
  out["operator_name"] = e.who.operator_name;
  out["reason"] = e.who.reason;
  return out;
}

}  // namespace merchants

template <>
struct form<merchant::configured> {
  static constexpr auto number = v1::Payload::kMerchantConfigured;
  static constexpr auto message = &v1::Payload::mutable_merchant_configured;

  static void write(const merchant::configured& e, v1::MerchantConfigured& out) {
    out.set_merchant(e.merchant.value());
    out.set_enabled(e.enabled);
    out.clear_business_types();
    for (const auto type : e.business_types) out.add_business_types(to_proto(type));
    out.clear_channels();
    for (const auto& channel : e.channels) out.add_channels(channel.value());
  }
  static merchant::configured read(const v1::MerchantConfigured& m, field_check& check) {
    return {check.name<merchant_id>("merchant", m.merchant()), m.enabled(),
            merchants::read_types(m.business_types(), check),
            merchants::read_channels(m.channels(), check)};
  }
  static json fields(const merchant::configured& e) {
    return {{"merchant", e.merchant.value()},
            {"enabled", e.enabled},
            {"business_types", merchants::names_of(e.business_types)},
            {"channels", merchants::names_of(e.channels)}};
  }
};

template <>
struct form<merchant::created> {
  static constexpr auto number = v1::Payload::kMerchantCreated;
  static constexpr auto message = &v1::Payload::mutable_merchant_created;

  static void write(const merchant::created& e, v1::MerchantCreated& out) {
    merchants::write_word(e, out);
  }
  static merchant::created read(const v1::MerchantCreated& m, field_check& check) {
    return merchants::read_word<merchant::created>(m, check);
  }
  static json fields(const merchant::created& e) { return merchants::fields_of_word(e); }
};

template <>
struct form<merchant::changed> {
  static constexpr auto number = v1::Payload::kMerchantChanged;
  static constexpr auto message = &v1::Payload::mutable_merchant_changed;

  static void write(const merchant::changed& e, v1::MerchantChanged& out) {
    merchants::write_word(e, out);
  }
  static merchant::changed read(const v1::MerchantChanged& m, field_check& check) {
    return merchants::read_word<merchant::changed>(m, check);
  }
  static json fields(const merchant::changed& e) { return merchants::fields_of_word(e); }
};

template <>
struct form<merchant::withdrawn> {
  static constexpr auto number = v1::Payload::kMerchantWithdrawn;
  static constexpr auto message = &v1::Payload::mutable_merchant_withdrawn;

  static void write(const merchant::withdrawn& e, v1::MerchantWithdrawn& out) {
    out.set_merchant(e.merchant.value());
  }
  static merchant::withdrawn read(const v1::MerchantWithdrawn& m, field_check& check) {
    return {check.name<merchant_id>("merchant", m.merchant())};
  }
  static json fields(const merchant::withdrawn& e) { return {{"merchant", e.merchant.value()}}; }
};

template <>
struct form<merchant::limited> {
  static constexpr auto number = v1::Payload::kMerchantLimited;
  static constexpr auto message = &v1::Payload::mutable_merchant_limited;

  static void write(const merchant::limited& e, v1::MerchantLimited& out) {
    out.set_merchant(e.merchant.value());
    out.clear_limits();
    merchants::write_limits(e.limits, *out.mutable_limits());
  }
  static merchant::limited read(const v1::MerchantLimited& m, field_check& check) {
    return {check.name<merchant_id>("merchant", m.merchant()),
            merchants::read_limits(m.limits(), check)};
  }
  static json fields(const merchant::limited& e) {
    return {{"merchant", e.merchant.value()}, {"limits", merchants::shown(e.limits)}};
  }
};

template <>
struct form<merchant::amount_reserved> {
  static constexpr auto number = v1::Payload::kMerchantAmountReserved;
  static constexpr auto message = &v1::Payload::mutable_merchant_amount_reserved;

  static void write(const merchant::amount_reserved& e, v1::MerchantAmountReserved& out) {
    out.set_merchant(e.merchant.value());
    out.set_type(to_proto(e.name.type));
    out.set_currency(to_proto(e.name.unit));
    out.set_period(to_proto(e.name.of));
    out.set_number(e.what.number);
    out.set_up_to(e.what.up_to);
  }
  static merchant::amount_reserved read(const v1::MerchantAmountReserved& m, field_check& check) {
    return {check.name<merchant_id>("merchant", m.merchant()),
            {check.value("type", m.type()), check.value("currency", m.currency()),
             check.value("period", m.period())},
            {m.number(), m.up_to()}};
  }
  static json fields(const merchant::amount_reserved& e) {
    return {{"merchant", e.merchant.value()},   {"business_type", name_of(e.name.type)},
            {"currency", name_of(e.name.unit)}, {"period", name_of(e.name.of)},
            {"number", e.what.number},          {"up_to_minor", e.what.up_to}};
  }
};

}  // namespace sluice::codec
