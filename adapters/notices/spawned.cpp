#include "adapters/notices/spawned.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace sluice::notices {
namespace {

struct ends {
  open_file reads, writes;
};

/// Nothing that we start gets it by itself.
ends make_pipe() {
  int both[2] = {-1, -1};
  if (::pipe2(both, O_CLOEXEC) != 0) return {};
  return {open_file(both[0]), open_file(both[1])};
}

/// In a group of its own, with no signal blocked and none ignored, and no file of ours but these.
class manner_of_start {
 public:
  manner_of_start(int input, int output) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files_, output, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~manner_of_start() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  manner_of_start(const manner_of_start&) = delete;
  manner_of_start& operator=(const manner_of_start&) = delete;

  /// 0, or what went wrong.
  [[nodiscard]] int start(pid_t& id, std::vector<std::string> words) const {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    // Ours may hold passwords.
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::string language = "LANG=C.UTF-8";
    char* environment[] = {path.data(), language.data(), nullptr};
    return ::posix_spawn(&id, pointers[0], &files_, &attributes_, pointers.data(), environment);
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

void never_block(const open_file& file) {
  ::fcntl(file.number(), F_SETFL, ::fcntl(file.number(), F_GETFL) | O_NONBLOCK);
}

}  // namespace

open_file& open_file::operator=(open_file&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

void open_file::close() noexcept {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

spawned::spawned(const std::vector<std::string>& words) {
  auto to_it = make_pipe();
  auto from_it = make_pipe();
  if (to_it.reads.number() < 0 || from_it.reads.number() < 0) {
    why_not_ = std::strerror(errno);
    return;
  }
  const manner_of_start how(to_it.reads.number(), from_it.writes.number());
  if (const int error = how.start(id_, words); error != 0) {
    id_ = -1;
    why_not_ = std::strerror(error);
    return;
  }
  ended_ = open_file(static_cast<int>(::syscall(SYS_pidfd_open, id_, 0U)));
  if (ended_.number() < 0) why_not_ = std::strerror(errno);
  input_ = std::move(to_it.writes);
  output_ = std::move(from_it.reads);
  never_block(input_);
  never_block(output_);
}

spawned::~spawned() {
  if (id_ > 0) end();
}

int spawned::end() noexcept {
  if (status_) return *status_;
  // Before it is waited for: until then nobody else can have its number.
  ::kill(-id_, SIGKILL);
  int raw = 0;
  pid_t got = 0;
  do got = ::waitpid(id_, &raw, 0);
  while (got < 0 && errno == EINTR);
  status_ = got < 0 ? 127 : WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return *status_;
}

}  // namespace sluice::notices
