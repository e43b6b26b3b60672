/// [alarms.receivers.NAME]: who is told of alarms, of which, and how.

#include <utility>

#include "adapters/config/sections.hpp"
#include "adapters/notices/mail.hpp"

namespace sluice::config {
namespace {

constexpr std::size_t most_receivers = 16;

choice receiver_kinds() {
  choice out{.what = "kind of alarm", .names = {}};
  for (const auto& row : alarm::kind_rows) out.names.emplace_back(row.name);
  return out;
}

void read_wishes(toml_reader& in, alarm::receiver& out) {
  constexpr std::uint32_t most_a_minute = 60;
  for (const auto& name : in.some_of("only", receiver_kinds()))
    out.only.push_back(*alarm::kind_from_name(name));
  if (const auto how = in.one_of("urgency", {.what = "urgency", .names = {"act_now", "watch"}}))
    out.only_how = *how == "act_now" ? alarm::urgency::act_now : alarm::urgency::watch;
  in.whole<std::uint32_t>("limit_per_minute", out.limit_per_minute, 1, most_a_minute);
  if (out.only_how)
    for (const auto one : out.only)
      if (alarm::row_of(one).how != *out.only_how)
        in.complain("only", std::string(alarm::name_of(one)) + " is not of this urgency",
                    "kinds of the urgency that is asked for, or no urgency");
}

/// A secret that the file names; it must be told where it lies.
void read_kept_elsewhere(toml_reader& in, std::string_view key, secret& into) {
  if (!in.has(key)) return;
  std::string written;
  if (!in.text(key, written)) return;
  if (is_kept_elsewhere(written)) return in.text(key, into);
  in.complain(key, "a secret does not stand in this file", "\"env:NAME\" or \"file:PATH\"");
}

bool is_one_word(const std::string& text) {
  return text.find_first_of(" \t\r\n") == std::string::npos;
}

void check_encryption(toml_reader& in, const notices::smtp_way& to) {
  const bool from_the_start = to.url.starts_with("smtps://");
  if (from_the_start && in.has("starttls") && to.starttls)
    in.complain("starttls", "is for smtp://: smtps:// is encrypted from the start",
                "smtp:// with starttls, or smtps:// without");
  if (!from_the_start && !to.starttls && !to.user.empty())
    in.complain("starttls", "is false, so that the password would travel in clear",
                "true where there is a login");
}

notices::way read_smtp(toml_reader& in) {
  notices::smtp_way out;
  const std::string urls = "\"smtp://mail.example:587\" or \"smtps://mail.example\"";
  const std::string addresses = "an address such as \"sluice@pay.example\"";
  const auto fault_of_address = [](const std::string& written) -> std::string {
    return notices::is_mail_address(written) ? "" : "is no address of mail";
  };
  if (in.require("url", urls) && in.text("url", out.url))
    if (!is_one_word(out.url) || out.url.find('@') != std::string::npos ||
        !(out.url.starts_with("smtp://") || out.url.starts_with("smtps://")))
      in.complain("url", "is no address of a mail server", urls + "; user and password apart");
  if (in.require("from", addresses) && in.text("from", out.from))
    if (!notices::is_mail_address(out.from))
      in.complain("from", '"' + out.from + "\" is no address of mail", addresses);
  if (in.require("to", "a list of such as \"oncall@pay.example\""))
    out.to = in.texts("to", fault_of_address, addresses);
  if (in.sound() && out.to.empty()) in.complain("to", "the list is empty", addresses);
  in.text("user", out.user);
  read_kept_elsewhere(in, "password", out.password);
  if (in.has("user") != in.has("password"))
    in.complain(in.has("user") ? "user" : "password", "is given without the other of the two",
                "user and password together");
  in.flag("starttls", out.starttls);
  in.text("authorities_file", out.authorities_file);
  if (in.sound()) check_encryption(in, out);
  out.starttls = out.starttls && !out.url.starts_with("smtps://");
  return out;
}

notices::way read_http(toml_reader& in) {
  notices::http_way out;
  const std::string allowed =
      "\"https://…\", or \"env:NAME\" or \"file:PATH\" where it lies: chat services put their "
      "password into it";
  if (in.require("url", allowed)) in.text("url", out.url);
  if (in.sound() && !is_http_url(out.url.reveal()))
    in.complain("url", "is no http address", allowed);
  read_kept_elsewhere(in, "bearer", out.bearer);
  if (in.sound() && !is_one_word(out.bearer.reveal()))
    in.complain("bearer", "is more than one word", "a token without blanks or ends of lines");
  return out;
}

notices::way read_command(toml_reader& in) {
  notices::command_way out;
  const std::string allowed =
      "the program's whole path, and what it is given: [\"/usr/local/bin/page\", \"oncall\"]";
  if (in.require("command", allowed)) out.words = in.words("command", allowed);
  if (in.sound() && !out.words.front().starts_with('/'))
    in.complain("command", "does not begin with a whole path; no shell looks for it", allowed);
  return out;
}

notices::way read_way(toml_reader& in, const std::string& kind) {
  if (kind == "smtp") return read_smtp(in);
  if (kind == "http") return read_http(in);
  if (kind == "command") return read_command(in);
  return notices::nats_way{};
}

}  // namespace

void read_receivers(toml_reader in, configuration& out) {
  const choice kinds{.what = "kind of receiver", .names = {"smtp", "http", "nats", "command"}};
  auto all = in.named_tables("receiver");
  if (all.size() > most_receivers)
    in.complain("", "has " + std::to_string(all.size()) + " receivers",
                "no more than " + std::to_string(most_receivers));
  for (auto& [name, reader] : all) {
    alarm::receiver who{.name = name};
    read_wishes(reader, who);
    const bool has_kind = reader.require("kind", "one of smtp, http, nats and command");
    if (const auto kind = has_kind ? reader.one_of("kind", kinds) : std::nullopt) {
      out.receivers.push_back({name, read_way(reader, *kind)});
      reader.finish();
    }
    out.engine.alarms.receivers.push_back(std::move(who));
  }
}

}  // namespace sluice::config
