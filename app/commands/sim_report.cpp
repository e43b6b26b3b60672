#include "app/commands/sim_report.hpp"

#include <array>
#include <cstdio>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/commands/commands.hpp"
#include "sim/judges/promise_text.hpp"

namespace sluice::app {
namespace {

using std::chrono::duration;

/// Whoever has more than these has one cause; --json has them all.
constexpr std::size_t most_violations_shown = 20;

double seconds(std::chrono::nanoseconds t) { return duration<double>(t).count(); }

/// Per second in which one core was the simulator's.
double per_second(const sim_report& r, std::uint64_t count) {
  const auto cores = seconds(r.wall) * r.threads;
  return cores > 0 ? static_cast<double>(count) / cores : 0;
}

std::string clock_text(millis t) {
  std::array<char, 40> text{};
  const auto n = static_cast<long long>(t.count());
  std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld.%03lld", n / 3'600'000,
                n / 60'000 % 60, n / 1000 % 60, n % 1000);
  return text.data();
}

void print_numbers(const sim_report& r, std::ostream& out) {
  const auto& t = r.totals;
  const auto line = [&](const char* what) -> std::ostream& {
    return out << "  " << std::left << std::setw(28) << what << std::right << std::setw(12);
  };
  out << std::fixed << std::setprecision(1);
  line("worlds") << t.worlds << '\n';
  line("orders") << t.orders << '\n';
  line("events in their logs") << t.events << '\n';
  line("messages taken by actors") << t.steps << '\n';
  line("starts of the engine") << t.starts << '\n';
  line("simulated time") << duration<double, std::ratio<3600>>(t.lasted).count() << " h\n";
  line("time") << seconds(r.wall) << " s on " << r.threads << (r.threads == 1 ? " core" : " cores")
               << " (" << seconds(r.cpu) << " s of processor)\n";
  out << std::setprecision(0);
  line("events per second and core") << per_second(r, t.events) << '\n';
  line("messages per second and core") << per_second(r, t.steps) << '\n';
}

void print_faults(const sim_report& r, std::ostream& out) {
  std::string never;
  out << "\nFaults that struck:\n";
  for (const auto& row : sim::hazards) {
    const auto count = r.totals.struck[static_cast<std::size_t>(row.what)];
    if (count == 0)
      never += (never.empty() ? "" : ", ") + std::string(row.name);
    else
      out << "  " << std::left << std::setw(26) << row.name << std::right << std::setw(10) << count
          << "  " << row.happens << '\n';
  }
  if (!never.empty()) out << "  never: " << never << '\n';
}

void print_bytes(const sim::byte_counts& bytes, std::ostream& out) {
  if (bytes.sent == 0) return;
  out << "\nOf " << bytes.sent << " calls that travelled as bytes, " << bytes.understood
      << " had an answer that said something. Their bytes:\n";
  for (const auto& row : sim::byte_hazards)
    out << "  " << std::left << std::setw(26) << row.name << std::right << std::setw(10)
        << bytes.struck[static_cast<std::size_t>(row.what)] << "  " << row.happens << '\n';
  out << "Channels that exchange their keys handed them out " << bytes.keys_fetched
      << " times, and signed " << bytes.by_old_keys << " answers with keys they had put away.\n"
      << "Of " << bytes.told << " signed notifications " << bytes.not_heard << " were refused.\n";
}

void print_violation(const sim_report& r, const sim::broken_world& w, std::ostream& out) {
  const auto chosen = r.chosen_by(w.seed);
  out << "\nVIOLATION in seed " << w.seed << ", scenario " << w.scenario << '\n'
      << "  promise  " << static_cast<int>(w.broken.broken) << ' ' << name_of(w.broken.broken)
      << ": " << meaning_of(w.broken.broken) << '\n'
      << "  what     " << w.broken.what << '\n'
      << "  when     step " << w.steps << ", at " << clock_text(w.lasted) << '\n'
      << "  again    " << how_to_call_us() << " sim run " << chosen << " --trace\n"
      << "  smaller  " << how_to_call_us() << " sim shrink " << chosen << '\n';
}

nlohmann::ordered_json json_of(const sim::byte_counts& bytes) {
  nlohmann::ordered_json struck = nlohmann::ordered_json::object();
  for (const auto& row : sim::byte_hazards)
    struck[std::string(row.name)] = bytes.struck[static_cast<std::size_t>(row.what)];
  return {{"sent", bytes.sent},
          {"understood", bytes.understood},
          {"keys_fetched", bytes.keys_fetched},
          {"by_old_keys", bytes.by_old_keys},
          {"told", bytes.told},
          {"not_heard", bytes.not_heard},
          {"spoilt", struck}};
}

nlohmann::ordered_json json_of(const sim_report& r, const sim::broken_world& w) {
  return {{"seed", w.seed},
          {"scenario", w.scenario},
          {"promise", name_of(w.broken.broken)},
          {"meaning", meaning_of(w.broken.broken)},
          {"what", w.broken.what},
          {"step", w.steps},
          {"simulated_ms", w.lasted.count()},
          {"replay", how_to_call_us() + " sim run " + r.chosen_by(w.seed)}};
}

}  // namespace

std::string hash_text(std::uint64_t hash) {
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

void print_text(const sim_report& r, std::ostream& out) {
  print_numbers(r, out);
  print_faults(r, out);
  print_bytes(r.totals.bytes, out);
  const auto& broken = r.totals.violations;
  for (std::size_t i = 0; i < std::min(broken.size(), most_violations_shown); ++i)
    print_violation(r, broken[i], out);
  if (broken.size() > most_violations_shown)
    out << "\n… and " << broken.size() - most_violations_shown << " more; --json has them all\n";
  out << "\ntrace hash " << hash_text(r.totals.hash) << '\n'
      << broken.size() << (broken.size() == 1 ? " violation\n" : " violations\n");
}

void print_json(const sim_report& r, std::ostream& out) {
  const auto& t = r.totals;
  nlohmann::ordered_json struck = nlohmann::ordered_json::object();
  for (const auto& row : sim::hazards)
    struck[std::string(row.name)] = t.struck[static_cast<std::size_t>(row.what)];
  auto violations = nlohmann::ordered_json::array();
  for (const auto& w : t.violations) violations.push_back(json_of(r, w));
  const nlohmann::ordered_json whole{
      {"first_seed", r.first},
      {"worlds", t.worlds},
      {"orders", t.orders},
      {"events", t.events},
      {"steps", t.steps},
      {"engine_starts", t.starts},
      {"simulated_hours", duration<double, std::ratio<3600>>(t.lasted).count()},
      {"threads", r.threads},
      {"wall_seconds", seconds(r.wall)},
      {"cpu_seconds", seconds(r.cpu)},
      {"events_per_second_and_core", per_second(r, t.events)},
      {"messages_per_second_and_core", per_second(r, t.steps)},
      {"hash", hash_text(t.hash)},
      {"faults", struck},
      {"bytes", json_of(t.bytes)},
      {"violations", violations}};
  out << whole.dump(2) << '\n';
}

}  // namespace sluice::app
