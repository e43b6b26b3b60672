#include "events/records/rocksdb_store.hpp"

#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

namespace sluice::records {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = 1ULL << 20;
/// It is not even tried with less: where the write-ahead log cannot grow, RocksDB 7.8 as Debian
/// builds it ends the process with an assertion about the file
/// (AssertFalseAndGetStatusForPrevError) at the next thing that is done with it, closing it too.
constexpr std::uint64_t least_free = 32 * mebibyte;

std::optional<std::string> why_no_room(const fs::path& folder) {
  std::error_code why;
  const auto space = fs::space(folder, why);
  if (why) return "cannot look at " + folder.string() + ": " + why.message();
  if (space.available >= least_free) return std::nullopt;
  return folder.string() + " has less than " + std::to_string(least_free / mebibyte) + " MiB free";
}

rocksdb::Slice slice(std::string_view s) noexcept { return {s.data(), s.size()}; }

std::optional<std::string> sentence_of(const rocksdb::Status& status) {
  if (status.ok()) return std::nullopt;
  return status.ToString();
}

rocksdb::CompressionType best_compression() {
  const auto supported = rocksdb::GetSupportedCompressions();
  const bool has_lz4 = std::ranges::find(supported, rocksdb::kLZ4Compression) != supported.end();
  return has_lz4 ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
}

/// A segment is what one memtable holds. What lies in memory and write-ahead log comes on top of
/// the tables, so that these get the rest.
rocksdb::Options options_of(const limits& keeps) {
  rocksdb::Options out;
  out.write_buffer_size = std::clamp<std::uint64_t>(keeps.bytes / 32, mebibyte / 4, 8 * mebibyte);
  out.max_write_buffer_number = 2;
  out.compaction_style = rocksdb::kCompactionStyleFIFO;
  out.compaction_options_fifo.max_table_files_size = keeps.bytes - 4 * out.write_buffer_size;
  out.ttl = static_cast<std::uint64_t>(keeps.age.count());
  out.max_open_files = -1;  // FIFO looks at each file's age, and readers keep what is deleted
  out.compression = best_compression();
  // What is damaged in the newest is left out: the rest is worth reading.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords;
  out.max_bgerror_resume_count = 0;  // whoever writes opens it anew
  out.max_background_jobs = 2;
  out.keep_log_file_num = 2;
  out.max_log_file_size = mebibyte;
  out.info_log_level = rocksdb::WARN_LEVEL;
  out.stats_dump_period_sec = 0;
  out.stats_persist_period_sec = 0;
  return out;
}

class rocksdb_store final : public record_store {
 public:
  rocksdb_store(std::unique_ptr<rocksdb::DB> db, fs::path folder)
      : db_(std::move(db)), folder_(std::move(folder)) {}
  ~rocksdb_store() override {
    if (is_broken_) (void)db_.release();  // closing it would end the process; the kernel does
  }
  rocksdb_store(const rocksdb_store&) = delete;
  rocksdb_store& operator=(const rocksdb_store&) = delete;

  std::optional<std::string> write(const std::vector<entry>& all) override {
    if (auto why = why_no_room(folder_)) return why;
    rocksdb::WriteBatch batch;
    for (const auto& e : all) batch.Put(e.key, e.value);
    return noted(db_->Write({}, &batch));
  }
  std::optional<std::string> begin_segment() override {
    if (auto why = why_no_room(folder_)) return why;
    rocksdb::FlushOptions how;
    how.wait = false;
    return noted(db_->Flush(how));
  }
  std::optional<std::string> read(std::string_view prefix, const visitor& visit) const override {
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}));
    for (at->Seek(slice(prefix)); at->Valid() && at->key().starts_with(slice(prefix)); at->Next())
      if (!visit({at->key().ToString(), at->value().ToString()})) break;
    return sentence_of(at->status());
  }

 private:
  std::optional<std::string> noted(const rocksdb::Status& status) {
    is_broken_ = is_broken_ || !status.ok();
    return sentence_of(status);
  }

  std::unique_ptr<rocksdb::DB> db_;
  fs::path folder_;
  bool is_broken_ = false;
};

std::string refusal(const fs::path& folder, const rocksdb::Status& status) {
  return "the records of calls in " + folder.string() + " cannot be opened: " + status.ToString();
}

/// What another process holds, or no room, mends itself; files that cannot be read do not.
bool is_damage(const rocksdb::Status& status) {
  return status.IsCorruption() || status.IsInvalidArgument() || status.IsNotFound() ||
         status.IsPathNotFound() || status.IsNotSupported();
}

/// Without RocksDB's own notes (LOG), of which a reader begins new ones.
std::set<std::string> tables_and_logs_in(const fs::path& folder) {
  std::set<std::string> out;
  std::error_code gone;
  for (const auto& file : fs::directory_iterator(folder, gone))
    if (auto name = file.path().filename().string(); !name.starts_with("LOG"))
      out.insert(std::move(name));
  return out;
}

}  // namespace

std::variant<std::unique_ptr<record_store>, open_failure> open_rocksdb_store(
    const fs::path& folder, const limits& keeps,
    const std::function<void(const std::string&)>& remark) {
  std::error_code unmade;
  fs::create_directories(folder, unmade);
  if (auto why = why_no_room(folder)) return open_failure{*std::move(why)};
  auto options = options_of(keeps);
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  auto status = rocksdb::DB::Open(options, folder.string(), &opened);
  if (is_damage(status)) {
    remark(refusal(folder, status) + "; they are thrown away, and new ones begun");
    std::error_code why;
    fs::remove_all(folder, why);
    if (why) return open_failure{"cannot remove " + folder.string() + ": " + why.message()};
    status = rocksdb::DB::Open(options, folder.string(), &opened);
  }
  if (!status.ok()) return open_failure{refusal(folder, status)};
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, ignored);
  return std::make_unique<rocksdb_store>(std::unique_ptr<rocksdb::DB>(opened), folder);
}

std::variant<std::unique_ptr<record_store>, open_failure> read_rocksdb_store(
    const fs::path& folder) {
  if (!fs::is_directory(folder))
    return open_failure{"there are no records of calls in " + folder.string(), true};
  // A running engine renames and deletes files while we open; then all is looked up anew. What lay
  // in a log that went in between, and in no table that was known before, would be missing.
  constexpr int attempts = 10;
  constexpr std::chrono::milliseconds pause{20};
  for (int attempt = 1;; ++attempt) {
    const auto before = tables_and_logs_in(folder);
    rocksdb::DB* opened = nullptr;
    const auto status = rocksdb::DB::OpenForReadOnly(options_of({}), folder.string(), &opened);
    std::unique_ptr<rocksdb::DB> all(opened);
    const bool stood_still = tables_and_logs_in(folder) == before;
    if (status.ok() && (stood_still || attempt == attempts))
      return std::make_unique<rocksdb_store>(std::move(all), folder);
    if (attempt == attempts) return open_failure{refusal(folder, status)};
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace sluice::records
