#include "sim/world/receivers.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

/// After so long whoever brings it gives up.
constexpr millis gives_up = 20s;

}  // namespace

void receivers::send(const std::string& receiver, receiver_message what, on_answer heard) noexcept {
  if (!process_) return;
  const bool is_silent = dice_.strikes(hazard::receiver_silent);
  const bool fails = !is_silent && dice_.strikes(hazard::receiver_fails);
  if (!fails && !is_silent) {
    scene_->judges.alarms.brought(receiver, what);
    scene_->judges.duties.brought(receiver, what);
    people_(what);
  }
  const bool is_lost = !fails && dice_.strikes(hazard::receiver_answer_lost);
  scene_->tale.tell({"engine -> people, by", receiver, what.id});
  const auto takes = is_silent || is_lost ? gives_up : dice_.roll().between(1ms, 3000ms);
  scene_->time.after(takes, [this_process = process_, heard = std::move(heard),
                             is_delivered = !fails && !is_silent && !is_lost] {
    if (this_process)
      heard({is_delivered, is_delivered ? std::string{} : "the receiver is out of order"});
  });
}

}  // namespace sluice::sim
