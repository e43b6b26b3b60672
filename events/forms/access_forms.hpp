#pragma once
/// The register of those who may ask: who there was, by which keys, and who wanted it.

#include <algorithm>

#include "base/hex.hpp"
#include "domain/access/event.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

namespace accesses {

// -- terms ---------------------------------------------------------------------------------------

inline void write(const access::merchant_scope& s, v1::MerchantScope& out) {
  out.Clear();
  out.set_everyone(s.is_everyone);
  for (const auto& m : s.some) out.add_merchants(m.value());
}

inline access::merchant_scope read_scope(const v1::MerchantScope& m, field_check& check) {
  check.only_known_fields(m);
  access::merchant_scope out{.is_everyone = m.everyone()};
  for (const auto& name : m.merchants())
    out.some.push_back(check.name<merchant_id>("merchants", name));
  return out;
}

inline json shown(const access::merchant_scope& s) {
  json out = json::array();
  if (s.is_everyone) out.push_back("*");
  for (const auto& m : s.some) out.push_back(m.value());
  return out;
}

inline void write(const std::vector<access::grant>& all, v1::Grants& out) {
  out.Clear();
  for (const auto& g : all) {
    auto& to = *out.add_all();
    to.set_system(g.system);
    to.set_operation(g.operation);
    to.set_version(g.version);
  }
}

inline std::vector<access::grant> read_grants(const v1::Grants& m, field_check& check) {
  constexpr std::uint32_t most = 0xffff;
  check.only_known_fields(m);
  std::vector<access::grant> out;
  for (const auto& g : m.all()) {
    check.only_known_fields(g);
    if (g.system().empty() || g.operation().empty()) check.fail("grants", "a name is missing");
    if (g.version() == 0 || g.version() > most) check.fail("grants", "version must be 1 to 65535");
    out.push_back({g.system(), g.operation(), static_cast<std::uint16_t>(g.version())});
  }
  return out;
}

inline json shown(const std::vector<access::grant>& all) {
  json out = json::array();
  for (const auto& g : all) out.push_back(to_text(g));
  return out;
}

// -- keys ----------------------------------------------------------------------------------------

inline std::optional<std::int64_t> in_ms(const std::optional<instant>& at) {
  return at ? std::optional{at->time_since_epoch().count()} : std::nullopt;
}

inline void write(const access::known_key& k, v1::KnownKey& out) {
  out.Clear();
  out.set_id(k.about.id.value());
  out.set_owner(k.about.owner.value());
  if (const auto* half = std::get_if<access::ed25519_public>(&k.half))
    out.set_ed25519_public(half->data(), half->size());
  if (const auto* print = std::get_if<access::hmac_fingerprint>(&k.half))
    out.set_hmac_fingerprint(print->data(), print->size());
  out.set_from_ms(k.about.from.time_since_epoch().count());
  if (const auto ms = in_ms(k.about.until)) out.set_until_ms(*ms);
  if (const auto ms = in_ms(k.about.revoked_at)) out.set_revoked_at_ms(*ms);
}

template <class Bytes>
Bytes read_bytes(std::string_view field, const std::string& written, field_check& check) {
  Bytes out{};
  if (written.size() == out.size())
    std::copy(written.begin(), written.end(), out.begin());
  else
    check.fail(field, "must have " + std::to_string(out.size()) + " bytes");
  return out;
}

inline access::known_key read_key(bool present, const v1::KnownKey& m, field_check& check) {
  access::known_key out;
  if (!present) check.fail("key", "missing");
  check.only_known_fields(m);
  out.about.id = check.name<access::key_id>("id", m.id());
  out.about.owner = check.name<access::principal_id>("owner", m.owner());
  if (m.has_ed25519_public()) {
    out.about.kind = access::key_kind::ed25519;
    out.half = read_bytes<access::ed25519_public>("ed25519_public", m.ed25519_public(), check);
  } else {  // of a half that is missing, the wrong size is told
    out.about.kind = access::key_kind::hmac_sha256;
    out.half =
        read_bytes<access::hmac_fingerprint>("hmac_fingerprint", m.hmac_fingerprint(), check);
  }
  out.about.from = instant{millis{m.from_ms()}};
  if (m.has_until_ms()) out.about.until = instant{millis{m.until_ms()}};
  if (m.has_revoked_at_ms()) out.about.revoked_at = instant{millis{m.revoked_at_ms()}};
  return out;
}

inline json shown(const access::known_key& k) {
  json out{{"id", k.about.id.value()},
           {"kind", name_of(k.about.kind)},
           {"owner", k.about.owner.value()},
           {"from_ms", k.about.from.time_since_epoch().count()}};
  std::visit([&](const auto& half) { out["half"] = hex(half); }, k.half);
  if (const auto ms = in_ms(k.about.until)) out["until_ms"] = *ms;
  if (const auto ms = in_ms(k.about.revoked_at)) out["revoked_at_ms"] = *ms;
  return out;
}

// -- who said so ---------------------------------------------------------------------------------

template <class Message>
void write(const signed_by& who, Message& out) {
  out.set_operator_name(who.operator_name);
  out.set_reason(who.reason);
}

inline void show(const signed_by& who, json& out) {
  out["operator_name"] = who.operator_name;
  out["reason"] = who.reason;
}

}  // namespace accesses

template <>
struct form<access::principal_declared> {
  static constexpr auto number = v1::Payload::kPrincipalDeclared;
  static constexpr auto message = &v1::Payload::mutable_principal_declared;

  static void write(const access::principal_declared& e, v1::PrincipalDeclared& out) {
    out.set_principal(e.principal.value());
    out.set_kind(to_proto(e.what.kind));
    out.set_person(e.what.person);
    accesses::write(e.what.merchants, *out.mutable_merchants());
    accesses::write(e.what.grants, *out.mutable_grants());
  }
  static access::principal_declared read(const v1::PrincipalDeclared& m, field_check& check) {
    return {check.name<access::principal_id>("principal", m.principal()),
            {check.value("kind", m.kind()), m.person(), accesses::read_scope(m.merchants(), check),
             accesses::read_grants(m.grants(), check)}};
  }
  static json fields(const access::principal_declared& e) {
    return {{"principal", e.principal.value()},
            {"kind", name_of(e.what.kind)},
            {"person", e.what.person},
            {"merchants", accesses::shown(e.what.merchants)},
            {"grants", accesses::shown(e.what.grants)}};
  }
};

template <>
struct form<access::principal_withdrawn> {
  static constexpr auto number = v1::Payload::kPrincipalWithdrawn;
  static constexpr auto message = &v1::Payload::mutable_principal_withdrawn;

  static void write(const access::principal_withdrawn& e, v1::PrincipalWithdrawn& out) {
    out.set_principal(e.principal.value());
  }
  static access::principal_withdrawn read(const v1::PrincipalWithdrawn& m, field_check& check) {
    return {check.name<access::principal_id>("principal", m.principal())};
  }
  static json fields(const access::principal_withdrawn& e) {
    return {{"principal", e.principal.value()}};
  }
};

template <>
struct form<access::principal_set> {
  static constexpr auto number = v1::Payload::kPrincipalSet;
  static constexpr auto message = &v1::Payload::mutable_principal_set;

  static void write(const access::principal_set& e, v1::PrincipalSet& out) {
    out.Clear();
    out.set_principal(e.principal.value());
    if (e.what.kind) out.set_kind(to_proto(*e.what.kind));
    if (e.what.person) out.set_person(*e.what.person);
    if (e.what.merchants) accesses::write(*e.what.merchants, *out.mutable_merchants());
    if (e.what.grants) accesses::write(*e.what.grants, *out.mutable_grants());
    accesses::write(e.who, out);
  }
  static access::principal_set read(const v1::PrincipalSet& m, field_check& check) {
    access::principal_set out{check.name<access::principal_id>("principal", m.principal()),
                              {},
                              {m.operator_name(), m.reason()}};
    if (m.kind() != v1::PRINCIPAL_KIND_UNSPECIFIED) out.what.kind = check.value("kind", m.kind());
    if (m.has_person()) out.what.person = m.person();
    if (m.has_merchants()) out.what.merchants = accesses::read_scope(m.merchants(), check);
    if (m.has_grants()) out.what.grants = accesses::read_grants(m.grants(), check);
    return out;
  }
  static json fields(const access::principal_set& e) {
    json out{{"principal", e.principal.value()}};
    if (e.what.kind) out["kind"] = name_of(*e.what.kind);
    if (e.what.person) out["person"] = *e.what.person;
    if (e.what.merchants) out["merchants"] = accesses::shown(*e.what.merchants);
    if (e.what.grants) out["grants"] = accesses::shown(*e.what.grants);
    accesses::show(e.who, out);
    return out;
  }
};

template <>
struct form<access::key_declared> {
  static constexpr auto number = v1::Payload::kKeyDeclared;
  static constexpr auto message = &v1::Payload::mutable_key_declared;

  static void write(const access::key_declared& e, v1::KeyDeclared& out) {
    accesses::write(e.key, *out.mutable_key());
  }
  static access::key_declared read(const v1::KeyDeclared& m, field_check& check) {
    return {accesses::read_key(m.has_key(), m.key(), check)};
  }
  static json fields(const access::key_declared& e) { return {{"key", accesses::shown(e.key)}}; }
};

template <>
struct form<access::key_withdrawn> {
  static constexpr auto number = v1::Payload::kKeyWithdrawn;
  static constexpr auto message = &v1::Payload::mutable_key_withdrawn;

  static void write(const access::key_withdrawn& e, v1::KeyWithdrawn& out) {
    out.set_key(e.key.value());
  }
  static access::key_withdrawn read(const v1::KeyWithdrawn& m, field_check& check) {
    return {check.name<access::key_id>("key", m.key())};
  }
  static json fields(const access::key_withdrawn& e) { return {{"key", e.key.value()}}; }
};

template <>
struct form<access::key_added> {
  static constexpr auto number = v1::Payload::kKeyAdded;
  static constexpr auto message = &v1::Payload::mutable_key_added;

  static void write(const access::key_added& e, v1::KeyAdded& out) {
    accesses::write(e.key, *out.mutable_key());
    accesses::write(e.who, out);
  }
  static access::key_added read(const v1::KeyAdded& m, field_check& check) {
    return {accesses::read_key(m.has_key(), m.key(), check), {m.operator_name(), m.reason()}};
  }
  static json fields(const access::key_added& e) {
    json out{{"key", accesses::shown(e.key)}};
    accesses::show(e.who, out);
    return out;
  }
};

template <>
struct form<access::key_revoked> {
  static constexpr auto number = v1::Payload::kKeyRevoked;
  static constexpr auto message = &v1::Payload::mutable_key_revoked;

  static void write(const access::key_revoked& e, v1::KeyRevoked& out) {
    out.set_key(e.key.value());
    accesses::write(e.who, out);
  }
  static access::key_revoked read(const v1::KeyRevoked& m, field_check& check) {
    return {check.name<access::key_id>("key", m.key()), {m.operator_name(), m.reason()}};
  }
  static json fields(const access::key_revoked& e) {
    json out{{"key", e.key.value()}};
    accesses::show(e.who, out);
    return out;
  }
};

}  // namespace sluice::codec
