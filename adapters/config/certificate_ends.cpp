#include "adapters/config/certificate_ends.hpp"

#include <memory>
#include <utility>
#include <variant>

#include "adapters/channels/dialects.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

/// The configuration has made one of the same account.
std::vector<certificate_end> certificates_of(const channel_access& access) {
  const auto* row = find_dialect(access.dialect);
  SLUICE_INVARIANT(row != nullptr);
  const auto made = row->make(access.account);
  const auto* speaks = std::get_if<std::unique_ptr<dialect>>(&made);
  SLUICE_INVARIANT(speaks != nullptr);
  return (*speaks)->certificates();
}

certificate_line line_of(const channel_access& access, const certificate_end& one, instant now) {
  const auto age = age_of(one, now);
  auto text = "channels." + access.id.value() + ".keys." + described(one);
  if (age == certificate_age::ended) text += ": it proves nothing any more";
  return {std::move(text), age != certificate_age::good};
}

}  // namespace

std::vector<certificate_line> certificate_lines(const configuration& c, instant now) {
  std::vector<certificate_line> out;
  for (const auto& access : c.channels)
    for (const auto& one : certificates_of(access)) out.push_back(line_of(access, one, now));
  return out;
}

}  // namespace sluice
