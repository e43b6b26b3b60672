#include "events/sealed_payload.hpp"

#include "base/invariant.hpp"
#include "store/bytes.hpp"

namespace sluice {
namespace {

// DO NOT CHANGE: payloads on disks are laid out and bound like this.
constexpr std::size_t clear_length_size = 4;
constexpr std::size_t key_length_size = 1;
constexpr std::string_view label = "sluice-record-1";

template <std::unsigned_integral T>
void append_little(std::string& out, T value) {
  out.resize(out.size() + sizeof value);
  store::store_little(out.data() + out.size() - sizeof value, value);
}

/// What is bound to the sealed text: all lengths are told, so no two places look alike.
std::string bound_to(const record_place& where, std::string_view beside) {
  std::string out(label);
  append_little(out, static_cast<std::uint16_t>(where.stream.size()));
  out += where.stream;
  append_little(out, where.position);
  append_little(out, where.type);
  append_little(out, where.schema_version);
  out += beside;
  return out;
}

}  // namespace

std::optional<payload_parts> parts_of(std::string_view payload) {
  if (payload.size() < clear_length_size + key_length_size) return std::nullopt;
  const std::size_t clear = store::load_little<std::uint32_t>(payload, 0);
  if (clear > payload.size() - clear_length_size - key_length_size) return std::nullopt;
  const std::size_t key = store::load_little<std::uint8_t>(payload, clear_length_size + clear);
  const auto beside = clear_length_size + clear + key_length_size + key;
  if (key == 0 || payload.size() < beside + sizeof(seal_nonce) + seal_tag_size) return std::nullopt;
  return payload_parts{.clear = payload.substr(clear_length_size, clear),
                       .key_id = payload.substr(beside - key, key),
                       .beside = payload.substr(0, beside),
                       .sealed = payload.substr(beside)};
}

std::string_view clear_part_of(const store::record& r) {
  if (!r.has_sealed_part) return r.payload;
  const auto parts = parts_of(r.payload);
  SLUICE_INVARIANT(parts.has_value());
  return parts->clear;
}

std::string sealed_payload(const record_place& where, std::string_view clear, const data_key& under,
                           const seal_nonce& once, const secret& text) {
  const auto& key = under.id.value();
  SLUICE_INVARIANT(!key.empty() && key.size() <= 0xff);
  std::string out;
  append_little(out, static_cast<std::uint32_t>(clear.size()));
  out += clear;
  append_little(out, static_cast<std::uint8_t>(key.size()));
  out += key;
  return out + seal(under.bytes, once, bound_to(where, out), text);
}

std::optional<secret> text_in(const record_place& where, const payload_parts& parts,
                              const data_key& under) {
  return unseal(under.bytes, bound_to(where, parts.beside), parts.sealed);
}

}  // namespace sluice
