#pragma once
/// What is decided about merchants' money with us, and by whom.

#include "domain/balance/command.hpp"
#include "domain/ledger/day.hpp"
#include "events/forms/hold_part.hpp"

namespace sluice::codec {

namespace balances {

template <class Message>
signed_by who(const Message& m) {
  return {m.operator_name(), m.reason()};
}
template <class Message>
void write(const signed_by& who, Message& out) {
  out.set_operator_name(who.operator_name);
  out.set_reason(who.reason);
}
inline void add(json& out, const signed_by& who) {
  out["operator_name"] = who.operator_name;
  out["reason"] = who.reason;
}

template <class Message>
balance::settlement_no number(const Message& m, field_check& check) {
  if (m.number() == 0) check.fail("number", "must be 1 or more");
  return balance::settlement_no{m.number()};
}

template <class Message>
money above_zero(const Message& m, field_check& check) {
  const auto out = check.amount(m.has_amount(), m.amount());
  if (out.minor_units <= 0) check.fail("amount", "must be at least 1 minor unit");
  return out;
}

// -- a person's words -------------------------------------------------------------------------

inline void write(const merchant_id& merchant, const balance::settle& w, v1::SettlementRun& out) {
  out.set_merchant(merchant.value());
  out.set_currency(to_proto(w.unit));
  out.set_through(w.through);
  write(w.who, out);
}
inline balance::settle read(const v1::SettlementRun& m, field_check& check) {
  check.only_known_fields(m);
  return {check.value("currency", m.currency()), read_day("through", m.through(), check), who(m)};
}
inline json fields(const merchant_id& merchant, const balance::settle& w) {
  json out{{"merchant", merchant.value()},
           {"currency", name_of(w.unit)},
           {"through", ledger::text_of(w.through)}};
  add(out, w.who);
  return out;
}

inline void write(const merchant_id& merchant, const balance::end_settlement& w,
                  v1::SettlementResolved& out) {
  out.set_merchant(merchant.value());
  out.set_number(w.number.value());
  out.set_how(to_proto(w.how));
  out.set_reference(w.reference);
  write(w.who, out);
}
inline balance::end_settlement read(const v1::SettlementResolved& m, field_check& check) {
  check.only_known_fields(m);
  return {number(m, check), check.value("how", m.how()), m.reference(), who(m)};
}
inline json fields(const merchant_id& merchant, const balance::end_settlement& w) {
  json out{{"merchant", merchant.value()},
           {"settlement_no", w.number.value()},
           {"result", name_of(w.how)},
           {"reference", w.reference}};
  add(out, w.who);
  return out;
}

}  // namespace balances

template <>
struct form<balance::money_held> {
  static constexpr auto number = v1::Payload::kMoneyHeld;
  static constexpr auto message = &v1::Payload::mutable_money_held;

  static void write(const balance::money_held& e, v1::MoneyHeld& out) {
    out.set_merchant(e.order.merchant.value());
    out.set_order_no(e.order.number.value());
    out.set_refund_no(e.refund.value());
    out.set_currency(to_proto(e.unit));
    write_hold(e.from, *out.mutable_hold());
    out.set_books_at(e.books_at);
  }
  static balance::money_held read(const v1::MoneyHeld& m, field_check& check) {
    const auto from = read_hold_if(m.has_hold(), m.hold(), check);
    if (!from) check.fail("hold", "missing");
    return {{check.name<merchant_id>("merchant", m.merchant()),
             check.name<order_no>("order_no", m.order_no())},
            check.name<refund_no>("refund_no", m.refund_no()),
            check.value("currency", m.currency()),
            from.value_or(refund_hold{}),
            m.books_at()};
  }
  static json fields(const balance::money_held& e) {
    return {{"order_no", e.order.number.value()},
            {"refund_no", e.refund.value()},
            {"currency", name_of(e.unit)},
            {"hold", fields_of(e.from)},
            {"books_at", e.books_at}};
  }
};

template <>
struct form<balance::hold_ended> {
  static constexpr auto number = v1::Payload::kHoldEnded;
  static constexpr auto message = &v1::Payload::mutable_hold_ended;

  static void write(const balance::hold_ended& e, v1::HoldEnded& out) {
    out.set_merchant(e.order.merchant.value());
    out.set_order_no(e.order.number.value());
    out.set_refund_no(e.refund.value());
    if (e.refund_at)
      out.set_refund_at(*e.refund_at);
    else
      out.clear_refund_at();
  }
  static balance::hold_ended read(const v1::HoldEnded& m, field_check& check) {
    balance::hold_ended e{{check.name<merchant_id>("merchant", m.merchant()),
                           check.name<order_no>("order_no", m.order_no())},
                          check.name<refund_no>("refund_no", m.refund_no())};
    if (m.has_refund_at()) e.refund_at = m.refund_at();
    return e;
  }
  static json fields(const balance::hold_ended& e) {
    json out{{"order_no", e.order.number.value()}, {"refund_no", e.refund.value()}};
    if (e.refund_at) out["refund_at"] = *e.refund_at;
    return out;
  }
};

template <>
struct form<balance::lot_matured> {
  static constexpr auto number = v1::Payload::kLotMatured;
  static constexpr auto message = &v1::Payload::mutable_lot_matured;

  static void write(const balance::lot_matured& e, v1::LotMatured& out) {
    out.set_day(e.what.day);
    write_money({e.what.minor, e.unit}, *out.mutable_amount());
    out.set_books_at(e.books_at);
    balances::write(e.who, out);
  }
  static balance::lot_matured read(const v1::LotMatured& m, field_check& check) {
    const auto amount = balances::above_zero(m, check);
    return {amount.unit,
            {read_day("day", m.day(), check), amount.minor_units},
            m.books_at(),
            balances::who(m)};
  }
  static json fields(const balance::lot_matured& e) {
    json out{{"day", ledger::text_of(e.what.day)},
             {"amount_minor", e.what.minor},
             {"currency", name_of(e.unit)},
             {"books_at", e.books_at}};
    balances::add(out, e.who);
    return out;
  }
};

template <>
struct form<balance::settlement_requested> {
  static constexpr auto number = v1::Payload::kSettlementRequested;
  static constexpr auto message = &v1::Payload::mutable_settlement_requested;

  static void write(const balance::settlement_requested& e, v1::SettlementRequested& out) {
    out.set_number(e.number.value());
    write_money(e.amount, *out.mutable_amount());
    balances::write(e.who, out);
  }
  static balance::settlement_requested read(const v1::SettlementRequested& m, field_check& check) {
    return {balances::number(m, check), balances::above_zero(m, check), balances::who(m)};
  }
  static json fields(const balance::settlement_requested& e) {
    json out{{"settlement_no", e.number.value()},
             {"amount_minor", e.amount.minor_units},
             {"currency", name_of(e.amount.unit)}};
    balances::add(out, e.who);
    return out;
  }
};

template <>
struct form<balance::settlement_ended> {
  static constexpr auto number = v1::Payload::kSettlementEnded;
  static constexpr auto message = &v1::Payload::mutable_settlement_ended;

  static void write(const balance::settlement_ended& e, v1::SettlementEnded& out) {
    out.set_number(e.number.value());
    write_money(e.amount, *out.mutable_amount());
    out.set_how(to_proto(e.how));
    out.set_reference(e.reference);
    balances::write(e.who, out);
  }
  static balance::settlement_ended read(const v1::SettlementEnded& m, field_check& check) {
    return {balances::number(m, check), balances::above_zero(m, check), check.value("how", m.how()),
            m.reference(), balances::who(m)};
  }
  static json fields(const balance::settlement_ended& e) {
    json out{{"settlement_no", e.number.value()},
             {"amount_minor", e.amount.minor_units},
             {"currency", name_of(e.amount.unit)},
             {"result", name_of(e.how)},
             {"reference", e.reference}};
    balances::add(out, e.who);
    return out;
  }
};

}  // namespace sluice::codec
