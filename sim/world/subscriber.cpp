#include "sim/world/subscriber.hpp"

#include <nlohmann/json.hpp>

#include "events/json.hpp"

namespace sluice::sim {

bool subscriber::publish(const decoded_record& what) {
  const auto& r = what.record();
  if (!process_ || dice_.strikes(hazard::events_not_taken)) return false;
  if (first_taken_ == 0) first_taken_ = r.position;
  if (last_taken_ != 0 && r.position != last_taken_ + 1)
    scene_->judges.says.guilty(promise::nothing_lost, "events are published out of order");
  last_taken_ = r.position;
  scene_->judges.publication.published(r);
  if (const auto* content = std::get_if<decoded>(&what.content()))
    scene_->judges.sealing.told(to_line(to_json(r, *content)));
  return true;
}

bool subscriber::flush() {
  const auto first = std::exchange(first_taken_, 0);
  const auto last = std::exchange(last_taken_, 0);
  if (!process_ || dice_.strikes(hazard::events_not_taken)) return false;
  scene_->judges.publication.stored(first, last);
  return true;
}

}  // namespace sluice::sim
