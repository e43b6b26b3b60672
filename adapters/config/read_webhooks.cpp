/// [webhooks], and [merchants.NAME.webhooks.ENDPOINT]: where a merchant hears of its orders.

#include <utility>

#include "adapters/config/sections.hpp"
#include "adapters/webhooks/endpoint_url.hpp"

namespace sluice::config {
namespace {

constexpr std::size_t most_endpoints = 16;
/// Each signs each delivery: one in use, another that follows it, and two to spare.
constexpr std::size_t most_secrets = 4;

void read_url(toml_reader& in, bool allow_private, std::string& into) {
  if (!in.require("url", "the address that is called, such as \"https://shop.example/sluice\""))
    return;
  in.text("url", into);
  if (!in.sound()) return;
  if (auto no = webhooks::fault_of_url(into, allow_private))
    in.complain("url", std::move(no->what), std::move(no->allowed));
}

void read_secrets(toml_reader& in, std::vector<webhooks::signing_key>& into) {
  constexpr std::string_view key = "secrets";
  const auto rule = "1 to " + std::to_string(most_secrets) +
                    " of them, such as [\"env:SHOP_WEBHOOK_SECRET\"], each " +
                    std::string(webhooks::rule_of_keys);
  if (!in.require(key, rule)) return;
  in.secrets(
      key,
      [&](const secret& found) {
        auto read = webhooks::signing_key::from_text(found);
        if (const auto* no = std::get_if<webhooks::key_problem>(&read)) return no->what;
        into.push_back(std::get<webhooks::signing_key>(std::move(read)));
        return std::string{};
      },
      std::string(webhooks::rule_of_keys));
  if (in.sound() && into.empty()) in.complain(key, "the list is empty", rule);
  if (in.sound() && into.size() > most_secrets)
    in.complain(key, "lists " + std::to_string(into.size()) + " secrets", rule);
}

}  // namespace

void read_webhooks(toml_reader in, webhook_settings& out) {
  in.flag("allow_private_addresses", out.allow_private_addresses);
  in.finish();
}

void read_webhook_endpoints(toml_reader& in, merchant_settings& of, webhook_settings& out) {
  auto all = in.table("webhooks");
  if (!all) return;
  auto endpoints = all->named_tables("webhook endpoint");
  if (endpoints.size() > most_endpoints)
    all->complain("", "has " + std::to_string(endpoints.size()) + " endpoints",
                  "no more than " + std::to_string(most_endpoints) + " of one merchant");
  for (auto& [name, reader] : endpoints) {
    webhooks::endpoint one{.id = {of.id, name}, .url = {}, .keys = {}};
    read_url(reader, out.allow_private_addresses, one.url);
    read_secrets(reader, one.keys);
    reader.finish();
    of.webhooks.push_back(name);
    out.endpoints.push_back(std::move(one));
  }
}

}  // namespace sluice::config
