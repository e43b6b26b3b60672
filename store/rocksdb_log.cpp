#include "store/rocksdb_log.hpp"

#include <sys/statvfs.h>

#include <algorithm>

#include "store/key_layout.hpp"

namespace sluice::store {
namespace {

rocksdb::WriteOptions synced() {
  rocksdb::WriteOptions options;
  options.sync = true;
  return options;
}

}  // namespace

class rocksdb_log::batch_target final : public append_target {
 public:
  explicit batch_target(rocksdb_log& log) : log_(log), database_(*log.database_) {}

  std::variant<stream_state, write_failed> find(std::string_view stream) override {
    const auto found = log_.open_states_.find(stream);
    if (found != log_.open_states_.end()) return found->second;
    rocksdb::PinnableSlice value;
    const auto status = database_->Get({}, database_.streams(), slice(stream), &value);
    if (status.IsNotFound()) return stream_state{};
    if (!status.ok()) return write_failed{status.ToString()};
    const auto state = decode_stream_state(text(value));
    if (!state) return write_failed{"the head of stream " + std::string{stream} + " is damaged"};
    return *state;
  }

  void put_record(sequence at, std::string_view stored) override {
    if (log_.page_.empty()) page_begins_ = at;
    log_.page_.append(stored);
    if (log_.page_.size() >= full_page) put_page();
  }

  void put_stream(std::string_view stream, const stream_state& state) override {
    const auto found = log_.open_states_.find(stream);
    if (found != log_.open_states_.end()) {
      found->second = state;
      log_.changed_.push_back(&*found);
    } else {
      log_.changed_.push_back(&*log_.open_states_.emplace(stream, state).first);
    }
  }

  void put_page() {
    if (log_.page_.empty()) return;
    put(database_.events(), view(event_key_of(log_.options_.partition, page_begins_)), log_.page_);
    log_.page_.clear();
  }

  /// In the order of their names, so that the memtable finds each place near the one before.
  void put_changed_streams() {
    auto& changed = log_.changed_;
    const auto by_name = [](const auto* a, const auto* b) { return a->first < b->first; };
    std::sort(changed.begin(), changed.end(), by_name);
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (const auto* stream : changed) {
      put(database_.streams(), stream->first, view(encode(stream->second)));
    }
  }

  void put_open(sequence opened_at, std::string_view stream) override {
    put(database_.open_index(), view(open_key_of(opened_at)), stream);
  }

  void delete_open(sequence opened_at) override {
    // Single: each key is put once in its life, so that put and deletion vanish together.
    check(log_.batch_.SingleDelete(database_.open_index(), slice(view(open_key_of(opened_at)))));
  }

  void put_entry(const index_entry& e) override {
    const rocksdb::Slice key[] = {{&e.kind, 1}, slice(e.key)};
    const rocksdb::Slice value[] = {slice(e.value)};
    check(log_.batch_.Put(
        database_.entries(), rocksdb::SliceParts(key, 2), rocksdb::SliceParts(value, 1)));
  }

  /// Why the batch may not be written as it is.
  [[nodiscard]] const rocksdb::Status& problem() const noexcept { return problem_; }

 private:
  void put(rocksdb::ColumnFamilyHandle* family, std::string_view key, std::string_view value) {
    check(log_.batch_.Put(family, slice(key), slice(value)));
  }
  void check(const rocksdb::Status& status) {
    if (!status.ok()) problem_ = status;
  }

  rocksdb_log& log_;
  const rocksdb_database& database_;
  sequence page_begins_ = 0;
  rocksdb::Status problem_;
};

rocksdb_log::rocksdb_log(open_options options, std::unique_ptr<rocksdb_database> database,
                         const head& end, std::optional<writer_side> writer)
    : options_(std::move(options)),
      database_(std::move(database)),
      writer_(std::move(writer)),
      head_(end),
      appender_(options_.partition, options_.epoch, end) {}

rocksdb_log::~rocksdb_log() { close(); }

// -- writing ------------------------------------------------------------------------------

std::variant<std::vector<append_result>, write_failed> rocksdb_log::append(
    std::span<const append_request> requests) {
  const std::lock_guard lock(append_mutex_);
  if (auto problem = cannot_write()) return *std::move(problem);
  batch_.Clear();
  page_.clear();
  changed_.clear();
  batch_target target(*this);
  auto results = appender_.append(requests, target);
  if (const auto* problem = std::get_if<write_failed>(&results)) return fail(problem->what);
  target.put_page();
  target.put_changed_streams();
  if (!target.problem().ok()) return fail(target.problem().ToString());
  if (batch_.Count() == 0) return results;
  if (auto problem = write_batch()) return *std::move(problem);
  for (const auto* stream : changed_) {
    if (stream->second.opened_at == 0) open_states_.erase(open_states_.find(stream->first));
  }
  return results;
}

std::optional<write_failed> rocksdb_log::write_batch() {
  const auto status = (*database_)->Write(synced(), &batch_);
  if (!status.ok()) return fail(status.ToString());
  {
    const std::lock_guard lock(head_mutex_);
    head_ = appender_.end();
  }
  if (const auto problem = writer_->heads.write(appender_.end(), appender_.end_time_ms()))
    return fail(*problem);
  return std::nullopt;
}

std::optional<write_failed> rocksdb_log::cannot_write() const {
  if (!database_) return write_failed{"the log is closed"};
  if (!writer_) return write_failed{"the log was opened read-only"};
  return database_->failure().get();
}

write_failed rocksdb_log::fail(const std::string& why) const {
  database_->failure().set(why);
  return {why};
}

/// Nothing is written any more, either: not everybody who believes in a gap asks here.
void rocksdb_log::fail_read(const std::string& why) const {
  throw read_failed("the log cannot be read: " + fail(why).what);
}

void rocksdb_log::save_cursor(std::string_view follower, sequence position) {
  if (cannot_write()) return;
  const auto status =
      (*database_)->Put({}, database_->meta(), cursor_key(follower), std::to_string(position));
  if (!status.ok()) static_cast<void>(fail(status.ToString()));
}

void rocksdb_log::close() {
  const std::lock_guard lock(append_mutex_);
  // Durable already; a HEAD that is a second old is as good.
  if (database_ && writer_ && !database_->failure().get()) {
    static_cast<void>(writer_->heads.sync());
  }
  database_.reset();
  writer_.reset();
}

// -- reading ------------------------------------------------------------------------------

head rocksdb_log::current_head() const {
  const std::lock_guard lock(head_mutex_);
  return head_;
}

std::optional<std::string> rocksdb_log::get(rocksdb::ColumnFamilyHandle* family,
                                            std::string_view key) const {
  std::string value;
  const auto status = (*database_)->Get({}, family, slice(key), &value);
  if (status.ok()) return value;
  if (!status.IsNotFound()) fail_read(status.ToString());
  return std::nullopt;
}

std::optional<stream_head> rocksdb_log::head_of(std::string_view stream) const {
  const auto value = get(database_->streams(), stream);
  if (!value) return std::nullopt;
  const auto state = decode_stream_state(*value);
  if (!state) fail_read("the head of stream " + std::string{stream} + " is damaged");
  return head_of_state(*state);
}

std::variant<std::vector<record>, damage> rocksdb_log::read_stream(std::string_view stream) const {
  rocksdb::PinnableSlice value;
  const auto status = (*database_)->Get({}, database_->streams(), slice(stream), &value);
  if (status.IsNotFound()) return std::vector<record>{};
  const auto state = status.ok() ? decode_stream_state(text(value)) : std::nullopt;
  if (!state) {
    return damage{
        "the head of stream " + std::string{stream} + " is damaged: " + status.ToString(), 0};
  }
  rocksdb_records records(*database_, options_.partition, false);
  return read_back(options_.partition, stream, head_of_state(*state), records);
}

std::optional<damage> rocksdb_log::read_all(sequence from, const visitor& visit) const {
  const auto last = current_head().position;  // before the iterator, which must not end earlier
  rocksdb_records records(*database_, options_.partition, true);
  return read_forward(options_.partition, from, last, records, visit);
}

void rocksdb_log::open_streams(const stream_visitor& visit) const {
  const auto iterator = database_->every_open_stream();
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    if (!visit(text(iterator->value()))) return;
  }
  if (!iterator->status().ok()) fail_read(iterator->status().ToString());
}

std::optional<std::string> rocksdb_log::find_entry(char kind, std::string_view key) const {
  return get(database_->entries(), std::string(1, kind).append(key));
}

sequence rocksdb_log::cursor(std::string_view follower) const {
  const auto value = get(database_->meta(), cursor_key(follower));
  return value ? parse_decimal(*value).value_or(0) : 0;
}

std::uint64_t rocksdb_log::free_bytes() const {
  struct statvfs about{};
  if (::statvfs(options_.folder.c_str(), &about) != 0) return 0;
  return std::uint64_t{about.f_bavail} * about.f_frsize;
}

}  // namespace sluice::store
