#include "adapters/notices/command_receiver.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "adapters/notices/line.hpp"
#include "adapters/notices/spawned.hpp"

namespace sluice::notices {
namespace {

using steady = std::chrono::steady_clock;

/// How often it is looked whether the engine ends.
constexpr millis between_looks{100};

bool must_wait() { return errno == EAGAIN || errno == EINTR; }

/// What is left is written as far as it goes; then its input ends. A program that does not want to
/// read all of it may still have taken the notice.
void write_on(open_file& to, std::string_view& left) {
  const auto written = ::write(to.number(), left.data(), left.size());
  if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
  if (left.empty() || (written < 0 && !must_wait())) to.close();
}

/// How much there was.
std::size_t read_away(open_file& from) {
  std::array<char, 4096> unread{};
  const auto got = ::read(from.number(), unread.data(), unread.size());
  if (got == 0 || (got < 0 && !must_wait())) from.close();
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

/// Until the program ends. Something: why it must be ended.
std::string why_it_must_end(spawned& program, std::string_view input, millis limit,
                            const std::atomic<bool>& stopping) {
  const auto until = steady::now() + limit;
  std::size_t written = 0;
  while (true) {
    if (stopping) return "was not told: the engine ends";
    if (steady::now() >= until)
      return "is a program that did not end within " + std::to_string(limit.count()) +
             " ms; it was killed";
    std::array<pollfd, 3> watched{{{program.ended(), POLLIN, 0},
                                   {program.input().number(), POLLOUT, 0},
                                   {program.output().number(), POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), static_cast<int>(between_looks.count()));
    if (watched[0].revents != 0) return {};
    if (watched[1].revents != 0) write_on(program.input(), input);
    if (watched[2].revents != 0) written += read_away(program.output());
    if (written > longest_answer)
      return "is a program that writes more than " + std::to_string(longest_answer >> 10U) +
             " KiB, which nobody reads; it was killed";
  }
}

}  // namespace

receiver_answer send_by_command(const command_way& to, const letter& what, millis limit,
                                const std::atomic<bool>& stopping) {
  spawned program(to.words);
  if (!program.why_not().empty())
    return {.why = "is a program that cannot be started: " + program.why_not()};
  const auto input = what.json + '\n';
  if (auto why = why_it_must_end(program, input, limit, stopping); !why.empty())
    return {.why = std::move(why)};
  const int status = program.end();
  if (status == 0) return {.is_delivered = true};
  return {.why = "is a program that ended with status " + std::to_string(status)};
}

}  // namespace sluice::notices
