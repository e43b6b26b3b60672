#include "adapters/access/edge_keys.hpp"

#include <utility>

#include "adapters/access/key_file.hpp"

namespace sluice::access {

void edge_keys::exchange(std::vector<checked_key> next) {
  const std::lock_guard held(lock_);
  keys_ = std::move(next);
  is_read_ = true;
  hand_on();
}

void edge_keys::exchange_secrets(key_secrets next) {
  const std::lock_guard held(lock_);
  secrets_ = std::move(next);
  hand_on();
}

void edge_keys::hand_on() {
  if (!is_read_) return;
  key_ring ring;
  for (const auto& [key, is_operators] : keys_) {
    ring_entry entry{.about = key.about, .is_operators = is_operators};
    if (const auto* half = std::get_if<ed25519_public>(&key.half)) {
      entry.public_half = *half;
    } else {
      const auto known = secrets_.find(key.about.id);
      if (known == secrets_.end() || known_half{fingerprint_of(known->second)} != key.half)
        continue;
      entry.hmac = known->second;
    }
    ring.emplace(key.about.id, std::move(entry));
  }
  to_->exchange(std::move(ring));
}

}  // namespace sluice::access
