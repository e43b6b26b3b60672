#include "adapters/access/keystore_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

#include "base/hex.hpp"

namespace sluice::access {
namespace {

constexpr std::string_view first_line = "sluice-keystore-1\n";
constexpr std::string_view none = "-";
constexpr std::string_view kind_of_data_keys = "data_key";

std::string text_of(instant at) { return std::to_string(at.time_since_epoch().count()); }
std::string text_of(const std::optional<instant>& at) {
  return at ? text_of(*at) : std::string(none);
}

std::optional<instant> instant_in(std::string_view text) {
  std::int64_t ms = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, ms);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return instant{millis{ms}};
}

std::string hex_of(const secret& raw) {
  return hex(reinterpret_cast<const std::uint8_t*>(raw.reveal().data()), raw.reveal().size());
}

std::string half_of(const stored_key& k) {
  return k.about.kind == key_kind::ed25519 ? hex(k.public_half) : hex_of(k.hmac);
}

/// The words of a line, understood as far as all kinds have them in common.
struct key_line {
  std::string id, kind, owner, from_word, until, revoked, half;
  instant from{};
  std::array<std::uint8_t, 32> bytes{};

  [[nodiscard]] secret raw() const { return secret(std::string(bytes.begin(), bytes.end())); }
};

std::optional<key_line> line_in(const std::string& line) {
  std::istringstream words(line);
  key_line k;
  if (!(words >> k.id >> k.kind >> k.owner >> k.from_word >> k.until >> k.revoked >> k.half))
    return std::nullopt;
  const auto bytes = bytes_from_hex<32>(k.half);
  const auto begins = instant_in(k.from_word);
  if (!bytes || !begins) return std::nullopt;
  k.bytes = *bytes;
  k.from = *begins;
  return k;
}

bool add_data_key(const key_line& from, std::vector<data_key>& to) {
  const auto has_its_id = [&](const data_key& k) { return k.id.value() == from.id; };
  if (std::any_of(to.begin(), to.end(), has_its_id)) return false;
  to.push_back({data_key_id{from.id}, merchant_id{from.owner}, from.from, from.raw()});
  return true;
}

bool add_key(const key_line& from, std::vector<stored_key>& to) {
  const auto known = key_kind_from_name(from.kind);
  if (!known) return false;
  stored_key k{.about = {.id = key_id{from.id}, .kind = *known, .owner = principal_id{from.owner}}};
  k.about.from = from.from;
  if (from.until != none) k.about.until = instant_in(from.until);
  if (from.revoked != none) k.about.revoked_at = instant_in(from.revoked);
  if (*known == key_kind::ed25519)
    k.public_half = from.bytes;
  else
    k.hmac = from.raw();
  to.push_back(std::move(k));
  return true;
}

/// Takes "name value\n" off the front.
std::optional<std::string_view> line_of(std::string_view& text, std::string_view name) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(name)) return std::nullopt;
  const auto value = text.substr(name.size(), end - name.size());
  text.remove_prefix(end + 1);
  return value;
}

}  // namespace

secret text_of_keys(const keystore& all) {
  std::string out;
  for (const auto& k : all.keys)
    out += k.about.id.value() + ' ' + std::string(name_of(k.about.kind)) + ' ' +
           k.about.owner.value() + ' ' + text_of(k.about.from) + ' ' + text_of(k.about.until) +
           ' ' + text_of(k.about.revoked_at) + ' ' + half_of(k) + '\n';
  for (const auto& k : all.data_keys)
    out += k.id.value() + ' ' + std::string(kind_of_data_keys) + ' ' + k.merchant.value() + ' ' +
           text_of(k.from) + " - - " + hex_of(k.bytes) + '\n';
  return secret(std::move(out));
}

std::optional<keystore> keystore_in(const secret& text) {
  keystore out;
  std::istringstream lines(text.reveal());
  for (std::string line; std::getline(lines, line);) {
    const auto k = line_in(line);
    if (!k) return std::nullopt;
    const bool added =
        k->kind == kind_of_data_keys ? add_data_key(*k, out.data_keys) : add_key(*k, out.keys);
    if (!added) return std::nullopt;
  }
  return out;
}

std::optional<envelope> envelope_in(std::string_view text) {
  envelope out;
  auto rest = text;
  if (!rest.starts_with(first_line)) return std::nullopt;
  rest.remove_prefix(first_line.size());
  const auto installation = line_of(rest, "installation ");
  const auto check = installation ? line_of(rest, "check ") : std::nullopt;
  if (!check) return std::nullopt;
  out.head = text.substr(0, text.size() - rest.size());
  const auto sealed = line_of(rest, "sealed ");
  const auto summed = text.substr(0, text.size() - rest.size());
  const auto sum = sealed ? line_of(rest, "sum ") : std::nullopt;
  if (!sum || !rest.empty() || *sum != hex(sha256_of(summed))) return std::nullopt;
  out.installation = *installation;
  out.check = *check;
  out.sealed = *sealed;
  return out;
}

std::string head_of(std::string_view installation, std::string_view check) {
  return std::string(first_line) + "installation " + std::string(installation) + "\ncheck " +
         std::string(check) + '\n';
}

std::string closed(const std::string& head, std::string_view sealed) {
  auto out = head + "sealed " +
             hex(reinterpret_cast<const std::uint8_t*>(sealed.data()), sealed.size()) + '\n';
  return out + "sum " + hex(sha256_of(out)) + '\n';
}

}  // namespace sluice::access
