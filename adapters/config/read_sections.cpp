#include "adapters/config/sections.hpp"

namespace sluice {

bool is_subject_prefix(std::string_view text) noexcept {
  while (true) {
    const auto dot = text.find('.');
    if (!is_name(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace sluice

namespace sluice::config {
namespace {

bool is_nats_url(std::string_view text) noexcept {
  for (const std::string_view scheme : {"nats://", "tls://"})
    if (text.substr(0, scheme.size()) == scheme && text.size() > scheme.size()) return true;
  return false;
}

bool names_every_address(std::string_view listen) noexcept {
  const auto host = listen.substr(0, listen.rfind(':'));
  return host == "0.0.0.0" || host == "[::]" || host == "::" || host == "*";
}

void complain_of_half(toml_reader& in, std::string_view given, std::string_view missing) {
  if (in.has(given) && !in.has(missing))
    in.complain(given, "is given without " + std::string(missing),
                std::string(given) + " and " + std::string(missing) + " together");
}

void read_nats_url(toml_reader& in, secret_url& into) {
  if (!in.has("url")) return;
  std::string url;
  in.text("url", url);
  const bool is_one = is_nats_url(url);
  into = std::move(url);
  if (in.sound() && !is_one)
    in.complain("url", '"' + into.shown() + "\" is not a NATS address",
                "nats:// or tls:// and a host, such as \"nats://127.0.0.1:4222\"");
}

}  // namespace

void read_engine(toml_reader in, engine_settings& out) {
  constexpr std::uint32_t many = 10'000'000;
  in.whole<std::uint16_t>("partition", out.partition, 0, 65'535);
  in.whole<std::uint32_t>("epoch", out.epoch, 1, 4'294'967'295U);
  std::int64_t known = 0;
  in.whole<std::int64_t>("known_sequence", known, 0, std::numeric_limits<std::int64_t>::max());
  out.known_sequence = static_cast<std::uint64_t>(known);
  in.duration("response_limit", out.response_limit, millis{100}, millis{600'000});
  in.duration("idle_before_passivation", out.idle_before_passivation, millis{100}, a_day);
  in.whole<std::uint32_t>("max_concurrent_recoveries", out.max_concurrent_recoveries, 1, 100'000);
  in.whole<std::uint32_t>("max_stash_per_order", out.max_stash_per_order, 1, 100'000);
  in.whole<std::uint32_t>("max_live_orders", out.max_live_orders, 1, many);
  in.whole<std::uint32_t>("max_reroutes_per_order", out.max_reroutes_per_order, 0, 3);
  in.whole<std::uint32_t>("reroute_budget_percent", out.reroute_budget_percent, 0, 100);
  in.bytes("min_free_bytes", out.min_free_bytes, 1U << 20, 1ULL << 50);
  in.bytes("memory_limit", out.memory_limit_bytes, 64U << 20, 1ULL << 50);
  in.duration("drain_limit", out.drain_limit, millis{100}, millis{600'000});
  in.whole<std::uint32_t>("scheduler_threads", out.scheduler_threads, 0, 1024);
  in.finish();
}

void read_nats(toml_reader in, nats_settings& out) {
  read_nats_url(in, out.url);
  in.text("prefix", out.prefix);
  if (in.sound() && !is_subject_prefix(out.prefix))
    in.complain("prefix", '"' + out.prefix + "\" is not a subject prefix",
                "names joined by dots, each " + std::string(name_rule));
  in.text("name", out.name);
  if (in.sound() && !is_name(out.name))
    in.complain("name", '"' + out.name + "\" is not a name", std::string(name_rule));
  in.text("credentials_file", out.credentials_file);
  in.text("nkey_seed_file", out.nkey_seed_file);
  in.text("user", out.user);
  in.text("password", out.password);
  in.text("token", out.token);
  in.text("tls_ca_file", out.tls_ca_file);
  in.text("tls_certificate_file", out.tls_certificate_file);
  in.text("tls_key_file", out.tls_key_file);
  complain_of_half(in, "user", "password");
  complain_of_half(in, "password", "user");
  complain_of_half(in, "tls_certificate_file", "tls_key_file");
  complain_of_half(in, "tls_key_file", "tls_certificate_file");
  in.whole<std::uint32_t>("max_message_bytes", out.max_message_bytes, 1024, 1U << 20);
  in.text("lease_stream", out.lease_stream);
  if (in.sound() && !out.lease_stream.empty() && !is_name(out.lease_stream))
    in.complain("lease_stream", '"' + out.lease_stream + "\" is not the name of a stream",
                std::string(name_rule));
  in.finish();
}

void read_notifications(toml_reader in, notification_settings& out) {
  read_listen_address(in, "listen", out.listen);
  read_http_url(in, "public_url", out.public_url);
  in.whole<std::uint32_t>("max_connections", out.max_connections, 1, 100'000);
  in.whole<std::uint32_t>(
      "max_connections_per_address", out.max_connections_per_address, 1, 100'000);
  if (in.sound() && !out.public_url.empty() && out.listen.empty())
    in.complain("public_url", "is given without listen", "listen and public_url together");
  if (in.sound() && out.public_url.empty() && !out.listen.empty()) {
    if (names_every_address(out.listen))
      in.complain("public_url", "is missing, and listen names no address that a channel can reach",
                  "the address of this machine as channels see it");
    else
      out.public_url = "http://" + out.listen;
  }
  in.finish();
}

void read_metrics(toml_reader in, metrics_settings& out) {
  constexpr std::uint16_t any_that_is_free = 0;
  read_listen_address(in, "listen", out.listen, any_that_is_free);
  in.finish();
}

void read_call_records(toml_reader in, call_record_settings& out) {
  in.whole<std::uint32_t>("keep_days", out.keep_days, 0, 366);
  in.bytes("max_bytes", out.max_bytes, 4U << 20, 1ULL << 40);
  in.flag("messages", out.messages);
  in.finish();
}

simulated_settings read_simulated_channels(toml_reader in) {
  simulated_settings out;
  read_listen_address(in, "listen", out.listen);
  in.text("books", out.books);
  if (in.sound() && out.books.empty())
    in.complain("books", "is empty", "the file in which the simulated channels keep their books");
  in.duration("payer_delay", out.payer_delay, millis{0}, a_day);
  in.duration("slow_answer", out.slow_answer, millis{0}, a_day);
  in.duration("visibility_delay", out.visibility_delay, millis{0}, a_day);
  in.finish();
  return out;
}

}  // namespace sluice::config
