#pragma once
/// The append-only log of records: the only truth. It knows bytes, streams and sequence numbers,
/// and nothing about payments. What a stored record looks like is written in events/FORMAT.md.
///
/// One writer (the log writer actor) calls append; any thread may read at any time.
/// Implementations: rocksdb_event_log (production), memory_event_log (tests, simulation).

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sluice::store {

/// Position in the whole log of one partition: 1, 2, 3, … without gaps.
using sequence = std::uint64_t;
/// Position in one stream: 1, 2, 3, … without gaps.
using stream_sequence = std::uint32_t;
using digest = std::array<std::uint8_t, 32>;

/// One event as the caller hands it over.
struct new_record {
  std::uint16_t type = 0;            ///< what the payload is; opaque here
  std::uint16_t schema_version = 1;  ///< of the payload
  std::int64_t time_ms = 0;          ///< when it was decided, UTC milliseconds since 1970
  bool has_sealed_part = false;      ///< the payload's second part needs a key; opaque here
  std::string payload{};
};

/// One event as the log holds it.
struct record {
  sequence position = 0;
  std::uint16_t partition = 0;
  std::uint32_t epoch = 0;
  bool closes_stream = false;  ///< append_request::open_after was false, and it was the last
  std::string stream{};
  stream_sequence stream_position = 0;
  sequence previous_in_stream = 0;  ///< 0 for the first of a stream
  std::uint16_t type = 0;
  std::uint16_t schema_version = 0;
  std::int64_t time_ms = 0;
  bool has_sealed_part = false;
  std::string payload{};
  digest chain{};                   ///< of this record and all before it
};

/// Another name of a stream: an attempt's number at the channel, a command id. Written in the same
/// batch as the events; put again with the same key it is overwritten.
struct index_entry {
  char kind = 0;        ///< see key_layout.hpp
  std::string key{};
  std::string value{};
};

/// All or nothing, in one batch with whatever else is appended at the same time. Without records
/// only the entries are written, the stream stays as it is, and the answer is committed{0, 0}.
struct append_request {
  std::string stream{};
  stream_sequence expected = 0;  ///< the stream's last position as the caller knows it
  std::vector<new_record> records{};
  std::vector<index_entry> entries{};
  bool open_after = true;  ///< somebody still has to act on this stream (open-streams index)
};

struct committed {
  sequence first = 0;
  sequence last = 0;
};
/// Surely not written: the stream is not where the caller believes. Two writers, or a stale one.
struct wrong_position {
  stream_sequence expected = 0;
  stream_sequence actual = 0;
};
using append_result = std::variant<committed, wrong_position>;

/// The outcome of the write is not known. Whoever sees this must stop accepting and exit; the next
/// start decides from the log. Never retry: a failed fsync lies the second time (fsyncgate, 2018).
struct write_failed {
  std::string what;
};

struct head {
  sequence position = 0;  ///< 0: empty log
  digest chain{};
};

struct stream_head {
  sequence last = 0;
  stream_sequence position = 0;
  bool open = false;
};

/// What is wrong with a data folder or a record, and where.
struct damage {
  std::string what;
  sequence at = 0;  ///< the first bad sequence; 0 when unknown
};

/// An index cannot be read. Thrown, because the only answer left would be "not there": believed, a
/// notification is thrown away, a command id is used twice, an open order is forgotten. As bad as
/// write_failed: stop accepting and exit. A log that is written fails every later append as well.
class read_failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How far a follower of the log has got, and what it has made of the log so far: bytes of its own,
/// in a version of its own. It can do without them, by reading the log from where it began.
struct bookmark {
  sequence position = 0;
  std::uint32_t state_version = 0;
  std::string state{};
  friend bool operator==(const bookmark&, const bookmark&) = default;
};

/// head_of, open_streams, find_entry and bookmark_of throw read_failed.
class event_log {
 public:
  virtual ~event_log() = default;

  /// Appends all requests in order with one sync. Results are in the order of the requests. When
  /// this returns results, everything `committed` is durable; on write_failed nothing may be
  /// assumed.
  [[nodiscard]] virtual std::variant<std::vector<append_result>, write_failed> append(
      std::span<const append_request> requests) = 0;

  [[nodiscard]] virtual head current_head() const = 0;
  [[nodiscard]] virtual std::optional<stream_head> head_of(std::string_view stream) const = 0;
  /// First to last. Empty when there is no such stream.
  [[nodiscard]] virtual std::variant<std::vector<record>, damage> read_stream(
      std::string_view stream) const = 0;

  /// Calls visit for each record from `from` on, in order, until it returns false or the log ends
  /// (where it ended when the call began). Checks decoding, gap-freedom and the chain, which
  /// continues that of record from - 1. `visit` may call the log.
  using visitor = std::function<bool(const record&)>;
  [[nodiscard]] virtual std::optional<damage> read_all(sequence from,
                                                       const visitor& visit) const = 0;

  /// The streams that somebody still has to act on, oldest first.
  using stream_visitor = std::function<bool(std::string_view stream)>;
  virtual void open_streams(const stream_visitor& visit) const = 0;

  [[nodiscard]] virtual std::optional<std::string> find_entry(char kind,
                                                              std::string_view key) const = 0;

  /// Nothing: none was ever saved. Saved without a sync: after a crash it may be an older one,
  /// never one that was not saved, and never older than one that was saved before the last append.
  [[nodiscard]] virtual std::optional<bookmark> bookmark_of(std::string_view follower) const = 0;
  virtual void save_bookmark(std::string_view follower, const bookmark& mark) = 0;

  /// Free bytes on the device that holds the log.
  [[nodiscard]] virtual std::uint64_t free_bytes() const = 0;
  /// Everything durable, files closed. After this only the destructor may be called.
  virtual void close() = 0;
};

}  // namespace sluice::store
