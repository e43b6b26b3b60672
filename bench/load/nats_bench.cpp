#include "bench/load/nats_bench.hpp"

#include <algorithm>
#include <array>

#include "adapters/system/stopwatch.hpp"
#include "base/invariant.hpp"
#include "bench/load/load_figures.hpp"
#include "bench/load/load_report.hpp"
#include "bench/load/nats_bodies.hpp"
#include "bench/load/nats_engine.hpp"
#include "bench/load/nats_server.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint32_t warm_up_in_flight = 256;

/// One run: a server, a log, an engine and its service, and two clients one after the other.
class nats_run {
 public:
  nats_run(const nats_options& options, signature_kind how_signed, const client_command& client,
           std::filesystem::path folder, const pause_control* control)
      : options_(options),
        how_signed_(how_signed),
        client_(client),
        folder_(std::move(folder)),
        control_(control),
        server_(prepared(folder_) / "nats-server.log") {}

  std::variant<run_figures, problem> measure() {
    auto started = nats_engine::start(
        {.url = server_.url(), .log = folder_ / "log", .publish = options_.publish});
    if (auto* no = std::get_if<problem>(&started)) return std::move(*no);
    const auto engine = std::get<std::unique_ptr<nats_engine>>(std::move(started));
    auto outcome = send_orders();
    engine->finish();
    return outcome;
  }

 private:
  static std::filesystem::path prepared(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    return folder;
  }

  std::variant<nats_client_result, problem> run_client(const nats_client_options& what) {
    const auto file = folder_ / "client.result";
    std::filesystem::remove(file);
    child_process client(client_(what, file));
    const auto status = client.wait();
    auto result = status == 0 ? read_result(file) : std::nullopt;
    if (!result) return "the benchmark's client failed with status " + std::to_string(status);
    return *std::move(result);
  }

  std::variant<run_figures, problem> send_orders() {
    const auto& load = options_.load;
    nats_client_options what{
        .url = server_.url(),
        .first = 0,
        .orders = load.warm_up,
        .in_flight = load.rate ? warm_up_in_flight : load.in_flight,
        .rate = std::nullopt,
        .ids = load.ids,
        .form = options_.form,
        .how_signed = how_signed_};
    if (load.warm_up > 0) {
      const auto warm = run_client(what);
      if (const auto* no = std::get_if<problem>(&warm)) return *no;
    }
    what.first = load.warm_up;
    what.orders = orders_of(load);
    what.rate = load.rate;
    const auto engine_before = cpu_time_of_this_process();
    const auto server_before = server_.cpu();
    auto outcome = run_client(what);
    const auto engine_cpu = cpu_time_of_this_process() - engine_before;
    const auto server_cpu = server_.cpu() - server_before;
    if (auto* no = std::get_if<problem>(&outcome)) return *no;
    return figures_from(std::get<nats_client_result>(outcome), engine_cpu.count(), server_cpu);
  }

  std::variant<run_figures, problem> figures_from(const nats_client_result& r,
                                                  nanoseconds engine_cpu, nanoseconds server_cpu) {
    const auto& load = options_.load;
    const auto paid = paid_of(r.lives);
    if (paid == 0 || (!load.rate && paid != r.lives.size()))
      return std::to_string(r.lives.size() - paid) + " orders were not answered as paid";
    run_figures out;
    if (load.rate) add_offered(out, *load.rate, r.lives.size() - paid);
    add_load_figures(out, r.lives);
    if (control_ != nullptr && control_->permitted())
      add_figures_without_pauses(out, r.lives, control_->seen());
    const auto us_per_order = [&](nanoseconds cpu) {
      return static_cast<double>(cpu) / 1000 / static_cast<double>(paid);
    };
    out.push_back({"engine_cpu_us_per_order", "CPU per order: engine with its NATS service", "µs",
                   2, us_per_order(engine_cpu)});
    out.push_back({"nats_server_cpu_us_per_order", "CPU per order: nats-server", "µs", 2,
                   us_per_order(server_cpu)});
    out.push_back(
        {"client_cpu_us_per_order", "CPU per order: client", "µs", 2, us_per_order(r.cpu)});
    return out;
  }

  const nats_options& options_;
  const signature_kind how_signed_;
  const client_command& client_;
  const std::filesystem::path folder_;
  const pause_control* control_;
  nats_server server_;
};

double value_of(const run_figures& of, std::string_view name) {
  const auto found =
      std::find_if(of.begin(), of.end(), [&](const measured& m) { return m.name == name; });
  SLUICE_INVARIANT(found != of.end());
  return found->value;
}

/// The signed round's figures, and how they compare.
void add_comparison(run_figures& to, const run_figures& unsigned_round) {
  const auto rate = value_of(unsigned_round, "orders_per_second");
  const auto share = 100 * value_of(to, "orders_per_second") / rate;
  const auto cpu = value_of(unsigned_round, "engine_cpu_us_per_order");
  to.push_back({"unsigned_orders_per_second", "unsigned: orders answered per second", "", 0, rate});
  to.push_back(
      {"unsigned_engine_cpu_us_per_order", "unsigned: CPU per order: engine", "µs", 2, cpu});
  to.push_back(
      {"signed_percent_of_unsigned", "signed orders per second, of unsigned", "%", 1, share});
}

/// Two rounds, each with a server and a log of its own, one right after the other: a machine whose
/// speed changes from minute to minute says little about figures, but something about their ratio.
std::variant<run_figures, problem> compared(
    const nats_options& options, const client_command& client, const std::filesystem::path& folder,
    const pause_control* control, bool signed_first) {
  std::array<run_figures, 2> rounds;  // unsigned, signed
  for (const bool is_signed : {signed_first, !signed_first}) {
    const auto how = is_signed ? options.how_signed : signature_kind{};
    auto outcome =
        nats_run{options, how, client, folder / (is_signed ? "signed" : "unsigned"), control}
            .measure();
    if (auto* no = std::get_if<problem>(&outcome)) return std::move(*no);
    rounds[is_signed ? 1 : 0] = std::get<run_figures>(std::move(outcome));
  }
  add_comparison(rounds[1], rounds[0]);
  return rounds[1];
}

}  // namespace

std::variant<report, problem> run_nats_bench(const nats_options& options,
                                             const client_command& client) {
  bool signed_first = true;
  auto outcome = report_of_load(
      options.load, "nats", "orders over a real nats-server",
      [&](const std::filesystem::path& folder, const pause_control* control) {
        if (!options.how_signed) return nats_run{options, {}, client, folder, control}.measure();
        signed_first = !signed_first;
        return compared(options, client, folder, control, signed_first);
      });
  auto* out = std::get_if<report>(&outcome);
  if (out == nullptr) return outcome;
  out->parameters.emplace_back("form", name_of(options.form));
  out->parameters.emplace_back("signed", name_of(options.how_signed));
  out->parameters.emplace_back("publish", options.publish ? "yes" : "no");
  out->notes.emplace_back(
      std::string(options.form == api::body_format::json ? "JSON" : "Protobuf") +
      " requests with a command id; client, server and engine are three processes on the same "
      "cores. The client pipelines over one connection; its messages are made beforehand.");
  if (options.how_signed)
    out->notes.emplace_back(
        "Signed beforehand, not while the clock runs (so a run must end within 120 s); each run is "
        "a "
        "round of unsigned and one of signed orders, in turns the one and the other first.");
  out->notes.emplace_back(options.publish ? "Every event is published on NATS as well."
                                          : "Events are not published; --publish does.");
  return outcome;
}

}  // namespace sluice::bench
