#include "domain/access/person_words.hpp"

#include <algorithm>

#include "domain/access/in_force.hpp"

namespace sluice::access {
namespace {

using fault = std::optional<rejection>;

const held_principal* find(const state& s, const principal_id& id) {
  const auto known = s.principals.find(id);
  return known == s.principals.end() ? nullptr : &known->second;
}

/// Everybody of a kind keeps what nobody can take from it.
std::vector<grant> with_fixed(principal_kind kind, const std::vector<grant>& wanted) {
  auto out = fixed_grants(kind);
  for (const auto& g : wanted)
    if (std::find(out.begin(), out.end(), g) == out.end()) out.push_back(g);
  return out;
}

/// As it would be. Precondition: of one that there is not yet, the kind is named.
terms with(const held_principal* held, const terms_change& what) {
  auto out = held != nullptr ? held->now : terms{.kind = *what.kind};
  if (held == nullptr) out.grants = usual_grants(out.kind);
  if (what.person) out.person = *what.person;
  if (what.merchants) out.merchants = *what.merchants;
  if (what.grants) out.grants = with_fixed(out.kind, *what.grants);
  return out;
}

/// Only what becomes something else: a value keeps its author until somebody changes it.
terms_change what_differs(const held_principal* held, const terms& wanted) {
  terms_change out;
  each_term([&](term, auto terms::* value, auto terms_change::* changed) {
    if (held == nullptr || held->now.*value != wanted.*value) out.*changed = wanted.*value;
  });
  return out;
}

fault kind_fault(const held_principal* held, const set_principal& w) {
  if (held == nullptr && !w.what.kind)
    return rejection{rejection_code::principal_unknown, "principal",
                     "there is no principal of this name; to make one, name its kind: service, "
                     "operator or auditor"};
  if (held != nullptr && w.what.kind.value_or(held->now.kind) != held->now.kind)
    return rejection{rejection_code::setting_contradicts, "kind",
                     "a principal stays what it is, and this one is of the kind " +
                         std::string(name_of(held->now.kind)) + "; make another one"};
  return std::nullopt;
}

fault person_fault(const state& s, const terms& wanted) {
  const auto contradiction = [](std::string why) {
    return rejection{rejection_code::setting_contradicts, "person", std::move(why)};
  };
  if (wanted.kind != principal_kind::operator_) {
    if (wanted.person.empty()) return std::nullopt;
    return contradiction("only an operator is a person; leave person out");
  }
  if (wanted.person.empty())
    return contradiction("an operator is a person whom the file declares; name that person");
  if (declared_persons(s).contains(wanted.person)) return std::nullopt;
  return rejection{rejection_code::person_unknown, "person",
                   "the file declares no operator with this person; a person is made known there "
                   "first ([principals.NAME] kind = \"operator\", person)"};
}

fault merchants_fault(const terms& wanted) {
  const auto contradiction = [](std::string why) {
    return rejection{rejection_code::setting_contradicts, "merchants", std::move(why)};
  };
  const auto& scope = wanted.merchants;
  if (scope.is_everyone && !scope.some.empty())
    return contradiction("\"*\" stands for every merchant; name it alone, or merchants by name");
  const bool is_service = wanted.kind == principal_kind::service;
  const bool has_any = scope.is_everyone || !scope.some.empty();
  if (is_service && !has_any)
    return contradiction("a service asks for some merchants; name them, or \"*\" for all");
  if (!is_service && has_any)
    return contradiction("only a service has merchants of its own; leave merchants out");
  return std::nullopt;
}

fault grants_fault(const terms& wanted, const surroundings& around) {
  if (wanted.grants.size() > around.most_grants)
    return rejection{rejection_code::setting_out_of_range, "grants",
                     "a principal has at most " + std::to_string(around.most_grants) +
                         " grants; these are " + std::to_string(wanted.grants.size())};
  for (const auto& g : wanted.grants)
    if (!may_be_given(wanted.kind, g))
      return rejection{rejection_code::grant_not_allowed, "grants",
                       to_text(g) + " is more than a principal of the kind " +
                           std::string(name_of(wanted.kind)) + " may ever do"};
  return std::nullopt;
}

fault terms_fault(const state& s, const terms& wanted, const surroundings& around) {
  fault f;
  static_cast<void>((f = grants_fault(wanted, around)) || (f = person_fault(s, wanted)) ||
                    (f = merchants_fault(wanted)));
  return f;
}

fault key_fault(const state& s, const add_key& w) {
  if (find(s, w.owner) == nullptr)
    return rejection{rejection_code::principal_unknown, "owner",
                     "there is no principal of this name; principal.set makes one"};
  if (w.until && *w.until <= w.from)
    return rejection{
        rejection_code::setting_contradicts, "until", "a key must end after it has begun"};
  if (s.keys.contains(w.key))
    return rejection{rejection_code::key_exists, "key",
                     "there is, or was, a key of this id; each key has an id of its own, for ever"};
  for (const auto& [id, k] : s.keys)
    if (k.now.half == known_half{w.half})
      return rejection{rejection_code::key_exists, "public_key",
                       "this is the public half of " + id.value() +
                           " already; make a new key, or one that was revoked would come back"};
  return std::nullopt;
}

}  // namespace

decision decide_set(const state& s, const set_principal& w, const surroundings& around) {
  if (w.what == terms_change{})
    return rejection{rejection_code::nothing_to_change, "",
                     "nothing is named; name at least one of kind, person, merchants, grants"};
  const auto* held = find(s, w.principal);
  if (auto f = kind_fault(held, w)) return *std::move(f);
  const auto wanted = with(held, w.what);
  if (auto f = terms_fault(s, wanted, around)) return *std::move(f);
  if (held == nullptr && s.principals.size() >= around.most_principals)
    return rejection{rejection_code::too_many_principals, "principal",
                     "there is room for " + std::to_string(around.most_principals) +
                         " principals, and there are so many"};
  auto what = what_differs(held, wanted);
  if (what == terms_change{}) return std::vector<event>{};
  return std::vector<event>{principal_set{w.principal, std::move(what), w.who}};
}

decision decide_add(const state& s, const add_key& w, const surroundings& around) {
  const known_key wanted{
      {.id = w.key, .kind = key_kind::ed25519, .owner = w.owner, .from = w.from, .until = w.until},
      w.half};
  const auto same = s.keys.find(w.key);
  if (same != s.keys.end() && same->second.now == wanted) return std::vector<event>{};
  if (auto f = key_fault(s, w)) return *std::move(f);
  if (s.keys.size() >= around.most_keys)
    return rejection{rejection_code::too_many_keys, "key",
                     "there is room for " + std::to_string(around.most_keys) +
                         " keys, revoked ones among them, and there are so many"};
  return std::vector<event>{key_added{wanted, w.who}};
}

decision decide_revoke(const state& s, const revoke_key& w) {
  const auto known = s.keys.find(w.key);
  if (known == s.keys.end())
    return rejection{rejection_code::key_unknown, "key", "there is no key of this id"};
  if (known->second.now.about.revoked_at) return std::vector<event>{};
  return std::vector<event>{key_revoked{w.key, w.who}};
}

}  // namespace sluice::access
