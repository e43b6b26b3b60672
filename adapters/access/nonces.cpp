#include "adapters/access/nonces.hpp"

#include <algorithm>
#include <cstring>

#include "adapters/access/private_file.hpp"

namespace sluice::access {
namespace {

hash_key new_key() {
  hash_key out{};
  const auto bytes = random_bytes(out.size());
  std::copy(bytes.reveal().begin(), bytes.reveal().end(), out.begin());
  return out;
}

std::uint64_t short_hash(const hash_key& key, const std::string& whose, const std::string& nonce) {
  const auto whole = keyed_hash(key, whose + '\n' + nonce);
  std::uint64_t out = 0;
  std::memcpy(&out, whole.data(), sizeof out);
  return out;
}

}  // namespace

nonces::nonces(std::size_t most, millis window) : most_(most), window_(window), key_(new_key()) {}

std::int64_t nonces::stretch_of(instant t) const noexcept {
  constexpr std::int64_t stretches_a_window = 8;  // so much of one is kept for nothing
  return t.time_since_epoch() / std::max(window_ / stretches_a_window, millis{1});
}

nonce_verdict nonces::use(const std::string& whose, const std::string& nonce, instant signed_at,
                          instant now) {
  const auto hash = short_hash(key_, whose, nonce);
  stretch out_of_date;  // goes when others may use the memory again
  const std::lock_guard held(lock_);
  if (!used_.empty() && used_.begin()->first < stretch_of(now - window_))
    out_of_date = take_oldest();
  auto& at_that_time = used_[stretch_of(signed_at)];
  if (at_that_time.contains(hash)) return nonce_verdict::used;
  if (count_ >= most_) return nonce_verdict::no_room;
  at_that_time.insert(hash);
  ++count_;
  return nonce_verdict::fresh;
}

nonces::stretch nonces::take_oldest() {
  auto oldest = used_.extract(used_.begin());
  count_ -= oldest.mapped().size();
  return std::move(oldest.mapped());
}

}  // namespace sluice::access
