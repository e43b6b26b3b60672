#include "adapters/bench/load_loop.hpp"

#include <cstring>

namespace sluice {

class load_reply final : public reply_address {
 public:
  load_reply(load_loop& loop, std::uint64_t index)
      : loop_(&loop), index_(index), sent_(load_loop::stopwatch::now()) {}

  void reply(const answer& a) override {
    const auto* order = std::get_if<order_view>(&a);
    loop_->answered(index_, sent_, order != nullptr && order->state == "paid");
  }

 private:
  load_loop* loop_;
  std::uint64_t index_;
  load_loop::stopwatch::time_point sent_;
};

load_loop::load_loop(engine& target, std::uint64_t first, std::uint64_t orders)
    : target_(target), first_(first), latencies_us_(orders) {}

bool load_loop::run(std::uint32_t in_flight) {
  auto finished = finished_.get_future();
  for (std::uint32_t i = 0; i < in_flight; ++i) send_next();
  finished.wait();
  return all_paid_;
}

void load_loop::send_next() {
  const auto index = sent_.fetch_add(1);
  if (index >= latencies_us_.size()) return;
  const auto number = first_ + index;
  const auto id = "B" + std::to_string(number);
  fingerprint body{};
  std::memcpy(body.data(), &number, sizeof number);
  target_.submit(
      {.ask = create_order{.order = {merchant_id{"m1"}, order_no{id}},
                           .type = business_type::payment_code,
                           .amount = {1250, currency::cny},
                           .payment_code = secret{"134567890123456789"},
                           .description = "coffee",
                           .body = body},
       .id = command_id{"cmd-" + id},
       .body = body,
       .reply_to = std::make_shared<load_reply>(*this, index)});
}

void load_loop::answered(std::uint64_t index, stopwatch::time_point sent, bool paid) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(stopwatch::now() - sent);
  latencies_us_[index] = static_cast<std::uint32_t>(took.count());
  if (!paid) all_paid_ = false;
  const bool last = done_.fetch_add(1) + 1 == latencies_us_.size();
  if (last) return finished_.set_value();
  send_next();
}

}  // namespace sluice
