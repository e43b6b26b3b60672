#include "tests/store/store_fixture.hpp"

#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/store/raw_database.hpp"

namespace sluice::store {

scratch_folder::scratch_folder() {
  auto name = (std::filesystem::temp_directory_path() / "sluice-store-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

scratch_folder::~scratch_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

new_record an_event(std::string payload, std::uint16_t type) {
  return {.type = type,
          .schema_version = 1,
          .time_ms = 1'700'000'000'000,
          .payload = std::move(payload)};
}

append_request to_stream(std::string stream, stream_sequence expected,
                         std::vector<std::string> payloads, bool open_after) {
  append_request request{
      .stream = std::move(stream), .expected = expected, .open_after = open_after};
  for (auto& payload : payloads) request.records.push_back(an_event(std::move(payload)));
  return request;
}

std::vector<append_result> append_all(event_log& log, const std::vector<append_request>& requests) {
  auto outcome = log.append(requests);
  if (const auto* failed = std::get_if<write_failed>(&outcome)) FAIL(failed->what);
  return std::get<std::vector<append_result>>(std::move(outcome));
}

committed append_one(event_log& log, const append_request& request) {
  const auto results = append_all(log, {request});
  REQUIRE(results.size() == 1);
  REQUIRE(std::holds_alternative<committed>(results[0]));
  return std::get<committed>(results[0]);
}

void append_many(event_log& log, std::size_t count) {
  for (std::size_t i = 1; i <= count; ++i) {
    append_one(log, to_stream("s/" + std::to_string(i), 0, {"payload " + std::to_string(i)}));
  }
}

std::string why_append_fails(event_log& log, const append_request& request) {
  const auto outcome = log.append({&request, 1});
  REQUIRE(std::holds_alternative<write_failed>(outcome));
  return std::get<write_failed>(outcome).what;
}

bool says(std::string_view text, std::string_view part) {
  if (text.find(part) != std::string_view::npos) return true;
  UNSCOPED_INFO("it says: " << text);
  return false;
}

std::vector<record> everything(const event_log& log, sequence from) {
  std::vector<record> records;
  const auto problem = log.read_all(from, [&](const record& r) {
    records.push_back(r);
    return true;
  });
  if (problem) FAIL(problem->what);
  return records;
}

std::vector<record> stream_of(const event_log& log, std::string_view stream) {
  auto read = log.read_stream(stream);
  if (const auto* problem = std::get_if<damage>(&read)) FAIL(problem->what);
  return std::get<std::vector<record>>(std::move(read));
}

std::vector<std::string> open_names(const event_log& log) {
  std::vector<std::string> names;
  log.open_streams([&](std::string_view stream) {
    names.emplace_back(stream);
    return true;
  });
  return names;
}

std::vector<std::string> payloads_of(const std::vector<record>& records) {
  std::vector<std::string> payloads;
  payloads.reserve(records.size());
  for (const auto& r : records) payloads.push_back(r.payload);
  return payloads;
}

std::unique_ptr<event_log> opened(open_options options) {
  options.most_unindexed = 0;
  auto result = open_rocksdb_event_log(options);
  if (const auto* problem = std::get_if<open_error>(&result)) FAIL(problem->message);
  return std::get<std::unique_ptr<event_log>>(std::move(result));
}

open_error refused(const open_options& options) {
  auto result = open_rocksdb_event_log(options);
  REQUIRE(std::holds_alternative<open_error>(result));
  return std::get<open_error>(std::move(result));
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void overwrite(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  REQUIRE(out.good());
}

void flip_bit_in(const std::filesystem::path& file, std::size_t offset) {
  auto bytes = bytes_of(file);
  bytes.at(offset) = static_cast<char>(bytes.at(offset) ^ 0x10);
  overwrite(file, bytes);
}

std::vector<std::filesystem::path> wal_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "db")) {
    if (entry.path().extension() == ".log") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void on_disk::flip(sequence at, std::size_t byte) {
  log_.reset();
  {
    const auto database = raw_database(folder_.path());
    raw_change(*database, at, [&](std::string& stored) {
      stored.at(byte) = static_cast<char>(stored.at(byte) ^ 0x10);
    });
  }
  log_ = opened({.folder = folder_.path()});
}

}  // namespace sluice::store
