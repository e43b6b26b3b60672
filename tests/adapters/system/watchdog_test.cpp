// Whether the service manager hears that the engine lives only while it does.
#include "adapters/system/watchdog.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

#include "adapters/system/service_manager.hpp"
#include "tests/catch.hpp"

namespace sluice::test::watchdog_test {
using namespace std::chrono_literals;

namespace {

constexpr watchdog::clock::time_point dog_start{1000s};

/// A service manager: a datagram socket at $NOTIFY_SOCKET, and patience in $WATCHDOG_USEC.
class watching_manager {
 public:
  explicit watching_manager(const char* patience) {
    const auto name = "@sluice-watchdog-" + std::to_string(::getpid());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.data() + 1, name.size() - 1);
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address),
                   static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size())) == 0);
    ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
    ::setenv("WATCHDOG_USEC", patience, 1);
    ::unsetenv("WATCHDOG_PID");
  }
  ~watching_manager() {
    ::close(socket_);
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
  }
  watching_manager(const watching_manager&) = delete;
  watching_manager& operator=(const watching_manager&) = delete;

  /// Empty: nothing was told.
  [[nodiscard]] std::string hears() const {
    std::array<char, 128> heard{};
    const auto length = ::recv(socket_, heard.data(), heard.size(), MSG_DONTWAIT);
    return length > 0 ? std::string(heard.data(), static_cast<std::size_t>(length)) : "";
  }

 private:
  int socket_ = -1;
};

}  // namespace

TEST_CASE("the service manager hears of every round that has ended, and of none that has not") {
  const watching_manager systemd("30000000");
  auto dog = watchdog_of_this_process();
  REQUIRE(dog.is_due(dog_start));
  dog.began(dog_start);
  CHECK(systemd.hears().empty());
  if (dog.ended()) tell_service_manager("WATCHDOG=1");
  CHECK(systemd.hears() == "WATCHDOG=1");
  CHECK_FALSE(dog.is_due(dog_start + 999ms));
  REQUIRE(dog.is_due(dog_start + 1s));
  dog.began(dog_start + 1s);
  CHECK_FALSE(dog.is_due(dog_start + 1h));  // an engine that hangs is asked once, and says nothing
  CHECK(dog.running_since() == dog_start + 1s);
  CHECK(systemd.hears().empty());
}

TEST_CASE("rounds begin three times as often as a short patience wants to hear of one") {
  watchdog dog(600ms);
  dog.began(dog_start);
  CHECK(dog.ended());
  CHECK_FALSE(dog.is_due(dog_start + 199ms));
  CHECK(dog.is_due(dog_start + 200ms));
}

TEST_CASE("where nobody watches rounds go on all the same, and nobody is told") {
  watchdog dog(std::nullopt);
  REQUIRE(dog.is_due(dog_start));
  dog.began(dog_start);
  CHECK_FALSE(dog.ended());
  CHECK(dog.is_due(dog_start + 1s));
}

TEST_CASE("patience is what $WATCHDOG_USEC says, for the process that it is meant for") {
  CHECK(watchdog_limit("30000000", nullptr, 7) == 30s);
  CHECK(watchdog_limit("30000000", "7", 7) == 30s);
  CHECK_FALSE(watchdog_limit("30000000", "8", 7));
  CHECK_FALSE(watchdog_limit("30000000", "x", 7));
  for (const auto* wrong : {"", "0", "-1", "1s", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK_FALSE(watchdog_limit(wrong, nullptr, 7));
  }
  CHECK_FALSE(watchdog_limit(nullptr, nullptr, 7));
}

}  // namespace sluice::test::watchdog_test
