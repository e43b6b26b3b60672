#include <algorithm>
#include <string_view>

#include "adapters/config/sections.hpp"

namespace sluice::config {

namespace {

choice channel_choice(const configuration& c) {
  choice out{.what = "channel", .names = {}};
  for (const auto& channel : c.engine.channels) out.names.push_back(channel.id.value());
  return out;
}

/// A business type that none of the merchant's channels offers would be refused at every order.
void check_reachable(toml_reader& in, const merchant_settings& m, const configuration& c) {
  for (const auto type : m.business_types) {
    const auto offered = [&](const channel_settings& channel) {
      const auto& types = channel.business_types;
      return std::find(m.channels.begin(), m.channels.end(), channel.id) != m.channels.end() &&
             std::find(types.begin(), types.end(), type) != types.end();
    };
    const auto& channels = c.engine.channels;
    if (std::any_of(channels.begin(), channels.end(), offered)) continue;
    in.complain(
        "business_types", "none of the merchant's channels offers " + std::string(name_of(type)),
        "business types that a channel of the merchant offers");
  }
}

/// Closed unless the file says "open": what is forgotten protects.
bool is_open(toml_reader& in) {
  std::string ignored;
  in.text("key", ignored);
  if (in.has("key"))
    in.complain("key", "plain keys are no longer taken",
                "access = \"open\" to ask without signatures, or a table such as "
                "[principals.shop] and a key made by `sluice key new`");
  const auto written = in.one_of("access", {.what = "access", .names = {"open", "signed"}});
  return written == "open";
}

void read_limits(toml_reader& in, merchant_settings& out) {
  auto all = in.table("limits");
  if (!all) return;
  for (const auto& policy : business_policies) {
    auto inner = all->table(policy.name);
    if (!inner) continue;
    for (const auto& row : merchant::limit_rows) {
      std::int64_t value = 0;
      inner->whole<std::int64_t>(row.name, value, 0, row.most);
      if (value != 0) out.limits[{policy.type, row.which}] = value;
    }
    inner->finish();
  }
  all->finish();
}

/// RFC 1123, in small letters.
bool is_label(std::string_view text) {
  constexpr std::size_t longest = 63;
  const auto is_of_label = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && text.size() <= longest && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, is_of_label);
}

/// One label alone would be all that a registry has given away.
std::string no_domain(const std::string& written) {
  std::string_view rest = written;
  for (auto dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
    if (!is_label(rest.substr(0, dot))) return "is no host name in small letters";
    rest.remove_prefix(dot + 1);
  }
  const bool is_good = is_label(rest) && rest.size() < written.size();
  return is_good ? "" : "is no host name in small letters";
}

merchant_settings read_merchant(toml_reader& in, const std::string& name, configuration& c) {
  merchant_settings out{.id = merchant_id{name}};
  in.flag("enabled", out.enabled);
  if (in.require("business_types", "a list such as [\"payment_code\"]"))
    out.business_types = business_types_named(in.some_of("business_types", business_type_choice()));
  if (in.require("channels", "the channels that may be used, best first"))
    for (const auto& channel : in.some_of("channels", channel_choice(c)))
      out.channels.emplace_back(channel);
  read_limits(in, out);
  out.return_domains = in.texts("return_domains", no_domain, "host names such as \"shop.example\"");
  if (in.sound() && in.has("return_domains") && out.return_domains.empty())
    in.complain("return_domains", "the list is empty",
                "host names such as \"shop.example\"; without the line payers are sent anywhere");
  read_webhook_endpoints(in, out, c.webhooks);
  if (in.all_sound()) check_reachable(in, out, c);
  in.finish();
  return out;
}

}  // namespace

void read_merchants(toml_reader in, configuration& out) {
  auto merchants = in.named_tables("merchant");
  if (merchants.empty())
    in.complain("", "there is no merchant", "at least one table such as [merchants.m1]");
  for (auto& [name, reader] : merchants) {
    if (is_open(reader)) out.access.book.open.insert(merchant_id{name});
    out.engine.merchants.push_back(read_merchant(reader, name, out));
  }
}

}  // namespace sluice::config
