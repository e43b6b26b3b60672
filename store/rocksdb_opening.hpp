#pragma once
/// One opening of the log on disk, step by step; each step may refuse. For rocksdb_open*.cpp only:
/// everybody else calls open_rocksdb_event_log (rocksdb_event_log.hpp).
///
///   folder, room, HEAD ─> database ─> what it says of itself ─> where it ends ─> rocksdb_log

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "store/rocksdb_log.hpp"

namespace sluice::store {

class opening {
 public:
  using opened = std::variant<std::unique_ptr<event_log>, open_error>;

  opening(const open_options& options, rocksdb::Env* environment)
      : options_(options), layout_{options.folder}, environment_(environment) {}

  [[nodiscard]] opened run();

 private:
  using refusal = std::optional<open_error>;

  // -- the folder and its database (rocksdb_open.cpp) ---------------------------------------

  [[nodiscard]] refusal take_folder();
  [[nodiscard]] refusal find_room();
  [[nodiscard]] refusal read_head();
  [[nodiscard]] refusal open_database();
  [[nodiscard]] opened finish();

  // -- what the database says of itself (rocksdb_open_meta.cpp) -----------------------------

  [[nodiscard]] refusal check_meta();
  [[nodiscard]] refusal check_versions(const std::string& format);
  [[nodiscard]] refusal read_history();
  [[nodiscard]] refusal continue_history();
  [[nodiscard]] bool is_behind_outside() const;
  [[nodiscard]] refusal write_meta();
  [[nodiscard]] rocksdb::Status put_history(rocksdb::WriteBatch& batch) const;
  [[nodiscard]] std::optional<std::string> meta(std::string_view key) const;

  // -- where the log ends (rocksdb_open_end.cpp) --------------------------------------------

  [[nodiscard]] refusal find_end();
  [[nodiscard]] refusal accept_cut(sequence last);
  [[nodiscard]] refusal check_tail(rocksdb_records& records, sequence last);
  [[nodiscard]] refusal check_epoch(std::uint32_t last_epoch) const;
  [[nodiscard]] refusal check_open_index();

  // -- for all of them ----------------------------------------------------------------------

  [[nodiscard]] open_error refuse(open_problem kind, const std::string& what,
                                  sequence at = 0) const;
  [[nodiscard]] open_error refuse_damage(const damage& d, bool is_unreadable) const;
  [[nodiscard]] rocksdb::Env& environment() const {
    return environment_ != nullptr ? *environment_ : *rocksdb::Env::Default();
  }

  const open_options& options_;
  folder_layout layout_;
  rocksdb::Env* environment_;
  file_descriptor lock_;
  std::optional<found_head> found_;  ///< HEAD as it was before the database was opened
  std::unique_ptr<rocksdb_database> database_;
  log_history history_;
  bool was_cut_ = false;  ///< and that was accepted
  head end_;
};

}  // namespace sluice::store
