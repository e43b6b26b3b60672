#include "bench/load/books_bench.hpp"

#include <time.h>

#include "bench/load/history.hpp"
#include "domain/ledger/books.hpp"
#include "events/log_bookkeeper.hpp"
#include "events/stream_name.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint32_t many_merchants = 1000;

double seconds_of_processor() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

/// The money of all of them comes to accounts of ours. Written before the orders.
std::optional<problem> write_contracts(store::event_log& log, std::uint32_t merchants) {
  store::append_request all{.stream = contract_stream(), .open_after = false};
  for (std::uint32_t i = 0; i < merchants; ++i) {
    contract::agreed what{
        .with = {contract::side::merchant, bench_merchant(i).value()}, .version = 1, .who = {}};
    what.terms.owner = contract::account_owner::us;
    what.terms.rows.push_back({.by = {.parts_per_million = 6000}});
    all.records.push_back(encode(contract::event{what}, {}, instant{}));
  }
  const auto done = log.append(std::span(&all, 1));
  if (const auto* no = std::get_if<store::write_failed>(&done)) return no->what;
  return std::nullopt;
}

std::variant<log_ptr, problem> written(const std::filesystem::path& folder, std::uint64_t orders,
                                       std::uint32_t merchants) {
  if (auto bad = write_log(folder, {.orders = 0})) return *std::move(bad);
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *std::move(no);
  auto log = std::get<log_ptr>(std::move(opened));
  if (auto bad = write_contracts(*log, merchants)) return *std::move(bad);
  if (auto bad = write_history(*log, {.orders = orders, .merchants = merchants}))
    return *std::move(bad);
  return log;
}

/// Events a second of processor time.
std::variant<double, problem> project(const store::event_log& log, std::uint64_t orders) {
  log_bookkeeper keeper(log);
  ledger::books all;
  std::uint64_t events = 0;
  bool is_whole = true;
  const auto before = seconds_of_processor();
  const auto damage = log.read_all(1, [&](const store::record& r) {
    ++events;
    if (!log_bookkeeper::concerns(r.type)) return true;
    const auto known = decode(r);
    const auto* content = std::get_if<decoded>(&known);
    const auto* made = content == nullptr ? nullptr : keeper.take(r, content->event);
    is_whole = made != nullptr;
    if (is_whole)
      for (const auto& j : *made) all.post(j);
    return is_whole;
  });
  const auto took = seconds_of_processor() - before;
  if (damage) return "the log is damaged: " + damage->what;
  if (!is_whole || all.journals() != orders) return "the books do not have the orders of the log";
  return static_cast<double>(events) / took;
}

}  // namespace

std::variant<report, problem> run_books_bench(const books_options& options) {
  auto one = written(options.folder / "one", options.orders, 1);
  if (auto* no = std::get_if<problem>(&one)) return *no;
  auto many = written(options.folder / "many", options.orders, many_merchants);
  if (auto* no = std::get_if<problem>(&many)) return *no;
  auto figures = figures_of(options.runs, [&](std::uint32_t) -> std::variant<run_figures, problem> {
    run_figures out;
    for (const auto& [log, name, label] :
         {std::tuple{&one, "one_merchant_per_core", "events/s a core: one merchant has all"},
          std::tuple{&many, "many_merchants_per_core", "events/s a core: 1,000 take turns"}}) {
      const auto measured = project(*std::get<log_ptr>(*log), options.orders);
      if (const auto* no = std::get_if<problem>(&measured)) return *no;
      out.push_back({name, label, "", 0, std::get<double>(measured)});
    }
    return out;
  });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "books",
      .sentence = "the books of " + std::to_string(options.orders) +
                  " paid orders made from their log in one thread",
      .parameters = {{"orders", std::to_string(options.orders)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"Read, checked, decoded, posted. A core's second is a second of "
                "processor time of the reading thread. The files come from the page "
                "cache."}};
}

}  // namespace sluice::bench
