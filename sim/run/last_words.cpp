#include "sim/run/last_words.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace sluice::sim {
namespace {

constexpr std::array fatal_signals{SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

// Only what a signal handler may touch: plain memory that is there from the beginning.
constinit thread_local std::array<char, 1024> words{};
constinit thread_local volatile std::size_t length = 0;
std::array<struct sigaction, fatal_signals.size()> before{};

/// Speaks, puts the earlier handler back and returns: abort() goes on, a bad access is made again.
extern "C" void speak(int number) {
  const auto n = length;
  length = 0;
  [[maybe_unused]] const auto written = write(STDERR_FILENO, words.data(), n);
  for (std::size_t i = 0; i < fatal_signals.size(); ++i)
    if (fatal_signals[i] == number) sigaction(number, &before[i], nullptr);
}

}  // namespace

void hear_last_words() {
  struct sigaction act{};
  act.sa_handler = speak;
  sigemptyset(&act.sa_mask);
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) {
    struct sigaction now{};
    sigaction(fatal_signals[i], nullptr, &now);
    if (now.sa_handler == speak) continue;  // asked for twice
    before[i] = now;
    sigaction(fatal_signals[i], &act, nullptr);
  }
}

last_words::last_words(const std::string& line) noexcept {
  const auto fits = std::min(line.size(), words.size() - 2);
  words[0] = '\n';  // a progress bar may stand on the line
  std::copy_n(line.begin(), fits, words.begin() + 1);
  words[fits + 1] = '\n';
  length = fits + 2;
}

last_words::~last_words() { length = 0; }

}  // namespace sluice::sim
