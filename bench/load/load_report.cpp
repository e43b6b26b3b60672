#include "bench/load/load_report.hpp"

#include "bench/load/machine_facts.hpp"

namespace sluice::bench {
namespace {

std::string rate_text(double rate) { return std::to_string(static_cast<std::uint64_t>(rate)); }

double median_of(const report& of, std::string_view name) {
  for (const auto& f : of.figures)
    if (f.what.name == name) return f.what.value;
  return 0;
}

/// "1024 under way at a time, every event synced"
std::string load_sentence(const load_options& options) {
  return (options.rate ? "open loop, " + rate_text(*options.rate) + " a second offered"
                       : std::to_string(options.in_flight) + " under way at a time") +
         ", every event synced; " + std::to_string(orders_of(options)) + " orders a run after " +
         std::to_string(options.warm_up) + " to warm up";
}

std::vector<std::pair<std::string, std::string>> load_parameters(const load_options& options) {
  std::vector<std::pair<std::string, std::string>> out{
      {"orders", std::to_string(orders_of(options))},
      {"warm_up", std::to_string(options.warm_up)},
      {"ids", options.ids == id_kind::rising ? "rising" : "random"}};
  if (options.rate)
    out.emplace_back("rate", rate_text(*options.rate));
  else
    out.emplace_back("in_flight", std::to_string(options.in_flight));
  return out;
}

/// What the latencies mean, and what was left out of which. After the figures are in.
void add_load_notes(report& to, const load_options& options, const pause_control* control) {
  if (lies_in_memory(options.folder))
    to.notes.emplace_back("The log lies in memory (tmpfs): its syncs cost nothing, a disk's do.");
  if (!options.rate) {
    to.notes.emplace_back("Latency: from handing over the request to the final answer.");
    return;
  }
  to.notes.emplace_back(
      "Latency: from when the order was due (a fixed schedule, which never waits "
      "for answers) to its final answer; only paid orders count.");
  const bool seen = control != nullptr && control->permitted();
  to.notes.emplace_back(
      seen ? "Without the machine's pauses: without the orders under way while a control at "
             "real-time priority, one a core, woke more than 1 ms late. Orders that came after "
             "such a pause and waited for its backlog are not left out."
           : "No control for the machine's pauses: it needs real-time priority (root, or "
             "CAP_SYS_NICE). All figures are with everything in.");
  constexpr double kept_up = 0.98;
  if (median_of(to, "orders_per_second") < kept_up * median_of(to, "offered_per_second"))
    to.notes.emplace_back(
        "NOT KEPT UP: more was offered than could be done. The latencies are those of a queue "
        "that grows as long as the run lasts.");
  constexpr double too_many_percent = 10;
  if (seen && median_of(to, "orders_left_out_percent") > too_many_percent)
    to.notes.emplace_back(
        "So many orders were under way during a pause that what is left says little.");
}

}  // namespace

void add_offered(run_figures& to, double rate, std::uint64_t refused) {
  to.push_back({"offered_per_second", "orders offered per second", "", 0, rate});
  to.push_back({"refused", "orders refused or not paid", "", 0, static_cast<double>(refused)});
}

std::variant<report, problem> report_of_load(const load_options& options, std::string workload,
                                             const std::string& what, const one_load& run) {
  std::optional<pause_control> control;
  if (options.rate) control.emplace();  // before the engine's threads: it forks
  const auto* sees_pauses = control ? &*control : nullptr;
  auto figures = figures_of(options.runs, [&](std::uint32_t number) {
    const auto folder = options.folder / ("run-" + std::to_string(number));
    auto outcome = run(folder, sees_pauses);
    if (!options.keep) std::filesystem::remove_all(folder);
    return outcome;
  });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  report out{.workload = std::move(workload),
             .sentence = what + ", " + load_sentence(options),
             .parameters = load_parameters(options),
             .figures = std::move(std::get<std::vector<figure>>(figures)),
             .notes = {}};
  add_load_notes(out, options, sees_pauses);
  return out;
}

}  // namespace sluice::bench
