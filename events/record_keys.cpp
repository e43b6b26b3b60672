#include "events/record_keys.hpp"

#include <utility>

#include "base/invariant.hpp"

namespace sluice {

bool record_keys::add(data_key k) {
  SLUICE_INVARIANT(!k.id.value().empty() && k.id.value().size() <= 0xff);
  const auto [made, is_new] = keys_.try_emplace(k.id, k);
  if (!is_new) return false;
  const auto* const before = newest_of(k.merchant);
  if (before == nullptr || before->from <= k.from) newest_[k.merchant] = std::move(k.id);
  return true;
}

const data_key* record_keys::newest_of(const merchant_id& m) const {
  const auto newest = newest_.find(m);
  return newest == newest_.end() ? nullptr : &keys_.at(newest->second);
}

const data_key* record_keys::find(std::string_view id) const {
  const auto found = keys_.find(data_key_id{std::string(id)});
  return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace sluice
