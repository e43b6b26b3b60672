#include "sim/world/call_book.hpp"

#include <utility>

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""s;

constexpr std::size_t most_waiting = 16;
constexpr world_time segment = 1h;

}  // namespace

call_book::call_book(outside from)
    : from_(std::move(from)),
      queue_(most_waiting),
      writer_(from_.disk, from_.clock->now()),
      segment_began_(from_.time->now()) {}

void call_book::record(call_record one) noexcept {
  const auto at = one.began + one.took;
  queue_.push(std::move(one), 1, at);
  catch_up();
}

void call_book::catch_up() {
  if (from_.time->now() >= writes_next_at_) write_all();
}

void call_book::write_all() {
  const auto now = from_.time->now();
  auto taken = queue_.take();
  records::record_writer::load what{.calls = std::move(taken.all)};
  if (taken.dropped) what.gaps.push_back(*taken.dropped);
  (void)writer_.write(what, from_.clock->now());
  if (now - segment_began_ >= segment) {
    segment_began_ = now;
    (void)writer_.begin_segment(from_.clock->now());
  }
  writes_next_at_ = now;
  if (from_.luck->strikes(hazard::recorder_slow))
    writes_next_at_ += from_.luck->roll().between(1s, 30s);
}

}  // namespace sluice::sim
