#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>

#include "bench/micro/sample_order.hpp"
#include "store/key_layout.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::bench {
namespace {

/// On a disk, not in /tmp, which may lie in memory.
class log_in_scratch {
 public:
  log_in_scratch() {
    std::string pattern = "/var/tmp/sluice-micro-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder in /var/tmp");
    folder_ = pattern;
    auto opened = store::open_rocksdb_event_log({.folder = folder_ / "log", .create = true});
    if (auto* no = std::get_if<store::open_error>(&opened)) throw std::runtime_error(no->message);
    log_ = std::move(std::get<std::unique_ptr<store::event_log>>(opened));
  }
  ~log_in_scratch() {
    log_.reset();
    std::filesystem::remove_all(folder_);
  }
  log_in_scratch(const log_in_scratch&) = delete;
  log_in_scratch& operator=(const log_in_scratch&) = delete;

  [[nodiscard]] store::event_log& operator*() const noexcept { return *log_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<store::event_log> log_;
};

/// What one order appends before its channel is called: two records, two index entries.
store::append_request first_append(std::uint64_t number,
                                   const std::vector<store::new_record>& records) {
  const auto stream = order_stream(sample_id(number));
  const auto key = command_number(id_kind::rising, number).value();
  return {.stream = stream,
          .records = records,
          .entries = {{store::entry_kind::channel_key, key, stream},
                      {store::entry_kind::command, key, std::string(16, 'b')}}};
}

void append_orders_with_one_sync(benchmark::State& state) {
  const log_in_scratch log;
  auto records = sample_records();
  records.resize(2);
  std::uint64_t number = 0;
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    std::vector<store::append_request> batch;
    for (auto i = state.range(0); i > 0; --i) batch.push_back(first_append(++number, records));
    state.ResumeTiming();
    if (std::holds_alternative<store::write_failed>((*log).append(batch)))
      state.SkipWithError("the log cannot be written");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(append_orders_with_one_sync)->Arg(1)->Arg(16)->Arg(256)->UseRealTime();

}  // namespace
}  // namespace sluice::bench
