#include "bench/load/overload_figures.hpp"

#include <algorithm>
#include <map>

#include "bench/load/load_figures.hpp"

namespace sluice::bench {
namespace {

constexpr double ns_a_second = 1e9;
constexpr double mebibyte = 1 << 20;

const step_record& of(const overload_facts& f, step which) {
  return f.steps[static_cast<std::size_t>(which)];
}

template <class Keep>
void add_latencies(run_figures& to, const std::string& name, const std::string& label,
                   const step_record& r, Keep keep) {
  std::vector<nanoseconds> sorted;
  for (const auto& life : r.lives)
    if (keep(life.answer.said)) sorted.push_back(life.end - life.begin);
  std::sort(sorted.begin(), sorted.end());
  to.push_back({name + "_p50_ms", label + ": p50", "ms", 1, milliseconds(percentile(sorted, 0.5))});
  to.push_back(
      {name + "_p99_ms", label + ": p99", "ms", 1, milliseconds(percentile(sorted, 0.99))});
}

void add_answers(run_figures& to, const step_record& overload) {
  std::map<std::string, std::uint64_t> others;
  std::array<std::uint64_t, enumerators<told>.size()> counts{};
  for (const auto& life : overload.lives) {
    ++counts[static_cast<std::size_t>(life.answer.said)];
    if (life.answer.said == told::refused) ++others[std::string(name_of(life.answer.why))];
  }
  const auto count = [&](told t) {
    return static_cast<double>(counts[static_cast<std::size_t>(t)]);
  };
  to.push_back(
      {"commands", "overload: commands sent", "", 0, static_cast<double>(overload.lives.size())});
  to.push_back({"taken", "  taken", "", 0, count(told::paid) + count(told::taken)});
  to.push_back({"busy", "  refused as busy", "", 0, count(told::busy)});
  for (const auto& [name, times] : others)
    to.push_back({"refused_" + name, "  refused: " + name, "", 0, static_cast<double>(times)});
  to.push_back({"unanswered", "  without an answer", "", 0, count(told::nothing)});
}

void add_shares(run_figures& to, const step_record& overload) {
  const auto shares = refused_of(overload);
  for (const auto what : enumerators<kind>)
    to.push_back({std::string(name_of(what)) + "_refused_percent",
                  "  refused after the first seconds: " + std::string(name_of(what)), "%", 1,
                  100 * shares[static_cast<std::size_t>(what)]});
}

/// What a process used of a core between the first and the last look within the overload.
void add_processors(run_figures& to, const overload_facts& f) {
  const auto& window = of(f, step::overload).of;
  const process_sample* first = nullptr;
  const process_sample* last = nullptr;
  for (const auto& s : f.seen) {
    if (s.at < window.began || s.at > window.sent_until) continue;
    if (first == nullptr) first = &s;
    last = &s;
  }
  const auto cores = [&](nanoseconds process_sample::* cpu) {
    return first == last ? 0
                         : static_cast<double>(last->*cpu - first->*cpu) /
                               static_cast<double>(last->at - first->at);
  };
  to.push_back({"engine_cores", "  cores used: engine with its NATS service", "", 2,
                cores(&process_sample::engine_cpu)});
  to.push_back({"nats_server_cores", "  cores used: nats-server", "", 2,
                cores(&process_sample::server_cpu)});
  to.push_back(
      {"client_cores", "  cores used: client", "", 2,
       static_cast<double>(window.cpu) / static_cast<double>(window.sent_until - window.began)});
}

/// How many of the commands that `keep` wants were answered in each second since the overload
/// began.
template <class Keep>
series answers_each_second(std::string name, const overload_facts& f, Keep keep) {
  const auto began = of(f, step::overload).of.began;
  series out{.name = std::move(name), .values = {}};
  for (const auto which : {step::overload, step::after})
    for (const auto& life : of(f, which).lives) {
      if (!keep(life.answer.said)) continue;
      const auto at = static_cast<std::size_t>(static_cast<double>(life.end - began) / ns_a_second);
      if (at >= out.values.size()) out.values.resize(at + 1);
      ++out.values[at];
    }
  return out;
}

series memory_each_second(const overload_facts& f) {
  const auto began = of(f, step::overload).of.began;
  series out{.name = "resident_mib", .values = {}};
  for (const auto& s : f.seen) {
    if (s.at < began) continue;
    const auto at = static_cast<std::size_t>(static_cast<double>(s.at - began) / ns_a_second);
    if (at >= out.values.size()) out.values.resize(at + 1);
    out.values[at] = std::max(out.values[at], static_cast<double>(s.resident) / mebibyte);
  }
  return out;
}

}  // namespace

run_figures figures_from(const overload_facts& f) {
  const auto& calibrate = of(f, step::calibrate);
  const auto& overload = of(f, step::overload);
  const auto& after = of(f, step::after);
  run_figures out;
  out.push_back({"can_do_per_second", "closed loop: commands taken a second", "", 0,
                 taken_per_second(calibrate)});
  add_latencies(out, "closed_loop", "closed loop", calibrate, is_taken);
  out.push_back(
      {"sent_per_second", "overload: commands sent a second", "", 0, sent_per_second(overload)});
  out.push_back({"overload_taken_per_second", "overload: commands taken a second", "", 0,
                 taken_per_second(overload)});
  add_latencies(out, "overload_taken", "overload, those taken", overload, is_taken);
  add_latencies(out, "overload_refused", "overload, those refused", overload, is_refused);
  add_answers(out, overload);
  add_shares(out, overload);
  const auto peaks = peaks_of(f.seen, overload.of);
  out.push_back({"resident_early_mib", "  memory: most of seconds 5 to 15", "MiB", 0,
                 static_cast<double>(peaks.early) / mebibyte});
  out.push_back({"resident_late_mib", "  memory: most of the last half", "MiB", 0,
                 static_cast<double>(peaks.late) / mebibyte});
  add_processors(out, f);
  out.push_back({"after_taken_per_second", "after it: commands taken a second", "", 0,
                 taken_per_second(after)});
  add_latencies(out, "after_taken", "after it, those taken", after, is_taken);
  out.push_back({"untold", "in the log, and nobody was told", "", 0,
                 static_cast<double>(contradictions_in(f.steps, f.log).untold)});
  return out;
}

std::vector<series> seconds_of_overload(const overload_facts& f) {
  return {answers_each_second("taken", f, is_taken), answers_each_second("refused", f, is_refused),
          memory_each_second(f)};
}

}  // namespace sluice::bench
