#pragma once
/// The log in memory: the same records, byte for byte, and the same contract as on disk. For tests
/// and the simulator. Nothing survives it. Any thread may call anything.

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/event_log.hpp"
#include "store/record_appender.hpp"
#include "store/text_map.hpp"

namespace sluice::store {

class memory_event_log final : public event_log {
 public:
  explicit memory_event_log(std::uint16_t partition = 0, std::uint32_t epoch = 1);
  ~memory_event_log() override;

  std::variant<std::vector<append_result>, write_failed> append(
      std::span<const append_request> requests) override;
  head current_head() const override;
  std::optional<stream_head> head_of(std::string_view stream) const override;
  std::variant<std::vector<record>, damage> read_stream(std::string_view stream) const override;
  std::optional<damage> read_all(sequence from, const visitor& visit) const override;
  void open_streams(const stream_visitor& visit) const override;
  std::optional<std::string> find_entry(char kind, std::string_view key) const override;
  std::optional<bookmark> bookmark_of(std::string_view follower) const override;
  void save_bookmark(std::string_view follower, const bookmark& mark) override;
  /// What set_free_bytes said; 1 TiB before.
  std::uint64_t free_bytes() const override;
  void close() override;

  // -- what a disk may do, for tests and the simulator --------------------------------------

  void set_free_bytes(std::uint64_t bytes);
  /// This and every later append is write_failed, and nothing of it is written.
  void fail_writes(std::string why);
  /// From now on no index can be read.
  void fail_reads(std::string why);
  /// Flips the bits of `mask` in one stored byte. Nobody may be reading.
  void flip(sequence at, std::size_t byte, unsigned char mask);
  /// The stored bytes of a record; empty when there is none.
  [[nodiscard]] std::string_view stored(sequence at) const;

 private:
  class target;
  class source;

  /// Precondition: the mutex is held.
  void check_readable() const;

  const std::uint16_t partition_;
  mutable std::mutex mutex_;
  record_appender appender_;
  std::vector<std::unique_ptr<char[]>> blocks_;  ///< stored bytes never move: readers hold views
  std::size_t used_ = 0;                         ///< of the last block
  std::size_t block_size_ = 0;
  std::vector<std::string_view> records_;
  text_map<stream_state> streams_;
  std::map<sequence, std::string> open_;
  text_map<std::string> entries_;
  text_map<bookmark> bookmarks_;
  std::uint64_t free_bytes_ = 1ULL << 40;
  std::optional<write_failed> failed_;
  std::optional<std::string> unreadable_;
};

}  // namespace sluice::store
