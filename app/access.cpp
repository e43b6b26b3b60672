#include "app/access.hpp"

#include <algorithm>

#include "adapters/access/data_keys.hpp"
#include "adapters/access/key_file.hpp"
#include "adapters/access/keystore.hpp"
#include "adapters/access/master_key.hpp"
#include "domain/access/decide.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

using failed = std::optional<std::string>;

std::string joined(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void tell_of_open(observer& tells, const access::take_over& says) {
  if (says.open.empty()) return;
  std::vector<std::string> names;
  for (const auto& m : says.open) names.push_back(m.value());
  tells.tell({.level = severity::warning,
              .event = "merchants_open",
              .message = "Services of these merchants need not sign: whoever reaches the "
                         "nats-server may ask for their orders and refunds.",
              .fields = {{"merchants", joined(std::move(names))}}});
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  const auto way = fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder));
  return !way.empty() && *way.begin() != "..";
}

access::take_over said_in_file(const access_settings& from) {
  access::take_over out{.open = from.book.open, .approvals = from.book.approvals};
  for (const auto& [id, who] : from.book.principals)
    out.principals.emplace(
        id, access::terms{who.kind, who.person, who.merchants, from.book.grants.at(id)});
  for (const auto& [id, half] : from.public_keys)
    out.keys.emplace(id, access::known_key{from.book.keys.at(id), half});
  return out;
}

failed take_stored(const access::keystore& store, access_given& into) {
  for (const auto& k : store.keys) {
    const auto& id = k.about.id;
    if (!into.declared.keys.emplace(id, access::known_half_of(k)).second)
      return "the key " + id.value() +
             " stands in the configuration and in the keystore: each key has an id of its own";
    if (k.about.kind == access::key_kind::hmac_sha256) into.secrets.emplace(id, k.hmac);
  }
  return std::nullopt;
}

/// Nothing where there is no keystore, and none is asked for.
failed take_keystore(const configuration& c, access_given& into) {
  const auto file = keystore_file(c.access, c.data_dir);
  if (is_inside(file, c.data_dir))
    return "the keystore " + file.string() +
           " lies inside the data folder: a backup of the log must not open anything; put it "
           "elsewhere ([access] keystore)";
  if (c.access.keystore.empty() && !fs::exists(file)) return std::nullopt;
  const auto master = access::find_master_key(c.access.master_key_file, process_environment);
  if (const auto* why = std::get_if<std::string>(&master)) return *why;
  const auto ours = access::installation_of(c.data_dir);
  const auto read = access::read_keystore(file, std::get<secret>(master), ours);
  if (const auto* no = std::get_if<access::keystore_fault>(&read)) return no->why;
  const auto& store = std::get<access::keystore>(read);
  if (auto why = take_stored(store, into)) return why;
  into.records = access::record_keys_of(store);
  return ours.empty() ? access::remember_installation(c.data_dir, store.installation)
                      : std::nullopt;
}

}  // namespace

fs::path keystore_file(const access_settings& from, const std::string& data_folder) {
  if (!from.keystore.empty()) return from.keystore;
  auto folder = data_folder;
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder + ".keys";
}

std::variant<access_given, std::string> open_access(const configuration& c, observer& tells) {
  access_given out{.declared = said_in_file(c.access), .secrets = {}, .records = {}};
  if (auto why = take_keystore(c, out)) return *std::move(why);
  if (auto no = access::fault_of(out.declared, {})) return std::move(no->message);
  tell_of_open(tells, out.declared);
  return out;
}

}  // namespace sluice::app
