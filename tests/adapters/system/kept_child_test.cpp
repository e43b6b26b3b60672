#include "adapters/system/kept_child.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"

using namespace sluice;

namespace {

constexpr kept_child::limits hasty{
    .first_pause = millis{1}, .longest_pause = millis{4}, .ends_in_a_row = 4};

/// What the keeper says, and a way to wait for it.
class ear {
 public:
  auto listens() {
    return [this](const kept_child::ended& e) {
      const std::lock_guard lock(guard_);
      heard_.push_back(e);
      changed_.notify_all();
    };
  }
  std::vector<kept_child::ended> after(std::size_t count) {
    std::unique_lock lock(guard_);
    REQUIRE(
        changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return heard_.size() >= count; }));
    return heard_;
  }
  std::size_t so_far() {
    const std::lock_guard lock(guard_);
    return heard_.size();
  }

 private:
  std::mutex guard_{};
  std::condition_variable changed_{};
  std::vector<kept_child::ended> heard_{};
};

std::vector<std::string> shell(const std::string& command) { return {"/bin/sh", "-c", command}; }

}  // namespace

TEST_CASE("a child that ends is started again, after longer pauses, and then given up") {
  ear hears;
  const kept_child child(shell("exit 7"), hears.listens(), hasty);
  const auto heard = hears.after(4);
  for (const auto& one : heard) CHECK(one.status == 7);
  CHECK(heard[0].again_in == millis{1});
  CHECK(heard[1].again_in == millis{2});
  CHECK(heard[2].again_in == millis{4});
  CHECK_FALSE(heard[3].again_in);
  CHECK(child.is_given_up());
}

TEST_CASE("a program that is not there is given up like one that ends") {
  ear hears;
  const kept_child child({"/no/such/program"}, hears.listens(), hasty);
  CHECK_FALSE(hears.after(4)[3].again_in);
}

TEST_CASE("whoever has lived for long begins anew") {
  ear hears;
  auto patient = hasty;
  patient.steady = millis{0};
  const kept_child child(shell("exit 0"), hears.listens(), patient);
  for (const auto& one : hears.after(10)) CHECK(one.again_in == millis{1});
}

TEST_CASE("a killed child is noticed at once and comes back") {
  const auto file =
      std::filesystem::temp_directory_path() / ("sluice-kept-" + std::to_string(::getpid()));
  ear hears;
  {
    const kept_child child(
        shell("echo $$ >>'" + file.string() + "'; exec sleep 60"), hears.listens(), hasty);
    const auto line = [&](int number) {
      while (true) {
        std::ifstream in(file);
        int id = 0;
        int at = 0;
        while (in >> id)
          if (at++ == number && in.peek() == '\n') return id;
      }
    };
    const auto first = line(0);
    CHECK(::getpgid(first) == first);  // a terminal's Ctrl-C is for us, not for it
    ::kill(first, SIGKILL);
    CHECK(hears.after(1)[0].status == 128 + SIGKILL);
    CHECK(line(1) != first);
  }
  CHECK(hears.so_far() == 1);  // the end that we made is no news
  std::filesystem::remove(file);
}

TEST_CASE("a keeper in its pause ends at once") {
  ear hears;
  const auto begun = std::chrono::steady_clock::now();
  {
    const kept_child child(shell("exit 1"), hears.listens(),
                           {.first_pause = millis{60'000}, .longest_pause = millis{60'000}});
    static_cast<void>(hears.after(1));
  }
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{20});
}

TEST_CASE("a child asked for by its parent's id dies with it") {
  int line[2];
  REQUIRE(::pipe(line) == 0);
  const auto parent = ::fork();
  if (parent == 0) {
    const auto me = ::getpid();
    if (::fork() == 0) {
      end_with_parent(me);
      const auto id = ::getpid();
      static_cast<void>(!::write(line[1], &id, sizeof id));
      while (true) ::pause();
    }
    while (true) ::pause();
  }
  ::close(line[1]);
  pid_t child = 0;
  REQUIRE(::read(line[0], &child, sizeof child) == sizeof child);
  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  char nothing = 0;
  CHECK(::read(line[0], &nothing, 1) == 0);  // its end of the pipe is closed: it is gone
  ::close(line[0]);
}
