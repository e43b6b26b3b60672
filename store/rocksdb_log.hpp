#pragma once
/// event_log on an open database. Made by rocksdb_open.cpp once everything has been checked; nobody
/// else needs this header.
///
///   append:  recent_streams ─> record_appender ─> one WriteBatch, synced ─> HEAD ─> results
///
/// Nothing is visible to readers before it is durable.

#include <rocksdb/write_batch.h>

#include <mutex>

#include "store/data_folder.hpp"
#include "store/database_figures.hpp"
#include "store/head_file.hpp"
#include "store/readability.hpp"
#include "store/recent_streams.hpp"
#include "store/record_appender.hpp"
#include "store/record_checker.hpp"
#include "store/record_page.hpp"
#include "store/rocksdb_database.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::store {

/// Records of one partition through an iterator over pages: in order it steps, otherwise it seeks.
class rocksdb_records final : public record_source {
 public:
  rocksdb_records(const rocksdb_database& database, std::uint16_t partition, bool in_order);
  std::variant<std::string_view, damage> stored(sequence at) override;
  /// The last record's sequence; 0 when there is none.
  [[nodiscard]] std::variant<sequence, damage> last();
  /// What the last answer says is damage lies in a file that cannot be read.
  [[nodiscard]] bool is_unreadable() const { return !iterator_->status().ok(); }

 private:
  /// Takes the page under the iterator. False: there is none, or it is not of this partition.
  [[nodiscard]] bool open_page();
  [[nodiscard]] damage missing_or_unreadable(sequence at) const;

  std::uint16_t partition_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
  record_page page_;  ///< where the iterator stands
  sequence next_page_ = 0;  ///< if the page before it was read to its end; else 0
};

/// What is held while the log is written; a reader has none of it.
struct writer_side {
  file_descriptor lock;
  head_file heads;
};

class rocksdb_log final
    : public event_log,
      public known_log,
      public log_on_files,
      public measured_log {
 public:
  rocksdb_log(open_options options, std::unique_ptr<rocksdb_database> database, const head& end,
              log_history history, std::optional<writer_side> writer);
  /// Before anything else is asked: the index lacks what the records from here on say.
  [[nodiscard]] std::optional<damage> read_unindexed(sequence from);
  ~rocksdb_log() override;

  std::variant<std::vector<append_result>, write_failed> append(
      std::span<const append_request> requests) override;
  head current_head() const override;
  log_history history() const override { return history_; }
  bool can_read(sequence at) const override;
  std::optional<stream_head> head_of(std::string_view stream) const override;
  std::variant<std::vector<record>, damage> read_stream(std::string_view stream) const override;
  std::optional<damage> read_all(sequence from, const visitor& visit) const override;
  void open_streams(const stream_visitor& visit) const override;
  std::optional<std::string> find_entry(char kind, std::string_view key) const override;
  std::optional<bookmark> bookmark_of(std::string_view follower) const override;
  void save_bookmark(std::string_view follower, const bookmark& mark) override;
  std::uint64_t free_bytes() const override;
  database_figures figures() const override;
  void close() override;

 private:
  class batch_target;

  [[nodiscard]] std::optional<write_failed> cannot_write() const;
  [[nodiscard]] write_failed fail(const std::string& why) const;
  [[nodiscard]] std::optional<write_failed> write_batch();
  [[noreturn]] void fail_read(const std::string& why) const;
  [[nodiscard]] std::variant<stream_state, write_failed> indexed_state(
      std::string_view stream) const;
  /// Nothing: no such key.
  [[nodiscard]] std::optional<std::string> get(rocksdb::ColumnFamilyHandle* family,
                                               std::string_view key) const;

  const open_options options_;
  const log_history history_;
  std::unique_ptr<rocksdb_database> database_;
  std::optional<writer_side> writer_;

  mutable std::mutex head_mutex_;
  head head_;

  std::mutex append_mutex_;
  record_appender appender_;
  rocksdb::WriteBatch batch_;
  std::string page_;  ///< of the batch: records that still have no key
  recent_streams recent_;
};

}  // namespace sluice::store
