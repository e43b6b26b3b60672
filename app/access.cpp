#include "app/access.hpp"

#include <algorithm>

#include "adapters/access/data_keys.hpp"
#include "adapters/access/keystore.hpp"
#include "adapters/access/master_key.hpp"
#include "base/hex.hpp"

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

void tell_of_open(observer& tells, const access::book& book) {
  if (book.open.empty()) return;
  std::vector<std::string> names;
  for (const auto& m : book.open) names.push_back(m.value());
  tells.tell({.level = severity::warning,
              .event = "merchants_open",
              .message = "Services of these merchants need not sign: whoever reaches the "
                         "nats-server may ask for their orders and refunds.",
              .fields = {{"merchants", joined(std::move(names))}}});
}

void tell_of_keyless(observer& tells, const access::book& book) {
  std::vector<std::string> names;
  for (const auto& [id, who] : book.principals)
    if (std::none_of(book.keys.begin(), book.keys.end(),
                     [&, wanted = &id](const auto& k) { return k.second.owner == *wanted; }))
      names.push_back(id.value());
  if (names.empty()) return;
  tells.tell({.level = severity::warning,
              .event = "principals_without_key",
              .message = "These principals have no key, and so cannot ask for anything: `sluice "
                         "key new` makes one.",
              .fields = {{"principals", joined(std::move(names))}}});
}

void tell_of_ownerless(observer& tells, const access::book& book) {
  std::vector<std::string> names;
  for (const auto& [id, k] : book.keys)
    if (!book.principals.contains(k.owner)) names.push_back(id.value() + " of " + k.owner.value());
  if (names.empty()) return;
  tells.tell(
      {.level = severity::warning,
       .event = "keys_without_principal",
       .message = "The owners of these keys are not in the configuration: they open nothing.",
       .fields = {{"keys", joined(std::move(names))}}});
}

bool is_inside(const fs::path& file, const fs::path& folder) {
  const auto way = fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder));
  return !way.empty() && *way.begin() != "..";
}

bool is_operators(const access::book& book, const access::principal_id& owner) {
  const auto who = book.principals.find(owner);
  return who != book.principals.end() && who->second.kind == access::principal_kind::operator_;
}

void take_keys_of_file(const access_settings& from, access_given& into) {
  for (const auto& [id, half] : from.public_keys)
    into.ring.emplace(id, access::ring_entry{.about = from.book.keys.at(id), .public_half = half});
}

failed take_stored(const access::keystore& store, access_given& into) {
  for (const auto& k : store.keys) {
    const bool is_new =
        into.ring
            .emplace(
                k.about.id,
                access::ring_entry{.about = k.about, .hmac = k.hmac, .public_half = k.public_half})
            .second;
    if (!is_new)
      return "the key " + k.about.id.value() +
             " stands in the configuration and in the keystore: each key has an id of its own";
    into.book.add(k.about);
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
  access_given out{.book = c.access.book, .ring = {}, .records = {}};
  take_keys_of_file(c.access, out);
  if (auto why = take_keystore(c, out)) return *std::move(why);
  for (auto& [id, entry] : out.ring) entry.is_operators = is_operators(out.book, entry.about.owner);
  tell_of_open(tells, out.book);
  tell_of_keyless(tells, out.book);
  tell_of_ownerless(tells, out.book);
  return out;
}

}  // namespace sluice::app
