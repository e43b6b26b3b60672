#include "bench/load/channel_bench.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "adapters/signing/rsa_signature.hpp"
#include "base/invariant.hpp"
#include "bench/load/channel_exchange.hpp"
#include "bench/load/load.hpp"

namespace sluice::bench {
namespace {

using durations = std::vector<nanoseconds>;

template <class Work>
nanoseconds ns_of(Work work) {
  const auto began = now_ns();
  work();
  return now_ns() - began;
}

/// The upper one of two in the middle.
double median_of(durations all) {
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return static_cast<double>(*middle);
}

/// One dialect, with all that is asked again and again.
struct subject {
  std::string name;
  std::unique_ptr<dialect> speaks;
  std::vector<exchange> exchanges;
  std::optional<rsa_halves> rsa;
};

std::variant<subject, problem> prepared(const dialect_row& row) {
  subject out{.name = std::string(row.name),
              .speaks = simulated_dialect(row),
              .exchanges = {},
              .rsa = rsa_of(row.name)};
  if (out.speaks == nullptr) return "there is no simulated channel that speaks " + out.name;
  for (const auto& which : calls_of(row)) {
    auto one = recorded(row, *out.speaks, which);
    if (auto* no = std::get_if<problem>(&one)) return std::move(*no);
    out.exchanges.push_back(std::get<exchange>(std::move(one)));
  }
  return out;
}

std::variant<std::vector<subject>, problem> all_prepared(const std::string& dialect_name) {
  std::vector<subject> out;
  for (const auto& row : all_dialects()) {
    if (!dialect_name.empty() && row.name != dialect_name) continue;
    auto one = prepared(row);
    if (auto* no = std::get_if<problem>(&one)) return std::move(*no);
    out.push_back(std::get<subject>(std::move(one)));
  }
  if (out.empty()) return "no dialect is called " + dialect_name;
  return out;
}

void add_exchange(run_figures& to, const subject& of, const exchange& one, std::uint64_t calls) {
  durations assembling, understanding;
  for (std::uint64_t n = 0; n < calls; ++n) {
    assembling.push_back(ns_of([&] {
      const auto sent = of.speaks->assemble(one.call, {.now = one.at, .chance = n});
      SLUICE_INVARIANT(!std::holds_alternative<no_such_operation>(sent));
    }));
    if (!one.answer) continue;
    understanding.push_back(
        ns_of([&] { (void)of.speaks->understand(one.call, *one.answer, one.at); }));
  }
  const auto assembled = median_of(std::move(assembling));
  const auto understood = one.answer ? median_of(std::move(understanding)) : 0.0;
  const auto name = of.name + '_' + name_of(one.which);
  const auto label = of.name + ", " + std::string(sluice::name_of(one.which.what)) + ' ' +
                     std::string(sluice::name_of(one.which.type));
  to.push_back({name + "_assemble_ns", label + ": assembled", "ns", 0, assembled});
  if (one.answer) to.push_back({name + "_understand_ns", "  understood", "ns", 0, understood});
  constexpr double ns_a_second = 1e9;
  to.push_back({name + "_calls_per_second", "  calls a second, one thread", "", 0,
                ns_a_second / (assembled + understood)});
}

void add_rsa(run_figures& to, const subject& of, std::uint64_t calls) {
  const auto& rsa = *of.rsa;
  durations signatures, checks;
  for (std::uint64_t n = 0; n < calls; ++n) {
    signatures.push_back(ns_of([&] {
      SLUICE_INVARIANT(!rsa_sign(rsa.ours, signing::rsa_hash::sha256, rsa.text).empty());
    }));
    checks.push_back(ns_of([&] {
      SLUICE_INVARIANT(
          is_rsa_signature(rsa.signed_by_them, rsa.theirs, signing::rsa_hash::sha256, rsa.text));
    }));
  }
  to.push_back({of.name + "_rsa_sign_ns", of.name + ", RSA alone: a signature", "ns", 0,
                median_of(std::move(signatures))});
  to.push_back({of.name + "_rsa_check_ns", "  a check", "ns", 0, median_of(std::move(checks))});
}

run_figures measured_once(const std::vector<subject>& all, std::uint64_t calls) {
  run_figures out;
  for (const auto& one : all) {
    for (const auto& asked : one.exchanges) add_exchange(out, one, asked, calls);
    if (one.rsa) add_rsa(out, one, calls);
  }
  return out;
}

}  // namespace

std::variant<report, problem> run_channel_bench(const channel_options& options) {
  auto made = all_prepared(options.dialect);
  if (auto* no = std::get_if<problem>(&made)) return std::move(*no);
  const auto& subjects = std::get<std::vector<subject>>(made);
  constexpr std::uint64_t warm_up = 10;
  (void)measured_once(subjects, std::min(warm_up, options.calls));
  auto figures = figures_of(options.runs, [&](std::uint32_t) -> std::variant<run_figures, problem> {
    return measured_once(subjects, options.calls);
  });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "channel",
      .sentence =
          "calls of the dialects by themselves, in one thread: assembled and signed; and the "
          "simulated channels' answers, checked and read",
      .parameters = {{"calls", std::to_string(options.calls)},
                     {"dialect", options.dialect.empty() ? "all" : options.dialect}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"Nanoseconds: the median call of a run. Calls a second: of two such medians.",
                "Without a figure for \"understood\": the payer's browser or app sends it, and no "
                "answer comes here.",
                "Keys of the simulated accounts: RSA with 2048 bits."}};
}

}  // namespace sluice::bench
