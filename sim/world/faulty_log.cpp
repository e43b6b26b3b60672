#include "sim/world/faulty_log.hpp"

#include <stdexcept>
#include <string>

#include "base/invariant.hpp"
#include "events/event_type.hpp"

namespace sluice::sim {
namespace {

std::string_view event_name(const store::new_record& r) {
  const auto type = event_type_from_number(r.type);
  return type ? name_of(*type) : "an unknown event";
}

std::string_view left_by(disk::fault how) {
  switch (how) {
    case disk::fault::nothing_written: return "nothing";
    case disk::fault::all_written: return "all";
    case disk::fault::part_written: return "a part";
  }
  broken_invariant("every fault of a disk leaves something", __FILE__, __LINE__);
}

}  // namespace

faulty_log::faulty_log(scene& in, dice faults, disk& below, std::shared_ptr<store::event_log> real,
                       life process)
    : scene_(&in),
      dice_(faults),
      disk_(&below),
      real_(std::move(real)),
      process_(std::move(process)) {}

faulty_log::outcome faulty_log::append(std::span<const store::append_request> requests) {
  if (process_ && broken_)
    scene_->judges.says.guilty(
        promise::nothing_lost, "the log is written to after a write has failed");
  if (!process_ || broken_) return store::write_failed{"the log is broken"};
  if (dice_.strikes(hazard::write_fails)) return fail(disk::fault::nothing_written, requests);
  if (dice_.strikes(hazard::write_unknown)) return fail(disk::fault::all_written, requests);
  if (dice_.strikes(hazard::write_torn)) return fail(disk::fault::part_written, requests);
  return really_append(requests);
}

/// What of it is on the disk, the judges see as the engine does: when the next process opens it.
faulty_log::outcome faulty_log::fail(disk::fault how,
                                     std::span<const store::append_request> requests) {
  scene_->tale.tell({"log: a write fails, on the disk is", left_by(how)});
  if (disk_->fail_next_write(how)) return really_append(requests);
  broken_ = true;
  if (how == disk::fault::part_written)
    requests = requests.first(dice_.roll().below(requests.size() + 1));
  if (how != disk::fault::nothing_written) (void)real_->append(requests);
  return store::write_failed{"simulated"};
}

faulty_log::outcome faulty_log::really_append(std::span<const store::append_request> requests) {
  auto result = real_->append(requests);
  if (const auto* failed = std::get_if<store::write_failed>(&result)) {
    broken_ = true;
    scene_->tale.tell({"log: write failed:", failed->what});
    return result;
  }
  const auto& all = std::get<std::vector<store::append_result>>(result);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto* where = std::get_if<store::committed>(&all[i]);
    if (where == nullptr) {
      scene_->judges.says.guilty(promise::states_stand, requests[i].stream + " has two writers");
    } else if (where->first != 0) {
      scene_->judges.history.written(requests[i], where->first);
      for (const auto& r : requests[i].records)
        scene_->tale.tell({"log:", requests[i].stream, event_name(r)});
    }
  }
  return result;
}

std::variant<std::vector<store::record>, store::damage> faulty_log::read_stream(
    std::string_view stream) const {
  if (process_ && dice_.strikes(hazard::order_throws)) {
    scene_->judges.history.has_forgotten();
    throw std::runtime_error("simulated: out of memory");
  }
  return real_->read_stream(stream);
}

}  // namespace sluice::sim
