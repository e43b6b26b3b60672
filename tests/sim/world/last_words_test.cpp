#include "sim/run/last_words.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <thread>

#include "base/invariant.hpp"
#include "tests/catch.hpp"

namespace sluice::test::last_words_test {
using namespace sluice::sim;

namespace {

struct death {
  int signal = 0;
  std::string said;
};

/// What a process says on stderr while `work` kills it.
death die_of(const std::function<void()>& work) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    for (const int n : {SIGABRT, SIGSEGV}) (void)signal(n, SIG_DFL);  // not Catch2's
    hear_last_words();
    work();
    _exit(0);
  }
  close(ends[1]);
  death out;
  std::array<char, 4096> bytes{};
  for (ssize_t n = 0; (n = read(ends[0], bytes.data(), bytes.size())) > 0;)
    out.said.append(bytes.data(), static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  out.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return out;
}

}  // namespace

TEST_CASE("a thread that dies of a broken invariant says which seed it was") {
  const auto died = die_of([] {
    const last_words mine("the world of seed 1");
    std::thread([] {
      const last_words words("the world of seed 2");
      SLUICE_INVARIANT(1 + 1 == 3);
    }).join();
  });
  CHECK(died.signal == SIGABRT);
  CHECK(died.said.find("1 + 1 == 3") != std::string::npos);
  CHECK(died.said.find("\nthe world of seed 2\n") != std::string::npos);
  CHECK(died.said.find("seed 1") == std::string::npos);
}

TEST_CASE("an exception that nobody catches is a death as well") {
  const auto died = die_of([] {
    std::thread([] {
      const last_words words("the world of seed 3");
      throw 3;
    }).join();
  });
  CHECK(died.signal == SIGABRT);
  CHECK(died.said.find("\nthe world of seed 3\n") != std::string::npos);
}

TEST_CASE("who has done with its world says nothing more, and long words are cut") {
  CHECK(die_of([] {
          {
            const last_words words("the world of seed 4");
          }
          std::abort();
        }).said.empty());
  const auto died = die_of([] {
    const last_words words(std::string(5000, 'x'));
    std::abort();
  });
  CHECK(died.said.size() == 1024);
  CHECK(died.said.back() == '\n');
}

}  // namespace sluice::test::last_words_test
