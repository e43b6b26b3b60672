// [channels.NAME.keys] and [channels.NAME.tls]: where keys come from, and each way in which they
// can be wrong. No fault ever quotes one.

#include <filesystem>
#include <fstream>

#include "app/scratch_folder.hpp"
#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::account_config_test {
namespace {

const std::string file = R"(data_dir = "d"
[channels.alipay]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code"]
KEYS
[merchants.m1]
business_types = ["payment_code"]
channels = ["alipay"]
)";

std::string quoted(std::string_view simulated) {
  return "'''" + std::string(*sim::simulated_key(simulated)) + "'''";
}

std::string with(const std::string& lines) {
  auto text = file;
  return text.replace(text.find("KEYS"), 4, lines);
}

const std::string both = "[channels.alipay.keys]\napp_key = " + quoted("alipay_app_key") +
                         "\nalipay_public_key = " + quoted("alipay_public_key") + '\n';

key_sources known() {
  auto from = simulated_only();
  from.environment = [](const std::string& name) -> std::optional<std::string> {
    if (name != "SET") return std::nullopt;
    return std::string(*sim::simulated_key("alipay_app_key"));
  };
  return from;
}

std::vector<std::string> faults(const std::string& lines, const std::string& name = "engine.toml") {
  const auto read = read_configuration(with(lines), name, known());
  std::vector<std::string> out;
  if (const auto* all = std::get_if<std::vector<config_problem>>(&read))
    for (const auto& one : *all) out.push_back(to_string(one));
  return out;
}

std::string fault(const std::string& lines) {
  const auto all = faults(lines);
  INFO(all.size());
  REQUIRE(all.size() == 1);
  return all.front();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an account's keys are read into it") {
  const auto read = read_configuration(with(both), "engine.toml", known());
  REQUIRE(std::holds_alternative<configuration>(read));
  const auto& account = std::get<configuration>(read).channels.front().account;
  REQUIRE(account.keys.find("app_key") != nullptr);
  CHECK(account.keys.find("app_key")->reveal() == *sim::simulated_key("alipay_app_key"));
  CHECK(account.keys.find("merchant_key") == nullptr);
}

TEST_CASE("a key may come from the environment, and must be there") {
  const auto keys = [](const std::string& app_key) {
    return "keys = { app_key = " + app_key +
           ", alipay_public_key = " + quoted("alipay_public_key") + " }";
  };
  CHECK(faults(keys("\"env:SET\"")).empty());
  CHECK(fault(keys("\"env:NOT_SET\"")) ==
        "engine.toml:8:20: channels.alipay.keys.app_key: the environment variable \"NOT_SET\" is "
        "not set or is empty (allowed: \"env:NAME\" with a variable that is set when sluice "
        "starts)");
}

TEST_CASE("a key may come from a file beside the configuration, and must be there") {
  const app::scratch_folder folder("keys", std::filesystem::temp_directory_path());
  std::ofstream(folder.path() / "app.pem") << *sim::simulated_key("alipay_app_key");
  const auto keys =
      "keys = { app_key = \"file:app.pem\", alipay_public_key = " + quoted("alipay_public_key") +
      " }";
  CHECK(faults(keys, (folder.path() / "engine.toml").string()).empty());
  const auto gone = fault(keys);
  CHECK(has(gone, "channels.alipay.keys.app_key: the file \"app.pem\" cannot be read or is empty"));
}

TEST_CASE("the line end after a key's one line in a file is no part of it") {
  const app::scratch_folder folder("keys", std::filesystem::temp_directory_path());
  const auto found = [&](const std::string& bytes) {
    std::ofstream(folder.path() / "key", std::ios::binary) << bytes;
    auto key = find_secret("file:key", (folder.path() / "engine.toml").string(), known());
    const auto* text = std::get_if<secret>(&key);
    return text == nullptr ? "nothing" : text->reveal();
  };
  CHECK(found("a password\n") == "a password");
  CHECK(found("a password\r\n") == "a password");
  CHECK(found("\n") == "nothing");
  for (const std::string as_it_is : {"a password", "one\ntwo\n", "blank \n\n", "\x30\x82\n"})
    CHECK(found(as_it_is) == as_it_is);
}

TEST_CASE("keys that everybody knows are for simulated channels only") {
  const std::string keys =
      "keys = { app_key = \"simulated:alipay_app_key\", alipay_public_key = "
      "\"simulated:alipay_public_key\" }\n";
  CHECK(faults(keys + "simulated = true").empty());
  const auto all = faults(keys);
  REQUIRE(all.size() == 2);
  CHECK(has(all[0], "everybody knows the keys of the simulated channels"));
  CHECK(has(fault("simulated = true\nkeys = { app_key = \"simulated:nothing\", alipay_public_key = "
                  "\"simulated:alipay_public_key\" }"),
            "the simulated channels have no key \"nothing\""));
}

TEST_CASE("a channel without the keys that its dialect wants is refused") {
  CHECK(has(fault("# none"),
            "channels.alipay.keys: is missing (allowed: a table of keys with "
            "app_key: "));
  CHECK(has(fault("[channels.alipay.keys]\nalipay_public_key = " + quoted("alipay_public_key")),
            "channels.alipay.keys.app_key: is missing"));
  CHECK(has(fault("[channels.alipay.keys]\napp_key = " + quoted("alipay_app_key")),
            "channels.alipay.keys.alipay_public_key"));
}

TEST_CASE("a key that the dialect does not know is refused") {
  CHECK(has(fault(both + "app_kex = \"x\""), "did you mean \"app_key\"?"));
}

TEST_CASE("a key that cannot be used is refused, and never quoted") {
  const auto said = fault("[channels.alipay.keys]\napp_key = \"sesame\"\nalipay_public_key = " +
                          quoted("alipay_public_key"));
  CHECK(has(said, "channels.alipay.keys.app_key: "));
  CHECK_FALSE(has(said, "sesame"));
}

TEST_CASE("codes confirm payments only where the dialect can send them") {
  CHECK(has(fault("confirms_by_sms = true\n" + both),
            "codes are nothing that the dialect \"alipay\" can send"));
  CHECK(faults("confirms_by_sms = false\n" + both).empty());
}

TEST_CASE("a client's certificate wants its key, and both must be readable") {
  const std::string tls = "[channels.alipay.tls]\n";
  const auto certificate = "certificate = " + quoted("wechat_v3_merchant_certificate") + '\n';
  const auto key = "key = " + quoted("wechat_v3_merchant_key") + '\n';
  CHECK(faults(both + tls + certificate + key).empty());
  CHECK(has(fault(both + tls + certificate), "channels.alipay.tls.key: is missing"));
  CHECK(has(fault(both + tls + certificate + "key = \"sesame\""), "channels.alipay.tls.key: "));
  CHECK(has(fault(both + tls + "certificate = \"no p12\"\npassword = \"x\""),
            "channels.alipay.tls.certificate: "));
  CHECK(has(fault(both + tls + "authorities = \"none\""), "channels.alipay.tls.authorities: "));
}

TEST_CASE("the spare address is another one") {
  CHECK(faults("spare_url = \"https://spare.alipay.com\"\n" + both).empty());
  CHECK(has(fault("spare_url = \"https://openapi.alipay.com/\"\n" + both),
            "channels.alipay.spare_url: is the same as base_url"));
}

TEST_CASE("a wallet whose payers the dialect does not reach is refused") {
  auto text = with(both);
  text.replace(text.find("wallet = \"alipay\""), 17, "wallet = \"wechat\"");
  const auto read = read_configuration(text, "engine.toml", known());
  const auto* all = std::get_if<std::vector<config_problem>>(&read);
  REQUIRE(all != nullptr);
  CHECK(has(to_string(all->front()), "the dialect \"alipay\" reaches no payers of wechat"));
}

}  // namespace sluice::test::account_config_test
