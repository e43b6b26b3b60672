#include "adapters/signing/keys_by_serial.hpp"

#include <utility>

namespace sluice::signing {
namespace {

std::shared_ptr<const public_key> shared(public_key key) {
  return std::make_shared<const public_key>(std::move(key));
}

}  // namespace

std::optional<unusable> keys_by_serial::add(const certificate& theirs) {
  return add(theirs.serial_hex(), theirs);
}

std::optional<unusable> keys_by_serial::add(const std::string& name, const certificate& theirs) {
  auto key = theirs.key();
  if (auto* no = std::get_if<unusable>(&key)) return std::move(*no);
  return take(name, {.key = shared(std::get<public_key>(std::move(key))),
                     .from = theirs.valid_from(),
                     .until = theirs.valid_until()});
}

std::optional<unusable> keys_by_serial::add(const std::string& name, public_key theirs) {
  return take(
      name, {.key = shared(std::move(theirs)), .from = instant::min(), .until = instant::max()});
}

std::optional<unusable> keys_by_serial::take(const std::string& name, entry e) {
  if (name.empty())
    return unusable{"the key has no name: each answer names the key that signed it"};
  if (!all_.try_emplace(name, std::move(e)).second)
    return unusable{"the key " + name + " is there twice: a name stands for one key"};
  return std::nullopt;
}

const public_key* keys_by_serial::find(std::string_view serial, instant at) const {
  const auto found = all_.find(serial);
  if (found == all_.end() || at < found->second.from || found->second.until < at) return nullptr;
  return found->second.key.get();
}

}  // namespace sluice::signing
