#include "bench/load/replay_bench.hpp"

#include <time.h>

#include <stdexcept>
#include <unordered_map>

#include "bench/load/history.hpp"
#include "domain/order/decide.hpp"
#include "events/codec.hpp"

namespace sluice::bench {
namespace {

enum class depth : std::uint8_t { read, decode, apply };

double seconds_of_this_thread() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

using orders_by_stream = std::unordered_map<std::string, order::state>;

void apply(orders_by_stream& all, const store::record& r, const decoded& event) {
  const auto* mine = std::get_if<order::event>(&event.event);
  if (mine == nullptr) return;
  auto& state = all[r.stream];
  apply(state, *mine, time_of(r));
}

struct speed {
  double per_second_of_processor = 0;
  double per_second = 0;
};

/// Reads the whole log: gap-freedom and chain are always checked.
std::variant<speed, problem> replay(const store::event_log& log, depth how,
                                    std::uint64_t expected) {
  std::uint64_t events = 0;
  bool readable = true;
  orders_by_stream all;
  const auto began = now_ns();
  const auto cpu_before = seconds_of_this_thread();
  const auto damage = log.read_all(1, [&](const store::record& r) {
    ++events;
    if (how == depth::read) return true;
    const auto result = decode(r);
    const auto* event = std::get_if<decoded>(&result);
    readable = event != nullptr;
    if (readable && how == depth::apply) apply(all, r, *event);
    return readable;
  });
  const auto cpu = seconds_of_this_thread() - cpu_before;
  const auto took = static_cast<double>(now_ns() - began) / 1e9;
  if (damage) return "the log is damaged: " + damage->what;
  if (!readable) return "an event cannot be decoded";
  if (how == depth::apply && all.size() != expected)
    return "the log does not hold the orders that were written";
  return speed{static_cast<double>(events) / cpu, static_cast<double>(events) / took};
}

std::variant<run_figures, problem> one_replay(const store::event_log& log, std::uint64_t orders) {
  run_figures out;
  const auto add = [&](std::string name, std::string label, double value) {
    out.push_back({std::move(name), std::move(label), "", 0, value});
  };
  struct step {
    depth how;
    const char* name;
    const char* label;
  };
  for (const auto& [how, name, label] :
       {step{depth::read, "read_per_core", "events/s a core: read, chain checked"},
        step{depth::decode, "decoded_per_core", "events/s a core: and decoded"},
        step{depth::apply, "events_per_core", "events/s a core: and applied to all orders"}}) {
    const auto outcome = replay(log, how, orders);
    if (const auto* no = std::get_if<problem>(&outcome)) return *no;
    const auto& measured = std::get<speed>(outcome);
    add(name, label, measured.per_second_of_processor);
    if (how == depth::apply)
      add("events_per_second", "events/s by the wall clock, the last again", measured.per_second);
  }
  return out;
}

}  // namespace

std::variant<report, problem> run_replay_bench(const replay_options& options) {
  const auto folder = options.folder / "log";
  if (auto bad = write_log(folder, {.orders = options.orders})) return *bad;
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *no;
  const auto log = std::get<log_ptr>(opened);
  const auto events = log->current_head().position;
  auto figures =
      figures_of(options.runs, [&](std::uint32_t) { return one_replay(*log, options.orders); });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "replay",
      .sentence = "full replay of " + std::to_string(events) + " events of " +
                  std::to_string(options.orders) + " orders in one thread",
      .parameters = {{"orders", std::to_string(options.orders)},
                     {"events", std::to_string(events)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"A core's second is a second of processor time of the reading thread. "
                "The files were written just before: they come from the page cache.",
                "Every order stays in memory, finished or not."}};
}

}  // namespace sluice::bench
