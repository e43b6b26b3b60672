#include "sim/disk/platter.hpp"

#include <algorithm>
#include <utility>

namespace sluice::sim {
namespace {

/// How many of `count` survive. All and nothing are as likely as all that lies between: they are
/// what mostly happens.
std::size_t survivors(std::size_t count, const draw& chance) {
  if (count == 0) return 0;
  switch (chance(3)) {
    case 0: return 0;
    case 1: return count;
    default: return chance(count + 1);
  }
}

io_result result_of(failure how) {
  return how == failure::full ? io_result::full : io_result::broken;
}

}  // namespace

// -- names ------------------------------------------------------------------------------------

platter::file_ref platter::find(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(path);
  return found == names_.end() ? nullptr : found->second;
}

bool platter::is_folder(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return folders_.contains(path);
}

std::vector<std::string> platter::children(const std::string& folder) const {
  const std::lock_guard lock(mutex_);
  const auto prefix = folder + '/';
  std::vector<std::string> result;
  const auto add = [&](const std::string& path) {
    if (!path.starts_with(prefix)) return;
    if (path.find('/', prefix.size()) == std::string::npos) {
      result.push_back(path.substr(prefix.size()));
    }
  };
  for (const auto& path : folders_) add(path);
  for (const auto& entry : names_) add(entry.first);
  std::sort(result.begin(), result.end());
  return result;
}

io_result platter::make_folder(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (!has_power()) return io_result::stopped;
  folders_.insert(path);
  return io_result::done;
}

io_result platter::create(const std::string& path, file_ref& created) {
  const std::lock_guard lock(mutex_);
  auto made = std::make_shared<file>();
  made->fails = path.ends_with(".log");
  const auto result = change({.path = path, .target = made});
  if (result == io_result::done) created = std::move(made);
  return result;
}

io_result platter::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(from);
  if (found == names_.end()) return io_result::missing;
  return change({.gone = from, .path = to, .target = found->second});
}

io_result platter::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (!names_.contains(path)) return io_result::missing;
  return change({.gone = path});
}

io_result platter::sync_names() {
  const std::lock_guard lock(mutex_);
  if (!has_power()) return io_result::stopped;
  for (const auto& c : std::exchange(unsynced_changes_, {})) apply(durable_names_, c);
  return io_result::done;
}

io_result platter::change(name_change c) {
  if (!has_power()) return io_result::stopped;
  apply(names_, c);
  unsynced_changes_.push_back(std::move(c));
  return io_result::done;
}

void platter::apply(names& all, const name_change& c) {
  if (!c.gone.empty()) all.erase(c.gone);
  if (!c.path.empty()) all[c.path] = c.target;
}

// -- bytes ------------------------------------------------------------------------------------

std::uint64_t platter::size(const file& f) const {
  const std::lock_guard lock(mutex_);
  return f.bytes.size();
}

std::size_t platter::read(const file& f, std::uint64_t offset, std::size_t wanted, char* to) const {
  const std::lock_guard lock(mutex_);
  if (offset >= f.bytes.size()) return 0;
  return f.bytes.copy(to, wanted, offset);
}

io_result platter::append(file& f, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (!has_power()) return io_result::stopped;
  if (!f.fails || !next_append_) {
    f.bytes += bytes;
    return io_result::done;
  }
  const auto how = *std::exchange(next_append_, std::nullopt);
  if (how == failure::full) f.bytes += bytes.substr(0, bytes.size() / 2);
  if (how == failure::kept) f.bytes += bytes;
  return result_of(how);
}

io_result platter::sync(file& f) {
  const std::lock_guard lock(mutex_);
  if (!has_power()) return io_result::stopped;
  const auto how = f.fails ? std::exchange(next_sync_, std::nullopt) : std::nullopt;
  if (how == failure::lost) f.forgets = true;
  if (!f.forgets && how != failure::full) f.synced = f.bytes.size();
  return how ? result_of(*how) : io_result::done;
}

// -- faults -----------------------------------------------------------------------------------

void platter::fail_next_append(failure how) {
  const std::lock_guard lock(mutex_);
  next_append_ = how;
}

void platter::fail_next_sync(failure how) {
  const std::lock_guard lock(mutex_);
  next_sync_ = how;
}

void platter::stop_after(std::uint64_t changes) {
  const std::lock_guard lock(mutex_);
  changes_left_ = changes;
}

void platter::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
}

bool platter::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

bool platter::has_power() {
  if (changes_left_ == 0) stopped_ = true;
  if (!stopped_ && changes_left_) --*changes_left_;
  return !stopped_;
}

void platter::restart(const draw& chance) {
  const std::lock_guard lock(mutex_);
  const auto kept_changes = survivors(unsynced_changes_.size(), chance);
  for (std::size_t i = 0; i < kept_changes; ++i) apply(durable_names_, unsynced_changes_[i]);
  unsynced_changes_.clear();
  names_ = durable_names_;
  for (const auto& entry : names_) {
    auto& f = *entry.second;
    const auto unsynced = f.bytes.size() - f.synced;
    f.bytes.resize(f.synced + (f.forgets ? 0 : survivors(unsynced, chance)));
    f.synced = f.bytes.size();
    f.forgets = false;
  }
  next_append_.reset();
  next_sync_.reset();
  changes_left_.reset();
  stopped_ = false;
}

}  // namespace sluice::sim
