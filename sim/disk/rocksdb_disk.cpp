#include "sim/disk/rocksdb_disk.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <system_error>

#include "sim/disk/forgetful_files.hpp"
#include "store/data_folder.hpp"
#include "store/head_file.hpp"
#include "store/rocksdb_options.hpp"

namespace sluice::sim {
namespace {

std::filesystem::path folder_in_memory() {
  const std::filesystem::path memory = "/dev/shm";
  const bool is_there = ::access(memory.c_str(), W_OK | X_OK) == 0;
  const auto parent = is_there ? memory : std::filesystem::temp_directory_path();
  auto name = (parent / "sluice-disk-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "cannot make " + name);
  }
  return name;
}

}  // namespace

rocksdb_disk::rocksdb_disk(draw chance)
    : chance_(std::move(chance)),
      folder_(folder_in_memory()),
      env_(std::make_unique<caller_thread_env>(std::make_shared<forgetful_files>(files_))) {}

rocksdb_disk::~rocksdb_disk() {
  files_->stop();
  if (living_) living_->die();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

disk::opened rocksdb_disk::open() {
  head_before_ = read_head();
  // Little, so that the index lags and is brought up in the few orders of a world.
  const auto most_unindexed = static_cast<std::size_t>(chance_(16));
  auto result = store::open_rocksdb_event_log(
      {.folder = folder_,
       .create = true,
       .most_unindexed = most_unindexed,
       .id_if_none = {++lives_}},
      env_.get());
  env_->run_waiting();
  if (const auto* problem = std::get_if<store::open_error>(&result)) return problem->message;
  // Nobody puts an older log back here: it is the same one for ever, in its first incarnation.
  const auto history = store::history_of(*std::get<std::unique_ptr<store::event_log>>(result));
  if (!history_) history_ = history;
  if (*history_ != history) return "it has another id or incarnation than before";
  living_ = std::make_shared<mortal_log>(
      std::get<std::unique_ptr<store::event_log>>(std::move(result)),
      mortal_log::hooks{.before_append = [this] { head_before_ = read_head(); },
                        .after_write = [this] { env_->run_waiting(); }});
  return living_;
}

bool rocksdb_disk::fail_next_write(fault how) {
  switch (how) {
    case fault::nothing_written:
      if (chance_(2) == 0)
        files_->fail_next_append(failure::lost);
      else
        files_->fail_next_sync(failure::lost);
      break;
    case fault::all_written: files_->fail_next_sync(failure::kept); break;
    case fault::part_written: files_->fail_next_append(failure::full); break;
  }
  return true;
}

void rocksdb_disk::crash() {
  files_->stop();  // first: closing the old log must not make anything durable
  if (living_) living_->die();
  living_.reset();
  files_->restart(chance_);
  lose_of_head();
}

std::optional<rocksdb_disk::head_bytes> rocksdb_disk::read_head() const {
  const auto file = store::open_file(store::folder_layout{folder_}.head(), O_RDONLY);
  head_bytes bytes{};
  const auto size = file.valid() ? ::pread(file.number(), bytes.data(), bytes.size(), 0) : -1;
  if (size != static_cast<ssize_t>(bytes.size())) return std::nullopt;
  return bytes;
}

void rocksdb_disk::lose_of_head() {
  const auto before = std::exchange(head_before_, std::nullopt);
  const auto now = read_head();
  if (!before || !now) return;
  constexpr auto slot = sizeof(store::head_slot);
  const auto written =
      chance_(2) == 0 ? slot : chance_(slot);  // bytes of each slot, from its front
  auto left = *now;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (i % slot >= written) left[i] = (*before)[i];
  }
  const auto file = store::open_file(store::folder_layout{folder_}.head(), O_WRONLY);
  const auto failed = file.valid() ? file.write_at({left.data(), left.size()}, 0) : errno;
  if (failed) throw std::system_error(*failed, std::generic_category(), "cannot write HEAD");
}

}  // namespace sluice::sim
