// Real programs, by the names that every machine has.

#include "adapters/notices/command_receiver.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "adapters/notices/blocking_line.hpp"
#include "app/scratch_folder.hpp"
#include "tests/adapters/notices/sent.hpp"
#include "tests/catch.hpp"

namespace sluice::test::command_receiver_test {
using namespace sluice::notices;

namespace {

/// On a line's thread, as in the engine.
receiver_answer run(const std::vector<std::string>& words, millis limit = millis{10'000},
                    const letter& what = a_letter()) {
  blocking_line line([&](const letter& l, const std::atomic<bool>& stopping) {
    return send_by_command({words}, l, limit, stopping);
  });
  return sent_by(line, what);
}

receiver_answer shell(const std::string& script, millis limit = millis{10'000}) {
  return run({"/bin/sh", "-c", script}, limit);
}

std::string text_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) >= 0; }

}  // namespace

TEST_CASE("a program gets the notice as JSON, and status 0 means that it has it") {
  const app::scratch_folder folder("notices", std::filesystem::temp_directory_path());
  const auto file = (folder.path() / "got").string();
  CHECK(run({"/usr/bin/tee", file}).is_delivered);
  CHECK(text_in(file) == a_letter().json + '\n');
  CHECK(shell("exit 3").why == "is a program that ended with status 3");
  CHECK(shell("kill -9 $$").why == "is a program that ended with status 137");
  CHECK_FALSE(has_children());
}

TEST_CASE("a program that does not read its input may still take the notice") {
  CHECK(run({"/bin/true"}).is_delivered);
  const auto long_one = a_letter(alarm::digest{.told = {256, a_notice(std::string(1000, 'x'))}});
  CHECK(run({"/bin/true"}, millis{10'000}, long_one).is_delivered);
  CHECK(run({"/bin/cat"}, millis{10'000}, a_letter()).is_delivered);
}

TEST_CASE("a program that is not there is told with the reason") {
  CHECK(run({"/no/such/program"}).why ==
        "is a program that cannot be started: No such file or directory");
}

TEST_CASE("words are words: no shell looks at them, nor at what a notice says") {
  const app::scratch_folder folder("notices", std::filesystem::temp_directory_path());
  const auto mark = (folder.path() / "mark").string();
  CHECK(run({"/bin/echo", "$(touch " + mark + ")", "; touch " + mark}).is_delivered);
  CHECK(
      run({"/bin/cat"}, millis{10'000}, a_letter(a_notice("$(touch " + mark + ")"))).is_delivered);
  CHECK_FALSE(std::filesystem::exists(mark));
}

TEST_CASE("a program that does not end is killed, with all that it has started") {
  const app::scratch_folder folder("notices", std::filesystem::temp_directory_path());
  const auto file = (folder.path() / "child").string();
  const auto said = shell("sleep 300 & echo $! >" + file + "; sleep 300", millis{300});
  CHECK(said.why == "is a program that did not end within 300 ms; it was killed");
  CHECK_FALSE(has_children());
  const auto child = std::stoi(text_in(file));
  for (int i = 0; i < 200 && ::kill(child, 0) == 0; ++i) std::this_thread::sleep_for(millis{10});
  std::ifstream state("/proc/" + std::to_string(child) + "/stat");
  std::string pid, name, letter_of_state;
  const bool is_gone = !(state >> pid >> name >> letter_of_state) || letter_of_state == "Z";
  CHECK(is_gone);
}

TEST_CASE("a program that writes without end is killed at once") {
  const auto before = std::chrono::steady_clock::now();
  CHECK(run({"/usr/bin/yes"}).why ==
        "is a program that writes more than 64 KiB, which nobody reads; it was killed");
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds{5});
  CHECK(shell("head -c 60000 /dev/zero").is_delivered);
}

TEST_CASE("a program gets none of our open files, nor our environment") {
  ::setenv("SLUICE_MASTER_KEY", "of nobody's business", 1);
  const int open = ::dup(STDOUT_FILENO);
  CHECK(open > 2);
  CHECK(shell("test -z \"$SLUICE_MASTER_KEY\"").is_delivered);
  CHECK(shell("test ! -e /proc/self/fd/" + std::to_string(open)).is_delivered);
  CHECK(shell("test -n \"$PATH\"").is_delivered);
  ::close(open);
  ::unsetenv("SLUICE_MASTER_KEY");
}

TEST_CASE("a program is ended when the engine ends, and whatever comes later is refused") {
  blocking_line line([](const letter& what, const std::atomic<bool>& stopping) {
    return send_by_command({{"/bin/sleep", "300"}}, what, patience, stopping);
  });
  std::promise<receiver_answer> said;
  line.send(a_letter(), [&](receiver_answer a) { said.set_value(std::move(a)); });
  std::this_thread::sleep_for(millis{50});
  const auto before = std::chrono::steady_clock::now();
  line.stop();
  CHECK(said.get_future().get().why == "was not told: the engine ends");
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds{5});
  CHECK(sent_by(line).why == "was not told: the engine ends");
}

}  // namespace sluice::test::command_receiver_test
