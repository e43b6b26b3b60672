#pragma once
/// What has been brought of channels' bills, and what became of the differences.

#include <algorithm>

#include "base/hex.hpp"
#include "domain/reconciliation/difference_text.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

namespace bills {

template <std::size_t N>
std::string written(const std::array<std::uint8_t, N>& bytes) {
  return {bytes.begin(), bytes.end()};
}
template <class Bytes>
Bytes read_bytes(std::string_view field, const std::string& text, field_check& check) {
  Bytes out{};
  if (text.size() == out.size())
    std::ranges::copy(text, out.begin());
  else
    check.fail(field, "must have " + std::to_string(out.size()) + " bytes");
  return out;
}
inline reconciliation::number read_number(const std::string& text, field_check& check) {
  return reconciliation::number::from(
      read_bytes<reconciliation::number::bytes>("number", text, check));
}

/// What both sides have.
template <class Side, class Message>
void write_side(const Side& s, Message& out) {
  out.set_movement(to_proto(s.what));
  out.set_currency(to_proto(s.unit));
  out.set_amount(s.amount);
  if (s.settled) out.set_settled(*s.settled);
  if (s.fee) out.set_fee(*s.fee);
}
template <class Side, class Message>
void read_side(Side& s, const Message& m, field_check& check) {
  check.only_known_fields(m);
  s.what = check.value("movement", m.movement());
  s.unit = check.value("currency", m.currency());
  s.amount = m.amount();
  if (m.has_settled()) s.settled = m.settled();
  if (m.has_fee()) s.fee = m.fee();
}

inline void write(const reconciliation::bill_line& l, v1::BillLine& out) {
  write_side(l, out);
  out.set_row(l.row);
  out.set_number(written(l.of.raw()));
  if (l.day) out.set_day(*l.day);
  out.set_is_foreign(l.is_foreign);
  out.set_hash(l.bytes);
}
inline reconciliation::bill_line read(const v1::BillLine& m, field_check& check) {
  reconciliation::bill_line l{
      .row = m.row(), .of = read_number(m.number(), check), .is_foreign = m.is_foreign()};
  read_side(l, m, check);
  if (m.has_day()) l.day = m.day();
  l.bytes = m.hash();
  return l;
}

inline void write(const reconciliation::claim& c, v1::BillClaim& out) {
  write_side(c, out);
  out.set_state(to_proto(c.state));
  out.set_day(c.day);
}
inline reconciliation::claim read(const v1::BillClaim& m, const reconciliation::number& of,
                                  field_check& check) {
  reconciliation::claim c{.of = of};
  read_side(c, m, check);
  c.state = check.value("state", m.state());
  c.day = m.day();
  return c;
}

inline void write(const reconciliation::bill_sum& s, v1::BillSum& out) {
  out.set_currency(to_proto(s.unit));
  out.set_rows(s.rows);
  out.set_amount(s.amount);
  out.set_fee(s.fee);
  out.set_fees_rounded(s.fees_rounded);
}
inline reconciliation::bill_sum read(const v1::BillSum& m, field_check& check) {
  check.only_known_fields(m);
  return {check.value("currency", m.currency()), m.rows(), m.amount(), m.fee(), m.fees_rounded()};
}

inline std::uint32_t counted(std::string_view field, std::uint32_t from_one, field_check& check) {
  if (from_one == 0) check.fail(field, "must be 1 or more");
  return from_one;
}

/// Of which version of which day's bill.
template <class Event>
json version_fields(const Event& e) {
  return {{"day", ledger::text_of(e.day)}, {"version", e.version}};
}
template <class Event>
json id_fields(const Event& e) {
  return {{"difference", e.id.value()}};
}

}  // namespace bills

template <>
struct form<reconciliation::bill_checked> {
  static constexpr auto number = v1::Payload::kBillChecked;
  static constexpr auto message = &v1::Payload::mutable_bill_checked;

  static void write(const reconciliation::bill_checked& e, v1::BillChecked& out) {
    out.Clear();
    out.set_day(e.day);
    out.set_version(e.version);
    out.set_file(bills::written(e.file));
    for (const auto& s : e.sums) bills::write(s, *out.add_sums());
    out.set_is_proven(e.is_proven);
    out.set_parts(e.parts);
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
  }
  static reconciliation::bill_checked read(const v1::BillChecked& m, field_check& check) {
    reconciliation::bill_checked e{
        .day = m.day(),
        .version = bills::counted("version", m.version(), check),
        .file = bills::read_bytes<reconciliation::file_hash>("file", m.file(), check),
        .is_proven = m.is_proven(),
        .parts = bills::counted("parts", m.parts(), check),
        .who = {m.operator_name(), m.reason()}};
    for (const auto& s : m.sums()) e.sums.push_back(bills::read(s, check));
    return e;
  }
  static json fields(const reconciliation::bill_checked& e) {
    auto out = bills::version_fields(e);
    out["file"] = hex(e.file);
    out["sums"] = json::array();
    for (const auto& s : e.sums) out["sums"].push_back(to_text(s));
    out["is_proven"] = e.is_proven;
    out["parts"] = e.parts;
    out["operator_name"] = e.who.operator_name;
    out["reason"] = e.who.reason;
    return out;
  }
};

template <>
struct form<reconciliation::bill_part_taken> {
  static constexpr auto number = v1::Payload::kBillPartTaken;
  static constexpr auto message = &v1::Payload::mutable_bill_part_taken;

  static void write(const reconciliation::bill_part_taken& e, v1::BillPartTaken& out) {
    out.Clear();
    out.set_day(e.day);
    out.set_version(e.version);
    out.set_part(e.part);
    for (const auto& row : e.rows) bills::write(row, *out.add_rows());
  }
  static reconciliation::bill_part_taken read(const v1::BillPartTaken& m, field_check& check) {
    reconciliation::bill_part_taken e{
        .day = m.day(),
        .version = bills::counted("version", m.version(), check),
        .part = bills::counted("part", m.part(), check)};
    for (const auto& row : m.rows()) e.rows.push_back(bills::read(row, check));
    return e;
  }
  static json fields(const reconciliation::bill_part_taken& e) {
    auto out = bills::version_fields(e);
    out["part"] = e.part;
    out["rows"] = json::array();
    for (const auto& row : e.rows) out["rows"].push_back(to_text(row));
    return out;
  }
};

template <>
struct form<reconciliation::difference_found> {
  static constexpr auto number = v1::Payload::kDifferenceFound;
  static constexpr auto message = &v1::Payload::mutable_difference_found;

  static void write(const reconciliation::difference_found& e, v1::DifferenceFound& out) {
    out.Clear();
    out.set_difference(e.id.value());
    out.set_day(e.day);
    out.set_version(e.version);
    out.set_kind(to_proto(e.what.kind));
    out.set_number(bills::written(e.what.of.raw()));
    out.set_file(bills::written(e.what.file));
    if (e.what.there) bills::write(*e.what.there, *out.mutable_there());
    if (e.what.here) bills::write(*e.what.here, *out.mutable_here());
    if (e.what.before) bills::write(*e.what.before, *out.mutable_before());
    if (!e.order) return;
    out.set_merchant(e.order->merchant.value());
    out.set_order_no(e.order->number.value());
  }
  static reconciliation::difference_found read(const v1::DifferenceFound& m, field_check& check) {
    reconciliation::difference_found e{
        .id = check.name<reconciliation::difference_id>("difference", m.difference()),
        .day = m.day(),
        .version = bills::counted("version", m.version(), check),
        .what = {.kind = check.value("kind", m.kind()),
                 .of = bills::read_number(m.number(), check),
                 .file = bills::read_bytes<reconciliation::file_hash>("file", m.file(), check)}};
    if (m.has_there()) e.what.there = bills::read(m.there(), check);
    if (m.has_here()) e.what.here = bills::read(m.here(), e.what.of, check);
    if (m.has_before()) e.what.before = bills::read(m.before(), check);
    if (m.merchant().empty() != m.order_no().empty()) check.fail("order_no", "without merchant");
    if (!m.order_no().empty())
      e.order = order_id{merchant_id{m.merchant()}, order_no{m.order_no()}};
    return e;
  }
  static json fields(const reconciliation::difference_found& e) {
    auto out = bills::id_fields(e);
    out.update(bills::version_fields(e));
    out["kind"] = name_of(e.what.kind);
    out["number"] = text_of(e.what.of);
    if (e.order) out["order"] = to_string(*e.order);
    if (e.what.there) out["there"] = text_of_side(*e.what.there);
    if (e.what.here) out["here"] = text_of_side(*e.what.here);
    if (e.what.before) out["before"] = text_of_side(*e.what.before);
    out["differs"] = reason_of(e.what);
    out["file"] = hex(e.what.file);
    return out;
  }
};

template <>
struct form<reconciliation::difference_resolved> {
  static constexpr auto number = v1::Payload::kDifferenceResolved;
  static constexpr auto message = &v1::Payload::mutable_difference_resolved;

  static void write(const reconciliation::difference_resolved& e, v1::DifferenceResolved& out) {
    out.Clear();
    out.set_difference(e.id.value());
    out.set_how(to_proto(e.how));
    if (e.who) out.set_operator_name(e.who->operator_name);
    if (e.who) out.set_reason(e.who->reason);
    out.set_evidence(e.evidence);
  }
  static reconciliation::difference_resolved read(const v1::DifferenceResolved& m,
                                                  field_check& check) {
    reconciliation::difference_resolved e{
        .id = check.name<reconciliation::difference_id>("difference", m.difference()),
        .how = check.value("how", m.how()),
        .evidence = m.evidence()};
    if (!m.operator_name().empty()) e.who = signed_by{m.operator_name(), m.reason()};
    return e;
  }
  static json fields(const reconciliation::difference_resolved& e) {
    auto out = bills::id_fields(e);
    out["how"] = name_of(e.how);
    if (e.who) out["operator_name"] = e.who->operator_name;
    if (e.who) out["reason"] = e.who->reason;
    if (!e.evidence.empty()) out["evidence"] = e.evidence;
    return out;
  }
};

template <>
struct form<reconciliation::difference_reopened> {
  static constexpr auto number = v1::Payload::kDifferenceReopened;
  static constexpr auto message = &v1::Payload::mutable_difference_reopened;

  static void write(const reconciliation::difference_reopened& e, v1::DifferenceReopened& out) {
    out.set_difference(e.id.value());
    out.set_day(e.day);
    out.set_version(e.version);
    out.set_why(to_proto(e.why));
  }
  static reconciliation::difference_reopened read(const v1::DifferenceReopened& m,
                                                  field_check& check) {
    return {check.name<reconciliation::difference_id>("difference", m.difference()), m.day(),
            bills::counted("version", m.version(), check), check.value("why", m.why())};
  }
  static json fields(const reconciliation::difference_reopened& e) {
    auto out = bills::id_fields(e);
    out.update(bills::version_fields(e));
    out["why"] = name_of(e.why);
    return out;
  }
};

}  // namespace sluice::codec
