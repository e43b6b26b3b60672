#include "bench/load/isolation_bench.hpp"

#include <algorithm>
#include <optional>
#include <thread>

#include "base/invariant.hpp"
#include "bench/load/engine_host.hpp"
#include "bench/load/load_figures.hpp"
#include "bench/load/signing_channel.hpp"
#include "bench/load/slow_channel.hpp"

namespace sluice::bench {
namespace {

using namespace std::chrono_literals;

/// Of a good channel: 1600 calls a second, in all.
constexpr auto answers_after = 20ms;
constexpr std::uint32_t permits = 32;
constexpr std::uint32_t queue = 1024;
constexpr std::uint64_t others = 9;
constexpr std::uint64_t loudness = 100;
/// The trouble begins so long before the others are measured.
constexpr std::uint64_t head_start_seconds = 1;

const channel_id sick_channel{"sick"};
const merchant_id loud_merchant{"loud"};
const merchant_id unlucky_merchant{"unlucky"};  ///< whose only channel is the sick one

enum class trouble : std::uint8_t { none, channel_hangs, merchant_is_loud, channel_signs };

merchant_id other(std::uint64_t n) { return merchant_id{"other" + std::to_string(n % others)}; }

engine_settings settings_of_isolation() {
  auto s = bench_settings();
  s.response_limit = 2s;  // who asks at a channel that hangs shall not be waited for
  auto& good = s.channels.front();
  good.limits = {.max_in_flight = permits, .queue_capacity = queue};
  auto sick = good;
  sick.id = sick_channel;
  s.channels.push_back(sick);
  auto merchant = s.merchants.front();
  s.merchants.clear();
  const auto add = [&](const merchant_id& id, const channel_id& at) {
    merchant.id = id;
    merchant.channels = {at};
    s.merchants.push_back(merchant);
  };
  for (std::uint64_t n = 0; n < others; ++n) add(other(n), bench_channel());
  add(loud_merchant, bench_channel());
  add(unlucky_merchant, sick_channel);
  return s;
}

host_options host_of(const std::shared_ptr<channel_port>& good,
                     const std::shared_ptr<channel_port>& sick) {
  host_options host;
  host.settings = settings_of_isolation();
  host.channel = good;
  host.more_channels = {{sick_channel, sick}};
  host.who_may.open.clear();
  for (const auto& m : host.settings.merchants) host.who_may.open.insert(m.id);
  return host;
}

void ask_for(request& r, const merchant_id& merchant) {
  std::get<create_order>(r.ask).order.merchant = merchant;
}

/// Orders of one merchant, beside those that are measured.
class noise {
 public:
  noise(engine& target, merchant_id whose, std::uint64_t rate, std::uint64_t seconds)
      : load_(target, id_kind::rising, first, rate * seconds,
              [whose = std::move(whose)](std::uint64_t, request& r) { ask_for(r, whose); }),
        thread_([this, rate] { load_.run().run_open(static_cast<double>(rate)); }) {}

 private:
  static constexpr std::uint64_t first = 1'000'000'000;

  direct_load load_;
  std::jthread thread_;
};

struct phase_figures {
  double p90_ms = 0;
  double p99_ms = 0;
  double flood_per_second = 0;  ///< calls of the channel that signs as much as it can
};

double named(const run_figures& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const measured& f) { return f.name == name; });
  SLUICE_INVARIANT(found != all.end());
  return found->value;
}

/// The latencies of the others.
class phase {
 public:
  /// `payment`: what every call signs and checks; null: nothing.
  phase(const isolation_options& options, const pause_control& control, signed_payment_ptr payment)
      : options_(options), control_(control), payment_(std::move(payment)) {}

  std::variant<phase_figures, problem> measure(trouble what) const {
    const auto folder = options_.folder / "phase";
    auto opened = open_log(folder);
    if (auto* no = std::get_if<problem>(&opened)) return *no;
    signing_pool pool;
    std::shared_ptr<channel_port> good =
        std::make_shared<slow_channel>(slow_channel::manner::answers, answers_after);
    if (payment_) good = std::make_shared<signing_channel>(payment_, pool.open_share(), good);
    const auto sick = std::make_shared<slow_channel>(slow_channel::manner::hangs, answers_after);
    auto outcome = [&] {
      const auto target = start_engine(std::get<log_ptr>(std::move(opened)), host_of(good, sick));
      auto figures = measure_beside(what, *target, pool);
      sick->let_go();
      target->drain();
      return figures;
    }();
    std::filesystem::remove_all(folder);
    return outcome;
  }

 private:
  std::variant<phase_figures, problem> measure_beside(trouble what, engine& target,
                                                      signing_pool& pool) const {
    const auto noisy = options_.seconds + head_start_seconds;
    std::optional<noise> beside;
    std::optional<signing_flood> flood;
    switch (what) {
      case trouble::none: break;
      case trouble::channel_hangs:
        beside.emplace(target, unlucky_merchant, options_.rate * others, noisy);
        break;
      case trouble::merchant_is_loud:
        beside.emplace(target, loud_merchant, options_.rate * loudness, noisy);
        break;
      case trouble::channel_signs: flood.emplace(payment_, pool.open_share(), permits); break;
    }
    std::this_thread::sleep_for(std::chrono::seconds(head_start_seconds));
    const auto rate = options_.rate * others;
    direct_load measured{target, id_kind::rising, 0, rate * options_.seconds,
                         [](std::uint64_t n, request& r) { ask_for(r, other(n)); }};
    const auto flood_before = flood ? flood->calls() : 0;
    const auto began = now_ns();
    measured.run().run_open(static_cast<double>(rate));
    const auto took = now_ns() - began;
    const auto flood_calls = (flood ? flood->calls() : 0) - flood_before;
    auto out = figures_of_phase(measured.run().lives());
    if (auto* const figures = std::get_if<phase_figures>(&out))
      figures->flood_per_second =
          static_cast<double>(flood_calls) * 1e9 / static_cast<double>(took);
    return out;
  }

  std::variant<phase_figures, problem> figures_of_phase(std::span<const order_life> lives) const {
    if (paid_of(lives) != lives.size()) return "an order of the others was not paid";
    run_figures all;
    add_load_figures(all, lives);
    if (!control_.permitted()) return phase_figures{named(all, "p90_ms"), named(all, "p99_ms")};
    add_figures_without_pauses(all, lives, control_.seen());
    return phase_figures{named(all, "p90_ms"), named(all, "p99_without_pauses_ms")};
  }

  const isolation_options& options_;
  const pause_control& control_;
  const signed_payment_ptr payment_;
};

/// One pair of phases.
std::optional<problem> add_pair(run_figures& to, const phase& of, trouble what,
                                const std::string& name, const std::string& label) {
  const auto without = of.measure(trouble::none);
  if (const auto* no = std::get_if<problem>(&without)) return *no;
  const auto with = of.measure(what);
  if (const auto* no = std::get_if<problem>(&with)) return *no;
  const auto& before = std::get<phase_figures>(without);
  const auto& beside = std::get<phase_figures>(with);
  to.push_back(
      {name + "_p90_ratio", label + ": p90, with ÷ without", "", 3, beside.p90_ms / before.p90_ms});
  to.push_back(
      {name + "_p99_ratio", label + ": p99, with ÷ without", "", 3, beside.p99_ms / before.p99_ms});
  to.push_back({name + "_p90_ms", "  p90 with it", "ms", 3, beside.p90_ms});
  to.push_back({name + "_p99_ms", "  p99 with it", "ms", 3, beside.p99_ms});
  if (what == trouble::channel_signs)
    to.push_back(
        {name + "_calls_per_second", "  its calls a second", "", 0, beside.flood_per_second});
  return std::nullopt;
}

/// What the troubles are that a run has.
std::optional<problem> add_pairs(run_figures& to, const phase& of, const isolation_options& o) {
  if (!o.dialect.empty())
    return add_pair(to, of, trouble::channel_signs, "sign", "a channel signs all it can");
  if (auto bad = add_pair(to, of, trouble::channel_hangs, "hang", "a channel hangs")) return bad;
  return add_pair(to, of, trouble::merchant_is_loud, "loud", "a merchant is loud");
}

std::string sentence_of(const isolation_options& o) {
  const std::string others_alone =
      "nine merchants at a channel that answers after 15 to 25 ms, alone; ";
  if (o.dialect.empty())
    return others_alone +
           "while another channel hangs completely; while a tenth merchant sends 100 times its "
           "share";
  return others_alone +
         "while another channel signs and checks as much as the pool lets it; both " + "as " +
         o.dialect + " does";
}

/// Null: no dialect is named.
std::variant<signed_payment_ptr, problem> payment_of(const std::string& dialect_name) {
  if (dialect_name.empty()) return signed_payment_ptr{};
  const auto* const row = find_dialect(dialect_name);
  if (row == nullptr) return "no dialect is called " + dialect_name;
  return signed_payment::of(*row);
}

}  // namespace

std::variant<report, problem> run_isolation_bench(const isolation_options& options) {
  const pause_control control;  // before the engines' threads: it forks
  auto payment = payment_of(options.dialect);
  if (auto* no = std::get_if<problem>(&payment)) return std::move(*no);
  const phase one(options, control, std::get<signed_payment_ptr>(std::move(payment)));
  auto figures = figures_of(options.runs, [&](std::uint32_t) -> std::variant<run_figures, problem> {
    run_figures out;
    if (auto bad = add_pairs(out, one, options)) return *std::move(bad);
    return out;
  });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  report told{
      .workload = "isolation",
      .sentence = sentence_of(options),
      .parameters = {{"seconds", std::to_string(options.seconds)},
                     {"rate", std::to_string(options.rate)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {control.permitted()
                    ? "p99 is without the orders under way during a pause of the machine."
                    : "No control for the machine's pauses: it needs real-time priority (root, or "
                      "CAP_SYS_NICE). p99 is with everything in."}};
  if (!options.dialect.empty()) told.parameters.emplace_back("dialect", options.dialect);
  return told;
}

}  // namespace sluice::bench
