#include <algorithm>

#include "adapters/config/sections.hpp"
#include "base/hex.hpp"

namespace sluice::config {
namespace {

using access::principal_kind;

constexpr std::string_view everyone = "*";

choice kind_choice() {
  choice out{.what = "kind of principal", .names = {}};
  for (const auto k : {principal_kind::service, principal_kind::operator_, principal_kind::auditor,
                       principal_kind::risk})
    out.names.emplace_back(name_of(k));
  return out;
}

choice merchant_choice(const configuration& c) {
  choice out{.what = "merchant", .names = {std::string(everyone)}};
  for (const auto& m : c.engine.merchants) out.names.push_back(m.id.value());
  return out;
}

/// A key that only one kind of principal has.
bool belongs_to(toml_reader& in, std::string_view key, bool is_this_kind, std::string_view kind,
                const std::string& allowed) {
  if (is_this_kind) return in.require(key, allowed);
  if (in.has(key) && in.require(key, allowed))  // asked for: told once, not as unknown too
    in.complain(
        key, "only a principal of the kind \"" + std::string(kind) + "\" has it", "leave it out");
  return false;
}

access::merchant_scope read_scope(toml_reader& in, const configuration& c) {
  access::merchant_scope out;
  const auto names = in.some_of("merchants", merchant_choice(c));
  out.is_everyone = std::find(names.begin(), names.end(), everyone) != names.end();
  if (out.is_everyone && names.size() > 1)
    in.complain("merchants", "\"*\" stands for every merchant, and others are named beside it",
                "[\"*\"], or the merchants by name");
  if (!out.is_everyone)
    for (const auto& name : names) out.some.emplace_back(name);
  return out;
}

std::string commands_listed() {
  std::string out;
  for (const auto& name : access::command_names()) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::vector<access::grant> read_grants(toml_reader& in, principal_kind kind) {
  if (!in.has("grants")) {
    static_cast<void>(in.texts("grants", [](const auto&) { return ""; }, ""));
    return usual_grants(kind);
  }
  const auto fault_of = [&](const std::string& text) -> std::string {
    const auto g = access::grant_from_text(text);
    if (!g) return "is not something that can be granted";
    if (!may_be_given(kind, *g))
      return "is more than a principal of the kind \"" + std::string(name_of(kind)) +
             "\" may ever do";
    return {};
  };
  auto out = access::fixed_grants(kind);
  const auto allowed = "some of " + commands_listed() + ", or \"order.*\" for all of a system's";
  for (const auto& text : in.texts("grants", fault_of, allowed)) {
    auto g = *access::grant_from_text(text);
    if (std::find(out.begin(), out.end(), g) == out.end()) out.push_back(std::move(g));
  }
  return out;
}

void read_keys(toml_reader in, const access::principal_id& owner, access_settings& out) {
  constexpr std::string_view rule =
      "a public Ed25519 key: 64 lower-case hexadecimal digits, as `sluice key new` prints them";
  for (const auto& [name, written] : in.named_texts("key")) {
    const access::key_id id{name};
    const auto bytes = bytes_from_hex<std::tuple_size_v<access::ed25519_public>>(written);
    if (!bytes)
      in.complain(name, "this is not a public key", std::string(rule));
    else if (access::is_weak(*bytes))
      in.complain(name, "this key is weak: anybody could sign with it", std::string(rule));
    else if (!out.public_keys.emplace(id, *bytes).second)
      in.complain(name, "another principal has a key of this id", "an id of its own for each key");
    else
      out.book.add({.id = id, .kind = access::key_kind::ed25519, .owner = owner});
  }
  in.finish();
}

void read_principal(toml_reader& in, const std::string& name, configuration& out) {
  access::principal who{.id = access::principal_id{name}};
  if (!in.require("kind", "\"service\", \"operator\", \"auditor\" or \"risk\"")) return;
  const auto kind = in.one_of("kind", kind_choice());
  if (!kind) return;
  who.kind = *access::principal_kind_from_name(*kind);
  if (belongs_to(in, "person", who.kind == principal_kind::operator_, "operator",
                 "the person's name, such as \"li.wei\"")) {
    in.text("person", who.person);
    if (in.sound() && who.person.empty())
      in.complain("person", "is empty", "the person's name, such as \"li.wei\"");
  }
  if (belongs_to(in, "merchants", who.kind == principal_kind::service, "service",
                 "the merchants that it asks for, or [\"*\"]"))
    who.merchants = read_scope(in, out);
  auto grants = read_grants(in, who.kind);
  if (auto keys = in.table("ed25519")) read_keys(std::move(*keys), who.id, out.access);
  in.finish();
  out.access.book.add(std::move(who), std::move(grants));
}

}  // namespace

void read_access(toml_reader in, access_settings& out) {
  in.text("keystore", out.keystore);
  in.text("master_key_file", out.master_key_file);
  in.finish();
}

void read_principals(toml_reader in, configuration& out) {
  for (auto& [name, reader] : in.named_tables("principal")) read_principal(reader, name, out);
}

}  // namespace sluice::config
