#include "adapters/access/keystore_text.hpp"

#include <charconv>
#include <sstream>

#include "base/hex.hpp"

namespace sluice::access {
namespace {

constexpr std::string_view first_line = "sluice-keystore-1\n";
constexpr std::string_view none = "-";

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

std::string half_of(const stored_key& k) {
  if (k.about.kind == key_kind::ed25519) return hex(k.public_half);
  const auto& raw = k.hmac.reveal();
  return hex(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size());
}

std::optional<stored_key> key_in(const std::string& line) {
  std::istringstream words(line);
  std::string id, kind, owner, from, until, revoked, half;
  if (!(words >> id >> kind >> owner >> from >> until >> revoked >> half)) return std::nullopt;
  const auto known = key_kind_from_name(kind);
  const auto bytes = bytes_from_hex<32>(half);
  const auto begins = instant_in(from);
  if (!known || !bytes || !begins) return std::nullopt;
  stored_key k{.about = {.id = key_id{id}, .kind = *known, .owner = principal_id{owner}}};
  k.about.from = *begins;
  if (until != none) k.about.until = instant_in(until);
  if (revoked != none) k.about.revoked_at = instant_in(revoked);
  if (*known == key_kind::ed25519)
    k.public_half = *bytes;
  else
    k.hmac = secret(std::string(bytes->begin(), bytes->end()));
  return k;
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

secret text_of_keys(const std::vector<stored_key>& keys) {
  std::string out;
  for (const auto& k : keys)
    out += k.about.id.value() + ' ' + std::string(name_of(k.about.kind)) + ' ' +
           k.about.owner.value() + ' ' + text_of(k.about.from) + ' ' + text_of(k.about.until) +
           ' ' + text_of(k.about.revoked_at) + ' ' + half_of(k) + '\n';
  return secret(std::move(out));
}

std::optional<std::vector<stored_key>> keys_in(const secret& text) {
  std::vector<stored_key> out;
  std::istringstream lines(text.reveal());
  for (std::string line; std::getline(lines, line);) {
    auto k = key_in(line);
    if (!k) return std::nullopt;
    out.push_back(*std::move(k));
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
