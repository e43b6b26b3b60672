#include "app/backup/put_back.hpp"

#include <limits>
#include <ostream>

#include "adapters/system/machine_clock.hpp"
#include "adapters/system/system_random.hpp"
#include "app/backup/lost_names.hpp"
#include "app/log_birth.hpp"
#include "app/scratch_folder.hpp"
#include "audit/commands.hpp"
#include "base/overloaded.hpp"
#include "base/time_text.hpp"
#include "store/data_folder.hpp"
#include "store/log_cut.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

using open_log = std::unique_ptr<store::event_log>;

open_log opened(const store::open_options& how) {
  auto result = store::open_rocksdb_event_log(how);
  if (const auto* no = std::get_if<store::open_error>(&result)) throw backup_failed(no->message);
  return std::get<open_log>(std::move(result));
}

/// From here on no engine takes it for a log that is whole.
store::incarnation mark_as_put_back(const fs::path& folder, std::uint16_t partition) {
  system_random chance;
  const auto log = opened(
      {.folder = folder,
       .partition = partition,
       .epoch = std::numeric_limits<std::uint32_t>::max(),  // of no record: none is written
       .unfinished = true,
       .id_if_none = new_log_id(chance),
       .next_incarnation = new_incarnation_number(machine_clock().wall(), chance),
       .restored = true});
  const auto history = store::history_of(*log);
  return history.put_back.value_or(history.incarnations.back());
}

void refuse_used(const fs::path& data) {
  if (fs::exists(data) && (!fs::is_directory(data) || !fs::is_empty(data)))
    throw backup_failed(
        data.string() + " is not empty; a backup is put back into a folder of its own");
}

void refuse_outside(const backup_manifest& m, store::sequence wanted) {
  if (wanted == 0)
    throw backup_failed(
        "sequence 0 is before the first event: a log that is cut ends at 1 or later");
  if (wanted > m.last)
    throw backup_failed(title_of(m) + " ends at sequence " + std::to_string(m.last) +
                        " and does not reach sequence " + std::to_string(wanted));
}

void refuse_outside(const backup_manifest& m, instant until) {
  if (until > m.taken_at)
    throw backup_failed(title_of(m) + " was taken at " + rfc3339(m.taken_at) +
                        ": what was decided from then until " + rfc3339(until) + " is not in it");
}

store::sequence sequence_wanted(const store::event_log&, store::sequence wanted) { return wanted; }

store::sequence sequence_wanted(const store::event_log& log, instant until) {
  const auto last = last_until(log, until);
  if (last != 0) return last;
  throw backup_failed("the first event of the log was decided after " + rfc3339(until));
}

/// Where it ends, and what has to be done with the names of what is behind.
std::pair<cut_point, store::entry_changes> plan_cut(
    const fs::path& folder, const backup_manifest& m, const wanted_end& end) {
  const auto log =
      opened({.folder = folder, .partition = m.partition, .read_only = true, .unfinished = true});
  const auto wanted = std::visit(
      overloaded{[&](std::monostate) { return m.last; },
                 [&](const auto& place) { return sequence_wanted(*log, place); }},
      end);
  if (wanted == m.last) return {cut_point{m.last}, {}};
  auto found = cut_point_at(*log, wanted);
  if (const auto* no = std::get_if<std::string>(&found)) throw backup_failed(*no);
  auto& point = std::get<cut_point>(found);
  auto names = lost_names(*log, point.last);
  return {std::move(point), std::move(names)};
}

cut_point cut_back(const fs::path& folder, const backup_manifest& m, const wanted_end& end) {
  auto [point, names] = plan_cut(folder, m, end);
  if (point.last == m.last) return point;
  if (const auto no = store::cut_log(folder, m.partition, point.last, names))
    throw backup_failed(no->message);
  return point;
}

}  // namespace

bool verify_backup(const backup_repository& all, const backup_manifest& m, std::ostream& out,
                   std::ostream& errors) {
  const auto faults = all.faults_of(m);
  for (const auto& fault : faults) errors << fault << '\n';
  if (!faults.empty()) return false;
  const scratch_folder scratch("sluice-backup", fs::temp_directory_path());
  all.put_into(scratch.path(), m);
  return audit_verify({.data = scratch.path(), .keys = {}}, out, errors) == audit_passed;
}

put_back restore_backup(const backup_repository& all, const backup_manifest& m,
                        const fs::path& data, const wanted_end& end) {
  refuse_used(data);
  std::visit(
      overloaded{[](std::monostate) {}, [&](const auto& place) { refuse_outside(m, place); }}, end);
  const auto parent = fs::absolute(data).parent_path();
  fs::create_directories(parent);
  const scratch_folder unfinished(data.filename().string() + ".unfinished", parent);
  const auto whole = unfinished.path() / "log";
  fs::create_directory(whole);
  fs::permissions(whole, fs::perms::owner_all);
  const auto mark = store::folder_layout{whole}.unfinished();
  write_durably(mark, "");
  all.put_into(whole, m);
  auto point = cut_back(whole, m, end);
  const auto begun = mark_as_put_back(whole, m.partition);
  fs::remove(mark);
  sync_names(whole);
  fs::remove(data);
  fs::rename(whole, data);
  sync_names(parent);
  return {begun, std::move(point)};
}

}  // namespace sluice::app
