#pragma once
/// The engine as every workload runs it: the real log, one merchant, one channel inside the
/// process. Nothing is switched off that production would have on.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <variant>

#include "actors/engine/engine.hpp"
#include "bench/load/load.hpp"
#include "bench/load/order_maker.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

using log_ptr = std::shared_ptr<store::event_log>;
/// Makes the log when there is none.
[[nodiscard]] std::variant<log_ptr, problem> open_log(const std::filesystem::path& folder);

/// Warnings onto stderr; nothing else.
[[nodiscard]] std::shared_ptr<observer> bench_observer();

/// Limits so wide that the engine is what is measured, not its refusals.
[[nodiscard]] engine_settings bench_settings();

struct host_options {
  engine_settings settings = bench_settings();
  std::shared_ptr<channel_port> channel{};  ///< nothing: one that says yes at once
  std::map<channel_id, std::shared_ptr<channel_port>> more_channels{};
  std::shared_ptr<event_sink> events{};     ///< nothing: events are not published
  std::shared_ptr<webhook_port> webhooks{};  ///< nothing: no merchant is told of anything
  bool alarms = true;
  access::take_over who_may{.open = {bench_merchant()}};
  std::shared_ptr<clock_port> clock{};      ///< nothing: the machine's
};
[[nodiscard]] std::unique_ptr<engine> start_engine(log_ptr log, host_options options = {});

/// Create requests straight into an engine of this process. Outlives the load that it feeds.
class direct_load {
 public:
  /// What a workload wants otherwise about the request of this number.
  using change = std::function<void(std::uint64_t number, request&)>;
  /// Numbers the orders from `first`.
  direct_load(engine& target, id_kind ids, std::uint64_t first, std::uint64_t orders,
              change otherwise = {});
  ~direct_load();
  direct_load(const direct_load&) = delete;
  direct_load& operator=(const direct_load&) = delete;

  [[nodiscard]] load& run() noexcept { return load_; }

 private:
  class address;

  void send(std::uint64_t index);

  engine& target_;
  id_kind ids_;
  std::uint64_t first_;
  change otherwise_;
  std::unique_ptr<address[]> addresses_;  ///< one an order, made beforehand
  load load_;
};

}  // namespace sluice::bench
