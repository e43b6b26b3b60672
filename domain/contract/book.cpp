#include "domain/contract/book.hpp"

#include "base/invariant.hpp"

namespace sluice::contract {

std::string to_string(const party& p) { return std::string(name_of(p.side)) + '/' + p.name; }

std::optional<rejection> fault_in(const party& p) {
  if (!p.name.empty()) return std::nullopt;
  return rejection{rejection_code::setting_contradicts, "merchant",
                   "name whose contract it is: either merchant or channel, and not both"};
}

std::string_view name_of(side s) noexcept {
  switch (s) {
    case side::merchant: return "merchant";
    case side::channel: return "channel";
  }
  broken_invariant("both sides have a name", __FILE__, __LINE__);
}

void book::take(const agreed& what, std::uint64_t sequence) {
  auto& versions = all_[what.with];
  if (versions.empty() || versions.back().sequence < sequence) versions.push_back({sequence, what});
}

const book::version* book::at(const party& with, std::uint64_t sequence, instant when) const {
  const auto known = all_.find(with);
  if (known == all_.end()) return nullptr;
  const version* out = nullptr;
  for (const auto& v : known->second)
    if (v.sequence < sequence && v.what.valid_from <= when &&
        (out == nullptr || v.what.valid_from >= out->what.valid_from))
      out = &v;
  return out;
}

}  // namespace sluice::contract
