#include "adapters/access/key_file.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <sstream>

#include "adapters/access/private_file.hpp"
#include "base/hex.hpp"

namespace sluice::access {
namespace {

std::string hex_of(const std::string& raw) {
  return hex(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size());
}

hmac_fingerprint fingerprint_of_bytes(const std::array<std::uint8_t, 32>& shown) {
  const auto whole = sha256_of("sluice key" + std::string(shown.begin(), shown.end()));
  hmac_fingerprint out{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

}  // namespace

secret text_of(const signing_key& k, const principal_id& owner) {
  return secret("# Whoever has this key is " + owner.value() +
                ". The engine cannot show it again.\nid = " + k.id.value() + "\nkind = " +
                std::string(name_of(k.kind)) + "\nsecret = " + hex_of(k.bytes.reveal()) + '\n');
}

std::variant<signing_key, std::string> read_key_file(const std::filesystem::path& file) {
  const auto read = read_private_file(file, true);
  if (const auto* no = std::get_if<read_failed>(&read)) return "the key: " + no->why;
  std::map<std::string, std::string> values;
  std::istringstream lines(std::get<secret>(read).reveal());
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find(" = "); at != std::string::npos)
      values[line.substr(0, at)] = line.substr(at + 3);
  const auto kind = key_kind_from_name(values["kind"]);
  const auto bytes = bytes_from_hex<32>(values["secret"]);
  if (!is_name(values["id"]) || !kind || !bytes)
    return file.string() + " is not a key as `sluice key new` writes it (id, kind, secret)";
  return signing_key{
      key_id{values["id"]}, *kind, secret(std::string(bytes->begin(), bytes->end()))};
}

std::optional<std::string> hand_out_to(const std::filesystem::path& file, const signing_key& k,
                                       const principal_id& owner) {
  return write_private_file(file, text_of(k, owner), false);
}

void hand_out_to(std::ostream& screen, const signing_key& k, const principal_id& owner) {
  screen << text_of(k, owner).reveal();
}

stored_key stored_half(const signing_key& k, key about) {
  about.id = k.id;
  about.kind = k.kind;
  stored_key out{.about = std::move(about)};
  if (k.kind == key_kind::ed25519)
    out.public_half = ed25519_public_of(k.bytes.reveal());
  else
    out.hmac = k.bytes;
  return out;
}

hmac_fingerprint fingerprint_of(const secret& hmac) {
  // Of a code of its own, under which no request is ever signed.
  return fingerprint_of_bytes(hmac_sha256(hmac.reveal(), "sluice key fingerprint"));
}

known_key known_half_of(const stored_key& k) {
  if (k.about.kind == key_kind::ed25519) return {k.about, k.public_half};
  return {k.about, fingerprint_of(k.hmac)};
}

std::string fingerprint_of(const stored_key& k) {
  return hex(k.about.kind == key_kind::ed25519 ? fingerprint_of_bytes(k.public_half)
                                               : fingerprint_of(k.hmac));
}

std::string fingerprint_of(const signing_key& k) { return fingerprint_of(stored_half(k, {})); }

signing_key make_key(key_kind kind) {
  constexpr std::size_t id_size = 8;
  return {key_id{"k-" + hex_of(random_bytes(id_size).reveal())}, kind, random_bytes(32)};
}

}  // namespace sluice::access
