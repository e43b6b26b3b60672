#include "domain/access/principal.hpp"

#include <array>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::access {
namespace {

struct kind_row {
  principal_kind kind;
  std::string_view name;
};
constexpr auto kinds = std::to_array<kind_row>({
    {principal_kind::service, "service"},
    {principal_kind::operator_, "operator"},
    {principal_kind::auditor, "auditor"},
    {principal_kind::risk, "risk"},
});
static_assert(has_one_row_each(kinds, &kind_row::kind));

struct key_row {
  key_kind kind;
  std::string_view name;
};
constexpr auto key_kinds = std::to_array<key_row>({
    {key_kind::hmac_sha256, "hmac_sha256"},
    {key_kind::ed25519, "ed25519"},
});
static_assert(is_indexed_by(key_kinds, &key_row::kind));

}  // namespace

std::string_view name_of(principal_kind kind) noexcept {
  for (const auto& row : kinds)
    if (row.kind == kind) return row.name;
  broken_invariant("every kind of principal has a name", __FILE__, __LINE__);
}

std::optional<principal_kind> principal_kind_from_name(std::string_view name) noexcept {
  for (const auto& row : kinds)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

std::string_view name_of(key_kind kind) noexcept {
  return key_kinds[static_cast<std::size_t>(kind)].name;
}

std::optional<key_kind> key_kind_from_name(std::string_view name) noexcept {
  for (const auto& row : key_kinds)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

}  // namespace sluice::access
