#include "domain/access/decide.hpp"

#include "base/overloaded.hpp"
#include "domain/access/person_words.hpp"

namespace sluice::access {
namespace {

/// Only what says something new: the same file a thousand times is no event.
std::vector<event> decide_take_over(const state& s, const take_over& t) {
  std::vector<event> out;
  for (const auto& [id, p] : s.principals)
    if (p.in_file && !t.principals.contains(id)) out.emplace_back(principal_withdrawn{id});
  for (const auto& [id, what] : t.principals) {
    const auto held = s.principals.find(id);
    if (held == s.principals.end() || held->second.in_file != what)
      out.emplace_back(principal_declared{id, what});
  }
  for (const auto& [id, k] : s.keys)
    if (k.in_file && !t.keys.contains(id)) out.emplace_back(key_withdrawn{id});
  for (const auto& [id, k] : t.keys) {
    const auto held = s.keys.find(id);
    if (held == s.keys.end() || held->second.in_file != k) out.emplace_back(key_declared{k});
  }
  return out;
}

rejection too_much(rejection_code code, std::string_view what, std::size_t there,
                   std::size_t most) {
  return {code, "",
          "the file and the keystore have " + std::to_string(there) + ' ' + std::string(what) +
              "; there is room for " + std::to_string(most)};
}

}  // namespace

std::optional<rejection> fault_of(const take_over& t, const surroundings& around) {
  if (t.principals.size() > around.most_principals)
    return too_much(rejection_code::too_many_principals, "principals", t.principals.size(),
                    around.most_principals);
  if (t.keys.size() > around.most_keys)
    return too_much(rejection_code::too_many_keys, "keys", t.keys.size(), around.most_keys);
  for (const auto& [id, p] : t.principals)
    if (p.grants.size() > around.most_grants)
      return too_much(rejection_code::setting_out_of_range, "grants for " + id.value(),
                      p.grants.size(), around.most_grants);
  return std::nullopt;
}

decision decide(const state& s, const word& w, const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const take_over& t) -> decision {
            if (auto fault = fault_of(t, around)) return *std::move(fault);
            return decide_take_over(s, t);
          },
          [&](const set_principal& p) { return decide_set(s, p, around); },
          [&](const add_key& k) { return decide_add(s, k, around); },
          [&](const revoke_key& k) { return decide_revoke(s, k); },
      },
      w);
}

}  // namespace sluice::access
