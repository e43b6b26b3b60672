#include "adapters/system/child_process.hpp"

#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace sluice {
namespace {

constexpr millis patience{5000};
constexpr millis between_looks{5};

/// The child starts with no signal blocked and none ignored: our own masks are not its business.
class spawn_attributes {
 public:
  explicit spawn_attributes(child_process::group in) {
    sigset_t none;
    sigset_t standard;
    sigemptyset(&none);
    sigemptyset(&standard);
    sigaddset(&standard, SIGPIPE);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &standard);
    const int grouped = in == child_process::group::own ? POSIX_SPAWN_SETPGROUP : 0;
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | grouped));
  }
  ~spawn_attributes() { posix_spawnattr_destroy(&attributes_); }
  spawn_attributes(const spawn_attributes&) = delete;
  spawn_attributes& operator=(const spawn_attributes&) = delete;

  [[nodiscard]] const posix_spawnattr_t* get() const noexcept { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

}  // namespace

child_process::child_process(const std::vector<std::string>& arguments, group in) {
  auto owned = arguments;
  std::vector<char*> pointers;
  pointers.reserve(owned.size() + 1);
  for (auto& argument : owned) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const spawn_attributes attributes(in);
  const int error =
      ::posix_spawnp(&id_, pointers[0], nullptr, attributes.get(), pointers.data(), environ);
  if (error != 0)
    throw std::runtime_error("cannot start " + owned.at(0) + ": " + std::strerror(error));
}

child_process::~child_process() {
  if (status_) return;
  send(SIGTERM);
  if (wait_for(patience)) return;
  send(SIGKILL);
  (void)wait();
}

void child_process::send(int signal) const noexcept {
  if (!status_) ::kill(id_, signal);
}

std::optional<int> child_process::reap(int flags) {
  if (status_) return status_;
  int raw = 0;
  pid_t got = 0;
  do got = ::waitpid(id_, &raw, flags);
  while (got < 0 && errno == EINTR);
  if (got == 0) return std::nullopt;
  if (got < 0)
    status_ = 127;  // somebody else has waited for it: it is gone, how is not known
  else
    status_ = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  return status_;
}

std::optional<int> child_process::wait_for(millis time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (true) {
    if (const auto status = reap(WNOHANG)) return status;
    if (std::chrono::steady_clock::now() >= until) return std::nullopt;
    std::this_thread::sleep_for(between_looks);
  }
}

void child_process::wait_without_reaping() const noexcept {
  if (status_) return;
  siginfo_t ignored{};
  while (::waitid(P_PID, static_cast<id_t>(id_), &ignored, WEXITED | WNOWAIT) != 0 &&
         errno == EINTR) {
  }
}

int child_process::wait() { return reap(0).value_or(127); }

std::string path_of_this_program() { return std::filesystem::read_symlink("/proc/self/exe"); }

void end_with_parent(pid_t parent) noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have ended before the kernel knew of the wish.
  if (::getppid() != parent) ::kill(::getpid(), SIGKILL);
}

}  // namespace sluice
