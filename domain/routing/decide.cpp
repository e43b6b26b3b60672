#include "domain/routing/decide.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::routing {
namespace {

using decision = std::variant<std::optional<event>, rejection>;

const held_rule* find(const state& s, const std::string& name) {
  const auto at = std::find_if(
      s.rules.begin(), s.rules.end(), [&](const held_rule& h) { return h.now.name == name; });
  return at == s.rules.end() ? nullptr : &*at;
}

decision decide_set(const state& s, const rule_set& w, const signed_by& who,
                    const rule_surroundings& around) {
  if (auto f = fault_of(w.what, around)) return *std::move(f);
  const auto* known = find(s, w.what.name);
  if (known != nullptr && known->now == w.what) return std::optional<event>{};
  if (known == nullptr && s.rules.size() >= most_rules)
    return rejection{rejection_code::rule_invalid, "rule",
                     "there is room for " + std::to_string(most_rules) +
                         " rules; drop one that is not needed any more"};
  return std::optional<event>{rules_changed{w, who}};
}

decision decide_drop(const state& s, const rule_dropped& w, const signed_by& who) {
  if (find(s, w.name) != nullptr) return std::optional<event>{rules_changed{w, who}};
  std::string known;
  for (const auto& h : s.rules) known += (known.empty() ? "" : ", ") + h.now.name;
  return rejection{
      rejection_code::rule_unknown, "rule",
      known.empty() ? "there are no rules" : "there is no rule of this name; there are " + known};
}

}  // namespace

std::variant<std::optional<event>, rejection> decide(const state& s, const command& c,
                                                     const rule_surroundings& around) {
  return std::visit(
      overloaded{
          [&](const take_over& t) -> decision {
            if (s.in_file == t.in_file) return std::optional<event>{};
            return std::optional<event>{rules_configured{t.in_file}};
          },
          [&](const change& w) {
            return std::visit(
                overloaded{
                    [&](const rule_set& set) { return decide_set(s, set, w.who, around); },
                    [&](const rule_dropped& drop) { return decide_drop(s, drop, w.who); },
                },
                w.what);
          },
      },
      c);
}

}  // namespace sluice::routing
