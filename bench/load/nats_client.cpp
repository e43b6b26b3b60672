#include "bench/load/nats_client.hpp"

#include "adapters/access/signing.hpp"
#include "adapters/nats/message.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/stopwatch.hpp"
#include "bench/load/nats_bodies.hpp"
#include "bench/load/nats_pipe.hpp"
#include "bench/load/result_file.hpp"

namespace sluice::bench {
namespace {

constexpr const char* subject_of_create = "pay.order.create";

class pipelined_client {
 public:
  explicit pipelined_client(const nats_client_options& options)
      : options_(options),
        load_(options.orders, [this](std::uint64_t i) { pipe_.send(*messages_[i]); }),
        pipe_([this](std::uint64_t i, natsMsg& answer) {
          load_.answered(i, says_paid(options_.form, nats::body_of(answer)));
        }) {}

  std::optional<problem> connect() {
    return pipe_.connect(
        options_.url, options_.rate ? nats_pipe::leaving::at_once : nats_pipe::leaving::together);
  }

  std::optional<problem> make_messages() {
    for (std::uint64_t i = 0; i < options_.orders; ++i) {
      const auto number = options_.first + i;
      const auto body = create_body(options_.form, order_number(options_.ids, number));
      auto made = pipe_.make(subject_of_create, i, body);
      if (made == nullptr) return "no memory for the benchmark's messages";
      nats::set_header(*made, "Nats-Msg-Id", command_number(options_.ids, number).value());
      if (options_.form != api::body_format::json)
        nats::set_header(*made, "Content-Type", std::string(api::content_type_of(options_.form)));
      if (options_.how_signed) sign(*made, bench_key(*options_.how_signed));
      messages_.push_back(std::move(made));
    }
    return std::nullopt;
  }

  nats_client_result run() {
    constexpr std::chrono::seconds silence_that_says_all{20};
    load_.give_up_after(silence_that_says_all);
    const auto cpu_before = cpu_time_of_this_process();
    if (options_.rate)
      load_.run_open(*options_.rate);
    else
      load_.run_closed(options_.in_flight);
    const auto cpu = cpu_time_of_this_process() - cpu_before;
    pipe_.hear_no_more();
    return {.lives = {load_.lives().begin(), load_.lives().end()}, .cpu = cpu.count()};
  }

 private:
  static void sign(natsMsg& message, const access::signing_key& by) {
    const auto id = nats::header(message, "Nats-Msg-Id");
    const auto type = nats::header(message, "Content-Type");
    for (const auto& [name, value] : access::signature_headers(
             by,
             {.prefix = "pay",
              .subject = subject_of_create,
              .message_id = id,
              .content_type = type,
              .body = nats::body_of(message)},
             machine_clock().wall()))
      nats::set_header(message, name.c_str(), value);
  }

  const nats_client_options& options_;
  std::vector<nats::message_ptr> messages_;
  load load_;
  nats_pipe pipe_;
};

}  // namespace

std::variant<nats_client_result, problem> run_nats_client(const nats_client_options& options) {
  pipelined_client client{options};
  if (auto bad = client.connect()) return *bad;
  if (auto bad = client.make_messages()) return *bad;
  return client.run();
}

bool write_result(const nats_client_result& r, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::binary);
  write_value(out, r.cpu);
  write_values<order_life>(out, r.lives);
  return static_cast<bool>(out.flush());
}

std::optional<nats_client_result> read_result(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  nats_client_result out;
  out.cpu = read_value<nanoseconds>(in);
  out.lives = read_values<order_life>(in);
  if (!in || out.lives.empty()) return std::nullopt;
  return out;
}

}  // namespace sluice::bench
