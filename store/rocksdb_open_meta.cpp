// What the database says of itself: which format, whose, which log and which incarnation of it.

#include "store/key_layout.hpp"
#include "store/rocksdb_opening.hpp"

namespace sluice::store {

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
  const auto put_back = meta(meta_key::put_back);
  if (!put_back) return std::nullopt;
  const auto one = incarnations_from_text(*put_back);
  if (!one) return refuse(open_problem::damaged, "does not say when it was put back");
  history_.put_back = one->back();
  return std::nullopt;
}

/// After the end is known: an incarnation begins behind it.
std::optional<open_error> opening::continue_history() {
  if (options_.read_only) return std::nullopt;
  const bool had_id = history_.has_id();
  if (!had_id) history_.id = options_.id_if_none;
  const auto birthmark = meta(meta_key::birthmark);
  const bool is_copy = birthmark && *birthmark != birthmark_of(layout_.head());
  const bool lacks_its_end = options_.restored || is_behind_outside();
  if (!lacks_its_end && (!had_id || !is_copy)) return std::nullopt;
  history_.begin_incarnation(end_.position + 1, options_.next_incarnation);
  if (lacks_its_end) history_.put_back = history_.incarnations.back();
  options_.remark("the log in " + options_.folder.string() +
                  (lacks_its_end ? " was put back" : " was copied or put back") +
                  ": what is written from sequence " + std::to_string(end_.position + 1) +
                  " on is of incarnation " + std::to_string(history_.incarnations.back().number));
  return std::nullopt;
}

/// For which an incarnation has not begun yet.
bool opening::is_behind_outside() const {
  const auto answered = parse_decimal(meta(meta_key::known_outside).value_or("")).value_or(0);
  return end_.position < options_.known_outside && answered < options_.known_outside;
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
  if (was_cut_ && status.ok()) status = put_cursors_back(*database_, end_.position, batch);
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
  if (history_.put_back && status.ok())
    status = batch.Put(meta, slice(meta_key::put_back), to_text({*history_.put_back}));
  if (is_behind_outside() && status.ok())
    status =
        batch.Put(meta, slice(meta_key::known_outside), std::to_string(options_.known_outside));
  return status;
}

}  // namespace sluice::store
