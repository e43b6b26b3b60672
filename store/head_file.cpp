#include "store/head_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "store/bytes.hpp"
#include "store/data_folder.hpp"

namespace sluice::store {
namespace {

// DO NOT CHANGE: this is on disks.
constexpr std::string_view magic = "SLUHEAD1";
constexpr std::size_t position_at = 8;
constexpr std::size_t chain_at = 16;
constexpr std::size_t partition_at = 48;
constexpr std::size_t check_at = 56;
constexpr std::size_t check_size = 8;

constexpr std::int64_t sync_every_ms = 1000;

bool sound(std::string_view slot, chain_hasher& hasher) {
  if (slot.substr(0, magic.size()) != magic) return false;
  return view(hasher.of(slot.substr(0, check_at))).substr(0, check_size) == slot.substr(check_at);
}

bool of_newer_version(std::string_view slot) {
  const auto name = magic.substr(0, magic.size() - 1);
  return slot.substr(0, name.size()) == name && slot[name.size()] > magic.back() &&
         slot[name.size()] <= '9';
}

open_error bad_head(const std::filesystem::path& path, open_problem kind, std::string_view what) {
  return {.kind = kind, .message = path.string() + ' ' + std::string{what}};
}

std::variant<std::optional<found_head>, open_error> best_slot(
    std::string_view bytes, const std::filesystem::path& path, std::uint16_t partition) {
  chain_hasher hasher;
  std::optional<found_head> best;
  for (std::size_t i = 0; i < 2 && (i + 1) * sizeof(head_slot) <= bytes.size(); ++i) {
    const auto slot = bytes.substr(i * sizeof(head_slot), sizeof(head_slot));
    if (of_newer_version(slot)) {
      return bad_head(path, open_problem::newer_version, "was written by a newer version");
    }
    if (!sound(slot, hasher)) continue;
    const auto position = load_little<std::uint64_t>(slot, position_at);
    if (const auto owner = load_little<std::uint16_t>(slot, partition_at); owner != partition) {
      return bad_head(
          path, open_problem::wrong_partition,
          "is of partition " + std::to_string(owner) + ", not " + std::to_string(partition));
    }
    if (best && best->acknowledged.position >= position) continue;
    best.emplace(found_head{.acknowledged = {.position = position}, .slot = i});
    std::memcpy(best->acknowledged.chain.data(), slot.data() + chain_at, sizeof(digest));
  }
  if (!best)
    return bad_head(path, open_problem::damaged, "has no sound slot: both are torn or changed");
  return best;
}

}  // namespace

head_slot encode_head_slot(const head& h, std::uint16_t partition, chain_hasher& hasher) {
  head_slot slot{};
  std::memcpy(slot.data(), magic.data(), magic.size());
  store_little(slot.data() + position_at, h.position);
  std::memcpy(slot.data() + chain_at, h.chain.data(), h.chain.size());
  store_little(slot.data() + partition_at, partition);
  const auto check = hasher.of({slot.data(), check_at});
  std::memcpy(slot.data() + check_at, check.data(), check_size);
  return slot;
}

std::variant<std::optional<found_head>, open_error> read_head_file(
    const std::filesystem::path& path, std::uint16_t partition) {
  const auto file = open_file(path, O_RDONLY);
  if (!file.valid() && errno == ENOENT) return std::nullopt;
  char bytes[2 * sizeof(head_slot)];
  const auto size = file.valid() ? ::pread(file.number(), bytes, sizeof bytes, 0) : -1;
  if (size < 0) return open_error{open_problem::failed, cannot("read", path, errno)};
  return best_slot({bytes, static_cast<std::size_t>(size)}, path, partition);
}

std::optional<open_error> create_head_file(const std::filesystem::path& path,
                                           std::uint16_t partition) {
  // Under another name first: a crash in between leaves no half of a HEAD behind.
  auto unfinished = path;
  unfinished += ".new";
  chain_hasher hasher;
  const auto slot = encode_head_slot({.chain = chain_start(partition)}, partition, hasher);
  std::string bytes{slot.data(), slot.size()};
  bytes.resize(2 * sizeof(head_slot));
  const auto file = open_file(unfinished, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  auto failed = file.valid() ? file.write_at(bytes, 0) : std::optional<int>{errno};
  if (!failed) failed = file.sync_data();
  if (!failed && ::rename(unfinished.c_str(), path.c_str()) != 0) failed = errno;
  if (failed) return open_error{open_problem::failed, cannot("create", path, *failed)};
  return sync_folder(path.parent_path());
}

head_file::head_file(file_descriptor file, std::filesystem::path path, std::uint16_t partition,
                     std::size_t sound_slot)
    : file_(std::move(file)),
      path_(std::move(path)),
      partition_(partition),
      next_slot_(1 - sound_slot) {}

std::variant<head_file, open_error> head_file::open(
    const std::filesystem::path& path, std::uint16_t partition, std::size_t sound_slot) {
  auto file = open_file(path, O_WRONLY);
  if (!file.valid()) return open_error{open_problem::failed, cannot("write", path, errno)};
  return head_file{std::move(file), path, partition, sound_slot};
}

std::optional<std::string> head_file::write(const head& h, std::int64_t time_ms) {
  const auto slot = encode_head_slot(h, partition_, hasher_);
  if (const auto failed = file_.write_at(view(slot), next_slot_ * sizeof(head_slot))) {
    return cannot("write", path_, *failed);
  }
  next_slot_ = 1 - next_slot_;
  if (synced_at_ms_ && time_ms - *synced_at_ms_ < sync_every_ms) return std::nullopt;
  synced_at_ms_ = time_ms;
  return sync();
}

std::optional<std::string> head_file::sync() {
  if (const auto failed = file_.sync_data()) return cannot("sync", path_, *failed);
  return std::nullopt;
}

}  // namespace sluice::store
