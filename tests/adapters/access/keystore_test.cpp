#include "adapters/access/keystore.hpp"

#include "adapters/access/data_keys.hpp"
#include "adapters/access/key_file.hpp"
#include "adapters/access/keystore_text.hpp"
#include "base/hex.hpp"
#include "tests/adapters/access/own_folder.hpp"
#include "tests/catch.hpp"

namespace sluice::access {
namespace {

const secret master{std::string(32, 'm')};
const secret other_master{std::string(32, 'n')};

struct some_keystore {
  some_keystore() {
    REQUIRE_FALSE(change([&](keystore& all) {
      all.keys.push_back(
          stored_half(hmac, {.id = {}, .owner = principal_id{"shop"}, .from = instant{}}));
      all.keys.push_back(stored_half(
          ed25519, {.id = {},
                    .owner = principal_id{"li-wei"},
                    .until = instant{millis{7}},
                    .revoked_at = instant{millis{5}}}));
      return std::nullopt;
    }));
  }
  std::optional<std::string> change(
      const std::function<std::optional<std::string>(keystore&)>& how) {
    return change_keystore(file(), master, "", how);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder.path() / "keys"; }
  [[nodiscard]] keystore_fault fault(const secret& key = master,
                                     const std::string& installation = {}) const {
    return std::get<keystore_fault>(read_keystore(file(), key, installation));
  }
  [[nodiscard]] keystore content() const {
    return std::get<keystore>(read_keystore(file(), master, ""));
  }

  testing::own_folder folder;
  signing_key hmac = make_key(key_kind::hmac_sha256);
  signing_key ed25519 = make_key(key_kind::ed25519);
};

std::string hex_of(const std::string& raw) {
  return hex(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size());
}

}  // namespace

TEST_CASE("a keystore has what was put into it, and keeps no private half") {
  const some_keystore s;
  const auto found = s.content();
  CHECK(found.installation.size() == 32);
  REQUIRE(found.keys.size() == 2);
  CHECK(found.keys[0].about == key{.id = s.hmac.id, .owner = principal_id{"shop"}});
  CHECK(found.keys[0].hmac.reveal() == s.hmac.bytes.reveal());
  CHECK(found.keys[1].about.until == instant{millis{7}});
  CHECK(found.keys[1].about.revoked_at == instant{millis{5}});
  CHECK(found.keys[1].public_half == ed25519_public_of(s.ed25519.bytes.reveal()));
  CHECK(found.keys[1].hmac.empty());
  const auto text = s.folder.read("keys");
  for (const auto* k : {&s.hmac, &s.ed25519}) {
    CHECK(text.find(hex_of(k->bytes.reveal())) == std::string::npos);
    CHECK(text.find(k->id.value()) == std::string::npos);
  }
  const auto rights = std::filesystem::status(s.file()).permissions();
  CHECK((rights & std::filesystem::perms(0777)) == std::filesystem::perms(0600));
}

TEST_CASE("a keystore that is missing, locked, foreign or damaged says which, and stays as it is") {
  some_keystore s;
  const auto before = s.folder.read("keys");
  CHECK(s.fault(other_master).kind == keystore_problem::locked);
  CHECK(s.fault(other_master).why.find("another master key") != std::string::npos);
  CHECK(s.fault(master, std::string(32, '0')).kind == keystore_problem::foreign);
  const auto never = [](keystore&) -> std::optional<std::string> {
    FAIL("it was opened");
    return std::nullopt;
  };
  CHECK(change_keystore(s.file(), other_master, "", never));
  CHECK(change_keystore(s.file(), master, std::string(32, '0'), never));
  CHECK(s.change([](keystore& all) {
    all.keys.clear();
    return std::optional<std::string>("no");
  }) == "no");
  CHECK(s.folder.read("keys") == before);
  std::filesystem::remove(s.file());
  CHECK(s.fault().kind == keystore_problem::missing);
}

TEST_CASE("a bit that flips anywhere in a keystore is found") {
  const some_keystore s;
  const auto before = s.folder.read("keys");
  for (std::size_t i = 0; i < before.size(); ++i) {
    auto flipped = before;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    s.folder.write("keys", flipped);
    CHECK(s.fault().kind == keystore_problem::damaged);
  }
  s.folder.write("keys", before.substr(0, before.size() / 2));
  CHECK(s.fault().kind == keystore_problem::damaged);
}

TEST_CASE("a keystore that somebody puts together from parts is refused") {
  some_keystore s, t;
  auto mixed = s.folder.read("keys");
  const auto sealed_of = [](const std::string& text) {
    const auto from = text.find("sealed ");
    return text.substr(from, text.find('\n', from) - from);
  };
  const auto theirs = sealed_of(t.folder.read("keys"));
  mixed.replace(mixed.find("sealed "), sealed_of(mixed).size(), theirs);
  const auto sum = mixed.find("sum ");
  mixed = mixed.substr(0, sum) + "sum " + hex(sha256_of(mixed.substr(0, sum))) + "\n";
  s.folder.write("keys", mixed);
  CHECK(s.fault().kind == keystore_problem::damaged);
}

TEST_CASE("a keystore that is written again is sealed anew") {
  some_keystore s;
  const auto before = s.folder.read("keys");
  REQUIRE_FALSE(s.change([](keystore&) { return std::nullopt; }));
  CHECK(s.folder.read("keys") != before);
  CHECK(s.content().keys.size() == 2);
}

TEST_CASE("a keystore keeps data keys beside callers' keys") {
  some_keystore s;
  const auto first = make_data_key(merchant_id{"m1"}, instant{millis{7}});
  const auto second = make_data_key(merchant_id{"m2"}, instant{millis{8}});
  CHECK(first.id != second.id);
  CHECK(first.bytes.reveal().size() == 32);
  REQUIRE_FALSE(s.change([&](keystore& all) {
    all.data_keys = {first, second};
    return std::nullopt;
  }));
  const auto found = s.content();
  CHECK(found.keys.size() == 2);
  REQUIRE(found.data_keys.size() == 2);
  CHECK(found.data_keys[0].id == first.id);
  CHECK(found.data_keys[0].merchant == merchant_id{"m1"});
  CHECK(found.data_keys[0].from == instant{millis{7}});
  CHECK(found.data_keys[0].bytes.reveal() == first.bytes.reveal());
  CHECK(record_keys_of(found).newest_of(merchant_id{"m2"})->id == second.id);
  CHECK(fingerprint_of(first) != fingerprint_of(second));
  CHECK(hex_of(first.bytes.reveal()).find(fingerprint_of(first)) == std::string::npos);
  const auto text = s.folder.read("keys");
  CHECK(text.find(hex_of(first.bytes.reveal())) == std::string::npos);
  CHECK(text.find(first.id.value()) == std::string::npos);
}

TEST_CASE("a line of a keystore that is not one is refused, older lines are read") {
  const std::string half(64, 'a');
  const std::string old = "k-1 hmac_sha256 shop 5 - - " + half + "\n";
  const std::string data = "d-1 data_key m1 5 - - " + half + "\n";
  CHECK(keystore_in(secret(old))->keys.size() == 1);
  CHECK(keystore_in(secret(old))->data_keys.empty());
  CHECK(keystore_in(secret(old + data))->data_keys.size() == 1);
  for (const auto& bad :
       {data + data, std::string("d-1 data_key m1 5 - -\n"), "d-1 data_key m1 x - - " + half + "\n",
        "d-1 data_key m1 5 - - " + half + "a\n", "d-1 data_keys m1 5 - - " + half + "\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(keystore_in(secret(bad)));
  }
}

TEST_CASE("a folder remembers whose it is") {
  const testing::own_folder f;
  CHECK(installation_of(f.path()).empty());
  const std::string id(32, '7');
  CHECK_FALSE(remember_installation(f.path(), id));
  CHECK(installation_of(f.path()) == id);
  CHECK(remember_installation(f.path(), std::string(32, '8')));
  CHECK(installation_of(f.path()) == id);
}

TEST_CASE("a key is handed out once, to its owner alone, and read back") {
  const testing::own_folder f;
  for (const auto kind : {key_kind::hmac_sha256, key_kind::ed25519}) {
    const auto made = make_key(kind);
    const auto file = f.path() / made.id.value();
    CHECK_FALSE(hand_out_to(file, made, principal_id{"shop"}));
    CHECK(hand_out_to(file, made, principal_id{"shop"}));
    const auto read = std::get<signing_key>(read_key_file(file));
    CHECK(read.id == made.id);
    CHECK(read.kind == kind);
    CHECK(read.bytes.reveal() == made.bytes.reveal());
    CHECK(fingerprint_of(read) == fingerprint_of(stored_half(made, {})));
    std::filesystem::permissions(
        file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    CHECK(std::holds_alternative<std::string>(read_key_file(file)));
  }
}

}  // namespace sluice::access
