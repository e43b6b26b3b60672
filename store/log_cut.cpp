#include "store/log_cut.hpp"

#include <map>

#include "base/invariant.hpp"
#include "store/data_folder.hpp"
#include "store/head_file.hpp"
#include "store/key_layout.hpp"
#include "store/rocksdb_log.hpp"

namespace sluice::store {
namespace {

namespace fs = std::filesystem;

class log_cutter {
 public:
  log_cutter(const rocksdb_database& database, std::uint16_t partition, sequence last)
      : database_(database), partition_(partition), last_(last) {}

  /// The first problem; then nothing has been written.
  [[nodiscard]] std::optional<std::string> cut(const entry_changes& entries);
  /// Where the log ends now.
  [[nodiscard]] const head& end() const noexcept { return end_; }

 private:
  using problem = std::optional<std::string>;

  [[nodiscard]] problem look_at_what_goes();
  [[nodiscard]] problem take_pages();
  [[nodiscard]] problem put_streams_back();
  [[nodiscard]] problem put_stream_back(const std::string& name, const stream_head& before);
  [[nodiscard]] std::variant<stream_state, std::string> state_at(const std::string& name,
                                                                 const stream_head& before) const;
  [[nodiscard]] problem change(const entry_changes& entries);
  [[nodiscard]] problem put_meta_back();
  [[nodiscard]] problem write();
  /// The value; empty: there is none.
  [[nodiscard]] std::variant<std::string, rocksdb::Status> get(rocksdb::ColumnFamilyHandle* family,
                                                               std::string_view key) const;

  void put(rocksdb::ColumnFamilyHandle* family, std::string_view key, std::string_view value) {
    if (status_.ok()) status_ = batch_.Put(family, slice(key), slice(value));
  }
  void take(rocksdb::ColumnFamilyHandle* family, std::string_view key) {
    if (status_.ok()) status_ = batch_.Delete(family, slice(key));
  }

  const rocksdb_database& database_;
  std::uint16_t partition_;
  sequence last_;
  head end_;
  std::map<std::string, stream_head> touched_;  ///< behind `last`: where each stood before
  rocksdb::WriteBatch batch_;
  rocksdb::Status status_;  ///< of the batch
};

std::optional<std::string> log_cutter::cut(const entry_changes& entries) {
  if (auto no = look_at_what_goes()) return no;
  if (auto no = take_pages()) return no;
  if (auto no = put_streams_back()) return no;
  if (auto no = change(entries)) return no;
  if (auto no = put_meta_back()) return no;
  return write();
}

/// Each record says what its stream had before it.
std::optional<std::string> log_cutter::look_at_what_goes() {
  rocksdb_records records(database_, partition_, true);
  const auto found = records.last();
  if (const auto* bad = std::get_if<damage>(&found)) return bad->what;
  const auto bad =
      read_forward(partition_, last_, std::get<sequence>(found), records, [this](const record& r) {
        if (r.position == last_)
          end_ = {.position = r.position, .chain = r.chain};
        else
          touched_.try_emplace(r.stream, stream_head{.last = r.previous_in_stream,
                                                     .position = r.stream_position - 1});
        return true;
      });
  if (bad) return bad->what;
  if (end_.position != last_) return "record " + std::to_string(last_) + " is not there";
  return std::nullopt;
}

/// The one in which the log ends then keeps its beginning.
std::optional<std::string> log_cutter::take_pages() {
  const std::unique_ptr<rocksdb::Iterator> each{database_->NewIterator({}, database_.events())};
  each->SeekForPrev(slice(view(event_key_of(partition_, last_))));
  for (; each->Valid(); each->Next()) {
    const auto first = sequence_of_event_key(text(each->key()), partition_);
    if (!first) break;
    record_page page(*first, text(each->value()));
    const auto kept = *first > last_ ? std::nullopt : page.find(last_);
    if (!kept) {
      take(database_.events(), text(each->key()));
      continue;
    }
    const auto size = kept->data() + kept->size() - each->value().data();
    put(database_.events(), text(each->key()),
        text(each->value()).substr(0, static_cast<std::size_t>(size)));
  }
  if (!each->status().ok()) return each->status().ToString();
  return std::nullopt;
}

std::optional<std::string> log_cutter::put_streams_back() {
  for (const auto& [name, before] : touched_)
    if (auto no = put_stream_back(name, before)) return no;
  return std::nullopt;
}

std::optional<std::string> log_cutter::put_stream_back(const std::string& name,
                                                       const stream_head& before) {
  const auto found = state_at(name, before);
  if (const auto* no = std::get_if<std::string>(&found)) return *no;
  const auto& should = std::get<stream_state>(found);
  const auto value = get(database_.streams(), name);
  if (const auto* no = std::get_if<rocksdb::Status>(&value)) return no->ToString();
  const auto& bytes = std::get<std::string>(value);
  const auto is = bytes.empty() ? std::optional{stream_state{}} : decode_stream_state(bytes);
  if (!is) return "the head of stream " + name + " is damaged";
  if (is->opened_at != 0 && is->opened_at != should.opened_at)
    take(database_.open_index(), view(open_key_of(is->opened_at)));
  if (should.opened_at != 0) put(database_.open_index(), view(open_key_of(should.opened_at)), name);
  if (should.position == 0)
    take(database_.streams(), name);
  else
    put(database_.streams(), name, view(encode(should)));
  return std::nullopt;
}

/// Since when it is open only its records say.
std::variant<stream_state, std::string> log_cutter::state_at(const std::string& name,
                                                             const stream_head& before) const {
  stream_state state;
  if (before.position == 0) return state;
  rocksdb_records records(database_, partition_, false);
  const auto all = read_back(partition_, name, before, records);
  if (const auto* bad = std::get_if<damage>(&all)) return bad->what;
  for (const auto& r : std::get<std::vector<record>>(all))
    state = state_after(state, r.position, r.stream_position, r.closes_stream);
  return state;
}

std::optional<std::string> log_cutter::change(const entry_changes& entries) {
  for (const auto& [kind, key] : entries.gone)
    take(database_.entries(), std::string(1, kind).append(key));
  for (const auto& e : entries.put)
    put(database_.entries(), std::string(1, e.kind).append(e.key), e.value);
  return std::nullopt;
}

std::optional<std::string> log_cutter::put_meta_back() {
  const auto value = get(database_.meta(), meta_key::unindexed_from);
  if (const auto* no = std::get_if<rocksdb::Status>(&value)) return no->ToString();
  const auto from = parse_decimal(std::get<std::string>(value));
  if (from && *from > last_ + 1)
    put(database_.meta(), meta_key::unindexed_from, std::to_string(last_ + 1));
  if (status_.ok()) status_ = put_cursors_back(database_, last_, batch_);
  return std::nullopt;
}

/// A key of the index of open streams may be used again now, which its single deletions do not
/// bear: merged, it has nothing left of those that went.
std::optional<std::string> log_cutter::write() {
  rocksdb::WriteOptions synced;
  synced.sync = true;
  if (status_.ok()) status_ = database_->Write(synced, &batch_);
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  if (status_.ok())
    status_ = database_->CompactRange(all, database_.open_index(), nullptr, nullptr);
  if (!status_.ok()) return status_.ToString();
  return std::nullopt;
}

std::variant<std::string, rocksdb::Status> log_cutter::get(rocksdb::ColumnFamilyHandle* family,
                                                           std::string_view key) const {
  std::string value;
  auto status = database_->Get({}, family, slice(key), &value);
  if (status.ok() || status.IsNotFound()) return value;
  return status;
}

}  // namespace

std::optional<open_error> cut_log(const fs::path& folder, std::uint16_t partition, sequence last,
                                  const entry_changes& entries) {
  SLUICE_INVARIANT(last != 0);
  const folder_layout layout{folder};
  auto opened = rocksdb_database::open(layout.database(), rocksdb_database::mode::write, nullptr);
  if (auto* no = std::get_if<open_error>(&opened)) return std::move(*no);
  log_cutter cutter(*std::get<std::unique_ptr<rocksdb_database>>(opened), partition, last);
  if (const auto no = cutter.cut(entries))
    return open_error{
        .kind = open_problem::failed,
        .message = "the log in " + folder.string() + " cannot be cut behind sequence " +
                   std::to_string(last) + ": " + *no};
  return create_head_file(layout.head(), partition, cutter.end());
}

}  // namespace sluice::store
