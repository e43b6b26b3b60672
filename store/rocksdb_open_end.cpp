// Where the log ends: nothing that was acknowledged may be missing, and the tail must be sound.

#include "base/invariant.hpp"
#include "store/rocksdb_opening.hpp"

namespace sluice::store {

std::optional<open_error> opening::find_end() {
  rocksdb_records records(*database_, options_.partition, true);
  auto found = records.last();
  if (auto* problem = std::get_if<damage>(&found)) {
    return refuse(open_problem::unreadable, "has an unreadable end: " + problem->what);
  }
  const auto last = std::get<sequence>(found);
  const auto acknowledged = found_->acknowledged.position;
  end_ = {.position = 0, .chain = chain_start(options_.partition)};
  if (last < acknowledged && options_.restored) return accept_cut(last);
  if (last < acknowledged) {
    return refuse(open_problem::cut_tail,
                  "ends at sequence " + std::to_string(last) + ", but sequence " +
                      std::to_string(acknowledged) + " was acknowledged: its end was cut off",
                  last + 1);
  }
  return last == 0 ? std::nullopt : check_tail(records, last);
}

/// HEAD vouches for nothing here, so that all is read from the first record on.
std::optional<open_error> opening::accept_cut(sequence last) {
  options_.remark(
      "the log in " + options_.folder.string() + " ends at sequence " + std::to_string(last) +
      ", although sequence " + std::to_string(found_->acknowledged.position) +
      " was acknowledged; this is accepted, as asked for");
  was_cut_ = true;
  found_->acknowledged = {.position = 0, .chain = chain_start(options_.partition)};
  rocksdb_records records(*database_, options_.partition, true);
  return last == 0 ? std::nullopt : check_tail(records, last);
}

/// From HEAD to the end: after a crash that is a batch, after a power failure a second's worth.
std::optional<open_error> opening::check_tail(rocksdb_records& records, sequence last) {
  const auto& acknowledged = found_->acknowledged;
  std::optional<digest> chain_there;
  std::uint32_t epoch = 0;
  const auto problem =
      read_forward(options_.partition, acknowledged.position, last, records, [&](const record& r) {
        if (r.position == acknowledged.position) chain_there = r.chain;
        end_ = {.position = r.position, .chain = r.chain};
        epoch = r.epoch;
        return true;
      });
  if (problem) return refuse_damage(*problem, records.is_unreadable());
  if (chain_there && *chain_there != acknowledged.chain) {
    return refuse(open_problem::damaged,
                  "was changed: record " + std::to_string(acknowledged.position) +
                      " has another chain hash than HEAD remembers",
                  acknowledged.position);
  }
  SLUICE_INVARIANT(end_.position == last);
  return check_epoch(epoch);
}

std::optional<open_error> opening::check_epoch(std::uint32_t last_epoch) const {
  if (options_.read_only || last_epoch <= options_.epoch) return std::nullopt;
  return refuse(open_problem::stale_epoch,
                "was written in epoch " + std::to_string(last_epoch) + ", this process has epoch " +
                    std::to_string(options_.epoch));
}

/// Whoever recovers from this index must be able to read all of it, or orders would be forgotten.
std::optional<open_error> opening::check_open_index() {
  const auto iterator = database_->every_open_stream();
  for (iterator->SeekToFirst(); iterator->Valid();) iterator->Next();
  if (iterator->status().ok()) return std::nullopt;
  return refuse(open_problem::unreadable,
                "has an unreadable index of open streams: " + iterator->status().ToString());
}

}  // namespace sluice::store
