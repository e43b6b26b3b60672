#include "bench/load/overload_client.hpp"

#include <algorithm>

#include "adapters/system/stopwatch.hpp"
#include "bench/load/nats_pipe.hpp"
#include "bench/load/result_file.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint64_t warm_up_commands = 20'000;
static_assert(warm_up_commands >= orders_looked_at);

/// One step under way: when its commands are sent, and what is said to each.
class step_under_way {
 public:
  step_under_way(step which, std::uint64_t commands, nats_pipe& pipe)
      : which_(which),
        pipe_(pipe),
        heard_(commands),
        load_(commands, [this](std::uint64_t index) { send(index); }) {
    constexpr std::chrono::seconds silence_that_says_all{10};
    load_.give_up_after(silence_that_says_all);
  }

  void run_closed(std::uint32_t in_flight) {
    measured([&] { load_.run_closed(in_flight); });
  }
  void send_open(double rate) {
    measured([&] { load_.send_open(rate); });
  }
  void wait_for_answers() { load_.wait_for_answers(); }

  /// On the pipe's thread.
  void hear(std::uint64_t index, std::string_view answer) {
    auto& mine = heard_[index];
    if (mine.answers != 0) return static_cast<void>(++mine.answers);
    mine = read_answer(answer);
    load_.answered(index, is_taken(mine.said));
  }

  /// When nothing is heard any more.
  [[nodiscard]] step_record record() const {
    step_record out{.of = summary_, .lives = {}};
    out.lives.reserve(heard_.size());
    for (std::size_t i = 0; i < heard_.size(); ++i)
      out.lives.push_back({load_.lives()[i].begin, load_.lives()[i].end, heard_[i]});
    return out;
  }

 private:
  template <class Work>
  void measured(Work work) {
    summary_.began = now_ns();
    const auto cpu_before = cpu_time_of_this_process();
    work();
    summary_.cpu = (cpu_time_of_this_process() - cpu_before).count();
    summary_.sent_until = now_ns();
  }

  void send(std::uint64_t index) {
    const auto number = number_of(which_, index);
    const auto what = kind_of(number);
    const auto message = pipe_.make(subject_of(what), number, command_body(number));
    if (message == nullptr) return;  // then it has no answer, and is told as such
    if (what != kind::look)
      nats::set_header(*message, "Nats-Msg-Id", command_number(id_kind::rising, number).value());
    pipe_.send(*message);
  }

  const step which_;
  nats_pipe& pipe_;
  step_record::summary summary_{};
  std::vector<heard> heard_;
  load load_;
};

class client {
 public:
  explicit client(const overload_client_options& options)
      : options_(options), pipe_([this](std::uint64_t number, natsMsg& answer) {
          steps_[number / numbers_of_a_step]->hear(
              number % numbers_of_a_step, nats::body_of(answer));
        }) {}

  std::variant<step_records, problem> run() {
    if (auto bad = pipe_.connect(options_.url, nats_pipe::leaving::together)) return *bad;
    begin(step::warm_up, warm_up_commands).run_closed(options_.in_flight);
    const auto at_first = taken_per_second(record_of(step::warm_up));
    begin(step::calibrate, commands_of(at_first, options_.calibrate_seconds))
        .run_closed(options_.in_flight);
    const auto can_do = taken_per_second(record_of(step::calibrate));
    if (can_do < 1) return "no command of the closed loop was taken";

    const auto offered = options_.times * can_do;
    auto& overload = begin(step::overload, commands_of(offered, options_.seconds));
    auto& after = begin(step::after, commands_of(can_do, options_.after_seconds));
    overload.send_open(offered);
    after.send_open(can_do);
    overload.wait_for_answers();
    after.wait_for_answers();
    pipe_.hear_no_more();

    step_records out;
    for (const auto s : enumerators<step>) out[static_cast<std::size_t>(s)] = record_of(s);
    return out;
  }

 private:
  static std::uint64_t commands_of(double rate, std::uint32_t seconds) {
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(rate * seconds));
  }
  step_under_way& begin(step which, std::uint64_t commands) {
    auto& place = steps_[static_cast<std::size_t>(which)];
    place = std::make_unique<step_under_way>(which, commands, pipe_);
    return *place;
  }
  [[nodiscard]] step_record record_of(step which) const {
    return steps_[static_cast<std::size_t>(which)]->record();
  }

  const overload_client_options& options_;
  std::array<std::unique_ptr<step_under_way>, enumerators<step>.size()> steps_;
  nats_pipe pipe_;
};

}  // namespace

double taken_per_second(const step_record& r) {
  std::uint64_t taken = 0;
  nanoseconds last = r.of.began;
  for (const auto& life : r.lives) {
    if (is_taken(life.answer.said)) ++taken;
    last = std::max(last, life.end);
  }
  return 1e9 * static_cast<double>(taken) /
         static_cast<double>(std::max<nanoseconds>(1, last - r.of.began));
}

std::variant<step_records, problem> run_overload_client(const overload_client_options& options) {
  return client{options}.run();
}

bool write_records(const step_records& r, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  for (const auto& s : r) {
    write_value(out, s.of);
    write_values<command_life>(out, s.lives);
  }
  return static_cast<bool>(out.flush());
}

std::optional<step_records> read_records(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  step_records out;
  for (auto& s : out) {
    s.of = read_value<step_record::summary>(in);
    s.lives = read_values<command_life>(in);
    if (!in || s.lives.empty()) return std::nullopt;
  }
  return out;
}

}  // namespace sluice::bench
