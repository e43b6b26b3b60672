#include "domain/merchant/limits.hpp"

#include <charconv>

#include "base/invariant.hpp"

namespace sluice::merchant {
namespace {

std::optional<limited_by> limit_named(std::string_view name) {
  for (const auto& row : limit_rows)
    if (row.name == name) return row.which;
  return std::nullopt;
}

}  // namespace

const limit_row& row_of(limited_by what) noexcept {
  for (const auto& row : limit_rows)
    if (row.which == what) return row;
  broken_invariant("every limit has a row", __FILE__, __LINE__);
}

std::string text_of(const limit_name& name) {
  return std::string(name_of(name.type)) + '.' + std::string(row_of(name.what).name);
}

std::optional<limit_wish> limit_from_text(std::string_view text) {
  const auto equals = text.find('=');
  const auto dot = text.find('.');
  if (equals == std::string_view::npos || dot > equals) return std::nullopt;
  const auto type = business_type_from_name(text.substr(0, dot));
  const auto what = limit_named(text.substr(dot + 1, equals - dot - 1));
  if (!type || !what) return std::nullopt;
  const auto digits = text.substr(equals + 1);
  std::int64_t value = 0;
  const auto* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  if (value < 0 || value > row_of(*what).most) return std::nullopt;
  return limit_wish{{*type, *what}, value};
}

std::int64_t limit_in(const limit_values& all, const limit_name& name) {
  const auto known = all.find(name);
  return known == all.end() ? 0 : known->second;
}

}  // namespace sluice::merchant
