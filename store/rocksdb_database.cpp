#include "store/rocksdb_database.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/invariant.hpp"
#include "store/key_layout.hpp"
#include "store/rocksdb_options.hpp"

namespace sluice::store {
namespace {

/// RocksDB says here what it thinks of itself; the status of a failed write alone does not.
class failure_listener final : public rocksdb::EventListener {
 public:
  explicit failure_listener(std::shared_ptr<failure_flag> flag) : flag_(std::move(flag)) {}

  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* status) override {
    // A soft error (a compaction found no room) still lets writes be durable.
    if (status->severity() >= rocksdb::Status::kHardError) flag_->set(status->ToString());
  }
  /// And it must not go on by itself after one.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* recover_by_itself) override {
    *recover_by_itself = false;
  }

 private:
  std::shared_ptr<failure_flag> flag_;
};

/// A damaged table is named, but of the write-ahead log RocksDB says no more than that it is
/// damaged.
std::string whereabouts(const std::filesystem::path& path, const rocksdb::Status& status) {
  if (!status.IsCorruption() || status.ToString().find('/') != std::string::npos) return {};
  std::vector<std::string> files;
  std::error_code unreadable;
  for (const auto& file : std::filesystem::directory_iterator(path, unreadable))
    if (file.path().extension() == ".log") files.push_back(file.path().filename().string());
  if (files.empty()) return {};
  std::sort(files.begin(), files.end());
  std::string text = "; the damage is in the newest records, which lie in " + files.front();
  for (std::size_t i = 1; i < files.size(); ++i) text += ", " + files[i];
  return text;
}

open_error as_open_error(const std::filesystem::path& path, const rocksdb::Status& status) {
  const bool broken = status.IsCorruption() || status.IsPathNotFound() || status.IsNotFound();
  return {.kind = broken ? open_problem::unreadable : open_problem::failed,
          .message = "RocksDB does not open " + path.string() + ": " + status.ToString() +
                     whereabouts(path, status)};
}

std::optional<open_error> unknown_family(const std::filesystem::path& path,
                                         const rocksdb::DBOptions& options,
                                         const std::vector<rocksdb::ColumnFamilyDescriptor>& ours) {
  std::vector<std::string> names;
  const auto status = rocksdb::DB::ListColumnFamilies(options, path.string(), &names);
  if (!status.ok()) return as_open_error(path, status);
  for (const auto& name : names) {
    const auto same = [&](const auto& family) { return family.name == name; };
    if (std::any_of(ours.begin(), ours.end(), same)) continue;
    return open_error{open_problem::newer_version, path.string() + " has a column family '" + name +
                                                       "', so a newer version wrote it"};
  }
  return std::nullopt;
}

/// A running engine renames and deletes files while we open; then everything is looked up anew.
constexpr int read_attempts = 10;
constexpr std::chrono::milliseconds read_pause{20};

}  // namespace

void failure_flag::set(const std::string& why) {
  const std::lock_guard lock(mutex_);
  if (!is_set_.load(std::memory_order_relaxed)) why_ = why;
  is_set_.store(true, std::memory_order_release);
}

std::optional<write_failed> failure_flag::get() const {
  if (!is_set_.load(std::memory_order_acquire)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return write_failed{why_};
}

std::variant<std::unique_ptr<rocksdb_database>, open_error> rocksdb_database::open(
    const std::filesystem::path& path, mode how, rocksdb::Env* environment) {
  std::unique_ptr<rocksdb_database> result(new rocksdb_database);
  auto options = database_options(environment);
  options.listeners.push_back(std::make_shared<failure_listener>(result->failure_));
  options.create_if_missing = how == mode::create;
  options.create_missing_column_families = how != mode::read;  // a crash while they were created
  const auto families = column_families();
  const int attempts = how == mode::read ? read_attempts : 1;
  for (int attempt = 1;; ++attempt) {
    std::optional<open_error> problem;
    if (how != mode::create) problem = unknown_family(path, options, families);
    if (!problem) {
      rocksdb::DB* opened = nullptr;
      const auto status =
          how == mode::read
              ? rocksdb::DB::OpenForReadOnly(
                    options, path.string(), families, &result->handles_, &opened)
              : rocksdb::DB::Open(options, path.string(), families, &result->handles_, &opened);
      result->database_.reset(opened);
      if (status.ok()) {
        SLUICE_INVARIANT(result->handles_.size() == families.size());
        SLUICE_INVARIANT(result->has_each_in_its_place());
        return result;
      }
      problem = as_open_error(path, status);
    }
    if (attempt == attempts || problem->kind == open_problem::newer_version) return *problem;
    std::this_thread::sleep_for(read_pause);
  }
}

bool rocksdb_database::has_each_in_its_place() const {
  return events()->GetName() == family::events && streams()->GetName() == family::streams &&
         open_index()->GetName() == family::open && entries()->GetName() == family::entries &&
         meta()->GetName() == family::meta;
}

rocksdb_database::~rocksdb_database() {
  if (!database_) return;
  for (auto* handle : handles_) database_->DestroyColumnFamilyHandle(handle);
  // Nothing is lost when this fails: what is durable is in the WAL.
  static_cast<void>(database_->Close());
}

std::unique_ptr<rocksdb::Iterator> rocksdb_database::every_open_stream() const {
  rocksdb::ReadOptions all;
  all.total_order_seek = true;  // its memtable is a hash table
  return std::unique_ptr<rocksdb::Iterator>(database_->NewIterator(all, open_index()));
}

rocksdb::Status put_cursors_back(const rocksdb_database& database, sequence end,
                                 rocksdb::WriteBatch& batch) {
  const std::unique_ptr<rocksdb::Iterator> each{database->NewIterator({}, database.meta())};
  rocksdb::Status status;
  for (each->Seek(slice(meta_key::cursor_prefix));
       status.ok() && each->Valid() && each->key().starts_with(slice(meta_key::cursor_prefix));
       each->Next())
    if (decode_bookmark(text(each->value())).value_or(bookmark{}).position > end)
      status = batch.Put(database.meta(), each->key(), encode(bookmark{end}));
  return status.ok() ? each->status() : status;
}

}  // namespace sluice::store
