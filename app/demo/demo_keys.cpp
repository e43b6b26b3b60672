#include "app/demo/demo_keys.hpp"

#include <array>

#include "adapters/access/data_keys.hpp"
#include "adapters/access/key_file.hpp"
#include "adapters/access/keystore.hpp"
#include "adapters/access/master_key.hpp"
#include "adapters/access/private_file.hpp"
#include "adapters/system/machine_clock.hpp"

namespace sluice::demo {
namespace {

namespace fs = std::filesystem;

/// As they stand in demo.toml: both ways to sign are shown.
struct owner {
  const char* principal;
  access::key_kind kind;
};
constexpr std::array owners{
    owner{"shop", access::key_kind::hmac_sha256}, owner{"li-wei", access::key_kind::ed25519},
    owner{"chen-jie", access::key_kind::ed25519}, owner{"auditor", access::key_kind::hmac_sha256}};

fs::path file_of(const fs::path& folder, const std::string& principal) {
  return folder / (principal + ".key");
}

bool is_complete(const fs::path& folder) {
  bool all = fs::exists(master_key(folder));
  for (const auto& o : owners) all = all && fs::exists(file_of(folder, o.principal));
  return all;
}

std::optional<std::string> make_keys(const fs::path& folder, access::keystore& into) {
  for (const auto& o : owners) {
    const access::principal_id who{o.principal};
    const auto made = access::make_key(o.kind);
    into.keys.push_back(
        access::stored_half(made, {.id = {}, .owner = who, .from = machine_clock().wall()}));
    if (auto why = access::write_private_file(
            file_of(folder, o.principal), access::text_of(made, who), true))
      return why;
  }
  into.data_keys.push_back(access::make_data_key(merchant_id{"m4"}, machine_clock().wall()));
  return std::nullopt;
}

}  // namespace

fs::path key_folder(const std::string& data_folder) {
  auto name = data_folder;
  while (name.size() > 1 && name.back() == '/') name.pop_back();
  return fs::absolute(name + ".demo-keys");
}
fs::path master_key(const fs::path& folder) { return folder / "master-key"; }
fs::path service_key(const fs::path& folder) { return file_of(folder, owners[0].principal); }
fs::path operator_key(const fs::path& folder) { return file_of(folder, owners[1].principal); }
fs::path second_operator_key(const fs::path& folder) {
  return file_of(folder, owners[2].principal);
}

std::optional<std::string> prepare_keys(configuration& c) {
  const auto folder = key_folder(c.data_dir);
  c.access.master_key_file = master_key(folder).string();
  c.access.demo_keys = folder.string();
  const auto store = fs::absolute(folder).replace_extension(".keys");
  if (fs::exists(store) && is_complete(folder)) return std::nullopt;
  if (fs::exists(store))
    return "the demo's keys in " + folder.string() + " are not all there; remove " +
           store.string() + " too, and new ones are made";
  std::error_code trouble;
  fs::remove_all(folder, trouble);
  fs::create_directories(folder, trouble);
  if (!trouble) fs::permissions(folder, fs::perms::owner_all, trouble);
  if (trouble) return "cannot make " + folder.string() + ": " + trouble.message();
  if (auto why = access::make_master_key(c.access.master_key_file)) return why;
  const auto master = access::find_master_key(c.access.master_key_file, {});
  if (const auto* why = std::get_if<std::string>(&master)) return *why;
  return access::change_keystore(
      store, std::get<secret>(master), access::installation_of(c.data_dir),
      [&](access::keystore& all) { return make_keys(folder, all); });
}

}  // namespace sluice::demo
