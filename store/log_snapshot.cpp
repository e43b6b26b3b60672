#include "store/log_snapshot.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <system_error>
#include <thread>

#include "store/data_folder.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::store {
namespace {

namespace fs = std::filesystem;

/// How often it is tried.
constexpr int looks = 10;
constexpr std::chrono::milliseconds pause{50};

using problem = std::optional<open_error>;

open_error failed(const std::string& what, const std::error_code& why) {
  return {.kind = open_problem::failed, .message = what + ": " + why.message()};
}

/// Once written, a table is never changed. The others grow at their ends.
bool is_table(const fs::path& file) { return file.extension() == ".sst"; }
bool is_write_ahead(const fs::path& file) { return file.extension() == ".log"; }
bool is_needed(const fs::path& file) {
  const auto name = file.filename().string();
  return is_table(file) || is_write_ahead(file) || name == "CURRENT" || name == "IDENTITY" ||
         name.starts_with("MANIFEST-") || name.starts_with("OPTIONS-");
}

/// Whoever has vanished meanwhile is of no more use, or is missed when the whole is opened.
problem link_files(const fs::path& from, const fs::path& to, bool (*wanted)(const fs::path&)) {
  std::error_code trouble;
  for (const auto& file : fs::directory_iterator(from, trouble)) {
    const auto target = to / file.path().filename();
    if (!wanted(file.path()) || fs::exists(target)) continue;
    std::error_code why;
    fs::create_hard_link(file.path(), target, why);
    if (why && why != std::errc::no_such_file_or_directory)
      return failed("cannot link " + file.path().string() + " into " + to.string(), why);
  }
  if (trouble) return failed("cannot list " + from.string(), trouble);
  return std::nullopt;
}

problem copy_if_there(const fs::path& from, const fs::path& to) {
  std::error_code why;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, why);
  if (why && why != std::errc::no_such_file_or_directory)
    return failed("cannot copy " + from.string(), why);
  return std::nullopt;
}

/// What grows is linked first, so that nothing can delete it, and copied when all is there.
problem copy_linked(const fs::path& database) {
  std::vector<fs::path> growing;
  for (const auto& file : fs::directory_iterator(database))
    if (is_write_ahead(file.path())) growing.push_back(file.path());
  for (const auto& file : growing) {
    auto copied = file;
    copied += ".copied";
    if (auto no = copy_if_there(file, copied)) return no;
    fs::rename(copied, file);
  }
  return std::nullopt;
}

problem copy_others(const fs::path& from, const fs::path& to) {
  std::error_code trouble;
  for (const auto& file : fs::directory_iterator(from, trouble))
    if (is_needed(file.path()) && !is_table(file.path()) && !is_write_ahead(file.path()))
      if (auto no = copy_if_there(file.path(), to / file.path().filename())) return no;
  if (trouble) return failed("cannot list " + from.string(), trouble);
  return std::nullopt;
}

problem link_and_copy(const folder_layout& data, const folder_layout& into) {
  std::error_code why;
  fs::remove_all(into.folder, why);
  if (!why) fs::create_directories(into.database(), why);
  if (why) return failed("cannot make " + into.folder.string(), why);
  // Before all others: the rest may hold more than was acknowledged here, never less.
  if (auto no = copy_if_there(data.head(), into.head())) return no;
  for (const auto* beside : {"NUMBER_KEY", "INSTALLATION"})
    if (auto no = copy_if_there(data.folder / beside, into.folder / beside)) return no;
  const auto held = [](const fs::path& f) { return is_table(f) || is_write_ahead(f); };
  if (auto no = link_files(data.database(), into.database(), held)) return no;
  if (auto no = copy_others(data.database(), into.database())) return no;
  // What the list of files that was just copied may name, and was not there before.
  if (auto no = link_files(data.database(), into.database(), held)) return no;
  return copy_linked(into.database());
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    const auto name = file.path().lexically_relative(folder);
    const bool is_log = is_needed(name) && name.parent_path() == "db";
    if (file.is_regular_file() && (is_log || !name.has_parent_path())) out.push_back(name.string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::variant<log_snapshot::contents, open_error> contents_of(const fs::path& folder,
                                                             std::uint16_t partition) {
  auto files = files_in(folder);  // before it is opened, which may leave a note of RocksDB's
  const auto opened =
      open_rocksdb_event_log({.folder = folder, .partition = partition, .read_only = true});
  if (const auto* no = std::get_if<open_error>(&opened)) return *no;
  const auto& log = *std::get<std::unique_ptr<event_log>>(opened);
  log_snapshot::contents out{.files = std::move(files), .history = history_of(log)};
  out.last = log.current_head().position;
  if (out.last == 0) return out;
  out.first = 1;
  const auto bad = log.read_all(out.last, [&](const record& r) {
    out.epoch = r.epoch;
    return true;
  });
  if (bad) return open_error{open_problem::damaged, "its last record is damaged: " + bad->what};
  return out;
}

std::variant<log_snapshot, open_error> log_snapshot::take(const fs::path& data,
                                                          std::uint16_t partition) {
  const folder_layout from{data}, into{data / "snapshot"};
  if (auto no = prepare_folder(data, folder_use::write)) return *std::move(no);
  for (int look = 1;; ++look) {
    if (auto no = link_and_copy(from, into)) return *std::move(no);
    auto holds = contents_of(into.folder, partition);
    if (auto* good = std::get_if<contents>(&holds))
      return log_snapshot(into.folder, std::move(*good));
    auto& no = std::get<open_error>(holds);
    log_snapshot gone(into.folder, {});
    if (look == looks) return std::move(no);
    std::this_thread::sleep_for(pause);
  }
}

log_snapshot::~log_snapshot() {
  std::error_code ignored;  // the next one removes it
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace sluice::store
