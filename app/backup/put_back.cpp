#include "app/backup/put_back.hpp"

#include <limits>
#include <ostream>

#include "adapters/system/machine_clock.hpp"
#include "adapters/system/system_random.hpp"
#include "app/log_birth.hpp"
#include "app/scratch_folder.hpp"
#include "audit/commands.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

/// From here on no engine takes it for a log that is whole.
store::incarnation mark_as_put_back(const fs::path& folder, std::uint16_t partition) {
  system_random chance;
  const auto opened = store::open_rocksdb_event_log(
      {.folder = folder,
       .partition = partition,
       .epoch = std::numeric_limits<std::uint32_t>::max(),  // of no record: none is written
       .id_if_none = new_log_id(chance),
       .next_incarnation = new_incarnation_number(machine_clock().wall(), chance),
       .restored = true});
  if (const auto* no = std::get_if<store::open_error>(&opened)) throw backup_failed(no->message);
  const auto history = store::history_of(*std::get<std::unique_ptr<store::event_log>>(opened));
  return history.put_back.value_or(history.incarnations.back());
}

void refuse_used(const fs::path& data) {
  if (fs::exists(data) && (!fs::is_directory(data) || !fs::is_empty(data)))
    throw backup_failed(
        data.string() + " is not empty; a backup is put back into a folder of its own");
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

store::incarnation restore_backup(const backup_repository& all, const backup_manifest& m,
                                  const fs::path& data) {
  refuse_used(data);
  const auto parent = fs::absolute(data).parent_path();
  fs::create_directories(parent);
  const scratch_folder unfinished(data.filename().string() + ".unfinished", parent);
  const auto whole = unfinished.path() / "log";
  fs::create_directory(whole);
  fs::permissions(whole, fs::perms::owner_all);
  all.put_into(whole, m);
  const auto begun = mark_as_put_back(whole, m.partition);
  fs::remove(data);
  fs::rename(whole, data);
  sync_names(parent);
  return begun;
}

}  // namespace sluice::app
