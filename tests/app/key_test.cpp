// Keys as their owners meet them: made, used, replaced, revoked; and nowhere to be found
// afterwards.

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/app/keyed.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::key_test {
namespace {

namespace fs = std::filesystem;

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
  CHECK_THAT(k.key({"rotate", "--id", "k-1"}).error, contains("no key k-1"));
  (void)k.folder.write("master", std::string(64, 'b'));
  CHECK_THAT(k.key({"list"}).error, contains("another master key"));
  CHECK_THAT(k.key({"new", "--owner", "shop"}).error, contains("another master key"));
  CHECK(content(store) == before);
}

TEST_CASE("a key that was revoked is not replaced") {
  const keyed k;
  REQUIRE(k.key({"new", "--owner", "shop", "--out", k.path("shop.key")}).status == 0);
  REQUIRE(k.key({"revoke", "--id", k.id_in("shop.key")}).status == 0);
  const auto before = content(k.path("data.keys"));
  const auto rotated = k.key({"rotate", "--id", k.id_in("shop.key"), "--out", k.path("next.key")});
  CHECK(rotated.status == 1);
  CHECK_THAT(rotated.error, contains("was revoked 2") && contains("sluice key new"));
  CHECK(content(k.path("data.keys")) == before);
  CHECK_FALSE(fs::exists(k.path("next.key")));
}

TEST_CASE("a merchant gets a data key, and another one; nobody is shown either") {
  const keyed k;
  const auto made = k.key({"new", "--for-records", "--merchant", "m1"});
  CAPTURE(made.error);
  REQUIRE(made.status == 0);
  const auto first = made.out.substr(0, made.out.size() - 1);
  CHECK_THAT(first, Catch::Matchers::Matches("d-[0-9a-f]{16}"));
  CHECK_THAT(k.key({"new", "--for-records", "--merchant", "m1"}).error,
             contains("m1 has the data key " + first) && contains("rotate --id " + first));
  const auto rotated = k.key({"rotate", "--id", first});
  REQUIRE(rotated.status == 0);
  CHECK(rotated.out != made.out);
  const auto list = k.key({"list"});
  CHECK_THAT(list.out, contains(first) && contains("opens old records") &&
                           contains(rotated.out.substr(0, 18)) && contains("seals new records"));
  CHECK_THAT(list.out, !Catch::Matchers::Matches("[^]*[0-9a-f]{32}[^]*"));
  CHECK_THAT(k.key({"revoke", "--id", first}).error, contains("nobody could read"));
  CHECK(k.key({"list"}).out == list.out);
}

TEST_CASE("a data key that is asked for wrongly is refused with a sentence") {
  const keyed k;
  CHECK_THAT(k.key({"new", "--for-records"}).error, contains("--merchant must be"));
  CHECK_THAT(
      k.key({"new", "--for-records", "--merchant", "m 1"}).error, contains("--merchant must be"));
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"new"},
           {"new", "--merchant", "m1"},
           {"new", "--owner", "shop", "--for-records", "--merchant", "m1"},
           {"new", "--for-records", "--merchant", "m1", "--kind", "ed25519"},
           {"new", "--for-records", "--merchant", "m1", "--out", k.path("x")}}) {
    const auto refused = k.key(words);
    CHECK(refused.status != 0);
    CHECK_FALSE(refused.error.empty());
  }
  CHECK_FALSE(fs::exists(k.path("data.keys")));
}

TEST_CASE(
    "a description is sealed from the reload on, told after a restart, and opened for auditors") {
  const nats_server nats;
  const keyed k;
  REQUIRE(k.key({"new", "--owner", "shop"}).status == 0);
  const auto ask = [&](const std::string& what, const std::string& body) {
    return run_sluice({"req", what, body, "--nats", nats.url()}).out;
  };
  const auto described = [](const std::string& number) {
    return R"({"merchant":"m1","order_no":")" + number +
           R"(","business_type":"payment_code","amount_minor":1200,"currency":"CNY",)"
           R"("payment_code":"284567890123456789","description":"flowers for )" +
           number + "\"}";
  };
  const auto get = R"({"merchant":"m1","order_no":"K-2"})";
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
    CHECK_THAT(ask("order.create", described("K-1")), contains("\"paid\""));
    REQUIRE(k.key({"new", "--for-records", "--merchant", "m1"}).status == 0);
    engine.process().send(SIGHUP);
    REQUIRE(engine.says("configuration_reloaded"));
    CHECK_THAT(ask("order.create", described("K-2")), contains("flowers for K-2"));
  }
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
    CHECK_THAT(ask("order.get", get), contains("flowers for K-2"));
    engine.process().send(SIGTERM);
    CHECK(engine.process().wait_for(millis{30'000}) == 0);
  }
  const auto audit = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "audit");
    words.insert(words.end(), {"--data", k.path("data")});
    return run_sluice(words);
  };
  CHECK(audit({"verify"}).status == 0);
  const auto blind = audit({"export"});
  const std::string told = R"_("description":"(sealed)","sealed":["description"])_";
  CHECK_THAT(blind.out, contains("flowers for K-1") && contains(told));
  CHECK_THAT(blind.out, !contains("flowers for K-2"));
  CHECK_THAT(audit({"replay", "--order", "m1/K-2"}).out, contains("description (sealed)"));
  const std::vector<std::string> opens{
      "--keystore", k.path("data.keys"), "--master-key", k.path("master")};
  const auto with_keys = [&](std::vector<std::string> words) {
    words.insert(words.end(), opens.begin(), opens.end());
    return audit(words);
  };
  CHECK_THAT(with_keys({"export"}).out, contains("flowers for K-2") && !contains("(sealed)"));
  CHECK_THAT(with_keys({"replay", "--order", "m1/K-2"}).out, contains("flowers for K-2"));
  (void)k.folder.write("master", std::string(64, 'b'));
  const auto locked = with_keys({"export"});
  CHECK(locked.status == 2);
  CHECK_THAT(locked.error, contains("sealed under another master key"));
  CHECK(locked.out.empty());
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
  REQUIRE(k.key({"new", "--owner", "chen-jie", "--out", k.path("chen.key")}).status == 0);
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
  /// What li.wei proposes, chen.jie agrees to.
  const auto agreed = [&](const std::string& what, const std::string& body) {
    const auto told = nlohmann::json::parse(by_li(what, body).out, nullptr, false);
    REQUIRE(told.contains("proposal"));
    const nlohmann::json word{
        {"proposal", told["proposal"]["proposal"]},
        {"position", told["proposal"]["position"]},
        {"operator", "chen.jie"},
        {"reason", "seen the contract"}};
    return ask("operator.confirm", word.dump(), "chen.key").out;
  };
  const auto add =
      R"({"key":")" + k.id_in("till.key") + R"(","owner":"till","public_key":")" + half + '"';
  const std::string look = R"({"merchant":"m4","order_no":"none"})";
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
    CHECK_THAT(by_li("key.add", add).error, contains("(principal_unknown)"));
    CHECK_THAT(
        agreed("principal.set", R"({"principal":"till","kind":"service","merchants":["m4"])"),
        contains(R"("stage":"done")"));
    CHECK_THAT(ask("order.get", look, "till.key").error, contains("(signature_wrong)"));
    CHECK_THAT(agreed("key.add", add), contains(R"("stage":"done")"));
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

TEST_CASE("of two demos on one server req takes the keys of the one that it asks") {
  const nats_server nats;
  const temporary_folder one, other;
  running_serve first(one, {"--nats", nats.url()});
  running_serve second(other, {"--nats", nats.url(), "--prefix", "test"});
  REQUIRE(first.becomes_ready());
  REQUIRE(second.becomes_ready());
  for (int i = 0; i < 3; ++i)  // which of them answers first is chance
    for (const auto* prefix : {"pay", "test"})
      CHECK_THAT(run_sluice({"req", "order.create", order_of_m4("K-" + std::to_string(i)), "--nats",
                             nats.url(), "--prefix", prefix})
                     .out,
                 contains("\"paid\""));
}

}  // namespace sluice::test::key_test
