#include "store/rocksdb_log.hpp"

#include <sys/statvfs.h>

#include <algorithm>

#include "base/invariant.hpp"
#include "store/bytes.hpp"
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
  explicit batch_target(rocksdb_log& log)
      : log_(log),
        database_(*log.database_),
        batch_begins_(log.appender_.end().position + 1),
        next_(batch_begins_) {}

  std::variant<stream_state, write_failed> find(std::string_view stream) override {
    if (const auto known = log_.recent_.find_next(stream)) return *known;
    return log_.indexed_state(stream);
  }

  void put_record(sequence at, std::string_view stored) override {
    SLUICE_INVARIANT(at == next_);
    ++next_;
    if (log_.page_.empty()) page_begins_ = at;
    log_.page_.append(stored);
    if (log_.page_.size() >= full_page) put_page();
  }

  void put_stream(std::string_view stream, const stream_state& before,
                  const stream_state& after) override {
    log_.recent_.change(stream, before, after, batch_begins_);
  }

  void put_page() {
    if (log_.page_.empty()) return;
    put(database_.events(), view(event_key_of(log_.options_.partition, page_begins_)), log_.page_);
    log_.page_.clear();
  }

  /// Streams that have not changed for a while, so that most have to be put once in their lives.
  void put_index() {
    bool any = false;
    log_.recent_.index_all_but(log_.options_.most_unindexed, [&](const auto& stream) {
      const auto& [name, s] = stream;
      any = true;
      put(database_.streams(), name, view(encode(s.next)));
      if (s.open_key == s.next.opened_at) return;
      // Single: each key is put once in its life, so that put and deletion vanish together.
      if (s.open_key != 0)
        check(
            log_.batch_.SingleDelete(database_.open_index(), slice(view(open_key_of(s.open_key)))));
      if (s.next.opened_at != 0)
        put(database_.open_index(), view(open_key_of(s.next.opened_at)), name);
    });
    if (!any) return;
    const auto from = log_.recent_.unindexed_from(next_);
    SLUICE_INVARIANT(from <= next_);
    put(database_.meta(), meta_key::unindexed_from, std::to_string(from));
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
  sequence batch_begins_;
  sequence next_;  ///< record; a page has no place for a gap
  sequence page_begins_ = 0;
  rocksdb::Status problem_;
};

rocksdb_log::rocksdb_log(open_options options, std::unique_ptr<rocksdb_database> database,
                         const head& end, log_history history, std::optional<writer_side> writer)
    : options_(std::move(options)),
      history_(std::move(history)),
      database_(std::move(database)),
      writer_(std::move(writer)),
      head_(end),
      appender_(options_.partition, options_.epoch, end) {}

rocksdb_log::~rocksdb_log() { close(); }

std::optional<damage> rocksdb_log::read_unindexed(sequence from) {
  std::optional<damage> problem;
  const auto last = current_head().position;
  rocksdb_records records(*database_, options_.partition, true);
  auto unreadable = read_forward(options_.partition, from, last, records, [&](const record& r) {
    const auto known = recent_.find_next(r.stream);
    const auto before = known ? *known : indexed_state(r.stream);
    if (const auto* what = std::get_if<write_failed>(&before)) {
      problem = damage{what->what, r.position};
      return false;
    }
    const auto& state = std::get<stream_state>(before);
    const auto after = state_after(state, r.position, r.stream_position, r.closes_stream);
    recent_.change(r.stream, state, after, r.position);
    return true;
  });
  recent_.publish();
  return unreadable ? unreadable : problem;
}

// -- writing ------------------------------------------------------------------------------

std::variant<std::vector<append_result>, write_failed> rocksdb_log::append(
    std::span<const append_request> requests) {
  const std::lock_guard lock(append_mutex_);
  if (auto problem = cannot_write()) return *std::move(problem);
  batch_.Clear();
  page_.clear();
  batch_target target(*this);
  auto results = appender_.append(requests, target);
  if (const auto* problem = std::get_if<write_failed>(&results)) return fail(problem->what);
  target.put_page();
  target.put_index();
  if (!target.problem().ok()) return fail(target.problem().ToString());
  SLUICE_INVARIANT(page_.empty());
  if (batch_.Count() == 0) {
    SLUICE_INVARIANT(appender_.end().position == head_.position);
    return results;
  }
  if (auto problem = write_batch()) return *std::move(problem);
  return results;
}

std::optional<write_failed> rocksdb_log::write_batch() {
  const auto status = (*database_)->Write(synced(), &batch_);
  if (!status.ok()) return fail(status.ToString());
  recent_.publish();  // first: whoever sees the new head finds the streams that it tells of
  {
    const std::lock_guard lock(head_mutex_);
    SLUICE_INVARIANT(appender_.end().position >= head_.position);
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

void rocksdb_log::save_bookmark(std::string_view follower, const bookmark& mark) {
  if (cannot_write()) return;
  const auto status = (*database_)->Put({}, database_->meta(), cursor_key(follower), encode(mark));
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

std::variant<stream_state, write_failed> rocksdb_log::indexed_state(std::string_view stream) const {
  rocksdb::PinnableSlice value;
  const auto status = (*database_)->Get({}, database_->streams(), slice(stream), &value);
  if (status.IsNotFound()) return stream_state{};
  if (!status.ok()) return write_failed{status.ToString()};
  const auto state = decode_stream_state(text(value));
  if (!state) return write_failed{"the head of stream " + std::string{stream} + " is damaged"};
  return *state;
}

std::optional<stream_head> rocksdb_log::head_of(std::string_view stream) const {
  if (const auto known = recent_.find(stream)) return head_of_state(*known);
  const auto state = indexed_state(stream);
  if (const auto* problem = std::get_if<write_failed>(&state)) fail_read(problem->what);
  const auto& there = std::get<stream_state>(state);
  return there.position == 0 ? std::nullopt : std::optional{head_of_state(there)};
}

bool rocksdb_log::can_read(sequence at) const {
  rocksdb_records records(*database_, options_.partition, false);
  static_cast<void>(records.stored(at));
  return !records.is_unreadable();
}

std::variant<std::vector<record>, damage> rocksdb_log::read_stream(std::string_view stream) const {
  const auto known = recent_.find(stream);
  const auto state = known ? *known : indexed_state(stream);
  if (const auto* problem = std::get_if<write_failed>(&state)) return damage{problem->what};
  rocksdb_records records(*database_, options_.partition, false);
  return read_back(
      options_.partition, stream, head_of_state(std::get<stream_state>(state)), records);
}

std::optional<damage> rocksdb_log::read_all(sequence from, const visitor& visit) const {
  const auto last = current_head().position;  // before the iterator, which must not end earlier
  rocksdb_records records(*database_, options_.partition, true);
  return read_forward(options_.partition, from, last, records, visit);
}

void rocksdb_log::open_streams(const stream_visitor& visit) const {
  std::vector<std::pair<sequence, std::string>> open;
  text_map<bool> known_better;
  recent_.each([&](const std::string& name, const auto& s) {
    known_better.emplace(name, true);
    if (s.durable.opened_at != 0) open.emplace_back(s.durable.opened_at, name);
  });
  const auto iterator = database_->every_open_stream();
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    const auto name = text(iterator->value());
    if (known_better.contains(name)) continue;
    open.emplace_back(load_big<sequence>(text(iterator->key()), 0), name);
  }
  if (!iterator->status().ok()) fail_read(iterator->status().ToString());
  std::sort(open.begin(), open.end());
  for (const auto& [opened_at, name] : open)
    if (!visit(name)) return;
}

std::optional<std::string> rocksdb_log::find_entry(char kind, std::string_view key) const {
  return get(database_->entries(), std::string(1, kind).append(key));
}

std::optional<bookmark> rocksdb_log::bookmark_of(std::string_view follower) const {
  const auto value = get(database_->meta(), cursor_key(follower));
  if (!value) return std::nullopt;
  // What cannot be read was not lost: its follower begins again, and says some things twice.
  return decode_bookmark(*value).value_or(bookmark{});
}

std::uint64_t rocksdb_log::free_bytes() const {
  struct statvfs about{};
  if (::statvfs(options_.folder.c_str(), &about) != 0) return 0;
  return std::uint64_t{about.f_bavail} * about.f_frsize;
}

}  // namespace sluice::store
