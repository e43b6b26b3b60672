#include "bench/load/recover_bench.hpp"

#include <atomic>
#include <semaphore>

#include "adapters/system/machine_clock.hpp"
#include "bench/load/history.hpp"

namespace sluice::bench {
namespace {

constexpr millis down_for{1000};  ///< between crash and restart

/// Time goes on a second after the log's last record, however long it took to write the history.
std::shared_ptr<clock_port> clock_after(const store::event_log& log) {
  instant last{};
  static_cast<void>(log.read_all(log.current_head().position, [&](const store::record& r) {
    last = instant{millis{r.time_ms}};
    return true;
  }));
  const auto no_wall = [] { return instant{}; };
  return std::make_shared<monotonic_clock>(
      last + down_for, monotonic_clock::sources{.wall = no_wall, .steady = machine_clock().steady});
}

/// When the last of several answers came, and whether each was an order.
class answers final : public reply_address {
 public:
  explicit answers(std::uint64_t expected) : missing_(expected) {}

  void reply(const answer& a) override {
    if (!std::holds_alternative<order_view>(a)) all_orders_ = false;
    if (missing_.fetch_sub(1) != 1) return;
    last_ = now_ns();
    complete_.release();
  }
  void wait() { complete_.acquire(); }
  [[nodiscard]] nanoseconds last() const noexcept { return last_; }
  [[nodiscard]] bool all_orders() const noexcept { return all_orders_; }

 private:
  std::atomic<std::uint64_t> missing_;
  std::atomic<nanoseconds> last_{0};
  std::atomic<bool> all_orders_{true};
  std::binary_semaphore complete_{0};
};

std::variant<run_figures, problem> one_start(const std::filesystem::path& folder,
                                             const std::vector<std::uint64_t>& open,
                                             std::uint64_t fresh) {
  std::uint64_t opened_now = 0;
  const auto began = now_ns();
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *no;
  const auto log = std::get<log_ptr>(opened);
  const auto log_opened = now_ns();
  const auto target = start_engine(log, {.clock = clock_after(*log)});
  const auto first_new = std::make_shared<answers>(1);
  const auto every_open = std::make_shared<answers>(open.size());
  auto order = create_request(id_kind::rising, fresh);
  order.reply_to = first_new;
  target->submit(std::move(order));
  for (const auto number : open)
    target->submit({.ask = get_order{{bench_merchant(), order_number(id_kind::rising, number)}},
                    .reply_to = every_open});
  first_new->wait();
  if (!open.empty()) every_open->wait();
  const auto last = std::max(first_new->last(), every_open->last());
  log->open_streams([&](std::string_view) { return ++opened_now > 0; });
  target->drain();
  if (!first_new->all_orders() || !every_open->all_orders())
    return "an open order was not found again";
  const auto ms = [&](nanoseconds at) { return static_cast<double>(at - began) / 1e6; };
  return run_figures{
      {"log_opened_ms", "log opened after", "ms", 1, ms(log_opened)},
      {"first_new_order_ms", "first new order paid after", "ms", 1, ms(first_new->last())},
      {"recovered_ms", "every open order in memory after", "ms", 1, ms(last)}};
}

}  // namespace

std::variant<report, problem> run_recover_bench(const recover_options& options) {
  const history past{.orders = options.finished + options.open, .open = options.open};
  const auto crashed = options.folder / "crashed";
  if (auto bad = write_log(crashed, past)) return *bad;
  const auto open = open_numbers(past);
  auto figures = figures_of(options.runs, [&](std::uint32_t run) {
    const auto log = options.folder / ("run-" + std::to_string(run));
    copy_log(crashed, log);
    auto outcome = one_start(log, open, past.orders);
    std::filesystem::remove_all(log);
    return outcome;
  });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "recover",
      .sentence = "start with " + std::to_string(options.open) + " open orders on a log of " +
                  std::to_string(options.finished) + " finished ones",
      .parameters = {{"finished", std::to_string(options.finished)},
                     {"open", std::to_string(options.open)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"From before the log is opened. The open orders lie all over the log; the channel "
                "of each had been called, so that each becomes in doubt, which is one more event.",
                "In memory: a question about each, sent at once, has been answered, which is part "
                "of the time. The files come from the page cache."}};
}

}  // namespace sluice::bench
