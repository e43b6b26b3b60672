#include "base/invariant.hpp"
#include "store/key_layout.hpp"
#include "store/rocksdb_opening.hpp"
#include "store/rocksdb_options.hpp"

namespace sluice::store {
namespace {

/// RocksDB allocates 35 MiB for its new write-ahead log, and may have to flush what the old ones
/// hold. Where it finds no room it aborts, because Debian builds it with its assertions.
constexpr std::uint64_t room_to_open = 64U << 20;

}  // namespace

opening::opened opening::run() {
  for (const auto step :
       {&opening::take_folder, &opening::find_room, &opening::read_head, &opening::open_database,
        &opening::check_meta, &opening::read_history, &opening::find_end,
        &opening::check_open_index, &opening::continue_history, &opening::write_meta}) {
    if (auto problem = (this->*step)()) return *std::move(problem);
  }
  return finish();
}

std::optional<open_error> opening::take_folder() {
  std::error_code unknown;
  if (!options_.unfinished && std::filesystem::exists(layout_.unfinished(), unknown))
    return refuse(open_problem::damaged,
                  "was being put back from a backup, and that did not come to its end: remove the "
                  "folder and put it back again");
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

opening::opened opening::finish() {
  SLUICE_INVARIANT(end_.position >= found_->acknowledged.position);
  std::optional<writer_side> writer;
  if (!options_.read_only) {
    SLUICE_INVARIANT(lock_.valid());
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

opening::opened open_rocksdb_event_log(const open_options& options, rocksdb::Env* environment) {
  return opening(options, environment).run();
}

opening::opened open_rocksdb_event_log(const open_options& options) {
  return open_rocksdb_event_log(options, nullptr);
}

}  // namespace sluice::store
