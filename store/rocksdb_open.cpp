#include <unistd.h>

#include "store/key_layout.hpp"
#include "store/rocksdb_log.hpp"
#include "store/rocksdb_options.hpp"

namespace sluice::store {
namespace {

/// RocksDB allocates 35 MiB for its new write-ahead log, and may have to flush what the old ones
/// hold. Where it finds no room it aborts, because Debian builds it with its assertions.
constexpr std::uint64_t room_to_open = 64U << 20;

using opened = std::variant<std::unique_ptr<event_log>, open_error>;

/// One opening, step by step; each step may refuse.
class opening {
 public:
  opening(const open_options& options, rocksdb::Env* environment)
      : options_(options), layout_{options.folder}, environment_(environment) {}

  [[nodiscard]] opened run();

 private:
  using refusal = std::optional<open_error>;

  [[nodiscard]] refusal take_folder();
  [[nodiscard]] refusal find_room();
  [[nodiscard]] refusal read_head();
  [[nodiscard]] refusal open_database();
  [[nodiscard]] refusal check_meta();
  [[nodiscard]] refusal read_history();
  [[nodiscard]] refusal write_meta();
  [[nodiscard]] rocksdb::Status put_history(rocksdb::WriteBatch& batch) const;
  [[nodiscard]] rocksdb::Status put_cursors_back(rocksdb::WriteBatch& batch) const;
  [[nodiscard]] refusal check_versions(const std::string& format);
  [[nodiscard]] refusal find_end();
  [[nodiscard]] refusal accept_cut(sequence last);
  [[nodiscard]] refusal check_tail(rocksdb_records& records, sequence last);
  [[nodiscard]] refusal check_epoch(std::uint32_t last_epoch) const;
  [[nodiscard]] refusal check_open_index();
  [[nodiscard]] refusal continue_history();
  [[nodiscard]] opened finish();

  [[nodiscard]] open_error refuse(open_problem kind, const std::string& what,
                                  sequence at = 0) const;
  [[nodiscard]] open_error refuse_damage(const damage& d, bool is_unreadable) const;
  [[nodiscard]] std::optional<std::string> meta(std::string_view key) const;
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

opened opening::run() {
  for (const auto step :
       {&opening::take_folder, &opening::find_room, &opening::read_head, &opening::open_database,
        &opening::check_meta, &opening::read_history, &opening::find_end,
        &opening::check_open_index, &opening::continue_history, &opening::write_meta}) {
    if (auto problem = (this->*step)()) return *std::move(problem);
  }
  return finish();
}

std::optional<open_error> opening::take_folder() {
  const auto use = options_.read_only ? folder_use::read
                   : options_.create  ? folder_use::create
                                      : folder_use::write;
  if (auto problem = prepare_folder(options_.folder, use)) return problem;
  if (options_.read_only) return std::nullopt;
  auto lock = lock_folder(layout_);
  if (auto* problem = std::get_if<open_error>(&lock)) return std::move(*problem);
  lock_ = std::get<file_descriptor>(std::move(lock));
  return std::nullopt;
}

std::optional<open_error> opening::find_room() {
  if (options_.read_only) return std::nullopt;
  std::uint64_t free_bytes = 0;
  const auto known = environment().GetFreeSpace(options_.folder.string(), &free_bytes);
  if (!known.ok() || free_bytes >= room_to_open) return std::nullopt;
  return refuse(open_problem::failed,
                "cannot be written: its disk is full. " + std::to_string(free_bytes) +
                    " bytes are free, " + std::to_string(room_to_open) +
                    " are needed to open it. Nothing is lost: make room, then start again");
}

/// Before the database is opened: beside a running engine the log may then be further, never less
/// far.
std::optional<open_error> opening::read_head() {
  auto read = read_head_file(layout_.head(), options_.partition);
  if (auto* problem = std::get_if<open_error>(&read)) return std::move(*problem);
  found_ = std::get<std::optional<found_head>>(std::move(read));
  if (found_ && !options_.read_only)
    for (const auto& fault : found_->faults)
      options_.remark(options_.folder.string() + ": " + fault + "; it is mended now");
  return std::nullopt;
}

std::optional<open_error> opening::open_database() {
  const bool exists = environment().FileExists((layout_.database() / "CURRENT").string()).ok();
  const bool may_create = options_.create && !options_.read_only;
  if (exists && !found_) {
    return refuse(open_problem::damaged,
                  "has a database but no file HEAD; without it nobody can "
                  "tell whether the end of the log is missing");
  }
  if (!exists && found_ && found_->acknowledged.position > 0) {
    return refuse(open_problem::cut_tail,
                  "has no database, but sequence " + std::to_string(found_->acknowledged.position) +
                      " was acknowledged",
                  1);
  }
  if (!exists && !may_create) return refuse(open_problem::missing, "holds no log");
  if (!found_) {
    if (auto problem = create_head_file(layout_.head(), options_.partition)) return problem;
    found_.emplace(found_head{.acknowledged = {.chain = chain_start(options_.partition)}});
  }
  const auto how = options_.read_only ? rocksdb_database::mode::read
                   : exists           ? rocksdb_database::mode::write
                                      : rocksdb_database::mode::create;
  auto result = rocksdb_database::open(layout_.database(), how, environment_);
  if (auto* problem = std::get_if<open_error>(&result)) return std::move(*problem);
  database_ = std::get<std::unique_ptr<rocksdb_database>>(std::move(result));
  return std::nullopt;
}

std::optional<std::string> opening::meta(std::string_view key) const {
  std::string value;
  if (!(*database_)->Get({}, database_->meta(), slice(key), &value).ok()) return std::nullopt;
  return value;
}

std::optional<open_error> opening::check_meta() {
  std::string format_text;
  const auto read = (*database_)->Get({}, database_->meta(), slice(meta_key::format), &format_text);
  if (!read.ok() && !read.IsNotFound())
    return refuse(open_problem::unreadable, "cannot be read: " + read.ToString());
  const auto format = meta(meta_key::format);
  // Without one: new, or so much is gone that find_end will say so.
  return format ? check_versions(*format) : std::nullopt;
}

std::optional<open_error> opening::check_versions(const std::string& format) {
  const auto number = parse_decimal(format);
  if (!number)
    return refuse(open_problem::damaged, "has the format '" + format + "', not a number");
  if (*number > folder_format) {
    return refuse(
        open_problem::newer_version,
        "has format " + format + ", this version reads up to " + std::to_string(folder_format));
  }
  const auto partition = meta(meta_key::partition).value_or("nothing");
  if (partition != std::to_string(options_.partition)) {
    return refuse(open_problem::wrong_partition,
                  "is of partition " + partition + ", not " + std::to_string(options_.partition));
  }
  const auto by = meta(meta_key::rocksdb).value_or("0.0");
  const auto point = by.find('.');
  const auto major = parse_decimal(by.substr(0, point)).value_or(0);
  const auto minor =
      point == std::string::npos ? 0 : parse_decimal(by.substr(point + 1)).value_or(0);
  if (std::pair{major, minor} >
      std::pair<std::uint64_t, std::uint64_t>{ROCKSDB_MAJOR, ROCKSDB_MINOR}) {
    return refuse(open_problem::newer_version,
                  "was written with RocksDB " + by + ", which this program's " +
                      std::to_string(ROCKSDB_MAJOR) + '.' + std::to_string(ROCKSDB_MINOR) +
                      " need not be able to read");
  }
  return std::nullopt;
}

std::optional<open_error> opening::read_history() {
  const auto id = meta(meta_key::log);
  if (!id) return std::nullopt;  // new, or older than format 3
  const auto known_id = log_id_from_text(*id);
  auto all = incarnations_from_text(meta(meta_key::incarnations).value_or(""));
  if (!known_id || !all)
    return refuse(open_problem::damaged, "does not say which log it is and what became of it");
  history_ = {.id = *known_id, .incarnations = *std::move(all)};
  return std::nullopt;
}

/// After the end is known: an incarnation begins behind it.
std::optional<open_error> opening::continue_history() {
  if (options_.read_only) return std::nullopt;
  const bool had_id = history_.has_id();
  if (!had_id) history_.id = options_.id_if_none;
  const auto birthmark = meta(meta_key::birthmark);
  const bool is_copy = birthmark && *birthmark != birthmark_of(layout_.head());
  if (!had_id || (!options_.restored && !is_copy)) return std::nullopt;
  history_.begin_incarnation(end_.position + 1, options_.next_incarnation);
  options_.remark("the log in " + options_.folder.string() +
                  (options_.restored ? " was put back" : " was copied or put back") +
                  ": what is written from sequence " + std::to_string(end_.position + 1) +
                  " on is of incarnation " + std::to_string(history_.incarnations.back().number));
  return std::nullopt;
}

std::optional<open_error> opening::write_meta() {
  const bool is_new = !meta(meta_key::format);
  if (is_new && end_.position > 0) {
    return refuse(open_problem::damaged, "does not say which format it has");
  }
  if (options_.read_only) return std::nullopt;
  const auto put = [this](
                       rocksdb::WriteBatch& batch, std::string_view key, const std::string& value) {
    return batch.Put(database_->meta(), slice(key), value);
  };
  rocksdb::WriteBatch batch;
  auto status = put(batch, meta_key::rocksdb,
                    std::to_string(ROCKSDB_MAJOR) + '.' + std::to_string(ROCKSDB_MINOR));
  // Also in a folder of an older format: from now on its versions cannot read all of it.
  if (status.ok()) status = put(batch, meta_key::format, std::to_string(folder_format));
  if (status.ok() && !meta(meta_key::unindexed_from))
    status = put(batch, meta_key::unindexed_from, std::to_string(end_.position + 1));
  if (is_new && status.ok())
    status = put(batch, meta_key::partition, std::to_string(options_.partition));
  if (history_.has_id() && status.ok()) status = put_history(batch);
  if (was_cut_ && status.ok()) status = put_cursors_back(batch);
  rocksdb::WriteOptions synced;
  synced.sync = true;
  if (status.ok()) status = (*database_)->Write(synced, &batch);
  if (!status.ok()) return refuse(open_problem::failed, "cannot be written: " + status.ToString());
  return std::nullopt;
}

rocksdb::Status opening::put_history(rocksdb::WriteBatch& batch) const {
  auto* const meta = database_->meta();
  auto status = batch.Put(meta, slice(meta_key::log), to_text(history_.id));
  if (status.ok())
    status = batch.Put(meta, slice(meta_key::incarnations), to_text(history_.incarnations));
  if (status.ok())
    status = batch.Put(meta, slice(meta_key::birthmark), birthmark_of(layout_.head()));
  return status;
}

/// A follower that had been further would pass over what is written now; what it made of what is
/// gone goes with it.
rocksdb::Status opening::put_cursors_back(rocksdb::WriteBatch& batch) const {
  const std::unique_ptr<rocksdb::Iterator> each{(*database_)->NewIterator({}, database_->meta())};
  rocksdb::Status status;
  for (each->Seek(slice(meta_key::cursor_prefix));
       status.ok() && each->Valid() && each->key().starts_with(slice(meta_key::cursor_prefix));
       each->Next())
    if (decode_bookmark(text(each->value())).value_or(bookmark{}).position > end_.position)
      status = batch.Put(database_->meta(), each->key(), encode(bookmark{end_.position}));
  return status.ok() ? each->status() : status;
}

std::optional<open_error> opening::find_end() {
  rocksdb_records records(*database_, options_.partition, true);
  auto found = records.last();
  if (auto* problem = std::get_if<damage>(&found)) {
    return refuse(open_problem::unreadable, "has an unreadable end: " + problem->what);
  }
  const auto last = std::get<sequence>(found);
  const auto acknowledged = found_->acknowledged.position;
  end_ = {.position = 0, .chain = chain_start(options_.partition)};
  if (last < acknowledged && options_.restored) return accept_cut(last);
  if (last < acknowledged) {
    return refuse(open_problem::cut_tail,
                  "ends at sequence " + std::to_string(last) + ", but sequence " +
                      std::to_string(acknowledged) + " was acknowledged: its end was cut off",
                  last + 1);
  }
  return last == 0 ? std::nullopt : check_tail(records, last);
}

/// HEAD vouches for nothing here, so that all is read from the first record on.
std::optional<open_error> opening::accept_cut(sequence last) {
  options_.remark(
      "the log in " + options_.folder.string() + " ends at sequence " + std::to_string(last) +
      ", although sequence " + std::to_string(found_->acknowledged.position) +
      " was acknowledged; this is accepted, as asked for");
  was_cut_ = true;
  found_->acknowledged = {.position = 0, .chain = chain_start(options_.partition)};
  rocksdb_records records(*database_, options_.partition, true);
  return last == 0 ? std::nullopt : check_tail(records, last);
}

/// From HEAD to the end: after a crash that is a batch, after a power failure a second's worth.
std::optional<open_error> opening::check_tail(rocksdb_records& records, sequence last) {
  const auto& acknowledged = found_->acknowledged;
  std::optional<digest> chain_there;
  std::uint32_t epoch = 0;
  const auto problem =
      read_forward(options_.partition, acknowledged.position, last, records, [&](const record& r) {
        if (r.position == acknowledged.position) chain_there = r.chain;
        end_ = {.position = r.position, .chain = r.chain};
        epoch = r.epoch;
        return true;
      });
  if (problem) return refuse_damage(*problem, records.is_unreadable());
  if (chain_there && *chain_there != acknowledged.chain) {
    return refuse(open_problem::damaged,
                  "was changed: record " + std::to_string(acknowledged.position) +
                      " has another chain hash than HEAD remembers",
                  acknowledged.position);
  }
  return check_epoch(epoch);
}

std::optional<open_error> opening::check_epoch(std::uint32_t last_epoch) const {
  if (options_.read_only || last_epoch <= options_.epoch) return std::nullopt;
  return refuse(open_problem::stale_epoch,
                "was written in epoch " + std::to_string(last_epoch) + ", this process has epoch " +
                    std::to_string(options_.epoch));
}

/// Whoever recovers from this index must be able to read all of it, or orders would be forgotten.
std::optional<open_error> opening::check_open_index() {
  const auto iterator = database_->every_open_stream();
  for (iterator->SeekToFirst(); iterator->Valid();) iterator->Next();
  if (iterator->status().ok()) return std::nullopt;
  return refuse(open_problem::unreadable,
                "has an unreadable index of open streams: " + iterator->status().ToString());
}

opened opening::finish() {
  std::optional<writer_side> writer;
  if (!options_.read_only) {
    auto heads = head_file::open(layout_.head(), options_.partition, found_->slot);
    if (auto* problem = std::get_if<open_error>(&heads)) return std::move(*problem);
    writer.emplace(writer_side{std::move(lock_), std::get<head_file>(std::move(heads))});
    // After a cut both slots: the other one still has the end that there was once.
    auto problem = writer->heads.write(end_, 0);
    if (!problem && was_cut_) problem = writer->heads.write(end_, 0);
    if (!problem && was_cut_) problem = writer->heads.sync();
    if (problem) return refuse(open_problem::failed, "cannot be written: " + *problem);
  }
  // Before format 2 the index had everything.
  const auto unindexed_from = parse_decimal(meta(meta_key::unindexed_from).value_or(""));
  if (!unindexed_from && parse_decimal(meta(meta_key::format).value_or("")).value_or(0) > 1)
    return refuse(open_problem::damaged, "does not say how far its index reaches");
  auto log = std::make_unique<rocksdb_log>(
      options_, std::move(database_), end_, std::move(history_), std::move(writer));
  if (const auto problem = log->read_unindexed(unindexed_from.value_or(end_.position + 1)))
    return refuse_damage(*problem, is_unreadable(*log, *problem));
  return log;
}

open_error opening::refuse_damage(const damage& d, bool is_unreadable) const {
  return refuse(is_unreadable ? open_problem::unreadable : open_problem::damaged,
                "is damaged: " + d.what, d.at);
}

open_error opening::refuse(open_problem kind, const std::string& what, sequence at) const {
  return {.kind = kind, .message = "the log in " + options_.folder.string() + ' ' + what, .at = at};
}

}  // namespace

opened open_rocksdb_event_log(const open_options& options, rocksdb::Env* environment) {
  return opening(options, environment).run();
}

opened open_rocksdb_event_log(const open_options& options) {
  return open_rocksdb_event_log(options, nullptr);
}

}  // namespace sluice::store
