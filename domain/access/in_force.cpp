#include "domain/access/in_force.hpp"

#include <algorithm>

namespace sluice::access {
namespace {

bool is_in_force(const std::set<std::string_view>& persons, const held_principal& p) {
  return p.now.kind != principal_kind::operator_ || persons.contains(p.now.person);
}

/// The public half of a key that was revoked: under whatever id it comes back, it opens nothing.
/// (Nobody but `sluice key` puts an HMAC secret into the keystore, each a new one.)
bool was_revoked(const state& s, const known_key& k) {
  if (k.about.kind != key_kind::ed25519) return false;
  return std::any_of(s.keys.begin(), s.keys.end(), [&](const auto& other) {
    const auto& now = other.second.now;
    return now.half == k.half && now.about.id != k.about.id && now.about.revoked_at;
  });
}

bool is_in_force(const state& s, const known_key& k) {
  if (was_revoked(s, k)) return false;
  if (k.about.kind == key_kind::ed25519) return true;
  const auto owner = s.principals.find(k.about.owner);
  return owner == s.principals.end() || owner->second.in_file;
}

}  // namespace

std::set<std::string_view> declared_persons(const state& s) {
  std::set<std::string_view> out;
  for (const auto& [id, p] : s.principals)
    if (p.in_file && p.in_file->kind == principal_kind::operator_) out.insert(p.in_file->person);
  return out;
}

book book_of(const state& s) {
  book out;
  const auto persons = declared_persons(s);
  for (const auto& [id, p] : s.principals)
    if (is_in_force(persons, p))
      out.add({id, p.now.kind, p.now.person, p.now.merchants}, p.now.grants);
  for (const auto& [id, k] : s.keys)
    if (is_in_force(s, k.now)) out.add(k.now.about);
  return out;
}

std::vector<checked_key> keys_in_force(const state& s, const book& says) {
  std::vector<checked_key> out;
  for (const auto& [id, k] : s.keys) {
    if (!says.keys.contains(id)) continue;
    const auto owner = says.principals.find(k.now.about.owner);
    const bool is_operators =
        owner != says.principals.end() && owner->second.kind == principal_kind::operator_;
    out.push_back({k.now, is_operators});
  }
  return out;
}

}  // namespace sluice::access
