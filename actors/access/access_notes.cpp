#include "actors/access/access_notes.hpp"

#include <algorithm>
#include <unordered_set>

namespace sluice {
namespace {

std::string joined(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void tell_of_keyless(observer& tells, const access::book& book) {
  std::unordered_set<access::principal_id> owners;
  for (const auto& [id, k] : book.keys) owners.insert(k.owner);
  std::vector<std::string> names;
  for (const auto& [id, who] : book.principals)
    if (!owners.contains(id)) names.push_back(id.value());
  if (names.empty()) return;
  tells.tell({.level = severity::warning,
              .event = "principals_without_key",
              .message = "These principals have no key, and so cannot ask for anything: `sluice "
                         "key new` makes one.",
              .fields = {{"principals", joined(std::move(names))}}});
}

void tell_of_ownerless(observer& tells, const access::book& book) {
  std::vector<std::string> names;
  for (const auto& [id, k] : book.keys)
    if (!book.principals.contains(k.owner)) names.push_back(id.value() + " of " + k.owner.value());
  if (names.empty()) return;
  tells.tell({.level = severity::warning,
              .event = "keys_without_principal",
              .message = "The owners of these keys are not known: they open nothing.",
              .fields = {{"keys", joined(std::move(names))}}});
}

}  // namespace

void tell_of_gaps(observer& tells, const access::book& book) {
  tell_of_keyless(tells, book);
  tell_of_ownerless(tells, book);
}

}  // namespace sluice
