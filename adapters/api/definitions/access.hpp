#pragma once
/// principal.list, principal.set; key.list, key.add, key.revoke.

#include <algorithm>

#include "adapters/api/definitions/common_fields.hpp"
#include "base/hex.hpp"
#include "base/time_text.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto name_after_field = field<&Request::after, &Request::has_after>(
    {.name = "after",
     .rule = &place_name_rule,
     .part = in_fingerprint::when_given,
     .doc = "next of the page before; absent: from the beginning",
     .example = R"("shop")"});

template <class Request>
inline constexpr auto page_field = field<&Request::limit, &Request::has_limit>(
    {.name = "limit",
     .rule = &page_rule,
     .part = in_fingerprint::when_given,
     .doc = "how many on a page; absent: 100",
     .example = "20"});

template <class Request>
inline constexpr auto key_id_field = field<&Request::key, &Request::has_key>(
    {.name = "key",
     .needed = presence::required,
     .rule = &key_id_rule,
     .part = in_fingerprint::always,
     .doc = "its id, as its owner tells it in Pay-Key-Id",
     .example = R"("k-0123456789abcdef")"});

// -- principal.list ------------------------------------------------------------------------------

inline constexpr auto list_principals_fields = std::to_array<field_definition>(
    {name_after_field<v1::ListPrincipals>, page_field<v1::ListPrincipals>});

inline question ask_list_principals(const v1::ListPrincipals& asked, const fingerprint&) {
  list_principals ask{.after = access::principal_id(asked.after())};
  if (asked.has_limit()) ask.most = static_cast<std::uint32_t>(asked.limit());
  return ask;
}

inline constexpr auto list_principals_definition =
    asked_of_engine<v1::ListPrincipals>::by<&ask_list_principals>(
        address<"principal", "list">, list_principals_fields,
        {.which = endpoint::list_principals,
         .request = "ListPrincipals",
         .reply = "PrincipalList",
         .doc = "Who may ask for what, and who said so, in the order of their names, page by page.",
         .example = R"({"limit":20})"});

// -- principal.set -------------------------------------------------------------------------------

inline constexpr auto set_principal_fields = std::to_array<field_definition>(
    {field<&v1::SetPrincipal::principal, &v1::SetPrincipal::has_principal>(
         {.name = "principal",
          .needed = presence::required,
          .rule = &principal_rule,
          .part = in_fingerprint::always,
          .doc = "which one; one that there is not is made",
          .example = R"("till-7")"}),
     field<&v1::SetPrincipal::kind, &v1::SetPrincipal::has_kind>(
         {.name = "kind",
          .rule = &principal_kind_rule,
          .part = in_fingerprint::when_given,
          .doc = "of a new one; it stays what it is",
          .example = R"("service")"}),
     field<&v1::SetPrincipal::person, &v1::SetPrincipal::has_person>(
         {.name = "person",
          .rule = &operator_rule,
          .part = in_fingerprint::when_given,
          .doc = "an operator's: a person whom the file declares",
          .example = R"("zhang.san")"}),
     texts_field<v1::SetPrincipal, &v1::SetPrincipal::merchants>(
         {.name = "merchants",
          .rule = &scope_rule,
          .part = in_fingerprint::when_given,
          .doc = "a service's: for whom it asks",
          .example = R"(["m1"])"}),
     texts_field<v1::SetPrincipal, &v1::SetPrincipal::grants>(
         {.name = "grants",
          .rule = &grants_rule,
          .part = in_fingerprint::when_given,
          .doc = "what it may ask for; absent of a new one: what is usual for its kind",
          .example = R"(["order.create","order.get"])"}),
     operator_field<v1::SetPrincipal>, reason_field<v1::SetPrincipal>});

/// "*" beside names is for the rules to refuse.
inline access::merchant_scope scope_in(const v1::SetPrincipal& asked) {
  access::merchant_scope out;
  for (const auto& name : asked.merchants())
    if (name == "*")
      out.is_everyone = true;
    else
      out.some.emplace_back(name);
  return out;
}

inline question ask_set_principal(const v1::SetPrincipal& asked, const fingerprint&) {
  access::set_principal word{.principal = access::principal_id(asked.principal()),
                             .what = {},
                             .who = signed_by_whom(asked)};
  auto& what = word.what;
  if (asked.has_kind()) what.kind = access::principal_kind_from_name(asked.kind());
  if (asked.has_person()) what.person = asked.person();
  if (asked.merchants_size() > 0) what.merchants = scope_in(asked);
  if (asked.grants_size() > 0) {
    auto& grants = what.grants.emplace();
    for (const auto& text : asked.grants()) grants.push_back(*access::grant_from_text(text));
  }
  return change_principal{std::move(word)};
}

inline constexpr auto set_principal_definition =
    asked_of_engine<v1::SetPrincipal>::by<&ask_set_principal>(
        address<"principal", "set">, set_principal_fields,
        {.which = endpoint::set_principal,
         .request = "SetPrincipal",
         .reply = "Principal",
         .doc = "Make a principal, or change what one may ask for; it holds until the file changes "
                "the same keys. One that is made so signs with Ed25519 keys only.",
         .example = R"({"principal":"till-7","kind":"service","merchants":["m1"],)"
                    R"("grants":["order.create","order.get"],"operator":"li.wei",)"
                    R"("reason":"a till of its own for the new shop"})"});

// -- key.list ------------------------------------------------------------------------------------

inline constexpr auto list_keys_fields = std::to_array<field_definition>(
    {field<&v1::ListKeys::principal, &v1::ListKeys::has_principal>(
         {.name = "principal",
          .rule = &principal_rule,
          .part = in_fingerprint::when_given,
          .doc = "whose; absent: everybody's",
          .example = R"("shop")"}),
     name_after_field<v1::ListKeys>, page_field<v1::ListKeys>});

inline question ask_list_keys(const v1::ListKeys& asked, const fingerprint&) {
  list_keys ask{.after = access::key_id(asked.after())};
  if (asked.has_principal()) ask.owner = access::principal_id(asked.principal());
  if (asked.has_limit()) ask.most = static_cast<std::uint32_t>(asked.limit());
  return ask;
}

inline constexpr auto list_keys_definition = asked_of_engine<v1::ListKeys>::by<&ask_list_keys>(
    address<"key", "list">, list_keys_fields,
    {.which = endpoint::list_keys,
     .request = "ListKeys",
     .reply = "KeyList",
     .doc = "The keys by which callers sign, revoked ones too, in the order of their ids, page by "
            "page. Never a secret.",
     .example = R"({"principal":"shop"})"});

// -- key.add, key.revoke -------------------------------------------------------------------------

inline constexpr auto add_key_fields = std::to_array<field_definition>(
    {key_id_field<v1::AddKey>,
     field<&v1::AddKey::owner, &v1::AddKey::has_owner>(
         {.name = "owner",
          .needed = presence::required,
          .rule = &principal_rule,
          .part = in_fingerprint::always,
          .doc = "the principal that signs with it",
          .example = R"("till-7")"}),
     field<&v1::AddKey::public_key, &v1::AddKey::has_public_key>(
         {.name = "public_key",
          .needed = presence::required,
          .rule = &public_key_rule,
          .part = in_fingerprint::always,
          .doc = "of which its owner keeps the other half",
          .example = R"("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")"}),
     field<&v1::AddKey::from, &v1::AddKey::has_from>(
         {.name = "from",
          .rule = &key_time_rule,
          .part = in_fingerprint::when_given,
          .doc = "since when it is good; absent: at once",
          .example = R"("2026-12-01T00:00:00Z")"}),
     field<&v1::AddKey::until, &v1::AddKey::has_until>(
         {.name = "until",
          .rule = &key_time_rule,
          .part = in_fingerprint::when_given,
          .doc = "until when; absent: until it is revoked",
          .example = R"("2027-12-01T00:00:00Z")"}),
     operator_field<v1::AddKey>, reason_field<v1::AddKey>});

inline question ask_add_key(const v1::AddKey& asked, const fingerprint&) {
  access::add_key word{
      .key = access::key_id(asked.key()),
      .owner = access::principal_id(asked.owner()),
      .half = *bytes_from_hex<std::tuple_size_v<access::ed25519_public>>(asked.public_key()),
      .who = signed_by_whom(asked)};
  if (asked.has_from()) word.from = *instant_from_rfc3339(asked.from());
  if (asked.has_until()) word.until = instant_from_rfc3339(asked.until());
  return add_key{std::move(word)};
}

inline constexpr auto add_key_definition = asked_of_engine<v1::AddKey>::by<&ask_add_key>(
    address<"key", "add">, add_key_fields,
    {.which = endpoint::add_key,
     .request = "AddKey",
     .reply = "Key",
     .doc = "Give a principal a key. `sluice key new --kind ed25519` makes both halves; only the "
            "public one leaves its owner.",
     .example = R"({"key":"k-0123456789abcdef","owner":"till-7","public_key":)"
                R"("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",)"
                R"("operator":"li.wei","reason":"a till of its own for the new shop"})"});

inline constexpr auto revoke_key_fields = std::to_array<field_definition>(
    {key_id_field<v1::RevokeKey>, operator_field<v1::RevokeKey>, reason_field<v1::RevokeKey>});

inline question ask_revoke_key(const v1::RevokeKey& asked, const fingerprint&) {
  return revoke_key{{access::key_id(asked.key()), signed_by_whom(asked)}};
}

inline constexpr auto revoke_key_definition = asked_of_engine<v1::RevokeKey>::by<&ask_revoke_key>(
    address<"key", "revoke">, revoke_key_fields,
    {.which = endpoint::revoke_key,
     .request = "RevokeKey",
     .reply = "Key",
     .doc = "Take a key out of use for good, also one of the file or the keystore.",
     .example = R"({"key":"k-0123456789abcdef","operator":"li.wei",)"
                R"("reason":"the till was stolen"})"});

}  // namespace sluice::api
