#include "base/overloaded.hpp"
#include "domain/access/state.hpp"

namespace sluice::access {
namespace {

origin& from_of(held_principal& p, term which) { return p.from[static_cast<std::size_t>(which)]; }

void follow_file(held_principal& p, const terms& said, instant at) {
  // What was said of a service means nothing for an operator.
  const bool is_another = !p.in_file || p.in_file->kind != said.kind;
  each_term([&](term which, auto terms::* value, auto) {
    if (!is_another && (*p.in_file).*value == said.*value) return;
    p.now.*value = said.*value;
    from_of(p, which) = origin_in_file(at);
  });
  p.in_file = said;
}

void follow_person(held_principal& p, const principal_set& e, instant at) {
  each_term([&](term which, auto terms::* value, auto terms_change::* wanted) {
    if (!(e.what.*wanted)) return;
    p.now.*value = *(e.what.*wanted);
    from_of(p, which) = origin_of(e.who, at);
  });
}

void follow_file(held_key& k, const known_key& said, instant at) {
  const auto revoked_at = k.now.about.revoked_at;
  k.now = said;
  k.from = origin_in_file(at);
  k.in_file = said;
  if (revoked_at)
    k.now.about.revoked_at = revoked_at;
  else if (said.about.revoked_at)
    k.revoked_by = origin_in_file(at);
}

void withdraw(state& s, const key_id& id) {
  const auto k = s.keys.find(id);
  if (k == s.keys.end()) return;
  k->second.in_file.reset();
  if (!k->second.now.about.revoked_at) s.keys.erase(k);
}

void revoke(held_key& k, const signed_by& who, instant at) {
  k.now.about.revoked_at = at;
  k.revoked_by = origin_of(who, at);
}

}  // namespace

void apply(state& s, const event& e, instant at) {
  std::visit(
      overloaded{
          [&](const principal_declared& d) { follow_file(s.principals[d.principal], d.what, at); },
          [&](const principal_withdrawn& d) { s.principals.erase(d.principal); },
          [&](const principal_set& d) { follow_person(s.principals[d.principal], d, at); },
          [&](const key_declared& d) { follow_file(s.keys[d.key.about.id], d.key, at); },
          [&](const key_withdrawn& d) { withdraw(s, d.key); },
          [&](const key_added& d) {
            s.keys[d.key.about.id] = {.now = d.key, .from = origin_of(d.who, at)};
          },
          [&](const key_revoked& d) { revoke(s.keys[d.key], d.who, at); },
      },
      e);
}

}  // namespace sluice::access
