/// What sections of rules have in common: [routing.rules.NAME], [degradation.rules.NAME].

#include <algorithm>

#include "adapters/config/sections.hpp"

namespace sluice::config {

std::vector<toml_reader::named> rules_in_order(toml_reader& rules, std::size_t most) {
  auto tables = rules.named_tables("rule");
  std::stable_sort(tables.begin(), tables.end(),
                   [](const auto& a, const auto& b) { return a.reader.line() < b.reader.line(); });
  if (tables.size() > most)
    rules.complain("", "there are " + std::to_string(tables.size()) + " rules",
                   "at most " + std::to_string(most));
  return tables;
}

std::vector<std::string> names_in(toml_reader& in, std::string_view key, std::string_view kind) {
  const auto fault_of = [&](const std::string& name) {
    return is_name(name) ? std::string{} : "cannot be the name of a " + std::string(kind);
  };
  auto out = in.texts(key, fault_of, "a list of names, each " + std::string(name_rule));
  // Who takes the last name out does not mean everybody.
  if (in.has(key) && in.sound() && out.empty())
    in.complain(key, "the list is empty", "at least one name; without the key: all");
  return out;
}

void complain_of(toml_reader& in, std::optional<rejection> fault) {
  if (fault && in.all_sound()) in.complain(fault->field, std::move(fault->message), "");
}

}  // namespace sluice::config
