#include "domain/approval/rule.hpp"

#include <algorithm>

namespace sluice::approval {
namespace {

constexpr std::uint8_t two = 2;

bool is_about(const rule& r, const access::command& word) {
  const std::string_view name = r.word;
  return name.size() == word.system.size() + 1 + word.operation.size() &&
         name.starts_with(word.system) && name.ends_with(word.operation);
}

bool covers(const rule& r, const std::optional<money>& amount) {
  if (!r.up_to) return true;
  return amount && amount->unit == r.up_to->unit && amount->minor_units <= r.up_to->minor_units;
}

}  // namespace

demand demand_of(const std::vector<rule>& rules, const access::command& word,
                 const std::optional<money>& amount) {
  const auto usual = access::usual_persons(word);
  const auto fits = [&](const rule& r) { return is_about(r, word) && covers(r, amount); };
  const auto found = std::find_if(rules.begin(), rules.end(), fits);
  const auto persons = found != rules.end() ? found->persons : usual;
  return {persons, persons < usual};
}

bool may_be_proposed(const std::vector<rule>& rules, const access::command& word) {
  return access::usual_persons(word) >= two ||
         std::any_of(rules.begin(), rules.end(),
                     [&](const rule& r) { return r.persons >= two && is_about(r, word); });
}

}  // namespace sluice::approval
