#include "sim/world/duty_officer.hpp"

#include "base/overloaded.hpp"
#include "sim/world/callers.hpp"

namespace sluice::sim {

using std::chrono_literals::operator""s;

void duty_officer::hear(const receiver_message& m) {
  std::visit(overloaded{
                 [&](const alarm::notice& n) { hear(n); },
                 [&](const alarm::digest& d) {
                   for (const auto& n : d.told) hear(n);
                 },
             },
             m.what);
}

void duty_officer::hear(const alarm::notice& n) {
  if (n.why == alarm::step::recovered) return;
  if (dice_.strikes(hazard::duty_acknowledges))
    scene_->time.after(dice_.roll().between(5s, 1800s), [this, no = n.alarm] { acknowledge(no); });
  if (dice_.strikes(hazard::duty_silences))
    scene_->time.after(dice_.roll().between(1s, 300s), [this, n] { keep_silent(n); });
}

/// It may be over by then.
void duty_officer::acknowledge(alarm::number no) {
  scene_->tale.tell({"somebody sees to alarm", std::to_string(no)});
  bus_->send({.ask = acknowledge_alarm{no, {std::string(name_of_person), "I see to it"}}},
             [](const answer&) {});
}

/// Also ends one before its time.
void duty_officer::keep_silent(const alarm::notice& n) {
  const bool is_of_all = dice_.roll().one_in(3);
  const auto lasts =
      dice_.roll().one_in(6)   ? 0s
      : dice_.roll().one_in(4) ? 60s * static_cast<std::int64_t>(1 + dice_.roll().below(120))
                               : 60s * static_cast<std::int64_t>(1 + dice_.roll().below(10));
  scene_->tale.tell({"nobody shall hear of", name_of(n.what), is_of_all ? "any" : n.key});
  bus_->send({.ask = silence_alarms{n.what,
                                    is_of_all ? std::string() : n.key,
                                    lasts,
                                    {std::string(name_of_person), "it is known"}}},
             [](const answer&) {});
}

}  // namespace sluice::sim
