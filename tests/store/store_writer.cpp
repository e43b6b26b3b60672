// A process of its own that appends until it is killed. After each append it prints how far the log
// is: from then on nobody may lose it.

#include <unistd.h>

#include <string>

#include "store/rocksdb_event_log.hpp"

using namespace sluice::store;

namespace {

append_request next_request(std::uint64_t round, int i) {
  const auto stream = "order/" + std::to_string(round) + '/' + std::to_string(i);
  append_request request{.stream = stream, .open_after = round % 3 == 0};
  for (int n = 0; n <= i % 3; ++n) {
    request.records.push_back({.type = 1,
                               .time_ms = static_cast<std::int64_t>(round),
                               .payload = std::string(50 + round % 400, 'x')});
  }
  return request;
}

bool say(const std::string& line) {
  return ::write(STDOUT_FILENO, line.data(), line.size()) == static_cast<::ssize_t>(line.size());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  auto opened = open_rocksdb_event_log({.folder = arguments[1], .create = true});
  if (const auto* problem = std::get_if<open_error>(&opened)) {
    say(problem->message + '\n');
    return 1;
  }
  auto& log = *std::get<std::unique_ptr<event_log>>(opened);
  for (auto round = log.current_head().position;; ++round) {
    std::vector<append_request> requests;
    constexpr int at_once = 5;
    requests.reserve(at_once);
    for (int i = 0; i < at_once; ++i) requests.push_back(next_request(round * 1000, i));
    const auto outcome = log.append(requests);
    if (!std::holds_alternative<std::vector<append_result>>(outcome)) return 1;
    if (!say(std::to_string(log.current_head().position) + '\n')) return 0;
  }
}
