#include "domain/reconciliation/choice.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::reconciliation {

std::string_view name_of(choice c) noexcept {
  const auto* const at = std::ranges::find(choices, c, &choice_row::which);
  if (at == choices.end()) broken_invariant("every choice has a name", __FILE__, __LINE__);
  return at->name;
}

std::optional<choice> choice_from_name(std::string_view name) noexcept {
  const auto* const at = std::ranges::find(choices, name, &choice_row::name);
  return at == choices.end() ? std::nullopt : std::optional(at->which);
}

std::string text_of_choices(difference_kind k) {
  std::string out;
  for (const auto c : choices_of(k)) out.append(out.empty() ? "" : ", ").append(name_of(c));
  return out;
}

}  // namespace sluice::reconciliation
