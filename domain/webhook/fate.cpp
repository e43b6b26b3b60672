#include "domain/webhook/fate.hpp"

#include <utility>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::webhook {

std::string_view name_of(disabled_by d) noexcept {
  switch (d) {
    case disabled_by::nobody: return "nobody";
    case disabled_by::gone: return "gone";
    case disabled_by::failing: return "failing";
  }
  broken_invariant("every reason has a name", __FILE__, __LINE__);
}

bool may_follow(const fate& f, const event& e) noexcept {
  return std::visit(
      overloaded{
          [&](const endpoint_disabled& d) {
            return d.why != disabled_by::nobody && f.disabled == disabled_by::nobody;
          },
          [](const endpoint_enabled& p) { return !p.to || (p.from && *p.from <= *p.to); },
          [](const deliveries_given_up& g) { return g.count > 0 && g.last != 0; },
      },
      e);
}

void apply(fate& f, const event& e, instant at) {
  f.is_known = true;
  std::visit(overloaded{
                 [&](const endpoint_disabled& d) {
                   f.disabled = d.why;
                   f.disabled_at = at;
                 },
                 [&](const endpoint_enabled&) {
                   f = {.is_known = true, .given_up_told = f.given_up_told};
                 },
                 [&](const deliveries_given_up& g) {
                   f.given_up += g.count;
                   f.last_given_up = g.last;
                   f.given_up_told = at;
                 },
             },
             e);
}

std::optional<instant> given_up_count::due(const fate& f) const noexcept {
  if (count_ == 0) return std::nullopt;
  return f.given_up_told == instant{} ? instant{} : f.given_up_told + pause;
}

std::optional<deliveries_given_up> given_up_count::take() noexcept {
  if (count_ == 0) return std::nullopt;
  return deliveries_given_up{std::exchange(count_, 0), std::exchange(last_, 0)};
}

}  // namespace sluice::webhook
