#include "bench/load/history.hpp"

#include <algorithm>
#include <future>
#include <thread>

#include "actors/desk/command_ids.hpp"
#include "actors/order/pay_command.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/stopwatch.hpp"
#include "domain/order/decide.hpp"
#include "domain/routing/explanation.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint64_t group_size = 1024;  ///< orders that begin in one synced batch

bool stays_open(const history& what, std::uint64_t index) {
  return what.open > 0 && index * what.open / what.orders != (index + 1) * what.open / what.orders;
}

/// Makes what the order's actor would hand to the log.
class order_writer {
 public:
  explicit order_writer(instant now) : now_(now) {}

  struct both_writes {
    store::append_request begin;  ///< accepted, attempt started
    store::append_request end;    ///< paid
  };

  both_writes write(id_kind ids, std::uint64_t number, const merchant_id& whose) {
    auto asked = create_request(ids, number);
    auto command = pay_command(std::get<create_order>(std::move(asked.ask)));
    command.order.merchant = whose;
    command.route = {bench_channel()};
    command.explanation = routing::pack({.candidates = {{.what = routing::verdict::chosen}}});
    const auto stream = order_stream(command.order);
    const auto amount = command.amount;
    const auto key = numbers_.of_attempt(bench_channel(), command.order, attempt_no{1});
    const auto command_key = index_key({command.order.merchant, asked.id});

    order::state state;
    both_writes out;
    out.begin = append(state, stream, std::move(command), {asked.id.value(), {}});
    out.begin.entries = {
        {store::entry_kind::channel_key, key.value(), stream},
        {store::entry_kind::command, command_key, {asked.body.begin(), asked.body.end()}}};
    out.end = append(
        state, stream,
        order::attempt_report{
            .attempt = attempt_no{1},
            .from = order::source::pay_answer,
            .found = order::finding::paid,
            .code = "SUCCESS",
            .channel_reference = key.value(),
            .amount = amount},
        {});
    return out;
  }

 private:
  store::append_request append(order::state& state, const std::string& stream,
                               const order::command& command, const cause& why) {
    const auto decided =
        decide(state, command, {.now = now_, .timing = timing_, .numbers = numbers_});
    store::append_request out{.stream = stream, .expected = position_of(state)};
    for (const auto& event : std::get<order::effects>(decided).events) {
      state = evolve(std::move(state), event, now_);
      out.records.push_back(encode(event, why, now_));
    }
    written_ = static_cast<store::stream_sequence>(out.records.size());
    out.open_after = !is_closed(state);
    return out;
  }

  [[nodiscard]] store::stream_sequence position_of(const order::state& state) const {
    return std::holds_alternative<order::absent>(state.now) ? 0 : written_;
  }

  instant now_;
  attempt_timing timing_;
  channel_numbers numbers_ = bench_numbers();
  store::stream_sequence written_ = 0;  ///< by the order's first append
};

/// What is synced together: the second halves of one group, the first halves of the next.
class batch_maker {
 public:
  explicit batch_maker(const history& what) : what_(what), writer_(machine_clock().wall()) {}

  /// Empty: all has been written.
  std::vector<store::append_request> next() {
    auto batch = std::exchange(second_halves_, {});
    const auto until = std::min(index_ + group_size, what_.orders);
    for (; index_ < until; ++index_) {
      const auto whose = bench_merchant(static_cast<std::uint32_t>(index_ % what_.merchants));
      auto made = writer_.write(what_.ids, what_.first + index_, whose);
      batch.push_back(std::move(made.begin));
      if (!stays_open(what_, index_)) second_halves_.push_back(std::move(made.end));
    }
    return batch;
  }

 private:
  const history& what_;
  order_writer writer_;
  std::uint64_t index_ = 0;
  std::vector<store::append_request> second_halves_;
};

std::optional<problem> append(store::event_log& log,
                              const std::vector<store::append_request>& batch) {
  const auto outcome = log.append(batch);
  if (const auto* failed = std::get_if<store::write_failed>(&outcome)) return failed->what;
  for (const auto& result : std::get<std::vector<store::append_result>>(outcome))
    if (!std::holds_alternative<store::committed>(result))
      return "an order of the history is in the log already";
  return std::nullopt;
}

}  // namespace

std::optional<problem> write_history(store::event_log& log, const history& what) {
  batch_maker maker{what};
  for (auto batch = maker.next(); !batch.empty();) {
    // The next one is made while this one is written: ten million orders take a while.
    auto following = std::async(std::launch::async, [&] { return maker.next(); });
    auto failed = append(log, batch);
    batch = following.get();
    if (failed) return failed;
  }
  return std::nullopt;
}

std::optional<problem> write_log(const std::filesystem::path& folder, const history& what) {
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *no;
  const auto& log = std::get<log_ptr>(opened);
  auto failed = write_history(*log, what);
  if (!failed) wait_until_idle();
  log->close();
  return failed;
}

std::vector<std::uint64_t> open_numbers(const history& what) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t i = 0; i < what.orders; ++i)
    if (stays_open(what, i)) out.push_back(what.first + i);
  return out;
}

void copy_log(const std::filesystem::path& from, const std::filesystem::path& to) {
  namespace fs = std::filesystem;
  fs::create_directories(to);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const auto target = to / entry.path().lexically_relative(from);
    if (entry.is_directory())
      fs::create_directories(target);
    else if (entry.path().extension() == ".sst")
      fs::create_hard_link(entry.path(), target);
    else
      fs::copy_file(entry.path(), target);
  }
}

void wait_until_idle() {
  constexpr std::chrono::milliseconds look{250};
  constexpr int looks_at_least = 2;
  for (int idle = 0; idle < looks_at_least;) {
    const auto before = cpu_time_of_this_process();
    std::this_thread::sleep_for(look);
    idle = cpu_time_of_this_process() - before < look / 20 ? idle + 1 : 0;
  }
}

}  // namespace sluice::bench
