// The same order in Redis: four calls of a Lua step, each answered after its sync.
// A closed loop: so many orders are always under way, spread over a few connections, whose calls
// are sent together (pipelining), as a client library that many requests share would.
// usage: orders SOCKET STEP.LUA CONNECTIONS IN_FLIGHT WARM_UP_SECONDS SECONDS   prints JSON

#include <hiredis/hiredis.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

using stopwatch = std::chrono::steady_clock;

constexpr std::array states{"", "created", "routed", "submitted", "succeeded"};
const std::string payload(120, 'x');

[[noreturn]] void fail(const std::string& problem) {
  std::fprintf(stderr, "redis: %s\n", problem.c_str());
  std::exit(1);
}

struct reply_deleter {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using reply_pointer = std::unique_ptr<redisReply, reply_deleter>;

struct order {
  std::string key;
  std::size_t state = 0;  // index into `states`
  stopwatch::time_point accepted;
};

/// What the measured part of the run has seen.
struct tally {
  stopwatch::time_point begins;
  stopwatch::time_point ends;
  std::vector<double> latencies_ms;
};

/// One connection and the orders that wait on it, in the order in which answers will come.
class connection {
 public:
  connection(const char* address, std::string script) : context_(redisConnectUnix(address)) {
    if (context_ == nullptr || context_->err != 0) fail("no connection");
    const reply_pointer loaded{
        static_cast<redisReply*>(redisCommand(context_, "SCRIPT LOAD %s", script.c_str()))};
    if (!loaded || loaded->type != REDIS_REPLY_STRING) fail("the script does not load");
    script_id_ = loaded->str;
  }

  int descriptor() const { return context_->fd; }

  void start_order() {
    static std::uint64_t next_number = 0;
    ask({.key = "m1:order-" + std::to_string(next_number++), .accepted = stopwatch::now()});
  }

  void flush() {
    int is_done = 0;
    while (is_done == 0)
      if (redisBufferWrite(context_, &is_done) != REDIS_OK) fail(context_->errstr);
  }

  /// Takes every answer that has come, and asks for what follows from it.
  void take_answers(tally& seen) {
    if (redisBufferRead(context_) != REDIS_OK) fail(context_->errstr);
    for (;;) {
      void* raw = nullptr;
      if (redisGetReplyFromReader(context_, &raw) != REDIS_OK) fail(context_->errstr);
      if (raw == nullptr) break;
      take(reply_pointer{static_cast<redisReply*>(raw)}, seen);
    }
    flush();
  }

 private:
  void ask(order next) {
    redisAppendCommand(context_, "EVALSHA %s 2 %s events %s %s %d %s", script_id_.c_str(),
                       next.key.c_str(), states[next.state], states[next.state + 1],
                       static_cast<int>(next.state + 1), payload.c_str());
    waiting_.push_back(std::move(next));
  }

  void take(const reply_pointer& reply, tally& seen) {
    order moved = std::move(waiting_.front());
    waiting_.pop_front();
    ++moved.state;
    if (reply->type != REDIS_REPLY_STRING || std::string{reply->str} != states[moved.state])
      fail("an order is not " + std::string{states[moved.state]});
    if (moved.state + 1 < states.size()) return ask(std::move(moved));

    const auto now = stopwatch::now();
    if (now >= seen.begins && now < seen.ends)
      seen.latencies_ms.push_back(
          std::chrono::duration<double, std::milli>(now - moved.accepted).count());
    start_order();
  }

  redisContext* context_;
  std::string script_id_;
  std::deque<order> waiting_;
};

std::string text_of(const char* file) {
  std::ifstream in{file};
  if (!in) fail(std::string{"cannot read "} + file);
  return {std::istreambuf_iterator<char>{in}, {}};
}

void run(std::vector<connection>& connections, tally& seen) {
  std::vector<pollfd> watched;
  for (const auto& one : connections)
    watched.push_back({.fd = one.descriptor(), .events = POLLIN, .revents = 0});
  while (stopwatch::now() < seen.ends) {
    if (poll(watched.data(), watched.size(), 1000) < 0) fail("poll");
    for (std::size_t i = 0; i < watched.size(); ++i)
      if (watched[i].revents != 0) connections[i].take_answers(seen);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 7) {
    std::fprintf(
        stderr, "usage: %s SOCKET STEP.LUA CONNECTIONS IN_FLIGHT WARM_UP SECONDS\n", arguments[0]);
    return 2;
  }
  const auto script = text_of(arguments[2]);
  const auto in_flight = std::atoi(arguments[4]);
  std::vector<connection> connections;
  for (int i = 0; i < std::atoi(arguments[3]); ++i) connections.emplace_back(arguments[1], script);

  const std::chrono::duration<double> warm_up{std::atof(arguments[5])};
  const std::chrono::duration<double> measured{std::atof(arguments[6])};
  tally seen;
  seen.begins = stopwatch::now() + std::chrono::duration_cast<stopwatch::duration>(warm_up);
  seen.ends = seen.begins + std::chrono::duration_cast<stopwatch::duration>(measured);
  for (int i = 0; i < in_flight; ++i)
    connections[static_cast<std::size_t>(i) % connections.size()].start_order();
  for (auto& one : connections) one.flush();
  run(connections, seen);

  auto& latencies_ms = seen.latencies_ms;
  if (latencies_ms.empty()) fail("not one order was done");
  std::sort(latencies_ms.begin(), latencies_ms.end());
  const auto percentile = [&](double share) {
    const auto last = static_cast<double>(latencies_ms.size() - 1);
    return latencies_ms[static_cast<std::size_t>(share * last)];
  };
  std::printf("{\"orders_per_second\": %.1f, \"p50_ms\": %.3f, \"p99_ms\": %.3f}\n",
              static_cast<double>(latencies_ms.size()) / measured.count(), percentile(0.50),
              percentile(0.99));
}
