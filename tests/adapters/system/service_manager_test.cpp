#include "adapters/system/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("without a service manager nothing is told") {
  ::unsetenv("NOTIFY_SOCKET");
  CHECK_FALSE(tell_service_manager("READY=1"));
  ::setenv("NOTIFY_SOCKET", "/nowhere/socket", 1);
  CHECK_FALSE(tell_service_manager("READY=1"));
  ::setenv("NOTIFY_SOCKET", std::string(500, 'x').c_str(), 1);
  CHECK_FALSE(tell_service_manager("READY=1"));
  ::unsetenv("NOTIFY_SOCKET");
}

TEST_CASE("the service manager hears that the service is ready") {
  const auto name = "@sluice-test-" + std::to_string(::getpid());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path + 1, name.data() + 1, name.size() - 1);
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address),
                 static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size())) == 0);
  ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  CHECK(tell_service_manager("READY=1"));
  std::array<char, 64> heard{};
  const auto length = ::recv(socket, heard.data(), heard.size(), MSG_DONTWAIT);
  REQUIRE(length > 0);
  CHECK(std::string(heard.data(), static_cast<std::size_t>(length)) == "READY=1");
  ::close(socket);
  ::unsetenv("NOTIFY_SOCKET");
}
