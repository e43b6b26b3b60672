#include "adapters/webhooks/signature.hpp"

#include <chrono>

#include "adapters/access/signature.hpp"
#include "base/base64.hpp"
#include "base/hex.hpp"
#include "base/hmac_sha256.hpp"
#include "base/sha256.hpp"

namespace sluice::webhooks {
namespace {

constexpr std::string_view of_shared = "whsec_";
constexpr std::string_view of_ed25519 = "whsk_";
constexpr std::size_t shortest_shared = 24, longest_shared = 64;
constexpr std::size_t seed_size = 32;

std::string_view characters(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

key_problem wrong_size(std::string_view what, std::size_t size) {
  return {"is " + std::string(what) + " of " + std::to_string(size) + " bytes"};
}

/// Precondition: a seed, and 32 bytes behind it.
bool halves_belong_together(std::string_view both) {
  const auto half = access::ed25519_public_of(both.substr(0, seed_size));
  return characters(half.data(), half.size()) == both.substr(seed_size);
}

}  // namespace

std::variant<signing_key, key_problem> signing_key::from_text(const secret& text) {
  const std::string_view written = text.reveal();
  const bool is_shared = written.starts_with(of_shared);
  if (!is_shared && !written.starts_with(of_ed25519))
    return key_problem{"begins neither with whsec_ nor with whsk_"};
  const auto bytes =
      bytes_from_base64(written.substr(is_shared ? of_shared.size() : of_ed25519.size()));
  if (!bytes) return key_problem{"is no base64 behind its prefix"};
  if (is_shared) {
    if (bytes->size() < shortest_shared || bytes->size() > longest_shared)
      return wrong_size("a secret", bytes->size());
    return signing_key(kind::shared, secret(*bytes));
  }
  if (bytes->size() != seed_size && bytes->size() != 2 * seed_size)
    return wrong_size("an Ed25519 key", bytes->size());
  if (bytes->size() == 2 * seed_size && !halves_belong_together(*bytes))
    return key_problem{"is an Ed25519 key whose halves do not belong together"};
  return signing_key(kind::ed25519, secret(bytes->substr(0, seed_size)));
}

std::string signing_key::sign(std::string_view text) const {
  if (kind_ == kind::ed25519) return "v1a," + base64(access::ed25519_sign(bytes_.reveal(), text));
  const auto code = hmac_sha256(bytes_.reveal(), text);
  return "v1," + base64(characters(code.data(), code.size()));
}

std::string delivery_id(const store::log_history& log, std::uint16_t partition,
                        webhook::position event, const webhook::endpoint_id& to) {
  constexpr std::size_t half = 16;  // enough that no two are ever equal
  const auto whole =
      sha256_of(store::to_text(log.id) + '-' + std::to_string(log.incarnation_of(event)) + '-' +
                std::to_string(partition) + '-' + std::to_string(event) + ' ' + to_string(to));
  return "msg_" + hex(whole.data(), half);
}

http_headers signed_headers(const std::string& id, instant now, std::string_view body,
                            const std::vector<signing_key>& keys) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  const auto time = std::to_string(seconds);
  auto text = id + '.' + time + '.';
  text += body;
  std::string signatures;
  for (const auto& key : keys) signatures += (signatures.empty() ? "" : " ") + key.sign(text);
  return {{"webhook-id", id}, {"webhook-timestamp", time}, {"webhook-signature", signatures}};
}

}  // namespace sluice::webhooks
