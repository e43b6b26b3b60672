#include "bench/load/signing_channel.hpp"

#include <utility>

#include "base/invariant.hpp"

namespace sluice::bench {

signed_payment::signed_payment(std::unique_ptr<dialect> speaks, exchange payment)
    : speaks_(std::move(speaks)), payment_(std::move(payment)) {}

std::variant<signed_payment_ptr, problem> signed_payment::of(const dialect_row& row) {
  auto speaks = simulated_dialect(row);
  if (speaks == nullptr)
    return "there is no simulated channel that speaks " + std::string(row.name);
  auto payment = recorded(row, *speaks, calls_of(row).front());
  if (auto* no = std::get_if<problem>(&payment)) return std::move(*no);
  auto& found = std::get<exchange>(payment);
  if (!found.answer) return "the first payment of " + std::string(row.name) + " has no answer";
  return signed_payment_ptr(new signed_payment(std::move(speaks), std::move(found)));
}

void signed_payment::assemble() const {
  const auto sent = speaks_->assemble(payment_.call, {.now = payment_.at, .chance = 1});
  SLUICE_INVARIANT(std::holds_alternative<http_request>(sent));
}

void signed_payment::understand() const {
  (void)speaks_->understand(payment_.call, *payment_.answer, payment_.at);
}

// -- one that others pay through --------------------------------------------------------------

struct signing_channel::inside {
  signed_payment_ptr payment;
  signing_pool::share share;
  std::shared_ptr<channel_port> behind;

  struct journey {
    std::shared_ptr<inside> by;
    channel_call call;
    on_answer done;
  };
  using journey_ptr = std::shared_ptr<journey>;

  static void send(const journey_ptr& j) {
    j->by->payment->assemble();
    j->by->behind->start(std::move(j->call), [j](channel_answer answer) {
      j->by->share.finish([j, answer = std::move(answer)] {
        j->by->payment->understand();
        j->done(answer);
      });
    });
  }
};

signing_channel::signing_channel(signed_payment_ptr payment, signing_pool::share share,
                                 std::shared_ptr<channel_port> behind)
    : in_(std::make_shared<inside>(
          inside{std::move(payment), std::move(share), std::move(behind)})) {}

void signing_channel::start(channel_call call, on_answer done) {
  const auto j = std::make_shared<inside::journey>(
      inside::journey{.by = in_, .call = std::move(call), .done = std::move(done)});
  in_->share.finish([j] { inside::send(j); });  // the channel's permits bound what waits
}

// -- one that is as fast as it can be -----------------------------------------------------------

signing_flood::signing_flood(signed_payment_ptr payment, signing_pool::share share,
                             unsigned in_flight)
    : payment_(std::move(payment)), share_(std::move(share)), under_way_(in_flight) {
  for (unsigned n = 0; n < in_flight; ++n) begin_one();
}

signing_flood::~signing_flood() {
  stops_ = true;
  std::unique_lock held(mutex_);
  ended_.wait(held, [this] { return under_way_ == 0; });
}

void signing_flood::begin_one() {
  share_.finish([this] {
    payment_->assemble();
    share_.finish([this] { end_one(); });
  });
}

void signing_flood::end_one() {
  payment_->understand();
  ++calls_;
  if (!stops_) return begin_one();
  const std::lock_guard held(mutex_);
  if (--under_way_ == 0) ended_.notify_all();
}

}  // namespace sluice::bench
