#include "domain/access/may.hpp"

#include <algorithm>

namespace sluice::access {
namespace {

/// An open merchant's services need not sign. Where there is one, whoever asks for something that
/// is about no merchant may be its service.
bool is_open_to_nobody(const book& says, const command& what, const merchant_id* about) {
  if (!may_be_given(principal_kind::service, what)) return false;
  return about != nullptr ? says.open.contains(*about) : !says.open.empty();
}

bool speaks_for(const principal& who, const merchant_id* about) {
  return who.kind != principal_kind::service || about == nullptr || who.merchants.covers(*about);
}

}  // namespace

bool is_granted(const book& says, const principal& to, const command& what) {
  if (!may_be_given(to.kind, what)) return false;
  const auto given = says.grants.find(to.id);
  return given != says.grants.end() && std::any_of(given->second.begin(), given->second.end(),
                                                   [&](const grant& g) { return g.covers(what); });
}

std::variant<allowed, rejection> may(const book& says, const caller& who, const command& what,
                                     const merchant_id* about, instant now) {
  if (who.is_this_machine) return allowed{};
  if (who.is_nobody()) {
    if (is_open_to_nobody(says, what, about)) return allowed{};
    return not_allowed();
  }
  const auto key = says.keys.find(who.key);
  if (key == says.keys.end()) return signature_wrong();
  if (auto fault = fault_of(key->second, now)) return *std::move(fault);
  const auto owner = says.principals.find(key->second.owner);
  if (owner == says.principals.end() || !is_granted(says, owner->second, what) ||
      !speaks_for(owner->second, about))
    return not_allowed();
  return allowed{&owner->second};
}

std::optional<rejection> fault_of_name(const allowed& who, std::string_view named) {
  if (who.who != nullptr && who.who->person == named) return std::nullopt;
  return rejection{rejection_code::not_allowed, "operator",
                   "operator must be the person to whom the signing key belongs"};
}

std::optional<rejection> fault_of(const key& k, instant now) {
  // Whenever that was: a clock that is set back brings no key back.
  if (k.revoked_at)
    return rejection{rejection_code::key_revoked, "Pay-Key-Id",
                     "this key was revoked; sign with another one of yours"};
  if (now < k.from)
    return rejection{rejection_code::key_expired, "Pay-Key-Id",
                     "this key is not good yet; sign with another one of yours"};
  if (k.until && *k.until <= now)
    return rejection{rejection_code::key_expired, "Pay-Key-Id",
                     "this key is no longer good; sign with the one that replaced it"};
  return std::nullopt;
}

rejection not_allowed() {
  return {rejection_code::not_allowed, "",
          "you may not ask for this, or not without a signature by a key that may (headers "
          "Pay-Key-Id, Pay-Timestamp, Pay-Nonce, Pay-Signature); what was asked before stands"};
}

rejection signature_wrong() {
  return {rejection_code::signature_wrong, "Pay-Signature",
          "the signature does not fit the request and the key that it names; sign the lines "
          "sluice-request-1, prefix, subject, key id, timestamp, nonce, Nats-Msg-Id, Content-Type "
          "and the body's SHA-256 in lower-case hexadecimal digits"};
}

}  // namespace sluice::access
