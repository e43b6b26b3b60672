#include "actors/merchant/merchant_register.hpp"

#include "store/key_layout.hpp"

namespace sluice {
namespace {

constexpr auto kind = store::entry_kind::merchant_place;

}  // namespace

/// No merchant is called so: a name has no '#'.
std::string key_of_place(merchant_place at) { return '#' + std::to_string(at); }

std::vector<store::index_entry> entries_of_place(const merchant_id& merchant, merchant_place at) {
  return {{kind, key_of_place(at), merchant.value()}, {kind, merchant.value(), std::to_string(at)}};
}

std::optional<merchant_id> merchant_at(const store::event_log& log, merchant_place at) {
  auto name = log.find_entry(kind, key_of_place(at));
  return name ? std::optional{merchant_id{*std::move(name)}} : std::nullopt;
}

bool has_place(const store::event_log& log, const merchant_id& merchant) {
  return log.find_entry(kind, merchant.value()).has_value();
}

merchant_register::merchant_register(const store::event_log& log) {
  while (merchant_at(log, last_ + 1)) ++last_;
}

std::vector<store::index_entry> merchant_register::entries_of_new(const merchant_id& merchant) {
  return entries_of_place(merchant, ++last_);
}

}  // namespace sluice
