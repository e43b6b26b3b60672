#include "app/demo/fleet.hpp"

#include <unistd.h>

#include <fstream>
#include <set>
#include <stdexcept>

#include "adapters/config/configuration.hpp"
#include "app/demo/free_ports.hpp"
#include "app/demo/known_secrets.hpp"
#include "tests/catch.hpp"

namespace sluice::test::fleet_test {
using namespace sluice::demo;

TEST_CASE("the demo's configuration is the embedded one with other ports and paths") {
  const auto text = configuration_for(
      "/tmp/some folder", {.nats = 20001, .channels = 20002, .notifications = 20003});
  const auto read = read_configuration(text, "demo.toml", known_secrets());
  REQUIRE(std::holds_alternative<configuration>(read));
  const auto& c = std::get<configuration>(read);
  CHECK(c.data_dir == "/tmp/some folder/log");
  CHECK(c.nats.url == "nats://127.0.0.1:20001");
  CHECK(c.notifications.listen == "127.0.0.1:20003");
  REQUIRE(c.simulated_channels);
  CHECK(c.simulated_channels->listen == "127.0.0.1:20002");
  CHECK(c.simulated_channels->books == "/tmp/some folder/books.jsonl");
  for (const auto& channel : c.channels) CHECK(channel.base_url == "http://127.0.0.1:20002");
}

TEST_CASE("free ports differ and can be listened on") {
  const auto ports = free_ports(3);
  CHECK(std::set<std::uint16_t>(ports.begin(), ports.end()).size() == 3);
  for (const auto port : ports) CHECK_FALSE(is_listening(port));
}

TEST_CASE("more ports than there are cannot be had") {
  CHECK_THROWS_AS(free_ports(100'000), std::runtime_error);
}

TEST_CASE("a folder that holds an earlier run is refused with a sentence") {
  std::string pattern = "/tmp/sluice-fleet-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  std::filesystem::create_directories(folder / "log");
  try {
    const fleet programs{folder, "/bin/false"};
    FAIL("the folder was taken");
  } catch (const std::runtime_error& error) {
    CHECK(std::string{error.what()}.find("holds an earlier run") != std::string::npos);
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("a child that ends by itself is reported with what it wrote last") {
  std::string pattern = "/tmp/sluice-fleet-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  const auto program = folder / "broken";
  std::ofstream{program} << "#!/bin/sh\necho first line\necho the port is taken >&2\nexit 3\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  try {
    const fleet programs{folder, program};
    FAIL("the broken program was taken");
  } catch (const std::runtime_error& error) {
    const std::string what = error.what();
    CHECK(what.find("sluice channels ended by itself with status 3") != std::string::npos);
    CHECK(what.find("the port is taken") != std::string::npos);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace sluice::test::fleet_test
