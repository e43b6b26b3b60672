#include "tests/store/writer_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "store/key_layout.hpp"
#include "tests/catch.hpp"

extern char** environ;

namespace sluice::store {

writer_process::writer_process(const std::filesystem::path& folder) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  ::posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = SLUICE_STORE_WRITER;
  std::string where = folder.string();
  std::array<char*, 3> arguments{program.data(), where.data(), nullptr};
  REQUIRE(::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments.data(), environ) == 0);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  from_ = ::fdopen(ends[0], "r");
  REQUIRE(from_ != nullptr);
}

writer_process::~writer_process() {
  if (id_ > 0) kill();
  std::fclose(from_);
}

sequence writer_process::next_acknowledgement() {
  std::array<char, 512> line{};
  if (std::fgets(line.data(), line.size(), from_) == nullptr) return 0;
  std::string text = line.data();
  if (text.empty() || text.back() != '\n') return 0;  // killed inside the line: never said
  text.pop_back();
  const auto position = parse_decimal(text);
  if (!position) FAIL("the writer says: " << text);
  return acknowledged_ = *position;
}

sequence writer_process::kill() {
  ::kill(id_, SIGKILL);
  int status = 0;
  ::waitpid(id_, &status, 0);
  id_ = -1;
  while (next_acknowledgement() != 0) continue;
  return acknowledged_;
}

}  // namespace sluice::store
