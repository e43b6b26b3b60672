// A keystore that cannot be used, in every way there is: each program says so in a sentence, and
// changes nothing.

#include <unistd.h>

#include <algorithm>
#include <functional>

#include "tests/app/contains.hpp"
#include "tests/app/keyed.hpp"
#include "tests/catch.hpp"

namespace sluice::test::keystore_faults_test {
namespace {

namespace fs = std::filesystem;

/// With a keystore that the configuration names, and a key of each kind in it.
struct in_use : keyed {
  in_use() : keyed("keystore = \"KEYSTORE\"\n") {
    auto text = content(config);
    const std::string placeholder = "KEYSTORE";
    text.replace(text.find(placeholder), placeholder.size(), store().string());
    std::ofstream(config) << text;
    REQUIRE(key({"new", "--owner", "shop", "--out", path("shop.key")}).status == 0);
    REQUIRE(
        key({"new", "--owner", "li-wei", "--kind", "ed25519", "--out", path("li.key")}).status ==
        0);
    good = content(store());
  }
  [[nodiscard]] fs::path store() const { return path("secrets"); }
  void put(const std::string& text) const {
    fs::remove_all(store());
    std::ofstream(store(), std::ios::binary) << text;
    fs::permissions(store(), fs::perms(0600));
  }
  void mend() const {
    put(good);
    fs::permissions(folder.write("master", master), fs::perms(0600));
  }

  std::string good;
};

struct fault {
  std::string name;
  std::function<void(const in_use&)> make;
  std::string sentence;
  bool has_keystore = true;  ///< otherwise `key new` makes one, as it says
};

/// The first bit of the value in this line.
fault flipped(const std::string& line) {
  return {"a bit flipped in " + line,
          [line](const in_use& k) {
            auto bad = k.good;
            const auto at = bad.find(line);
            REQUIRE(at != std::string::npos);
            bad[at + line.size()] = static_cast<char>(bad[at + line.size()] ^ 1);
            k.put(bad);
          },
          "is damaged"};
}

/// Another keystore, made under the same master key.
void put_foreign(const in_use& k) {
  const auto other = k.path("foreign");
  REQUIRE(run_sluice({"key", "new", "--owner", "shop", "--keystore", other, "--master-key",
                      k.path("master")})
              .status == 0);
  k.put(content(other));
  fs::remove(other);
}

std::vector<fault> all_faults() {
  std::vector<fault> all{
      {"missing", [](const in_use& k) { fs::remove(k.store()); }, "is missing", false},
      {"locked", [](const in_use& k) { (void)k.folder.write("master", std::string(64, 'b')); },
       "sealed under another master key"},
      {"foreign", put_foreign, "belongs to another installation"},
      flipped("sluice-keystore-"),
      flipped("installation "),
      flipped("check "),
      flipped("sealed "),
      flipped("sum "),
      {"truncated", [](const in_use& k) { k.put(k.good.substr(0, k.good.size() / 2)); },
       "is damaged"},
      {"empty", [](const in_use& k) { k.put(""); }, "is damaged"},
      {"a folder",
       [](const in_use& k) {
         fs::remove(k.store());
         fs::create_directory(k.store());
       },
       "is not a plain file"},
      {"readable by the group",
       [](const in_use& k) { fs::permissions(k.store(), fs::perms(0640)); },
       "can be read by others"},
      {"master key readable by the group",
       [](const in_use& k) { fs::permissions(k.path("master"), fs::perms(0640)); },
       "can be read by others"},
  };
  if (::geteuid() != 0)  // to whom modes say nothing
    all.push_back({"unreadable", [](const in_use& k) { fs::permissions(k.store(), fs::perms(0)); },
                   "Permission denied"});
  return all;
}

/// What is there instead of the keystore, to be the same afterwards.
std::string bytes_there(const in_use& k) {
  return fs::is_regular_file(k.store()) ? content(k.store())
                                        : std::string(fs::exists(k.store()), '/');
}

}  // namespace

TEST_CASE("with a keystore that cannot be used no key is made, replaced, revoked or shown") {
  const in_use k;
  fs::create_directories(k.path("data"));
  const auto installation = k.good.substr(k.good.find("installation ") + 13, 32);
  (void)k.folder.write("data/INSTALLATION", installation + '\n');
  const auto id = k.id_in("shop.key");
  for (const auto& f : all_faults()) {
    CAPTURE(f.name);
    k.mend();
    f.make(k);
    const auto before = bytes_there(k);
    std::vector<std::vector<std::string>> commands{
        {"list"}, {"rotate", "--id", id, "--out", k.path("new.key")}, {"revoke", "--id", id}};
    if (f.has_keystore) commands.push_back({"new", "--owner", "shop", "--out", k.path("new.key")});
    for (const auto& words : commands) {
      CAPTURE(words);
      const auto done = k.key(words);
      CHECK(done.status == 1);
      CHECK(done.out.empty());
      CHECK_THAT(done.error, contains(f.sentence));
      CHECK(bytes_there(k) == before);
      CHECK_FALSE(fs::exists(k.path("new.key")));
    }
  }
}

TEST_CASE("with a keystore that cannot be used no service starts") {
  const nats_server nats;
  const in_use k;
  {
    running_serve engine(k.folder, k.config, nats.url());
    REQUIRE(engine.becomes_ready());
  }
  for (const auto& f : all_faults()) {
    CAPTURE(f.name);
    k.mend();
    f.make(k);
    const auto before = bytes_there(k);
    const auto done =
        run_sluice({"serve", "--config", k.config, "--nats", nats.url(), "--data", k.path("data")});
    CHECK(done.status == 1);
    CHECK_THAT(done.error, contains(f.sentence));
    CHECK(bytes_there(k) == before);
  }
}

TEST_CASE("a running service refuses to read a keystore that cannot be used, and goes on") {
  const nats_server nats;
  const in_use k;
  running_serve engine(k.folder, k.config, nats.url());
  REQUIRE(engine.becomes_ready());
  const auto ask = [&](const char* what, const char* body, const char* key) {
    return run_sluice({"req", what, body, "--nats", nats.url(), "--key", k.path(key)});
  };
  for (const auto& f : all_faults()) {
    CAPTURE(f.name);
    f.make(k);
    const auto before = bytes_there(k);
    const auto told =
        ask("config.reload", R"({"operator":"li.wei","reason":"a new key"})", "li.key");
    CHECK(told.status == 1);
    CHECK_THAT(told.error, contains("(configuration_wrong)"));
    CHECK_THAT(told.out, contains(f.has_keystore ? f.sentence : "is not there any more"));
    CHECK(bytes_there(k) == before);
    CHECK_THAT(ask("order.get", R"({"merchant":"m4","order_no":"A-1"})", "shop.key").error,
               contains("(order_not_found)"));
    k.mend();
  }
  CHECK(ask("config.reload", R"({"operator":"li.wei","reason":"mended"})", "li.key").status == 0);
}

}  // namespace sluice::test::keystore_faults_test
