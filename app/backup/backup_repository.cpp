#include "app/backup/backup_repository.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <set>
#include <sstream>

#include "base/invariant.hpp"
#include "store/log_snapshot.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr auto manifest_name = "manifest.json";

std::string six_digits(std::uint64_t number) {
  std::ostringstream out;
  out << std::setw(6) << std::setfill('0') << number;
  return std::move(out).str();
}

bool lies_within(const fs::path& inner, const fs::path& outer) {
  const auto from = fs::weakly_canonical(outer), to = fs::weakly_canonical(inner);
  const auto relative = to.lexically_relative(from);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

void backup_repository::make_folders() const {
  for (const auto& folder : {files(), backups()}) {
    std::error_code why;
    fs::create_directories(folder, why);
    if (why) throw backup_failed("cannot make " + folder.string() + ": " + why.message());
  }
}

store::file_descriptor backup_repository::lock() const {
  auto file = store::open_file(folder_ / "LOCK", O_RDWR | O_CREAT, 0600);
  if (!file.valid()) throw backup_failed(store::cannot("open", folder_ / "LOCK", errno));
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0)
    throw backup_failed("another process makes or removes backups in " + folder_.string());
  return file;
}

backup_manifest backup_repository::create(const fs::path& data, std::uint16_t partition,
                                          instant now) {
  if (lies_within(folder_, data) || lies_within(data, folder_))
    throw backup_failed(folder_.string() + " and " + data.string() +
                        " lie within each other; backups belong where the log is not");
  make_folders();
  const auto held = lock();
  const auto before = list();
  auto taken = store::log_snapshot::take(data, partition);
  if (const auto* no = std::get_if<store::open_error>(&taken)) throw backup_failed(no->message);
  const auto& snapshot = std::get<store::log_snapshot>(taken);
  const auto& holds = snapshot.holds();
  backup_manifest m{
      .number = before.last_number + 1,
      .taken_at = now,
      .log = store::to_text(holds.history.id),
      .incarnation = holds.history.incarnations.back().number,
      .partition = partition,
      .epoch = holds.epoch,
      .first = holds.first,
      .last = holds.last};
  if (!before.good.empty() && before.good.back().log != m.log)
    throw backup_failed(
        folder_.string() + " holds backups of the log " + before.good.back().log + ", and " +
        data.string() + " is the log " + m.log + "; give each log a folder of its own");
  for (const auto& path : holds.files) {
    const auto file = snapshot.folder() / path;
    m.files.push_back({path, fs::file_size(file), sha256_of_file(file)});
    m.new_bytes += take_in(file, m.files.back());
  }
  sync_names(files());
  write(m);
  return m;
}

std::uint64_t backup_repository::take_in(const fs::path& file, const backup_file& f) const {
  std::error_code missing;
  if (fs::file_size(place_of(f), missing) == f.size && !missing) return 0;  // else it is damaged
  copy_durably(file, place_of(f));
  return f.size;
}

/// A folder without a manifest is what a crash has left: it is no backup.
void backup_repository::write(const backup_manifest& m) const {
  const auto folder = backups() / six_digits(m.number);
  std::error_code why;
  fs::create_directories(folder, why);
  if (why) throw backup_failed("cannot make " + folder.string() + ": " + why.message());
  write_durably(folder / manifest_name, to_json_text(m));
  sync_names(folder);
  sync_names(backups());
}

backup_repository::listed backup_repository::list() const {
  if (!fs::is_directory(backups()))
    throw backup_failed("there are no backups in " + folder_.string());
  listed out;
  for (const auto& folder : fs::directory_iterator(backups())) {
    const auto name = folder.path().filename().string();
    out.last_number =
        std::max<std::uint64_t>(out.last_number, std::strtoull(name.c_str(), nullptr, 10));
    const auto file = folder.path() / manifest_name;
    if (!fs::exists(file)) {
      out.faults.push_back(
          folder.path().string() + " has no manifest: it was never finished, or has lost it");
      continue;
    }
    auto read = manifest_from_json(read_file(file));
    if (const auto* why = std::get_if<std::string>(&read))
      out.faults.push_back("the manifest " + file.string() + ' ' + *why);
    else
      out.good.push_back(std::get<backup_manifest>(std::move(read)));
  }
  std::ranges::sort(out.good, {}, &backup_manifest::number);
  return out;
}

std::vector<backup_manifest> backup_repository::all_are_good() const {
  auto all = list();
  if (!all.faults.empty())
    throw backup_failed(all.faults.front() + "; name the backup that is meant with --backup N");
  if (all.good.empty()) throw backup_failed("there are no backups in " + folder_.string());
  return std::move(all.good);
}

backup_manifest backup_repository::newest() const { return all_are_good().back(); }

backup_manifest backup_repository::of(std::uint64_t number) const {
  for (auto& m : list().good)
    if (m.number == number) return std::move(m);
  throw backup_failed("there is no whole backup " + std::to_string(number) + " in " +
                      folder_.string() + "; `sluice backup list` says which there are");
}

backup_manifest backup_repository::reaching(std::uint64_t sequence) const {
  const auto all = all_are_good();
  const auto reaches = [&](const backup_manifest& m) { return m.last >= sequence; };
  const auto best = std::find_if(all.rbegin(), all.rend(), reaches);
  if (best != all.rend()) return *best;
  const auto farthest = std::ranges::max(all, {}, &backup_manifest::last);
  throw backup_failed(
      "no backup reaches sequence " + std::to_string(sequence) + "; " + title_of(farthest) +
      " goes farthest, to sequence " + std::to_string(farthest.last));
}

std::optional<std::string> backup_repository::fault_of(const backup_manifest& m,
                                                       const backup_file& f) const {
  const auto place = place_of(f);
  const auto what = f.path + " of " + title_of(m) + " (" + place.string() + ") ";
  std::error_code missing;
  const auto size = fs::file_size(place, missing);
  if (missing) return what + "is missing: this backup cannot be put back";
  if (size != f.size)
    return what + "has " + std::to_string(size) + " bytes instead of " + std::to_string(f.size);
  if (sha256_of_file(place) != f.sha256)
    return what +
           "was changed: its hash is another one; once it is taken away, the next backup copies "
           "it again if the log still has it";
  return std::nullopt;
}

std::vector<std::string> backup_repository::faults_of(const backup_manifest& m) const {
  std::vector<std::string> out;
  for (const auto& f : m.files)
    if (auto fault = fault_of(m, f)) out.push_back(*std::move(fault));
  return out;
}

/// The manifests first: what a crash leaves then is held by nobody, and goes the next time.
backup_repository::freed backup_repository::prune(std::size_t keep) const {
  SLUICE_INVARIANT(keep > 0);
  if (!fs::is_directory(backups()))
    throw backup_failed("there are no backups in " + folder_.string());
  const auto held = lock();
  auto [all, faults, last] = list();
  if (!faults.empty())
    throw backup_failed(faults.front() + "; nothing is removed while nobody knows what it holds");
  freed out;
  for (; all.size() > keep; all.erase(all.begin())) {
    fs::remove_all(backups() / six_digits(all.front().number));
    ++out.backups;
  }
  sync_names(backups());
  out.bytes = remove_all_but(all);
  return out;
}

std::uint64_t backup_repository::remove_all_but(const std::vector<backup_manifest>& kept) const {
  std::set<std::string> held;
  for (const auto& m : kept)
    for (const auto& f : m.files) held.insert(f.sha256);
  std::uint64_t freed = 0;
  for (const auto& file : fs::directory_iterator(files())) {
    if (held.contains(file.path().filename().string())) continue;
    freed += file.file_size();
    fs::remove(file.path());
  }
  sync_names(files());
  return freed;
}

void backup_repository::put_into(const fs::path& folder, const backup_manifest& m) const {
  for (const auto& f : m.files) {
    if (const auto fault = fault_of(m, f)) throw backup_failed(*fault);
    const auto to = folder / f.path;
    fs::create_directories(to.parent_path());
    copy_durably(place_of(f), to);
    sync_names(to.parent_path());
  }
  sync_names(folder);
}

}  // namespace sluice::app
