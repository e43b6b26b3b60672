#include "bench/load/nats_client.hpp"

#include <nats/nats.h>

#include <atomic>
#include <charconv>
#include <fstream>
#include <thread>

#include "adapters/access/signing.hpp"
#include "adapters/nats/connection.hpp"
#include "adapters/nats/message.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/stopwatch.hpp"
#include "bench/load/nats_bodies.hpp"

namespace sluice::bench {
namespace {

struct release {
  void operator()(natsOptions* o) const noexcept { natsOptions_Destroy(o); }
  void operator()(natsConnection* c) const noexcept { natsConnection_Destroy(c); }
  void operator()(natsSubscription* s) const noexcept { natsSubscription_Destroy(s); }
};

/// Sends what has been published, once for all that came together: nats.c by itself would wait for
/// a millisecond first, or make a system call a message.
class flusher {
 public:
  explicit flusher(natsConnection* c) : connection_(c), thread_([this] { run(); }) {}
  ~flusher() {
    stop_ = true;
    wake();
    thread_.join();
  }
  flusher(const flusher&) = delete;
  flusher& operator=(const flusher&) = delete;

  void wake() {
    if (published_.exchange(true)) return;
    published_.notify_one();
  }

 private:
  void run() {
    while (true) {
      published_.wait(false);
      published_ = false;
      if (stop_) return;
      natsConnection_Flush(connection_);
    }
  }

  natsConnection* connection_;
  std::atomic<bool> published_{false};
  std::atomic<bool> stop_{false};
  std::thread thread_;  ///< last: it uses all of the above
};

constexpr const char* subject_of_create = "pay.order.create";

class pipelined_client {
 public:
  explicit pipelined_client(const nats_client_options& options)
      : options_(options), load_(options.orders, [this](std::uint64_t i) { send(i); }) {}

  std::optional<problem> connect() {
    natsOptions* raw = nullptr;
    auto status = natsOptions_Create(&raw);
    const std::unique_ptr<natsOptions, release> into(raw);
    if (status == NATS_OK) status = natsOptions_SetURL(raw, options_.url.c_str());
    // On a schedule each message is due by itself.
    if (status == NATS_OK) status = natsOptions_SetSendAsap(raw, options_.rate.has_value());
    natsConnection* connected = nullptr;
    if (status == NATS_OK) status = natsConnection_Connect(&connected, raw);
    connection_.reset(connected);
    natsSubscription* heard = nullptr;
    if (status == NATS_OK)
      status = natsConnection_Subscribe(&heard, connected, (inbox_ + "*").c_str(), on_answer, this);
    subscription_.reset(heard);
    constexpr int no_limit = -1;
    if (status == NATS_OK) status = natsSubscription_SetPendingLimits(heard, no_limit, no_limit);
    if (status == NATS_OK) status = natsConnection_Flush(connected);
    if (status == NATS_OK) return std::nullopt;
    return "the benchmark's client cannot use " + secret_url(options_.url).shown() + ": " +
           natsStatus_GetText(status);
  }

  std::optional<problem> make_messages() {
    for (std::uint64_t i = 0; i < options_.orders; ++i) {
      const auto number = options_.first + i;
      const auto body = create_body(options_.form, order_number(options_.ids, number));
      natsMsg* made = nullptr;
      const auto status =
          natsMsg_Create(&made, subject_of_create, (inbox_ + std::to_string(i)).c_str(),
                         body.data(), static_cast<int>(body.size()));
      if (status != NATS_OK) return "no memory for the benchmark's messages";
      nats::set_header(*made, "Nats-Msg-Id", command_number(options_.ids, number).value());
      if (options_.form != api::body_format::json)
        nats::set_header(*made, "Content-Type", std::string(api::content_type_of(options_.form)));
      messages_.emplace_back(made);
      if (options_.how_signed) sign(*made, bench_key(*options_.how_signed));
    }
    return std::nullopt;
  }

  nats_client_result run() {
    constexpr std::chrono::seconds silence_that_says_all{20};
    load_.give_up_after(silence_that_says_all);
    const auto cpu_before = cpu_time_of_this_process();
    if (options_.rate) {
      load_.run_open(*options_.rate);
    } else {
      flusher_.emplace(connection_.get());
      load_.run_closed(options_.in_flight);
    }
    const auto cpu = cpu_time_of_this_process() - cpu_before;
    subscription_.reset();
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

  void send(std::uint64_t index) {
    natsConnection_PublishMsg(connection_.get(), messages_[index].get());
    if (flusher_) flusher_->wake();
  }

  static void on_answer(natsConnection*, natsSubscription*, natsMsg* raw, void* self) {
    const nats::message_ptr answer(raw);
    static_cast<pipelined_client*>(self)->take(*answer);
  }

  void take(natsMsg& answer) {
    const std::string_view subject = natsMsg_GetSubject(&answer);
    std::uint64_t index = 0;
    std::from_chars(subject.data() + inbox_.size(), subject.data() + subject.size(), index);
    load_.answered(index, says_paid(options_.form, nats::body_of(answer)));
  }

  const nats_client_options& options_;
  const std::string inbox_ = "_INBOX." + nats::connection::unique_token() + '.';
  std::vector<nats::message_ptr> messages_;
  load load_;
  std::unique_ptr<natsConnection, release> connection_;
  std::unique_ptr<natsSubscription, release> subscription_;
  std::optional<flusher> flusher_;
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
  const auto write = [&](const auto* from, std::size_t count) {
    out.write(
        reinterpret_cast<const char*>(from), static_cast<std::streamsize>(count * sizeof *from));
  };
  const std::uint64_t count = r.lives.size();
  write(&r.cpu, 1);
  write(&count, 1);
  write(r.lives.data(), r.lives.size());
  return static_cast<bool>(out.flush());
}

std::optional<nats_client_result> read_result(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const auto read = [&](auto* to, std::size_t count) {
    in.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(count * sizeof *to));
  };
  nats_client_result out;
  std::uint64_t count = 0;
  read(&out.cpu, 1);
  read(&count, 1);
  if (!in) return std::nullopt;
  out.lives.resize(count);
  read(out.lives.data(), count);
  if (!in || count == 0) return std::nullopt;
  return out;
}

}  // namespace sluice::bench
