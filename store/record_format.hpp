#pragma once
/// A record as bytes, format 1 (events/FORMAT.md). Encoding trusts the caller, decoding trusts
/// nobody: it checks every length and every reserved bit before it uses it.

#include <string>
#include <string_view>
#include <variant>

#include "store/event_log.hpp"

namespace sluice::store {

inline constexpr std::size_t record_header_size = 48;
inline constexpr std::size_t record_overhead = record_header_size + sizeof(digest);
inline constexpr std::size_t max_stream_name = 0xFFFF;
inline constexpr std::size_t max_payload = 0xFFFF'FFFF;

/// A record whose text lies in somebody else's buffer.
struct record_view {
  sequence position = 0;
  std::uint16_t partition = 0;
  std::uint32_t epoch = 0;
  bool closes_stream = false;  ///< nobody has to act on the stream after this record
  std::string_view stream{};
  stream_sequence stream_position = 0;
  sequence previous_in_stream = 0;
  std::uint16_t type = 0;
  std::uint16_t schema_version = 0;
  std::int64_t time_ms = 0;
  bool has_sealed_part = false;  ///< of its payload; what is in it only events/ knows
  std::string_view payload{};
  digest chain{};
};

/// Appends everything but the chain hash to `out`. Preconditions: 1 <= stream.size() <=
/// max_stream_name, payload.size() <= max_payload.
void encode_record(const record_view& r, std::string& out);

/// What the chain hash of a stored record is over. Precondition: it has been decoded.
[[nodiscard]] inline std::string_view hashed_part(std::string_view stored) noexcept {
  return stored.substr(0, stored.size() - sizeof(digest));
}

struct bad_record {
  std::string what;  ///< "has format 3, this version reads 1"
};
/// Does not check the chain hash: that takes the record before it (record_checker.hpp).
[[nodiscard]] std::variant<record_view, bad_record> decode_record(std::string_view stored);

/// How many of these bytes are the first record's by its own word: all of them when that makes no
/// sense, so that whoever decodes it sees the damage. Never 0 unless there are none.
[[nodiscard]] std::size_t size_of_first(std::string_view records) noexcept;

/// Keeps the strings' memory, so that a loop over many records allocates almost nothing.
void copy_into(record& to, const record_view& from);

}  // namespace sluice::store
