// Keys as their owners meet them: made, used, replaced, revoked; and nowhere to be found
// afterwards.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

namespace fs = std::filesystem;

const std::string master(64, 'a');

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A configuration of its own, with a master key in a file.
struct keyed {
  explicit keyed(const std::string& more = {}) {
    config = demo_on(free_port(), free_port(), folder);
    const auto file = folder.write("master", master);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(config, std::ios::app)
        << "\n[access]\nmaster_key_file = \"" << file << "\"\n"
        << more;
  }
  outcome key(std::vector<std::string> words) const {
    words.insert(words.begin(), "key");
    words.insert(words.end(), {"--config", config});
    return run_sluice(words);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder.path() / name).string();
  }
  [[nodiscard]] std::string id_in(const std::string& name) const {
    const auto text = folder.read(name);
    const auto at = text.find("id = ") + 5;
    return text.substr(at, text.find('\n', at) - at);
  }
  [[nodiscard]] std::string secret_in(const std::string& name) const {
    const auto text = folder.read(name);
    return text.substr(text.find("secret = ") + 9, 64);
  }

  temporary_folder folder;
  std::string config;
};

std::string order_of_m4(const std::string& number) {
  return R"({"merchant":"m4","order_no":")" + number +
         R"(","business_type":"payment_code","amount_minor":1200,"currency":"CNY",)"
         R"("payment_code":"284567890123456789"})";
}

}  // namespace

TEST_CASE("a key is made, shown without its secret, replaced and revoked") {
  const keyed k;
  const auto made =
      k.key({"new", "--owner", "shop", "--kind", "hmac", "--out", k.path("shop.key")});
  CAPTURE(made.error);
  REQUIRE(made.status == 0);
  const auto id = k.id_in("shop.key");
  CHECK(made.out == id + "\n");
  CHECK(made.error.find(k.secret_in("shop.key")) == std::string::npos);
  CHECK((fs::status(k.path("shop.key")).permissions() & fs::perms(0777)) == fs::perms(0600));

  const auto shown = k.key({"new", "--owner", "li-wei", "--kind", "ed25519"});
  CHECK_THAT(shown.out, contains("kind = ed25519") && contains("secret = "));

  const auto rotated = k.key({"rotate", "--id", id, "--out", k.path("next.key")});
  CHECK(rotated.status == 0);
  CHECK(k.key({"revoke", "--id", k.id_in("next.key")}).status == 0);

  const auto list = k.key({"list"});
  CHECK(list.status == 0);
  CHECK_THAT(list.out, contains(id) && contains("hmac_sha256") && contains("ed25519") &&
                           contains("until ") && contains("revoked ") && contains("li-wei"));
  for (const auto* file : {"shop.key", "next.key"})
    CHECK(list.out.find(k.secret_in(file)) == std::string::npos);
}

TEST_CASE("what cannot be done with keys is said, and changes nothing") {
  const keyed k;
  REQUIRE(k.key({"new", "--owner", "shop", "--out", k.path("shop.key")}).status == 0);
  const auto store = fs::path(k.path("data.keys"));
  const auto before = content(store);
  CHECK_THAT(k.key({"new", "--owner", "nobody"}).error, contains("no [principals.nobody]"));
  CHECK_THAT(k.key({"new", "--owner", "shop", "--out", k.path("shop.key")}).error,
             contains("is there already"));
  CHECK_THAT(k.key({"revoke", "--id", "k-1"}).error, contains("no key k-1"));
  (void)k.folder.write("master", std::string(64, 'b'));
  CHECK_THAT(k.key({"list"}).error, contains("another master key"));
  CHECK_THAT(k.key({"new", "--owner", "shop"}).error, contains("another master key"));
  CHECK(content(store) == before);
}

TEST_CASE("a signed request is served, an unsigned one is not, and no secret is found anywhere") {
  const nats_server nats;
  const keyed k;
  REQUIRE(k.key({"new", "--owner", "shop", "--out", k.path("shop.key")}).status == 0);
  REQUIRE(
      k.key({"new", "--owner", "li-wei", "--kind", "ed25519", "--out", k.path("li.key")}).status ==
      0);
  const auto secret = k.secret_in("shop.key");
  const auto persons = k.secret_in("li.key");
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
    CHECK(engine.says("merchants_open"));
    CHECK(engine.says("principals_without_key"));  // the auditor
    const auto ask = [&](std::vector<std::string> words) {
      words.insert(words.begin(), "req");
      words.insert(words.end(), {"--nats", nats.url()});
      return run_sluice(words);
    };
    CHECK_THAT(ask({"order.create", order_of_m4("K-1")}).error, contains("(not_allowed)"));
    const auto paid = ask({"order.create", order_of_m4("K-1"), "--key", k.path("shop.key")});
    CHECK_THAT(paid.out, contains("\"paid\""));
    const auto seen =
        ask({"order.get", R"({"merchant":"m4","order_no":"K-1"})", "--key", k.path("li.key")});
    CHECK_THAT(seen.out, contains("\"paid\""));
    CHECK_THAT(ask({"order.create", order_of_m4("K-2"), "--key", k.path("li.key")}).error,
               contains("(not_allowed)"));
    CHECK(engine.says("requests_not_allowed"));
    for (const auto& text : {engine.log(), paid.out, paid.error, seen.out})
      for (const auto& hidden : {secret, persons, master})
        CHECK(text.find(hidden) == std::string::npos);
  }
  for (const auto& file : fs::recursive_directory_iterator(k.path("data")))
    if (file.is_regular_file())
      for (const auto& hidden : {secret, persons, master})
        CHECK(content(file.path()).find(hidden) == std::string::npos);
  CHECK(content(k.path("data.keys")).find(secret) == std::string::npos);
}

TEST_CASE("a service made over NATS signs with its own key until that is revoked, kill or not") {
  const nats_server nats;
  const keyed k;
  REQUIRE(k.key({"new", "--owner", "li-wei", "--out", k.path("li.key")}).status == 0);
  CHECK_THAT(k.key({"new", "--owner", "till", "--own"}).error, contains("--kind ed25519"));
  const auto made =
      k.key({"new", "--owner", "till", "--kind", "ed25519", "--own", "--out", k.path("till.key")});
  REQUIRE(made.status == 0);
  const auto at = made.error.find("public_key ") + std::string("public_key ").size();
  const auto half = made.error.substr(at, 64);
  const auto ask = [&](const std::string& what, const std::string& body, const std::string& key) {
    return run_sluice({"req", what, body, "--nats", nats.url(), "--key", k.path(key)});
  };
  const auto by_li = [&](const std::string& what, const std::string& body) {
    return ask(what, body + R"(,"operator":"li.wei","reason":"a new till"})", "li.key");
  };
  const auto add =
      R"({"key":")" + k.id_in("till.key") + R"(","owner":"till","public_key":")" + half + '"';
  const std::string look = R"({"merchant":"m4","order_no":"none"})";
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
    CHECK_THAT(by_li("key.add", add).error, contains("(principal_unknown)"));
    CHECK_THAT(
        by_li("principal.set", R"({"principal":"till","kind":"service","merchants":["m4"])").out,
        contains("\"till\""));
    CHECK_THAT(ask("order.get", look, "till.key").error, contains("(signature_wrong)"));
    CHECK_THAT(by_li("key.add", add).out, contains(half));
    CHECK_THAT(ask("order.create", order_of_m4("T-1"), "till.key").out, contains("\"paid\""));
    engine.process().send(SIGKILL);
    static_cast<void>(engine.process().wait_for(millis{10'000}));
  }
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
    CHECK_THAT(ask("order.get", look, "till.key").error, contains("(order_not_found)"));
    CHECK_THAT(by_li("key.revoke", R"({"key":")" + k.id_in("till.key") + '"').out,
               contains("\"revoked_at\""));
    CHECK_THAT(ask("order.get", look, "till.key").error, contains("(key_revoked)"));
    CHECK_THAT(by_li("key.revoke", R"({"key":")" + k.id_in("li.key") + '"').out,
               contains("\"revoked_at\""));
    CHECK_THAT(ask("order.get", look, "li.key").error, contains("(key_revoked)"));
  }
  running_serve engine(k.folder, k.config, nats.url());
  REQUIRE(engine.becomes_ready());
  CHECK_THAT(ask("order.get", look, "till.key").error, contains("(key_revoked)"));
  CHECK_THAT(ask("order.get", look, "li.key").error, contains("(key_revoked)"));
}

TEST_CASE("a keystore that does not fit stops the start with a sentence") {
  const nats_server nats;
  const keyed k;
  REQUIRE(k.key({"new", "--owner", "shop", "--out", k.path("shop.key")}).status == 0);
  const auto start = [&] {
    return run_sluice(
        {"serve", "--config", k.config, "--nats", nats.url(), "--data", k.path("data")});
  };
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
  }
  const auto good = k.folder.read("data.keys");
  SECTION("locked") {
    (void)k.folder.write("master", std::string(64, 'b'));
    CHECK_THAT(start().error, contains("sealed under another master key"));
  }
  SECTION("damaged") {
    auto bad = good;
    bad[bad.size() / 2] = bad[bad.size() / 2] == '0' ? '1' : '0';
    (void)k.folder.write("data.keys", bad);
    CHECK_THAT(start().error, contains("is damaged"));
  }
  SECTION("foreign") {
    fs::remove(k.path("data.keys"));
    fs::rename(k.path("data"), k.path("put aside"));
    REQUIRE(k.key({"new", "--owner", "shop"}).status == 0);
    fs::rename(k.path("put aside"), k.path("data"));
    CHECK_THAT(start().error, contains("belongs to another installation"));
  }
}

TEST_CASE("the demo makes its own keys, and req finds them when they are needed") {
  const nats_server nats;
  const temporary_folder folder;
  running_serve engine(folder, {"--nats", nats.url()});
  REQUIRE(engine.becomes_ready());
  const auto ask = [&](const std::string& what, const std::string& body) {
    return run_sluice({"req", what, body, "--nats", nats.url()});
  };
  CHECK_THAT(ask("order.create", order_of_m4("K-1")).out, contains("\"paid\""));
  CHECK_THAT(ask("order.resolve", R"({"merchant":"m4","order_no":"K-1","resolution":"failed",)"
                                  R"("operator":"li.wei","reason":"none"})")
                 .error,
             contains("(order_needs_no_operator)"));
  CHECK(fs::exists(folder.path() / "data.keys"));
  CHECK(fs::exists(folder.path() / "data.demo-keys" / "shop.key"));
}
