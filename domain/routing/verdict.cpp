#include "domain/routing/verdict.hpp"

#include <array>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::routing {
namespace {

struct row {
  verdict which;
  std::string_view name, words;
};

constexpr auto rows = std::to_array<row>({
    {verdict::merchant_list, "merchant_list", "not in the merchant's list"},
    {verdict::not_configured, "not_configured", "not configured any more"},
    {verdict::not_asked_for, "not_asked_for", "the request names another channel"},
    {verdict::business_type, "business_type", "does not serve the business type"},
    {verdict::wallet, "wallet", "does not reach the payer's wallet"},
    {verdict::currency, "currency", "does not take the currency"},
    {verdict::rule_only, "rule_only", "a rule allows only others"},
    {verdict::rule_never, "rule_never", "a rule forbids it"},
    {verdict::maintenance, "maintenance", "under maintenance"},
    {verdict::path_open, "path_open", "path open"},
    {verdict::no_room, "no_room", "no room"},
    {verdict::shadow, "shadow", "test traffic does not go to a real channel"},
    {verdict::canary_out, "canary_out", "canary, and the order is not in its share"},
    {verdict::canary_bad, "canary_bad", "canary, and it does worse than the others"},
    {verdict::lower_score, "lower_score", "behind"},
    {verdict::chosen, "chosen", "first: best score"},
    {verdict::leading, "leading", "first: it led before, and nobody is better by enough"},
    {verdict::preferred, "preferred", "first: a rule prefers it, and nobody is better by enough"},
    {verdict::explored, "explored", "first: drawn, to learn how it does"},
    {verdict::canary, "canary", "first: canary, and the order is in its share"},
    {verdict::probe, "probe", "first: shows whether its path is well again"},
    {verdict::not_essential, "not_essential", "not among what is essential for a while"},
    {verdict::for_tests, "for_tests", "for test traffic only, beside channels where money is real"},
});
static_assert(has_one_row_each(rows, &row::which), "every verdict has a row");
static_assert(has_each_once(rows, &row::name), "no two verdicts share a name");
static_assert(rows.back().which == last_verdict &&
                  static_cast<std::uint32_t>(last_verdict) < verdict_numbers,
              "explanations have room for every verdict");

const row& row_of(verdict v) noexcept {
  for (const auto& r : rows)
    if (r.which == v) return r;
  broken_invariant("every verdict has a row", __FILE__, __LINE__);
}

}  // namespace

std::string_view name_of(verdict v) noexcept { return row_of(v).name; }

std::string_view words_of(verdict v) noexcept { return row_of(v).words; }

}  // namespace sluice::routing
