#include "adapters/system/child_process.hpp"

#include <cerrno>
#include <csignal>
#include <stdexcept>

#include "tests/catch.hpp"

using namespace sluice;

namespace {

constexpr millis generous{10'000};

}  // namespace

TEST_CASE("a child's exit status is told") {
  child_process child({"sh", "-c", "exit 3"});
  CHECK(child.wait() == 3);
  CHECK(child.wait_for(millis{0}) == 3);
}

TEST_CASE("a child ended by a signal has 128 and the signal as status") {
  child_process child({"sleep", "60"});
  CHECK(child.wait_for(millis{1}) == std::nullopt);
  child.send(SIGKILL);
  CHECK(child.wait_for(generous) == 128 + SIGKILL);
}

TEST_CASE("a child does not outlive its owner") {
  pid_t id = 0;
  {
    const child_process child({"sleep", "60"});
    id = child.id();
  }
  CHECK(::kill(id, 0) == -1);
  CHECK(errno == ESRCH);
}

TEST_CASE("a child starts with no signal blocked") {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  child_process child({"sleep", "60"});
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  child.send(SIGTERM);
  CHECK(child.wait_for(generous) == 128 + SIGTERM);
}

TEST_CASE("a program that does not exist cannot be started") {
  CHECK_THROWS_WITH(child_process({"/nowhere/program"}),
                    "cannot start /nowhere/program: No such file or directory");
}

TEST_CASE("this program knows its own file") {
  CHECK(path_of_this_program().find("system_test") != std::string::npos);
}
