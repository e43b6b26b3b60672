#pragma once
/// What has been agreed about fees, and who said so.

#include "base/time_text.hpp"
#include "domain/contract/command.hpp"
#include "domain/contract/event.hpp"
#include "domain/contract/row_text.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

namespace contracts {

inline void write(const contract::row& r, v1::ContractRow& out) {
  if (r.channel) out.set_channel(r.channel->value());
  if (r.type) out.set_business_type(to_proto(*r.type));
  if (!r.method.empty()) out.set_paid_with(instrument(r.method, r.bank).text());
  out.set_amount_from(r.amount_from);
  if (r.amount_below) out.set_amount_below(*r.amount_below);
  out.set_parts_per_million(r.by.parts_per_million);
  out.set_fixed_minor(r.by.fixed_minor);
  out.set_least_minor(r.by.least_minor);
  if (r.by.most_minor) out.set_most_minor(*r.by.most_minor);
  out.set_rounding(to_proto(r.by.rounded));
  out.set_fee_return(to_proto(r.returns));
}

inline contract::row read(const v1::ContractRow& m, field_check& check) {
  check.only_known_fields(m);
  contract::row r;
  if (!m.channel().empty()) r.channel = channel_id{m.channel()};
  if (m.business_type() != v1::BUSINESS_TYPE_UNSPECIFIED)
    r.type = check.value("business_type", m.business_type());
  const auto with = check.paid_with(m.paid_with());
  r.method = with.method();
  r.bank = with.bank();
  r.amount_from = m.amount_from();
  if (m.has_amount_below()) r.amount_below = m.amount_below();
  r.by.parts_per_million = m.parts_per_million();
  r.by.fixed_minor = m.fixed_minor();
  r.by.least_minor = m.least_minor();
  if (m.has_most_minor()) r.by.most_minor = m.most_minor();
  r.by.rounded = check.value("rounding", m.rounding());
  r.returns = check.value("fee_return", m.fee_return());
  return r;
}

inline json fields(const contract::terms& t) {
  json rows = json::array();
  for (const auto& r : t.rows) rows.push_back(contract::to_text(r));
  return {
      {"account_owner", name_of(t.owner)}, {"billing", name_of(t.how)}, {"rows", std::move(rows)}};
}

template <class Message>
contract::terms read_terms(const Message& m, field_check& check) {
  contract::terms t{.owner = check.value("account_owner", m.account_owner()),
                    .how = check.value("billing", m.billing())};
  for (const auto& r : m.rows()) t.rows.push_back(read(r, check));
  return t;
}

template <class Message>
void write(const contract::party& with, const contract::terms& t, const signed_by& who,
           Message& out) {
  out.set_side(to_proto(with.side));
  out.set_name(with.name);
  out.set_account_owner(to_proto(t.owner));
  out.set_billing(to_proto(t.how));
  for (const auto& r : t.rows) write(r, *out.add_rows());
  out.set_operator_name(who.operator_name);
  out.set_reason(who.reason);
}

template <class Message>
contract::party read_party(const Message& m, field_check& check) {
  return {check.value("side", m.side()), check.template name<std::string>("name", m.name())};
}

// -- a person's word ------------------------------------------------------------------------------

inline void write(const contract::put& w, v1::ContractPut& out) {
  write(w.with, w.what, w.who, out);
  if (w.valid_from) out.set_valid_from_ms(w.valid_from->time_since_epoch().count());
}

inline contract::put read(const v1::ContractPut& m, field_check& check) {
  check.only_known_fields(m);
  contract::put w{.with = read_party(m, check),
                  .what = read_terms(m, check),
                  .who = {m.operator_name(), m.reason()}};
  if (m.has_valid_from_ms()) w.valid_from = instant{millis{m.valid_from_ms()}};
  return w;
}

inline json fields(const contract::put& w) {
  auto out = fields(w.what);
  out["side"] = name_of(w.with.side);
  out["name"] = w.with.name;
  if (w.valid_from) out["valid_from"] = rfc3339(*w.valid_from);
  out["operator_name"] = w.who.operator_name;
  out["reason"] = w.who.reason;
  return out;
}

}  // namespace contracts

template <>
struct form<contract::agreed> {
  static constexpr auto number = v1::Payload::kContractAgreed;
  static constexpr auto message = &v1::Payload::mutable_contract_agreed;

  static void write(const contract::agreed& e, v1::ContractAgreed& out) {
    out.Clear();
    contracts::write(e.with, e.terms, e.who, out);
    out.set_version(e.version);
    out.set_valid_from_ms(e.valid_from.time_since_epoch().count());
  }
  static contract::agreed read(const v1::ContractAgreed& m, field_check& check) {
    contract::agreed e{
        .with = contracts::read_party(m, check),
        .version = m.version(),
        .valid_from = instant{millis{m.valid_from_ms()}},
        .terms = contracts::read_terms(m, check),
        .who = {m.operator_name(), m.reason()}};
    if (e.version == 0) check.fail("version", "must be 1 or more");
    if (const auto wrong = contract::fault_in(e.terms)) check.fail("rows", wrong->message);
    return e;
  }
  static json fields(const contract::agreed& e) {
    auto out = contracts::fields(e.terms);
    out["side"] = name_of(e.with.side);
    out["name"] = e.with.name;
    out["version"] = e.version;
    out["valid_from"] = rfc3339(e.valid_from);
    out["operator_name"] = e.who.operator_name;
    out["reason"] = e.who.reason;
    return out;
  }
};

}  // namespace sluice::codec
