#include <CLI/CLI.hpp>
#include <iomanip>
#include <iostream>
#include <memory>

#include "adapters/access/key_file.hpp"
#include "adapters/access/keystore.hpp"
#include "adapters/access/master_key.hpp"
#include "adapters/config/units.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/access.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/data_key.hpp"
#include "app/demo/known_secrets.hpp"
#include "base/hex.hpp"
#include "base/time_text.hpp"

namespace sluice::app {
namespace {

using access::keystore;
using access::stored_key;
using trouble = std::optional<std::string>;

struct key_options {
  std::string config_file, data_dir, keystore_file, master_key_file;
  std::string owner, kind = "hmac", id, out;
  std::string overlap = "24h";
  bool for_records = false;
  std::string merchant;
  bool own = false;
};

/// The keystore that is meant.
struct opened : keystore_at {
  std::optional<configuration> config;  ///< when one was named
};

int refuse(const std::string& why) {
  say(why);
  return exit_failed;
}

std::variant<opened, int> open(const key_options& o) {
  opened out;
  access_settings where;
  auto data = o.data_dir;
  if (!o.config_file.empty()) {
    auto result = load_configuration(o.config_file, demo::known_secrets());
    if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result)) {
      for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
      return exit_misused;
    }
    out.config = std::get<configuration>(std::move(result));
    where = out.config->access;
    if (data.empty()) data = out.config->data_dir;
  }
  if (!o.keystore_file.empty()) where.keystore = o.keystore_file;
  if (!o.master_key_file.empty()) where.master_key_file = o.master_key_file;
  if (data.empty() && where.keystore.empty()) {
    say("which keystore? name it by --config FILE, by --data DIR or by --keystore FILE");
    return exit_misused;
  }
  auto master = access::find_master_key(where.master_key_file, process_environment);
  if (const auto* why = std::get_if<std::string>(&master)) return refuse(*why);
  out.master = std::get<secret>(std::move(master));
  out.file = keystore_file(where, data);
  if (!data.empty()) out.installation = access::installation_of(data);
  return out;
}

/// Its fingerprint, and of an Ed25519 key the half that pay.key.add takes.
std::string shown(const access::signing_key& k) {
  auto out = "fingerprint " + access::fingerprint_of(k);
  if (k.kind == access::key_kind::ed25519)
    out += ", public_key " + hex(access::stored_half(k, {}).public_half);
  return out;
}

/// Several engines of one machine have one each, and a `serve --data` another than its file says.
std::string once_read(const std::filesystem::path& keystore) {
  return " once the engine has read its keystore, " + keystore.string() +
         " (SIGHUP, pay.config.reload, or a start)";
}

/// Into the keystore, and its own half to whom it belongs: nobody can show it again.
int hand_out(const opened& in, const key_options& o, access::key_kind kind,
             const std::function<trouble(keystore&, access::principal_id& owner)>& before) {
  const auto made = access::make_key(kind);
  access::principal_id owner{o.owner};
  const auto add = [&](keystore& all) -> trouble {
    if (auto why = before(all, owner)) return why;
    all.keys.push_back(
        access::stored_half(made, {.id = {}, .owner = owner, .from = machine_clock().wall()}));
    return o.out.empty() ? std::nullopt : access::hand_out_to(o.out, made, owner);
  };
  if (const auto why = access::change_keystore(in.file, in.master, in.installation, add))
    return refuse(*why);
  if (o.out.empty())
    access::hand_out_to(std::cout, made, owner);
  else
    std::cout << made.id.value() << '\n';
  say("key " + made.id.value() + " of " + owner.value() + " (" +
      std::string(access::name_of(kind)) + ", " + shown(made) + ") is good" + once_read(in.file));
  return exit_done;
}

/// Of a key that pay.key.add makes known no keystore has to know.
int make_own(const key_options& o) {
  if (o.kind != "ed25519")
    return refuse("--own needs --kind ed25519: of an HMAC key there is no half to hand over");
  const auto made = access::make_key(access::key_kind::ed25519);
  const access::principal_id owner{o.owner};
  if (!o.out.empty()) {
    if (const auto why = access::hand_out_to(o.out, made, owner)) return refuse(*why);
    std::cout << made.id.value() << '\n';
  } else {
    access::hand_out_to(std::cout, made, owner);
  }
  say("key " + made.id.value() + " (" + shown(made) + ") is good once an operator has made it " +
      "known by pay.key.add with key, owner and public_key");
  return exit_done;
}

int make_new(const key_options& o) {
  if (!o.for_records && !is_name(o.owner))
    return refuse("--owner must be " + std::string(name_rule));
  if (o.own) return make_own(o);
  const auto in = open(o);
  if (const auto* status = std::get_if<int>(&in)) return *status;
  const auto& where = std::get<opened>(in);
  if (o.for_records) return make_first_data_key(where, o.merchant);
  if (where.config && !where.config->access.book.principals.contains(access::principal_id{o.owner}))
    return refuse("there is no [principals." + o.owner + "] in " + o.config_file);
  const auto kind = o.kind == "hmac" ? access::key_kind::hmac_sha256 : access::key_kind::ed25519;
  return hand_out(where, o, kind, [](keystore&, access::principal_id&) { return std::nullopt; });
}

stored_key* find(keystore& all, const std::string& id) {
  for (auto& k : all.keys)
    if (k.about.id.value() == id) return &k;
  return nullptr;
}

std::string not_there(const std::string& id) {
  return "the keystore has no key " + id + "; `sluice key list` shows which it has";
}

trouble not_to_be_replaced(const stored_key* k, const std::string& id) {
  if (k == nullptr) return not_there(id);
  if (!k->about.revoked_at) return std::nullopt;
  return "the key " + id + " was revoked " + rfc3339(*k->about.revoked_at) +
         ": there is nothing of it left to replace; make another one for " +
         k->about.owner.value() + " with `sluice key new`";
}

int rotate(const key_options& o) {
  const auto in = open(o);
  if (const auto* status = std::get_if<int>(&in)) return *status;
  const auto& where = std::get<opened>(in);
  if (const auto status = rotate_data_key(where, o.id)) return *status;
  const auto overlap = duration_from_text(o.overlap);
  if (!overlap) {
    say("--overlap \"" + o.overlap + "\" is not a duration, such as \"24h\"");
    return exit_misused;
  }
  auto read = access::read_keystore(where.file, where.master, where.installation);
  if (const auto* no = std::get_if<access::keystore_fault>(&read)) return refuse(no->why);
  const auto* old = find(std::get<keystore>(read), o.id);
  if (const auto why = not_to_be_replaced(old, o.id)) return refuse(*why);
  return hand_out(where, o, old->about.kind, [&](keystore& all, access::principal_id& owner) {
    auto* k = find(all, o.id);
    if (auto why = not_to_be_replaced(k, o.id)) return why;
    const auto ends = machine_clock().wall() + *overlap;
    k->about.until = std::min(k->about.until.value_or(ends), ends);
    owner = k->about.owner;
    return trouble();
  });
}

int revoke(const key_options& o) {
  const auto in = open(o);
  if (const auto* status = std::get_if<int>(&in)) return *status;
  const auto& where = std::get<opened>(in);
  const auto read = access::read_keystore(where.file, where.master, where.installation);
  if (const auto* no = std::get_if<access::keystore_fault>(&read)) return refuse(no->why);
  const auto why =
      access::change_keystore(where.file, where.master, where.installation, [&](keystore& all) {
        if (find_data_key(all, o.id) != nullptr)
          return trouble(o.id + " is a data key: without it nobody could read what it has sealed");
        auto* k = find(all, o.id);
        if (k == nullptr) return trouble(not_there(o.id));
        if (!k->about.revoked_at) k->about.revoked_at = machine_clock().wall();
        return trouble();
      });
  if (why) return refuse(*why);
  say("key " + o.id + " is revoked" + once_read(where.file));
  return exit_done;
}

std::string state_of(const access::key& k, instant now) {
  if (k.revoked_at) return "revoked " + rfc3339(*k.revoked_at);
  if (k.until && *k.until <= now) return "ended " + rfc3339(*k.until);
  return k.until ? "until " + rfc3339(*k.until) : "good";
}

int list(const key_options& o) {
  const auto in = open(o);
  if (const auto* status = std::get_if<int>(&in)) return *status;
  const auto& where = std::get<opened>(in);
  const auto read = access::read_keystore(where.file, where.master, where.installation);
  if (const auto* no = std::get_if<access::keystore_fault>(&read)) return refuse(no->why);
  const auto now = machine_clock().wall();
  for (const auto& k : std::get<keystore>(read).keys)
    std::cout << std::left << std::setw(20) << k.about.id.value() << std::setw(13)
              << access::name_of(k.about.kind) << std::setw(18) << k.about.owner.value()
              << access::fingerprint_of(k) << "  " << rfc3339(k.about.from) << "  "
              << state_of(k.about, now) << '\n';
  list_data_keys(std::get<keystore>(read));
  return exit_done;
}

void add_place(CLI::App& to, key_options& o) {
  to.add_option("--config", o.config_file, "the engine's configuration: says where everything is")
      ->type_name("FILE");
  to.add_option("--data", o.data_dir, "the data folder; the keystore is beside it, DIR.keys")
      ->type_name("DIR");
  to.add_option("--keystore", o.keystore_file, "the keystore itself")->type_name("FILE");
  to.add_option("--master-key", o.master_key_file,
                "what opens it: 64 hexadecimal digits; else the credential sluice-master-key, or "
                "SLUICE_MASTER_KEY")
      ->type_name("FILE");
}

void add_out(CLI::App& to, key_options& o) {
  to.add_option("--out", o.out, "for the owner's half, mode 0600; without it on standard output")
      ->type_name("FILE");
}

CLI::App* add_to(CLI::App& command, const char* name, const char* about, const char* example,
                 const std::shared_ptr<key_options>& o, int (*job)(const key_options&)) {
  auto* const made = command.add_subcommand(name, about);
  made->footer(std::string("Example:\n  ") + example);
  add_place(*made, *o);
  on_chosen(*made, [o, job] { return job(*o); });
  return made;
}

}  // namespace

void add_key(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "key",
      "Make, replace, show and revoke the keys by which callers sign, and those under\n"
      "which merchants' records are sealed. They are in the keystore, outside the data\n"
      "folder. An engine reads it at its start, on SIGHUP and on pay.config.reload.");
  command->require_subcommand(1);
  command->footer(
      "Example:\n"
      "  sluice key new --owner shop --kind hmac --out shop.key --config sluice.toml\n"
      "  sluice req order.get '{\"merchant\":\"m1\",\"order_no\":\"A-1\"}' --key shop.key");
  const auto o = std::make_shared<key_options>();

  auto* const fresh = add_to(
      *command, "new",
      "Make a key for a principal, and hand its own half out once.\n"
      "The keystore is made when there is none. Of an Ed25519 key it keeps the public half only.\n"
      "Or make a merchant's data key, which nobody is handed: --for-records --merchant m1.",
      "sluice key new --owner shop --kind ed25519 --out shop.key --config sluice.toml", o,
      make_new);
  auto* const whose = fresh->add_option_group("whose");
  whose->require_option(1);
  whose->add_option("--owner", o->owner, "the principal")->type_name("NAME");
  auto* const for_records = whose->add_flag(
      "--for-records", o->for_records,
      "a data key instead: seals what is private in a merchant's records; stays in the keystore");
  fresh->add_option("--merchant", o->merchant, "whose records")
      ->type_name("NAME")
      ->needs(for_records);
  fresh->add_option("--kind", o->kind, "hmac or ed25519")
      ->check(CLI::IsMember({"hmac", "ed25519"}))
      ->excludes(for_records)
      ->capture_default_str();
  fresh->add_flag("--own", o->own, "in no keystore: pay.key.add makes its public half known");
  add_out(*fresh, *o);
  fresh->get_option("--out")->excludes(for_records);

  auto* const rotation = add_to(
      *command, "rotate",
      "Make a key that replaces another one, which is good for a while longer.\n"
      "Same owner, same kind. An old data key goes on opening what it sealed.",
      "sluice key rotate --id k-0123456789abcdef --out new.key --config sluice.toml", o, rotate);
  rotation->add_option("--id", o->id, "the key to be replaced")->required();
  rotation->add_option("--overlap", o->overlap, "for how long it stays good")
      ->type_name("TIME")
      ->capture_default_str();
  add_out(*rotation, *o);

  add_to(*command, "list",
         "Show all keys: id, kind, owner, fingerprint, since when, and whether it is good.\n"
         "Secrets are never shown.",
         "sluice key list --config sluice.toml", o, list);
  add_to(*command, "revoke",
         "Take a key out of use for good.\nIt stays listed; nobody gets its id again.",
         "sluice key revoke --id k-0123456789abcdef --config sluice.toml", o, revoke)
      ->add_option("--id", o->id, "the key")
      ->required();
}

}  // namespace sluice::app
