#pragma once
/// Words of people, inside the proposals that hold them: each as the event that it would become is
/// written, or in a message of its own.

#include "base/overloaded.hpp"
#include "domain/approval/word.hpp"
#include "domain/order/state.hpp"
#include "events/forms/access_forms.hpp"
#include "events/forms/balance_forms.hpp"
#include "events/forms/channel_forms.hpp"
#include "events/forms/contract_forms.hpp"
#include "events/forms/engine_forms.hpp"
#include "events/forms/measure_forms.hpp"
#include "events/forms/merchant_forms.hpp"
#include "events/forms/path_forms.hpp"
#include "events/forms/routing_forms.hpp"

namespace sluice::codec::words {

inline void write(const resolve_order& w, v1::OrderWord& out) {
  const auto& v = w.verdict;
  out.set_merchant(w.order.merchant.value());
  out.set_order_no(w.order.number.value());
  out.set_verdict(to_proto(v.verdict));
  out.set_operator_name(v.operator_name);
  out.set_reason(v.reason);
  out.set_refund_no(v.refund.value());
  out.set_attempt(v.attempt.value());
  if (v.amount_minor) out.set_amount_minor(*v.amount_minor);
  out.set_card_shown(v.card_shown);
}

inline resolve_order read(const v1::OrderWord& m, field_check& check) {
  check.only_known_fields(m);
  resolve_order w{
      {check.name<merchant_id>("merchant", m.merchant()),
       check.name<order_no>("order_no", m.order_no())},
      {.verdict = check.value("verdict", m.verdict()),
       .operator_name = m.operator_name(),
       .reason = m.reason(),
       .refund = refund_no{m.refund_no()},
       .attempt = check.attempt_if(m.attempt()),
       .card_shown = m.card_shown()}};
  if (m.has_amount_minor()) w.verdict.amount_minor = m.amount_minor();
  return w;
}

inline json fields(const resolve_order& w) {
  const auto& v = w.verdict;
  json out{{"merchant", w.order.merchant.value()},
           {"order_no", w.order.number.value()},
           {"verdict", name_of(v.verdict)}};
  if (!v.refund.value().empty()) out["refund_no"] = v.refund.value();
  if (v.attempt.value() != 0) out["attempt"] = v.attempt.value();
  if (v.amount_minor) out["amount_minor"] = *v.amount_minor;
  if (!v.card_shown.empty()) out["card"] = v.card_shown;
  out["operator_name"] = v.operator_name;
  out["reason"] = v.reason;
  return out;
}

/// As the event that it would become.
inline access::key_added event_of(const add_key& w) {
  const auto& k = w.what;
  return {{{.id = k.key,
            .kind = access::key_kind::ed25519,
            .owner = k.owner,
            .from = k.from,
            .until = k.until},
           k.half},
          k.who};
}

inline add_key read_key(access::key_added e, field_check& check) {
  const auto* half = std::get_if<access::ed25519_public>(&e.key.half);
  if (half == nullptr) check.fail("half", "must be the public one");
  auto& about = e.key.about;
  return {{std::move(about.id), std::move(about.owner),
           half != nullptr ? *half : access::ed25519_public{}, about.from, about.until,
           std::move(e.who)}};
}

inline channel::path_forced event_of(const force_path& w) {
  const auto& f = w.what;
  return {.channel = w.channel, .where = f.where, .to = *f.to, .until = f.until, .who = f.who};
}

inline force_path read_switch(channel::path_forced e, field_check& check) {
  if (!e.who) check.fail("operator_name", "missing");
  return {std::move(e.channel),
          {std::move(e.where), e.to, e.until, std::move(e.who).value_or(signed_by{})}};
}

template <class Wish, class Word>
merchant::measure_taken<Wish> event_of(const Word& w, const merchant::measure_wanted<Wish>& what) {
  return {w.merchant, what.type, what.what, what.who};
}

/// A proposal is a person's word; of a rule's nothing is left to propose.
inline signed_by person_in(signed_by who, field_check&) { return who; }
inline signed_by person_in(person_or_rule who, field_check& check) {
  auto* person = std::get_if<signed_by>(&who);
  if (person == nullptr) check.fail("operator_name", "missing");
  return person != nullptr ? std::move(*person) : signed_by{};
}

template <class Word, class Wish>
Word read_measure(merchant::measure_taken<Wish> e, field_check& check) {
  return {std::move(e.merchant),
          {.type = e.type, .what = e.what, .who = person_in(std::move(e.who), check)}};
}

inline void write(const approval::word& any, v1::Word& out) {
  std::visit(
      overloaded{
          [&](const resolve_order& w) { write(w, *out.mutable_resolve_order()); },
          [&](const change_channel& w) {
            form<channel::changed>::write(
                {w.channel, w.what.what, w.what.who}, *out.mutable_change_channel());
          },
          [&](const force_path& w) {
            form<channel::path_forced>::write(event_of(w), *out.mutable_force_path());
          },
          [&](const create_merchant& w) {
            form<merchant::created>::write(
                {w.merchant, w.what.what, w.what.who}, *out.mutable_create_merchant());
          },
          [&](const change_merchant& w) {
            form<merchant::changed>::write(
                {w.merchant, w.what.what, w.what.who}, *out.mutable_change_merchant());
          },
          [&](const degrade_merchant& w) {
            form<merchant::degraded>::write(event_of(w, w.what), *out.mutable_degrade_merchant());
          },
          [&](const promote_merchant& w) {
            form<merchant::promoted>::write(event_of(w, w.what), *out.mutable_promote_merchant());
          },
          [&](const degrade_engine& w) {
            form<degradation::degraded>::write(
                {w.what.what, w.what.who}, *out.mutable_degrade_engine());
          },
          [&](const change_principal& w) {
            const auto& p = w.what;
            form<access::principal_set>::write(
                {p.principal, p.what, p.who}, *out.mutable_change_principal());
          },
          [&](const add_key& w) {
            form<access::key_added>::write(event_of(w), *out.mutable_add_key());
          },
          [&](const revoke_key& w) {
            form<access::key_revoked>::write({w.what.key, w.what.who}, *out.mutable_revoke_key());
          },
          [&](const change_routing& w) {
            form<routing::rules_changed>::write(
                {w.what.what, w.what.who}, *out.mutable_change_routing());
          },
          [&](const put_contract& w) { contracts::write(w.what, *out.mutable_put_contract()); },
          [&](const settle_merchant& w) {
            balances::write(w.merchant, w.what, *out.mutable_settle_merchant());
          },
          [&](const resolve_settlement& w) {
            balances::write(w.merchant, w.what, *out.mutable_resolve_settlement());
          },
      },
      any);
}

inline approval::word read(const v1::Word& m, field_check& check) {
  check.only_known_fields(m);
  const auto as_event = [&]<class Event>(std::in_place_type_t<Event>, const auto& written) {
    check.only_known_fields(written);
    return form<Event>::read(written, check);
  };
  switch (m.what_case()) {
    case v1::Word::kResolveOrder: return read(m.resolve_order(), check);
    case v1::Word::kChangeChannel: {
      auto e = as_event(std::in_place_type<channel::changed>, m.change_channel());
      return change_channel{e.channel, {std::move(e.what), std::move(e.who)}};
    }
    case v1::Word::kForcePath:
      return read_switch(as_event(std::in_place_type<channel::path_forced>, m.force_path()), check);
    case v1::Word::kCreateMerchant: {
      auto e = as_event(std::in_place_type<merchant::created>, m.create_merchant());
      return create_merchant{e.merchant, {std::move(e.what), std::move(e.who)}};
    }
    case v1::Word::kChangeMerchant: {
      auto e = as_event(std::in_place_type<merchant::changed>, m.change_merchant());
      return change_merchant{e.merchant, {std::move(e.what), std::move(e.who)}};
    }
    case v1::Word::kDegradeMerchant:
      return read_measure<degrade_merchant>(
          as_event(std::in_place_type<merchant::degraded>, m.degrade_merchant()), check);
    case v1::Word::kPromoteMerchant:
      return read_measure<promote_merchant>(
          as_event(std::in_place_type<merchant::promoted>, m.promote_merchant()), check);
    case v1::Word::kDegradeEngine: {
      auto e = as_event(std::in_place_type<degradation::degraded>, m.degrade_engine());
      return degrade_engine{{.what = std::move(e.what), .who = std::move(e.who)}};
    }
    case v1::Word::kChangePrincipal: {
      auto e = as_event(std::in_place_type<access::principal_set>, m.change_principal());
      return change_principal{{std::move(e.principal), std::move(e.what), std::move(e.who)}};
    }
    case v1::Word::kAddKey:
      return read_key(as_event(std::in_place_type<access::key_added>, m.add_key()), check);
    case v1::Word::kRevokeKey: {
      auto e = as_event(std::in_place_type<access::key_revoked>, m.revoke_key());
      return revoke_key{{std::move(e.key), std::move(e.who)}};
    }
    case v1::Word::kChangeRouting: {
      auto e = as_event(std::in_place_type<routing::rules_changed>, m.change_routing());
      return change_routing{{std::move(e.what), std::move(e.who)}};
    }
    case v1::Word::kPutContract: return put_contract{contracts::read(m.put_contract(), check)};
    case v1::Word::kSettleMerchant: {
      const auto& w = m.settle_merchant();
      return settle_merchant{
          check.name<merchant_id>("merchant", w.merchant()), balances::read(w, check)};
    }
    case v1::Word::kResolveSettlement: {
      const auto& w = m.resolve_settlement();
      return resolve_settlement{
          check.name<merchant_id>("merchant", w.merchant()), balances::read(w, check)};
    }
    case v1::Word::WHAT_NOT_SET: break;
  }
  check.fail("what", "missing");
  return {};
}

inline json fields(const approval::word& any) {
  return std::visit(
      overloaded{
          [](const resolve_order& w) { return fields(w); },
          [](const change_channel& w) {
            return form<channel::changed>::fields({w.channel, w.what.what, w.what.who});
          },
          [](const force_path& w) { return form<channel::path_forced>::fields(event_of(w)); },
          [](const create_merchant& w) {
            return form<merchant::created>::fields({w.merchant, w.what.what, w.what.who});
          },
          [](const change_merchant& w) {
            return form<merchant::changed>::fields({w.merchant, w.what.what, w.what.who});
          },
          [](const change_principal& w) {
            const auto& p = w.what;
            return form<access::principal_set>::fields({p.principal, p.what, p.who});
          },
          [](const degrade_merchant& w) {
            return form<merchant::degraded>::fields(event_of(w, w.what));
          },
          [](const promote_merchant& w) {
            return form<merchant::promoted>::fields(event_of(w, w.what));
          },
          [](const degrade_engine& w) {
            return form<degradation::degraded>::fields({w.what.what, w.what.who});
          },
          [](const add_key& w) { return form<access::key_added>::fields(event_of(w)); },
          [](const revoke_key& w) {
            return form<access::key_revoked>::fields({w.what.key, w.what.who});
          },
          [](const change_routing& w) {
            return form<routing::rules_changed>::fields({w.what.what, w.what.who});
          },
          [](const put_contract& w) { return contracts::fields(w.what); },
          [](const settle_merchant& w) { return balances::fields(w.merchant, w.what); },
          [](const resolve_settlement& w) { return balances::fields(w.merchant, w.what); },
      },
      any);
}

}  // namespace sluice::codec::words
