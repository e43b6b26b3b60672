#include "store/record_format.hpp"

#include <algorithm>
#include <cstring>

#include "base/invariant.hpp"
#include "store/bytes.hpp"

namespace sluice::store {
namespace {

constexpr std::uint8_t record_format = 1;
constexpr std::uint8_t sealed_part_flag = 1;
constexpr std::uint8_t closes_stream_flag = 2;

// Where the fields are. DO NOT CHANGE: records on disks have them there.
constexpr std::size_t format_at = 0;
constexpr std::size_t flags_at = 1;
constexpr std::size_t partition_at = 2;
constexpr std::size_t epoch_at = 4;
constexpr std::size_t position_at = 8;
constexpr std::size_t time_at = 16;
constexpr std::size_t previous_at = 24;
constexpr std::size_t stream_position_at = 32;
constexpr std::size_t name_length_at = 36;
constexpr std::size_t type_at = 38;
constexpr std::size_t schema_at = 40;
constexpr std::size_t reserved_at = 42;
constexpr std::size_t payload_length_at = 44;

bad_record bad(std::string what) { return {std::move(what)}; }

/// Precondition: a whole header is there.
std::uint64_t told_size(std::string_view stored) noexcept {
  return std::uint64_t{record_overhead} + load_little<std::uint16_t>(stored, name_length_at) +
         load_little<std::uint32_t>(stored, payload_length_at);
}

/// Nothing when the frame is sound: then the lengths may be used.
std::optional<bad_record> problem_in_frame(std::string_view stored) {
  if (stored.empty()) return bad("is empty");
  const auto format = static_cast<std::uint8_t>(stored[format_at]);
  if (format != record_format) {
    return bad("has format " + std::to_string(format) + ", this version reads format 1");
  }
  if (stored.size() < record_overhead) {
    return bad("has " + std::to_string(stored.size()) + " bytes, the least is 80");
  }
  const auto flags = static_cast<std::uint8_t>(stored[flags_at]);
  if ((flags & ~(sealed_part_flag | closes_stream_flag)) != 0) {
    return bad("has unknown flags " + std::to_string(flags));
  }
  if (load_little<std::uint16_t>(stored, reserved_at) != 0) return bad("uses a reserved field");
  const auto told = told_size(stored);
  if (told != stored.size()) {
    return bad("has " + std::to_string(stored.size()) + " bytes, but its lengths say " +
               std::to_string(told));
  }
  return std::nullopt;
}

std::optional<bad_record> problem_in_fields(const record_view& r) {
  if (r.position == 0) return bad("has sequence 0");
  if (r.stream.empty()) return bad("belongs to no stream");
  if (r.stream_position == 0) return bad("has stream sequence 0");
  if ((r.stream_position == 1) != (r.previous_in_stream == 0)) {
    return bad("has stream sequence " + std::to_string(r.stream_position) +
               " but previous sequence " + std::to_string(r.previous_in_stream));
  }
  if (r.previous_in_stream >= r.position) return bad("comes before its previous record");
  return std::nullopt;
}

char flags_of(const record_view& r) noexcept {
  return static_cast<char>(
      r.has_sealed_part * sealed_part_flag | r.closes_stream * closes_stream_flag);
}

}  // namespace

void encode_record(const record_view& r, std::string& out) {
  SLUICE_INVARIANT(!r.stream.empty() && r.stream.size() <= max_stream_name);
  SLUICE_INVARIANT(r.payload.size() <= max_payload);
  char header[record_header_size];
  header[format_at] = static_cast<char>(record_format);
  header[flags_at] = flags_of(r);
  store_little(header + partition_at, r.partition);
  store_little(header + epoch_at, r.epoch);
  store_little(header + position_at, r.position);
  store_little(header + time_at, static_cast<std::uint64_t>(r.time_ms));
  store_little(header + previous_at, r.previous_in_stream);
  store_little(header + stream_position_at, r.stream_position);
  store_little(header + name_length_at, static_cast<std::uint16_t>(r.stream.size()));
  store_little(header + type_at, r.type);
  store_little(header + schema_at, r.schema_version);
  store_little(header + reserved_at, std::uint16_t{0});
  store_little(header + payload_length_at, static_cast<std::uint32_t>(r.payload.size()));
  out.append(header, sizeof header).append(r.stream).append(r.payload);
}

std::variant<record_view, bad_record> decode_record(std::string_view stored) {
  if (auto problem = problem_in_frame(stored)) return *std::move(problem);
  record_view r;
  const auto flags = static_cast<std::uint8_t>(stored[flags_at]);
  r.closes_stream = (flags & closes_stream_flag) != 0;
  r.has_sealed_part = (flags & sealed_part_flag) != 0;
  r.partition = load_little<std::uint16_t>(stored, partition_at);
  r.epoch = load_little<std::uint32_t>(stored, epoch_at);
  r.position = load_little<std::uint64_t>(stored, position_at);
  r.time_ms = static_cast<std::int64_t>(load_little<std::uint64_t>(stored, time_at));
  r.previous_in_stream = load_little<std::uint64_t>(stored, previous_at);
  r.stream_position = load_little<std::uint32_t>(stored, stream_position_at);
  r.type = load_little<std::uint16_t>(stored, type_at);
  r.schema_version = load_little<std::uint16_t>(stored, schema_at);
  const auto name_length = load_little<std::uint16_t>(stored, name_length_at);
  r.stream = stored.substr(record_header_size, name_length);
  r.payload = hashed_part(stored).substr(record_header_size + name_length);
  std::memcpy(r.chain.data(), stored.data() + stored.size() - sizeof(digest), sizeof(digest));
  if (auto problem = problem_in_fields(r)) return *std::move(problem);
  return r;
}

std::size_t size_of_first(std::string_view records) noexcept {
  if (records.size() < record_header_size) return records.size();
  return static_cast<std::size_t>(std::min<std::uint64_t>(told_size(records), records.size()));
}

void copy_into(record& to, const record_view& from) {
  to.position = from.position;
  to.partition = from.partition;
  to.epoch = from.epoch;
  to.closes_stream = from.closes_stream;
  to.stream = from.stream;
  to.stream_position = from.stream_position;
  to.previous_in_stream = from.previous_in_stream;
  to.type = from.type;
  to.schema_version = from.schema_version;
  to.time_ms = from.time_ms;
  to.has_sealed_part = from.has_sealed_part;
  to.payload = from.payload;
  to.chain = from.chain;
}

}  // namespace sluice::store
