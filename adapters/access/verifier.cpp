#include "adapters/access/verifier.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/access/signed_text.hpp"
#include "base/hex.hpp"

namespace sluice::access {
namespace {

rejection incomplete(std::string_view field, std::string what) {
  return {rejection_code::signature_incomplete, std::string(field), std::move(what)};
}

std::optional<instant> time_in(std::string_view text) {
  std::int64_t ms = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, ms);
  if (error != std::errc{} || rest != end || ms < 0) return std::nullopt;
  return instant{millis{ms}};
}

bool is_nonce(std::string_view text) {
  return text.size() >= 16 && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_hex(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

/// What can be said without looking at any key.
std::optional<rejection> fault_of_form(const claim& c) {
  if (!is_name(c.key_id))
    return incomplete(key_id_header, "a signed request names its key in the header Pay-Key-Id: " +
                                         std::string(name_rule));
  if (!time_in(c.timestamp))
    return incomplete(timestamp_header,
                      "a signed request says when it was signed in the header Pay-Timestamp: "
                      "milliseconds since 1970 UTC, as digits");
  if (!is_nonce(c.nonce))
    return incomplete(nonce_header,
                      "a signed request has a text of its own in the header Pay-Nonce: 16 to 64 "
                      "printable ASCII characters without spaces, never the same again");
  if (!is_hex(c.signature))
    return incomplete(signature_header,
                      "a signed request has its signature in the header Pay-Signature: lower-case "
                      "hexadecimal digits");
  return std::nullopt;
}

std::string text_of(const claim& c) {
  return signed_text(
      {.prefix = c.prefix,
       .subject = c.subject,
       .key_id = c.key_id,
       .timestamp = c.timestamp,
       .nonce = c.nonce,
       .message_id = c.message_id,
       .content_type = c.content_type,
       .body = c.body});
}

/// Of a key that is not known it takes as long.
bool fits_hmac(const claim& c, const ring_entry* by) {
  static const secret no_key{std::string(32, '\0')};
  const auto code = hmac_sha256((by != nullptr ? by->hmac : no_key).reveal(), text_of(c));
  const auto sent = bytes_from_hex<std::tuple_size_v<digest>>(c.signature);
  return is_same(code, sent.value_or(digest{})) && sent && by != nullptr;
}

bool fits_ed25519(const claim& c, const ring_entry& by) {
  const auto sent = bytes_from_hex<64>(c.signature);
  return sent && ed25519_verify(by.public_half, text_of(c),
                                {reinterpret_cast<const char*>(sent->data()), sent->size()});
}

rejection outside_window(const verifier_limits& limits) {
  const auto seconds = std::to_string(limits.window.count() / 1000);
  return {
      rejection_code::signature_outside_window, timestamp_header,
      "the request was signed too long ago, in the future, or before this engine started: its "
      "time must be within " +
          seconds + " s of the engine's clock; sign the same request anew, with its Nats-Msg-Id"};
}

rejection command_id_missing() {
  return {rejection_code::command_id_missing, "Nats-Msg-Id",
          "a signed request that may move money needs a command id in the header Nats-Msg-Id: who "
          "repeats it, signed anew, gets the same answer, and nobody can make it happen twice"};
}

rejection replayed() {
  return {rejection_code::signature_replayed, nonce_header,
          "this key has used this nonce already; take another one for each request, and sign anew"};
}

/// Whoever is known is told in a moment: until then nobody is called a stranger.
rejection just_starting() {
  return {rejection_code::busy, "",
          "the engine is just starting, and does not know its callers' keys yet; send it again in "
          "a moment"};
}

rejection too_many_wait() {
  return {
      rejection_code::busy, "", "too many signatures wait to be checked; ask again a little later"};
}

rejection no_room_for_nonces() {
  return {rejection_code::busy, "",
          "too many signed requests came in the last minutes; ask again later"};
}

}  // namespace

verifier::verifier(std::function<instant()> wall, verifier_limits limits)
    : wall_(std::move(wall)),
      limits_(limits),
      began_(wall_()),
      of_operators_(limits.most_nonces_of_operators, limits.window),
      of_others_(limits.most_nonces_of_others, limits.window),
      pool_(limits.most_waiting, limits.threads) {}

void verifier::exchange(key_ring next) {
  auto made = std::make_shared<const key_ring>(std::move(next));
  const std::lock_guard held(lock_);
  keys_.swap(made);
}

verifier::ring verifier::keys() const {
  const std::lock_guard held(lock_);
  return keys_;
}

void verifier::check(std::shared_ptr<const claim> what, const std::function<void(found)>& done) {
  if (auto fault = fault_of_form(*what)) return done(*std::move(fault));
  const auto all = keys();
  if (all == nullptr) return done(just_starting());
  const auto known = all->find(key_id{what->key_id});
  const auto* const by = known == all->end() ? nullptr : &known->second;
  if (by == nullptr || by->about.kind == key_kind::hmac_sha256)
    return done(judge(*what, by, fits_hmac(*what, by)));
  const bool taken = pool_.put([this, all, by, what = std::move(what), done] {
    done(judge(*what, by, fits_ed25519(*what, *by)));
  });
  if (!taken) done(too_many_wait());
}

verifier::found verifier::judge(const claim& c, const ring_entry* by, bool fits) {
  if (by == nullptr || !fits) return signature_wrong();
  const auto now = wall_();
  const auto signed_at = *time_in(c.timestamp);
  if (signed_at < now - limits_.window || signed_at > now + limits_.window || signed_at < began_)
    return outside_window(limits_);
  if (auto fault = fault_of(by->about, now)) return *std::move(fault);
  if (moves_money(c.asked) && c.message_id.empty()) return command_id_missing();
  auto& memory = by->is_operators ? of_operators_ : of_others_;
  switch (memory.use(c.key_id, c.nonce, signed_at, now)) {
    case nonce_verdict::fresh: break;
    case nonce_verdict::used: return replayed();
    case nonce_verdict::no_room:
      if (by->is_operators || !moves_money(c.asked)) return no_room_for_nonces();
  }
  return caller{by->about.id};
}

}  // namespace sluice::access
