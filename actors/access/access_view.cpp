#include "actors/access/access_view.hpp"

#include "base/hex.hpp"
#include "base/overloaded.hpp"
#include "domain/access/in_force.hpp"

namespace sluice {
namespace {

using access::held_key;
using access::held_principal;

std::vector<std::string> texts_of(const access::merchant_scope& scope) {
  std::vector<std::string> out;
  if (scope.is_everyone) out.emplace_back("*");
  for (const auto& m : scope.some) out.push_back(m.value());
  return out;
}

principal_view view_of(const access::principal_id& id, const held_principal& p,
                       const std::set<std::string_view>& persons) {
  principal_view v{
      .id = id.value(),
      .kind = std::string(name_of(p.now.kind)),
      .person = p.now.person,
      .in_force = p.now.kind != access::principal_kind::operator_ || persons.contains(p.now.person),
      .merchants = texts_of(p.now.merchants)};
  for (const auto& g : p.now.grants) v.grants.push_back(to_text(g));
  for (const auto& row : access::term_rows)
    v.origins.push_back({std::string(row.name), p.from[static_cast<std::size_t>(row.which)]});
  return v;
}

key_view view_of(const held_key& k) {
  const auto& about = k.now.about;
  key_view v{.id = about.id.value(),
             .kind = std::string(name_of(about.kind)),
             .owner = about.owner.value(),
             .from = about.from,
             .until = about.until,
             .revoked_at = about.revoked_at,
             .origins = {{"key", k.from}}};
  std::visit(overloaded{
                 [&](const access::ed25519_public& half) { v.public_half = hex(half); },
                 [&](const access::hmac_fingerprint& print) { v.fingerprint = hex(print); },
             },
             k.now.half);
  if (about.revoked_at) v.origins.push_back({"revoked", k.revoked_by});
  return v;
}

/// make(id, entry) for one after the other behind `after`, as long as there is room on the page;
/// nothing: it does not belong there.
template <class Entries, class Id, class List, class Make>
void fill(const Entries& all, const Id& after, std::size_t most, List& page, const Make& make) {
  for (auto at = all.upper_bound(after); at != all.end(); ++at) {
    auto view = make(at->first, at->second);
    if (!view) continue;
    if (page.all.size() == most) {
      page.next = page.all.back().id;
      return;
    }
    page.all.push_back(*std::move(view));
  }
}

}  // namespace

answer view_of(const access::state& s, const access::principal_id& id) {
  const auto known = s.principals.find(id);
  if (known != s.principals.end()) return view_of(id, known->second, access::declared_persons(s));
  return rejection{
      rejection_code::principal_unknown, "principal", "there is no principal of this name"};
}

answer view_of(const access::state& s, const access::key_id& id) {
  const auto known = s.keys.find(id);
  if (known != s.keys.end()) return view_of(known->second);
  return rejection{rejection_code::key_unknown, "key", "there is no key of this id"};
}

answer view_of(const access::state& s, const list_principals& page) {
  const auto persons = access::declared_persons(s);
  principal_list out;
  fill(s.principals, page.after, page.most, out, [&](const auto& id, const held_principal& p) {
    return std::optional{view_of(id, p, persons)};
  });
  return out;
}

answer view_of(const access::state& s, const list_keys& page) {
  key_list out;
  fill(s.keys, page.after, page.most, out, [&](const auto&, const held_key& k) {
    const bool is_meant = !page.owner || k.now.about.owner == *page.owner;
    return is_meant ? std::optional{view_of(k)} : std::nullopt;
  });
  return out;
}

}  // namespace sluice
