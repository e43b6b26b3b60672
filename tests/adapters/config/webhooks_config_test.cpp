// [webhooks] and [merchants.NAME.webhooks.ENDPOINT], and each way in which they can be wrong. No
// fault ever quotes a secret.

#include <filesystem>
#include <fstream>

#include "adapters/config/size_warnings.hpp"
#include "app/scratch_folder.hpp"
#include "base/base64.hpp"
#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::webhooks_config_test {
namespace {

const std::string good_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

key_sources environment_of_tests() {
  return {.environment = [](const std::string& name) -> std::optional<std::string> {
            if (name == "GOOD" || name == "NEXT") return good_secret;
            if (name == "SHORT") return "whsec_" + base64("only 12 byte");
            if (name == "PLAIN") return "correct horse battery staple";
            if (name == "BROKEN") return "whsec_%%%";
            return std::nullopt;
          },
          .simulated = [](const std::string&) { return std::nullopt; }};
}

/// The lines come after merchant "m1", from line 11 on.
config_result file_with(const std::string& lines, const std::string& name = "engine.toml") {
  const std::string before = R"(data_dir = "d"
[channels.alipay]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code"]
[merchants.m1]
business_types = ["payment_code"]
channels = ["alipay"]
)";
  return read_configuration(with_keys(before + lines), name, environment_of_tests());
}

configuration good(const std::string& lines) {
  auto read = file_with(lines);
  if (const auto* const all = std::get_if<std::vector<config_problem>>(&read))
    for (const auto& one : *all) FAIL_CHECK(to_string(one));
  REQUIRE(std::holds_alternative<configuration>(read));
  return std::get<configuration>(std::move(read));
}

std::string fault(const std::string& lines) {
  const auto read = file_with(lines);
  const auto* const all = std::get_if<std::vector<config_problem>>(&read);
  if (all == nullptr) return "none";
  REQUIRE(all->size() == 1);
  return to_string(all->front());
}

std::string endpoint_at(const std::string& url) {
  return "[merchants.m1.webhooks.shop]\nurl = \"" + url + "\"\nsecrets = [\"env:GOOD\"]\n";
}

std::string endpoint_with(const std::string& secrets) {
  return "[merchants.m1.webhooks.shop]\nurl = \"https://shop.example\"\nsecrets = " + secrets +
         '\n';
}

bool begins(const std::string& text, const std::string& with) {
  INFO(text);
  return text.starts_with(with);
}

const std::string at_url = "engine.toml:12:7: merchants.m1.webhooks.shop.url: ";
const std::string in_list = "engine.toml:13:12: merchants.m1.webhooks.shop.secrets: ";
const std::string at_list = "engine.toml:13:11: merchants.m1.webhooks.shop.secrets: ";

}  // namespace

TEST_CASE("endpoints are known to the engine by name, and to the sender with the rest") {
  const auto c = good(
      "[merchants.m1.webhooks.shop]\nurl = \"https://shop.example/a?b=c\"\n"
      "secrets = [\"env:GOOD\", \"env:NEXT\"]\n"
      "[merchants.m1.webhooks.till]\nurl = \"https://till.example\"\nsecrets = [\"env:GOOD\"]\n");
  CHECK(c.engine.merchants.front().webhooks == std::vector<std::string>{"shop", "till"});
  REQUIRE(c.webhooks.endpoints.size() == 2);
  const auto& shop = c.webhooks.endpoints.front();
  CHECK(to_string(shop.id) == "m1/shop");
  CHECK(shop.url == "https://shop.example/a?b=c");
  CHECK(shop.keys.size() == 2);
  CHECK_FALSE(c.webhooks.allow_private_addresses);
  CHECK(good("").webhooks.endpoints.empty());
}

TEST_CASE("a secret may lie in a file beside the configuration") {
  const app::scratch_folder folder("webhooks", std::filesystem::temp_directory_path());
  std::ofstream(folder.path() / "shop.secret") << good_secret << '\n';
  const auto read =
      file_with(endpoint_with("[\"file:shop.secret\"]"), (folder.path() / "engine.toml").string());
  CHECK(std::holds_alternative<configuration>(read));
}

TEST_CASE("an endpoint that is not public is a fault of the file, unless it is for tests") {
  CHECK(begins(fault(endpoint_at("http://shop.example")), at_url + "is not encrypted"));
  for (const auto* url : {"https://10.0.0.1/", "https://169.254.169.254/",
                          "https://[::ffff:10.0.0.1]/", "https://localhost:8443/"})
    CHECK(begins(fault(endpoint_at(url)), at_url + "leads to an address that is not public"));
  const std::string allowed = "[webhooks]\nallow_private_addresses = true\n";
  CHECK(fault(endpoint_at("http://127.0.0.1:8080/") + allowed) == "none");
  CHECK(good(allowed).webhooks.allow_private_addresses);
}

TEST_CASE("an address that is none, or says who we are, is told without quoting it") {
  CHECK(begins(fault(endpoint_at("shop.example")), at_url + "is no address of an endpoint"));
  const auto user = fault(endpoint_at("https://me:hunter2@shop.example"));
  CHECK(begins(user, at_url + "holds a user's name or password"));
  CHECK(user.find("hunter2") == std::string::npos);
  CHECK(begins(fault(endpoint_at("https://shop.example/#x")), at_url + "holds a fragment"));
}

TEST_CASE("secrets that are none are told, each where it stands, and never quoted") {
  CHECK(begins(fault(endpoint_with("[\"env:SHORT\"]")),
               in_list + "\"env:SHORT\" is a secret of 12 bytes (allowed: whsec_ and 24 to 64"));
  CHECK(begins(fault(endpoint_with("[\"env:BROKEN\"]")),
               in_list + "\"env:BROKEN\" is no base64 behind its prefix"));
  CHECK(begins(fault(endpoint_with("[\"env:GOOD\", \"env:PLAIN\"]")),
               "engine.toml:13:24: merchants.m1.webhooks.shop.secrets: "
               "\"env:PLAIN\" begins neither with whsec_ nor with whsk_"));
  CHECK(begins(fault(endpoint_with("[\"env:NONE\"]")),
               in_list + "the environment variable \"NONE\" is not set"));
  const auto written_out = fault(endpoint_with("[\"" + good_secret + "\"]"));
  CHECK(written_out == in_list +
                           "a secret does not stand in this file (allowed: \"env:NAME\" or "
                           "\"file:PATH\")");
  CHECK(begins(fault(endpoint_with("[7]")), in_list + "a secret does not stand in this file"));
}

TEST_CASE("an endpoint has one to four secrets, each of them once") {
  CHECK(begins(fault(endpoint_with("[]")), at_list + "the list is empty"));
  CHECK(begins(fault(endpoint_with("\"env:GOOD\"")), at_list + "the value is text"));
  CHECK(begins(
      fault(endpoint_with("[\"env:GOOD\", \"env:NEXT\", \"env:GOOD\"]")),
      "engine.toml:13:36: merchants.m1.webhooks.shop.secrets: \"env:GOOD\" is listed twice"));
  const app::scratch_folder folder("webhooks", std::filesystem::temp_directory_path());
  std::string list;
  for (int i = 0; i < 5; ++i) {
    const auto name = "secret-" + std::to_string(i);
    std::ofstream(folder.path() / name) << good_secret;
    list += (i == 0 ? "\"file:" : ", \"file:") + (folder.path() / name).string() + '"';
  }
  CHECK(begins(fault(endpoint_with('[' + list + ']')), at_list + "lists 5 secrets"));
}

TEST_CASE("url and secrets are needed, names follow the rule, and there are no other keys") {
  CHECK(begins(fault("[merchants.m1.webhooks.shop]\nsecrets = [\"env:GOOD\"]\n"),
               "engine.toml:11:1: merchants.m1.webhooks.shop.url: is missing"));
  CHECK(begins(fault("[merchants.m1.webhooks.shop]\nurl = \"https://shop.example\"\n"),
               "engine.toml:11:1: merchants.m1.webhooks.shop.secrets: is missing"));
  CHECK(begins(fault("[merchants.m1.webhooks.\"a shop\"]\nurl = \"https://shop.example\"\n"
                     "secrets = [\"env:GOOD\"]\n"),
               "engine.toml:11:24: merchants.m1.webhooks.a shop: \"a shop\" cannot be the name of "
               "a webhook endpoint"));
  CHECK(begins(fault(endpoint_at("https://shop.example") + "method = \"PUT\"\n"),
               "engine.toml:14:1: merchants.m1.webhooks.shop.method: unknown key"));
  CHECK(begins(fault("[webhooks]\nallow_private_address = true\n"),
               "engine.toml:12:1: webhooks.allow_private_address: unknown key; did you mean "
               "\"allow_private_addresses\"?"));
}

TEST_CASE("a merchant has no more than 16 endpoints, and each costs two connections") {
  std::string lines;
  for (int i = 0; i < 16; ++i)
    lines += "[merchants.m1.webhooks.e" + std::to_string(i) +
             "]\nurl = \"https://shop.example\"\nsecrets = [\"env:GOOD\"]\n";
  const auto c = good(lines);
  CHECK(webhooks::connections_to(c.webhooks.endpoints) == 32);
  const auto warnings = size_warnings(c, {.open_files = 100, .memory = 0, .processors = 0});
  REQUIRE_FALSE(warnings.empty());
  CHECK(warnings.front().find("by their max_in_flight, to webhooks, 32, notifications") !=
        std::string::npos);
  CHECK(begins(fault(lines + "[merchants.m1.webhooks.e16]\nurl = \"https://shop.example\"\n"
                             "secrets = [\"env:GOOD\"]\n"),
               "engine.toml:11:1: merchants.m1.webhooks: has 17 endpoints"));
}

}  // namespace sluice::test::webhooks_config_test
