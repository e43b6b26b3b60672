#pragma once
/// What the store's tests share: a folder of their own, short ways to append, and both kinds of log
/// behind one face.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "store/memory_event_log.hpp"
#include "store/rocksdb_event_log.hpp"
#include "tests/catch.hpp"

namespace sluice::store {

/// An empty folder that goes away with the test.
class scratch_folder {
 public:
  scratch_folder();
  ~scratch_folder();
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// -- appending --------------------------------------------------------------------------------

[[nodiscard]] new_record an_event(std::string payload, std::uint16_t type = 1);
[[nodiscard]] append_request to_stream(std::string stream, stream_sequence expected,
                                       std::vector<std::string> payloads, bool open_after = true);
/// Each must be possible without a failed write.
std::vector<append_result> append_all(event_log& log, const std::vector<append_request>& requests);
/// One request, which must be committed.
committed append_one(event_log& log, const append_request& request);
/// `count` records of different streams "s/1", "s/2", …, one append each.
void append_many(event_log& log, std::size_t count);

/// What the write failed with; the test fails when it did not.
std::string why_append_fails(event_log& log, const append_request& request);

/// The same as a matcher, which Catch2 2 and 3 name differently.
[[nodiscard]] bool says(std::string_view text, std::string_view part);

// -- reading ----------------------------------------------------------------------------------

/// All records; the test fails when there is damage.
[[nodiscard]] std::vector<record> everything(const event_log& log, sequence from = 1);
[[nodiscard]] std::vector<record> stream_of(const event_log& log, std::string_view stream);
[[nodiscard]] std::vector<std::string> open_names(const event_log& log);
[[nodiscard]] std::vector<std::string> payloads_of(const std::vector<record>& records);

// -- opening ----------------------------------------------------------------------------------

/// Its index always has everything, so that tests can spoil it; lagging_index_test.cpp has the
/// rest.
[[nodiscard]] std::unique_ptr<event_log> opened(open_options options);
[[nodiscard]] open_error refused(const open_options& options);

[[nodiscard]] inline open_options in(const std::filesystem::path& folder) {
  return {.folder = folder};
}
[[nodiscard]] inline open_options reading(const std::filesystem::path& folder) {
  return {.folder = folder, .read_only = true};
}

// -- files ------------------------------------------------------------------------------------

[[nodiscard]] std::string bytes_of(const std::filesystem::path& file);
void overwrite(const std::filesystem::path& file, const std::string& bytes);
void flip_bit_in(const std::filesystem::path& file, std::size_t offset);
/// The write-ahead logs, oldest first.
[[nodiscard]] std::vector<std::filesystem::path> wal_files(const std::filesystem::path& folder);

// -- both kinds of log ----------------------------------------------------------------------------

class in_memory {
 public:
  event_log& log() { return log_; }
  void flip(sequence at, std::size_t byte) { log_.flip(at, byte, 0x10); }

 private:
  memory_event_log log_;
};

class on_disk {
 public:
  on_disk() : log_(opened({.folder = folder_.path(), .create = true})) {}
  event_log& log() { return *log_; }
  /// Below the log: closes it, changes the stored record, opens it again.
  void flip(sequence at, std::size_t byte);

 private:
  scratch_folder folder_;
  std::unique_ptr<event_log> log_;
};

}  // namespace sluice::store
