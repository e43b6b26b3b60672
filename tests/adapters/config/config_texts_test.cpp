#include <algorithm>

#include "adapters/config/configuration.hpp"
#include "adapters/config/setup_warnings.hpp"
#include "tests/adapters/config/channel_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::test::config_texts_test {
namespace {

configuration must_read(std::string_view text) {
  auto result = read_configuration(text, "test.toml", test::simulated_only());
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result))
    for (const auto& p : *problems) FAIL_CHECK(to_string(p));
  REQUIRE(std::holds_alternative<configuration>(result));
  return std::get<configuration>(std::move(result));
}

const channel_settings& channel_named(const configuration& c, const std::string& name) {
  const auto& all = c.engine.channels;
  return *std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.id.value() == name; });
}

bool equal(const backoff& a, const backoff& b) { return a.first == b.first && a.most == b.most; }

void check_equal(const attempt_timing& a, const attempt_timing& b) {
  CHECK(a.call_timeout == b.call_timeout);
  CHECK(a.query_at == b.query_at);
  CHECK(equal(a.query_after_that, b.query_after_that));
  CHECK(a.revoke_from == b.revoke_from);
  CHECK(a.revoke_never_before == b.revoke_never_before);
  CHECK(equal(a.revoke_again, b.revoke_again));
  CHECK(a.revoke_give_up == b.revoke_give_up);
  CHECK(a.confirm_give_up == b.confirm_give_up);
  CHECK(a.visibility_delay == b.visibility_delay);
  CHECK(a.doubt_give_up == b.doubt_give_up);
  CHECK(equal(a.refund_again, b.refund_again));
  CHECK(a.refund_give_up == b.refund_give_up);
}

}  // namespace

TEST_CASE("the demo configuration is valid and has five merchants and six channels") {
  const auto c = must_read(demo_configuration());
  REQUIRE(c.engine.merchants.size() == 5);
  CHECK(c.engine.merchants[0].channels ==
        std::vector{channel_id{"wechat"}, channel_id{"wechat-spare"}, channel_id{"alipay"}});
  CHECK(c.engine.merchants[3].business_types == std::vector{business_type::payment_code});
  REQUIRE(c.engine.channels.size() == 6);
  CHECK(channel_named(c, "wechat").reaches == wallet::wechat);
  CHECK(channel_named(c, "alipay").business_types.size() == 7);
  CHECK(channel_named(c, "alipay").timing.at(business_type::payout).call_timeout == millis{800});
  REQUIRE(c.simulated_channels);
  CHECK(c.simulated_channels->listen == "127.0.0.1:18901");
  CHECK(c.channels[0].account.notify_url == "http://127.0.0.1:18902/notify/alipay");
}

TEST_CASE("in the demo a suspected failure can be confirmed before the order is taken back") {
  for (const auto& channel : must_read(demo_configuration()).engine.channels) {
    if (!channel.timing.contains(business_type::payment_code)) continue;
    const auto& timing = channel.timing.at(business_type::payment_code);
    const auto confirms = [&](millis at) {
      return at >= timing.visibility_delay && at < timing.revoke_from;
    };
    CHECK(std::any_of(timing.query_at.begin(), timing.query_at.end(), confirms));
  }
}

TEST_CASE("the demo's and the example's sections do what their author thought") {
  CHECK(setup_warnings(must_read(demo_configuration())).empty());
  CHECK(setup_warnings(must_read(example_configuration())).empty());
}

TEST_CASE("an account takes agreements where its dialect can offer them") {
  const auto c = must_read(demo_configuration());
  CHECK(channel_named(c, "alipay").agreements_for == std::vector{business_type::quick_pay});
  CHECK(channel_named(c, "wechat-v3").agreements_for.empty());
  CHECK(channel_named(c, "unionpay").agreements_for == std::vector{business_type::quick_pay});
  CHECK(channel_named(c, "alipay").signs_while_paying == std::vector{business_type::ebank});
  CHECK(channel_named(c, "unionpay").signs_while_paying.empty());
}

TEST_CASE("an account without tokens, or with a code for each payment, takes no agreements") {
  const std::string tokens = "token_requestor_id = \"62000000001\"\n";
  std::string text(demo_configuration());
  const auto at = text.find(tokens);
  REQUIRE(at != text.npos);
  auto without = text;
  without.erase(at, tokens.size());
  CHECK(channel_named(must_read(without), "unionpay").agreements_for.empty());
  const std::string channel = "[channels.unionpay]\n";
  auto confirmed = text;
  confirmed.insert(confirmed.find(channel) + channel.size(), "confirms_by_sms = true\n");
  CHECK(channel_named(must_read(confirmed), "unionpay").agreements_for.empty());
}

TEST_CASE("the demo reaches its channels where the simulated ones listen") {
  const auto c = must_read(demo_configuration());
  for (const auto& channel : c.channels)
    CHECK(channel.base_url == "http://" + c.simulated_channels->listen);
}

TEST_CASE("the example configuration is valid and shows the true defaults") {
  const auto c = must_read(example_configuration());
  const engine_settings engine{};
  CHECK(c.engine.response_limit == engine.response_limit);
  CHECK(c.engine.idle_before_passivation == engine.idle_before_passivation);
  CHECK(c.engine.max_concurrent_recoveries == engine.max_concurrent_recoveries);
  CHECK(c.engine.max_stash_per_order == engine.max_stash_per_order);
  CHECK(c.engine.max_live_orders == engine.max_live_orders);
  CHECK(c.engine.min_free_bytes == engine.min_free_bytes);
  CHECK(c.engine.drain_limit == engine.drain_limit);
  CHECK(c.engine.scheduler_threads == engine.scheduler_threads);
  CHECK(c.engine.partition == engine.partition);
  CHECK(c.engine.epoch == engine.epoch);
  CHECK(c.log_level == configuration{}.log_level);
  const nats_settings nats{};
  CHECK(c.nats.url == nats.url);
  CHECK(c.nats.prefix == nats.prefix);
  CHECK(c.nats.name == nats.name);
  CHECK(c.nats.max_message_bytes == nats.max_message_bytes);
  const auto wechat = channel_named(c, "wechat");
  CHECK(wechat.limits == channel::limits{});
  check_equal(wechat.timing.at(business_type::payment_code), attempt_timing{});
  const auto alipay = channel_named(c, "alipay");
  check_equal(alipay.timing.at(business_type::payout), default_timing(business_type::payout));
  check_equal(alipay.timing.at(business_type::quick_pay), default_timing(business_type::quick_pay));
  CHECK(alipay.currencies == std::vector{currency::cny});
}

TEST_CASE("every commented key of the example is a known key") {
  std::string text(example_configuration());
  // A line that becomes a key or a section without its "# ".
  std::string uncommented;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    at = end + 1;
    const auto is_key = line.find(" = ") != std::string::npos &&
                        line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_# ") == line.find('=');
    if (line.rfind("# ", 0) == 0 && (is_key || line[2] == '[')) line = line.substr(2);
    uncommented += line + '\n';
  }
  const auto result = read_configuration(
      uncommented, "example.toml",
      {.environment = [](const std::string& name) -> std::optional<std::string> {
         if (name == "SLUICE_CHAT_TOKEN") return "one-word";
         return name.ends_with("WEBHOOK_SECRET") ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                                                 : "from outside";
       },
       .simulated = test::simulated_only().simulated});
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result))
    for (const auto& p : *problems) FAIL_CHECK(to_string(p));
  REQUIRE(std::holds_alternative<configuration>(result));
  const auto& c = std::get<configuration>(result);
  CHECK(c.simulated_channels);
  CHECK(c.nats.password.reveal() == "from outside");
  REQUIRE(c.webhooks.endpoints.size() == 1);
  CHECK(to_string(c.webhooks.endpoints.front().id) == "m1/shop");
  CHECK(c.nats.tls_key_file == "/etc/sluice/sluice.key");
}

}  // namespace sluice::test::config_texts_test
