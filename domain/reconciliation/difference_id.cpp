#include "domain/reconciliation/difference_id.hpp"

#include "base/hex.hpp"
#include "base/sha256.hpp"

namespace sluice::reconciliation {
namespace {

constexpr std::size_t bytes_of_an_id = 16;

}  // namespace

bool goes_back(const difference& d) noexcept {
  if (d.there) return goes_back(d.there->what);
  if (d.here) return goes_back(d.here->what);
  return d.before && goes_back(d.before->what);
}

difference_id id_of(const channel_id& at, const difference& d) {
  auto text = at.value() + '\0' + std::string(name_of(d.kind)) + '\0';
  text += goes_back(d) ? '-' : '+';
  for (const auto byte : d.of.raw()) text += static_cast<char>(byte);
  const auto* const row = d.there ? &*d.there : d.before ? &*d.before : nullptr;
  if (d.of.is_none() && row != nullptr) text += std::to_string(row->bytes);
  return difference_id{hex(sha256_of(text).data(), bytes_of_an_id)};
}

}  // namespace sluice::reconciliation
