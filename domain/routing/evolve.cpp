#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/routing/state.hpp"

namespace sluice::routing {
namespace {

template <class Rules, class Name>
auto called(Rules& rules, const std::string& name, Name&& name_of_one) {
  return std::find_if(
      rules.begin(), rules.end(), [&](const auto& one) { return name_of_one(one) == name; });
}

auto held(std::vector<held_rule>& rules, const std::string& name) {
  return called(rules, name, [](const held_rule& h) { return h.now.name; });
}

const rule* in(const rulebook& book, const std::string& name) {
  const auto at = called(book.rules, name, [](const rule& r) { return r.name; });
  return at == book.rules.end() ? nullptr : &*at;
}
const rule* in(const std::optional<rulebook>& book, const std::string& name) {
  return book ? in(*book, name) : nullptr;
}

void follow_file(state& s, const rulebook& said, instant at) {
  auto before = std::move(s.rules);
  s.rules.clear();
  const auto keep = [&](std::vector<held_rule>::iterator one) {
    s.rules.push_back(std::move(*one));
    before.erase(one);
  };
  for (const auto& r : said.rules) {
    const auto* old = in(s.in_file, r.name);
    const auto known = held(before, r.name);
    if (old == nullptr || *old != r) {
      if (known != before.end()) before.erase(known);
      s.rules.push_back({r, origin_in_file(at)});
    } else if (known != before.end()) {
      keep(known);
    }  // else: a person has dropped it, and the file has not changed its word
  }
  for (auto& left : before)
    if (in(s.in_file, left.now.name) == nullptr) s.rules.push_back(std::move(left));
  s.how = said.how;
  s.in_file = said;
}

void follow_person(state& s, const rules_changed& e, instant at) {
  std::visit(overloaded{
                 [&](const rule_set& w) {
                   const held_rule next{w.what, origin_of(e.who, at)};
                   const auto known = held(s.rules, w.what.name);
                   if (known == s.rules.end())
                     s.rules.push_back(next);
                   else
                     *known = next;
                 },
                 [&](const rule_dropped& w) {
                   std::erase_if(s.rules, [&](const held_rule& h) { return h.now.name == w.name; });
                 },
             },
             e.what);
}

}  // namespace

std::vector<std::string> lost_to(const rulebook& in_file, const state& before) {
  std::vector<std::string> out;
  for (const auto& h : before.rules)
    if (h.from.by == author::person && in(before.in_file, h.now.name) != nullptr &&
        in(in_file, h.now.name) == nullptr)
      out.push_back(h.now.name);
  return out;
}

rulebook book_of(const state& s) {
  rulebook out{.rules = {}, .how = s.how};
  for (const auto& h : s.rules) out.rules.push_back(h.now);
  return out;
}

void apply(state& s, const event& e, instant at) {
  std::visit(overloaded{
                 [&](const rules_configured& c) { follow_file(s, c.in_file, at); },
                 [&](const rules_changed& c) { follow_person(s, c, at); },
             },
             e);
}

}  // namespace sluice::routing
