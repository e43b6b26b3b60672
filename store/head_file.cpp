#include "store/head_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "base/invariant.hpp"
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

/// Any version's: the next ones keep the place of the check.
bool adds_up(std::string_view slot, chain_hasher& hasher) {
  return view(hasher.of(slot.substr(0, check_at))).substr(0, check_size) == slot.substr(check_at);
}

bool names_newer_version(std::string_view slot) {
  const auto name = magic.substr(0, magic.size() - 1);
  return slot.substr(0, name.size()) == name && slot[name.size()] > magic.back() &&
         slot[name.size()] <= '9';
}

bool is_blank(std::string_view slot) {
  return slot.find_first_not_of('\0') == std::string_view::npos;
}

/// Both slots, looked at one by one.
struct both_slots {
  std::optional<found_head> best;
  std::array<std::string, 2> faults;  ///< empty: sound
  std::array<bool, 2> blank{};
  bool newer_version = false;
  std::optional<std::uint16_t> stranger;  ///< a sound slot is of this partition
};

std::string fault_of(std::string_view slot) {
  if (slot.size() < sizeof(head_slot))
    return "is cut: " + std::to_string(slot.size()) + " of its " +
           std::to_string(sizeof(head_slot)) + " bytes are there";
  if (is_blank(slot)) return "is blank";
  if (slot.substr(0, magic.size()) != magic) return "does not begin with " + std::string{magic};
  return "does not add up to its check: it was torn or changed";
}

both_slots look_at(std::string_view bytes, std::uint16_t partition) {
  chain_hasher hasher;
  both_slots both;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto begin = std::min(bytes.size(), i * sizeof(head_slot));
    const auto slot = bytes.substr(begin, sizeof(head_slot));
    const bool whole = slot.size() == sizeof(head_slot);
    both.blank[i] = whole && is_blank(slot);
    if (whole && names_newer_version(slot) && adds_up(slot, hasher)) both.newer_version = true;
    if (!whole || slot.substr(0, magic.size()) != magic || !adds_up(slot, hasher)) {
      both.faults[i] = fault_of(slot);
      continue;
    }
    const auto owner = load_little<std::uint16_t>(slot, partition_at);
    if (owner != partition) both.stranger = owner;
    const auto position = load_little<std::uint64_t>(slot, position_at);
    if (both.best && both.best->acknowledged.position >= position) continue;
    both.best.emplace(found_head{.acknowledged = {.position = position}, .slot = i});
    std::memcpy(both.best->acknowledged.chain.data(), slot.data() + chain_at, sizeof(digest));
  }
  return both;
}

open_error bad_head(const std::filesystem::path& path, open_problem kind, std::string_view what) {
  return {.kind = kind, .message = path.string() + ' ' + std::string{what}};
}

/// A new HEAD has written its first slot only.
void add_faults(found_head& found, const both_slots& both, std::size_t size) {
  for (std::size_t i = 0; i < 2; ++i) {
    const bool unused = both.blank[i] && found.acknowledged.position == 0;
    if (!both.faults[i].empty() && !unused)
      found.faults.push_back("slot " + std::to_string(i) + " of HEAD " + both.faults[i]);
  }
  if (size > 2 * sizeof(head_slot))
    found.faults.push_back(
        "HEAD has " + std::to_string(size - 2 * sizeof(head_slot)) + " bytes behind its two slots");
}

std::variant<std::optional<found_head>, open_error> best_slot(
    std::string_view bytes, const std::filesystem::path& path, std::uint16_t partition,
    std::size_t size) {
  auto both = look_at(bytes, partition);
  const bool seems_newer =
      !both.best && bytes.size() >= sizeof(head_slot) && names_newer_version(bytes);
  if (both.newer_version || seems_newer)
    return bad_head(path, open_problem::newer_version, "was written by a newer version");
  if (both.stranger)
    return bad_head(
        path, open_problem::wrong_partition,
        "is of partition " + std::to_string(*both.stranger) + ", not " + std::to_string(partition));
  if (!both.best)
    return bad_head(path, open_problem::damaged,
                    "has no sound slot: slot 0 " + both.faults[0] + "; slot 1 " + both.faults[1]);
  add_faults(*both.best, both, size);
  return std::move(both.best);
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
  // Whoever looks while a slot is being written may see half of it: then he looks again.
  constexpr int looks = 3;
  std::variant<std::optional<found_head>, open_error> seen;
  for (int i = 0; i < looks; ++i) {
    char bytes[2 * sizeof(head_slot)];
    struct stat about{};
    const auto size = file.valid() ? ::pread(file.number(), bytes, sizeof bytes, 0) : -1;
    if (size < 0 || ::fstat(file.number(), &about) != 0)
      return open_error{open_problem::failed, cannot("read", path, errno)};
    seen = best_slot({bytes, static_cast<std::size_t>(size)}, path, partition,
                     static_cast<std::size_t>(about.st_size));
    const auto* found = std::get_if<std::optional<found_head>>(&seen);
    if (found != nullptr && (*found)->faults.empty()) break;
  }
  return seen;
}

std::optional<open_error> create_head_file(const std::filesystem::path& path,
                                           std::uint16_t partition) {
  return create_head_file(path, partition, {.chain = chain_start(partition)});
}

std::optional<open_error> create_head_file(const std::filesystem::path& path,
                                           std::uint16_t partition, const head& end) {
  // Under another name first: a crash in between leaves no half of a HEAD behind.
  auto unfinished = path;
  unfinished += ".new";
  chain_hasher hasher;
  const auto slot = encode_head_slot(end, partition, hasher);
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
      next_slot_(1 - sound_slot) {
  SLUICE_INVARIANT(sound_slot <= 1);
}

std::variant<head_file, open_error> head_file::open(
    const std::filesystem::path& path, std::uint16_t partition, std::size_t sound_slot) {
  auto file = open_file(path, O_WRONLY);
  struct stat about{};
  const bool longer = file.valid() && ::fstat(file.number(), &about) == 0 &&
                      about.st_size > static_cast<::off_t>(2 * sizeof(head_slot));
  if (!file.valid() || (longer && ::ftruncate(file.number(), 2 * sizeof(head_slot)) != 0))
    return open_error{open_problem::failed, cannot("write", path, errno)};
  return head_file{std::move(file), path, partition, sound_slot};
}

std::optional<std::string> head_file::write(const head& h, std::int64_t time_ms) {
  SLUICE_INVARIANT(h.position >= written_);
  written_ = h.position;
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
