#include "domain/order/risk.hpp"

#include <array>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::order {
namespace {

template <class Enum>
struct named {
  Enum which;
  std::string_view name;
};

constexpr auto verdicts = std::to_array<named<risk_verdict>>({
    {risk_verdict::pass, "pass"},
    {risk_verdict::verify, "verify"},
    {risk_verdict::block, "block"},
});
static_assert(has_one_row_each(verdicts, &named<risk_verdict>::which));

constexpr auto silences = std::to_array<named<risk_silence>>({
    {risk_silence::passes, "pass"},
    {risk_silence::blocks, "block"},
});
static_assert(has_one_row_each(silences, &named<risk_silence>::which));

constexpr auto findings = std::to_array<named<code_finding>>({
    {code_finding::right, "right"},
    {code_finding::wrong, "wrong"},
    {code_finding::unanswered, "unanswered"},
});
static_assert(has_one_row_each(findings, &named<code_finding>::which));

template <class Table, class Enum>
std::string_view name_in(const Table& table, Enum wanted) noexcept {
  for (const auto& row : table)
    if (row.which == wanted) return row.name;
  broken_invariant("every word about a risk has a name", __FILE__, __LINE__);
}

template <class Enum, std::size_t N>
std::optional<Enum> named_so(const std::array<named<Enum>, N>& table,
                             std::string_view name) noexcept {
  for (const auto& row : table)
    if (row.name == name) return row.which;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(risk_verdict v) noexcept { return name_in(verdicts, v); }
std::string_view name_of(risk_silence s) noexcept { return name_in(silences, s); }
std::string_view name_of(code_finding f) noexcept { return name_in(findings, f); }

std::optional<risk_verdict> risk_verdict_from_name(std::string_view name) noexcept {
  return named_so(verdicts, name);
}
std::optional<risk_silence> risk_silence_from_name(std::string_view name) noexcept {
  return named_so(silences, name);
}

}  // namespace sluice::order
