#include "adapters/nats/connection.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "adapters/nats/nkey.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::says;

/// The user seed 00 01 … 1f and its public key, made with openssl and RFC 4648 base32 elsewhere.
constexpr std::string_view seed = "SUAAAAICAMCAKBQHBAEQUCYMBUHA6EARCIJRIFIWC4MBSGQ3DQOR4H776Y";
constexpr std::string_view public_key = "UAB2CB576PHBBPQ5ODORRZ2LYCMWPZGWGCN2KDK7DXOIMZASKUY3RLKK";

std::string failure(const connection_options& options) {
  const auto result = connection::open(options, std::make_shared<testing::noted>());
  REQUIRE(std::holds_alternative<connect_failed>(result));
  return std::get<connect_failed>(result).what;
}

class file_of {
 public:
  explicit file_of(std::string_view text) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("sluice-nats-" + std::to_string(::getpid()) + '-' + std::to_string(++count));
    std::ofstream(path_) << text;
  }
  ~file_of() { std::filesystem::remove(path_); }
  file_of(const file_of&) = delete;
  file_of& operator=(const file_of&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a connection knows whether there are other servers than its own") {
  const auto notes = std::make_shared<testing::noted>();
  const testing::nats_server alone;
  CHECK_FALSE(testing::connected(alone, notes)->knows_several_servers());
  connection_options twice;
  twice.url = alone.url() + ',' + alone.url();
  CHECK(testing::connected(twice, notes)->knows_several_servers());

  const auto route = "nats://127.0.0.1:" + std::to_string(testing::free_port());
  const auto other_route = "nats://127.0.0.1:" + std::to_string(testing::free_port());
  const testing::nats_server one({"--cluster_name", "c", "--cluster", route});
  const testing::nats_server two(
      {"--cluster_name", "c", "--cluster", other_route, "--routes", route});
  CHECK(testing::soon([&] { return testing::connected(two, notes)->knows_several_servers(); }));
}

TEST_CASE("a missing server is said in one sentence, at once") {
  connection_options options;
  options.url = "nats://127.0.0.1:" + std::to_string(testing::free_port());
  const auto what = failure(options);
  CHECK(says(what, "cannot connect to NATS at " + options.url.shown()));
  CHECK(says(what, "is a nats-server running there?"));
}

TEST_CASE("files that are not there are named") {
  connection_options options;
  options.url = "nats://127.0.0.1:1";
  options.nkey_seed_file = "/nowhere/seed";
  CHECK(says(failure(options), "NKey seed file /nowhere/seed"));
  options.nkey_seed_file.clear();
  options.tls_ca_file = "/nowhere/ca.pem";
  CHECK(says(failure(options), "/nowhere/ca.pem"));
  options.tls_ca_file.clear();
  options.tls_certificate_file = "/nowhere/cert.pem";
  CHECK(says(failure(options), "/nowhere/cert.pem"));
}

TEST_CASE("user, password and token are sent; wrong ones are said") {
  const testing::nats_server by_user({"--user", "u", "--pass", "p"});
  connection_options options;
  options.url = by_user.url();
  CHECK(says(failure(options), "asks for another user"));
  options.user = "u";
  options.password = secret("p");
  CHECK(testing::connected(options, std::make_shared<testing::noted>())->is_connected());

  const testing::nats_server by_token({"--auth", "t"});
  connection_options with_token;
  with_token.url = by_token.url();
  with_token.token = secret("t");
  CHECK(testing::connected(with_token, std::make_shared<testing::noted>())->is_connected());
}

TEST_CASE("a public NKey is derived from the seed, and nothing from anything else") {
  CHECK(public_nkey(seed) == public_key);
  CHECK(public_nkey("-----BEGIN USER NKEY SEED-----\n" + std::string(seed) +
                    "\n------END USER NKEY SEED------\n") == public_key);
  auto damaged = std::string(seed);
  damaged[20] = damaged[20] == 'A' ? 'B' : 'A';
  CHECK_FALSE(public_nkey(damaged));
  CHECK_FALSE(public_nkey(""));
  CHECK_FALSE(public_nkey(public_key));
}

TEST_CASE("no message names user, password or token of an address") {
  const auto nowhere = "127.0.0.1:" + std::to_string(testing::free_port());
  for (const auto& url :
       {"nats://eng:s3cret@" + nowhere, "nats://s3cret@" + nowhere,
        "nats://eng:s3cret@" + nowhere + ",nats://eng:s3cret@" + nowhere,
        "nats://eng:s3%63ret@" + nowhere, std::string("nats://eng:s3cret"),
        "nats://eng:s3cret@" + nowhere + "x", std::string("nats://eng:s3cret@")}) {
    connection_options options;
    options.url = url;
    const auto what = failure(options);
    CAPTURE(what);
    CHECK(what.find("s3") == std::string::npos);
    CHECK(what.find("eng") == std::string::npos);
  }

  testing::nats_server server({"--user", "eng", "--pass", "s3cret"});
  connection_options options;
  options.url = "nats://eng:s3cret@" + server.url().substr(std::string("nats://").size());
  const auto notes = std::make_shared<testing::noted>();
  const auto c = testing::connected(options, notes);
  server.stop();
  REQUIRE(testing::soon([&] { return notes->has("nats_disconnected"); }));
  CHECK_FALSE(notes->mention("s3cret"));
  CHECK(notes->mention("nats://***@127.0.0.1"));
}

TEST_CASE("an NKey opens the door") {
  const file_of configuration(
      "authorization { users = [ { nkey: " + std::string(public_key) + " } ] }\n");
  const testing::nats_server server({"-c", configuration.path()});
  const file_of seed_file(seed);
  connection_options options;
  options.url = server.url();
  options.nkey_seed_file = seed_file.path();
  CHECK(testing::connected(options, std::make_shared<testing::noted>())->is_connected());
}

TEST_CASE("several servers may be given") {
  const testing::nats_server server;
  connection_options options;
  options.url = "nats://127.0.0.1:1," + server.url();
  CHECK(testing::connected(options, std::make_shared<testing::noted>())->flush(millis{2000}));
}

TEST_CASE("without a server there is no flush") {
  testing::nats_server server;
  const auto notes = std::make_shared<testing::noted>();
  const auto c = testing::connected(server, notes);
  CHECK(c->flush(millis{2000}));
  server.stop();
  REQUIRE(testing::soon([&] { return notes->has("nats_disconnected"); }));
  CHECK_FALSE(c->is_connected());
  CHECK_FALSE(c->flush(millis{2000}));
}

TEST_CASE("tokens differ") { CHECK(connection::unique_token() != connection::unique_token()); }

}  // namespace sluice::nats
