#include "store/memory_event_log.hpp"

#include <algorithm>
#include <cstring>

#include "base/invariant.hpp"
#include "store/record_checker.hpp"

namespace sluice::store {
namespace {

constexpr std::size_t usual_block = 1 << 20;

std::string entry_name(char kind, std::string_view key) { return std::string(1, kind).append(key); }

}  // namespace

/// Writes straight into the maps: every append in memory succeeds, so nothing has to be undone.
class memory_event_log::target final : public append_target {
 public:
  explicit target(memory_event_log& log) : log_(log) {}

  std::variant<stream_state, write_failed> find(std::string_view stream) override {
    const auto found = log_.streams_.find(stream);
    return found == log_.streams_.end() ? stream_state{} : found->second;
  }

  void put_record(sequence at, std::string_view stored) override {
    SLUICE_INVARIANT(at == log_.records_.size() + 1);
    if (log_.block_size_ - log_.used_ < stored.size()) {
      log_.block_size_ = std::max(usual_block, stored.size());
      log_.blocks_.push_back(std::make_unique<char[]>(log_.block_size_));
      log_.used_ = 0;
    }
    char* to = log_.blocks_.back().get() + log_.used_;
    std::memcpy(to, stored.data(), stored.size());
    log_.used_ += stored.size();
    log_.records_.emplace_back(to, stored.size());
  }

  void put_stream(std::string_view stream, const stream_state& before,
                  const stream_state& after) override {
    const auto found = log_.streams_.find(stream);
    if (found != log_.streams_.end()) {
      found->second = after;
    } else {
      log_.streams_.emplace(stream, after);
    }
    if (before.opened_at == after.opened_at) return;
    if (before.opened_at != 0) {
      const auto closed = log_.open_.erase(before.opened_at);
      SLUICE_INVARIANT(closed == 1);
    }
    if (after.opened_at == 0) return;
    SLUICE_INVARIANT(log_.open_.empty() || log_.open_.rbegin()->first < after.opened_at);
    log_.open_.emplace_hint(log_.open_.end(), after.opened_at, stream);
  }
  void put_entry(const index_entry& e) override {
    log_.entries_.insert_or_assign(entry_name(e.kind, e.key), e.value);
  }

 private:
  memory_event_log& log_;
};

class memory_event_log::source final : public record_source {
 public:
  explicit source(const memory_event_log& log) : log_(log) {}

  std::variant<std::string_view, damage> stored(sequence at) override {
    const auto bytes = log_.stored(at);
    if (bytes.data() == nullptr) return damage{"record " + std::to_string(at) + " is missing", at};
    return bytes;
  }

 private:
  const memory_event_log& log_;
};

memory_event_log::memory_event_log(std::uint16_t partition, std::uint32_t epoch)
    : partition_(partition),
      appender_(partition, epoch, {.position = 0, .chain = chain_start(partition)}) {}

memory_event_log::~memory_event_log() = default;

std::variant<std::vector<append_result>, write_failed> memory_event_log::append(
    std::span<const append_request> requests) {
  const std::lock_guard lock(mutex_);
  if (failed_) return *failed_;
  target into(*this);
  auto results = appender_.append(requests, into);
  if (const auto* failed = std::get_if<write_failed>(&results)) failed_ = *failed;
  return results;
}

head memory_event_log::current_head() const {
  const std::lock_guard lock(mutex_);
  return appender_.end();
}

std::optional<stream_head> memory_event_log::head_of(std::string_view stream) const {
  const std::lock_guard lock(mutex_);
  check_readable();
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return std::nullopt;
  return head_of_state(found->second);
}

std::variant<std::vector<record>, damage> memory_event_log::read_stream(
    std::string_view stream) const {
  const auto end = head_of(stream);
  if (!end) return std::vector<record>{};
  source from(*this);
  return read_back(partition_, stream, *end, from);
}

std::optional<damage> memory_event_log::read_all(sequence from, const visitor& visit) const {
  source records(*this);
  return read_forward(partition_, from, current_head().position, records, visit);
}

void memory_event_log::open_streams(const stream_visitor& visit) const {
  std::vector<std::string> names;  // copied: visit may call the log
  {
    const std::lock_guard lock(mutex_);
    check_readable();
    names.reserve(open_.size());
    for (const auto& [opened_at, name] : open_) names.push_back(name);
  }
  for (const auto& name : names) {
    if (!visit(name)) return;
  }
}

std::optional<std::string> memory_event_log::find_entry(char kind, std::string_view key) const {
  const std::lock_guard lock(mutex_);
  check_readable();
  const auto found = entries_.find(entry_name(kind, key));
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

std::optional<bookmark> memory_event_log::bookmark_of(std::string_view follower) const {
  const std::lock_guard lock(mutex_);
  check_readable();
  const auto found = bookmarks_.find(follower);
  if (found == bookmarks_.end()) return std::nullopt;
  return found->second;
}

void memory_event_log::save_bookmark(std::string_view follower, const bookmark& mark) {
  const std::lock_guard lock(mutex_);
  bookmarks_.insert_or_assign(std::string{follower}, mark);
}

std::uint64_t memory_event_log::free_bytes() const {
  const std::lock_guard lock(mutex_);
  return free_bytes_;
}

void memory_event_log::close() { fail_writes("the log is closed"); }

void memory_event_log::set_free_bytes(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  free_bytes_ = bytes;
}

void memory_event_log::fail_writes(std::string why) {
  const std::lock_guard lock(mutex_);
  if (!failed_) failed_ = write_failed{std::move(why)};
}

void memory_event_log::fail_reads(std::string why) {
  const std::lock_guard lock(mutex_);
  unreadable_ = std::move(why);
}

void memory_event_log::check_readable() const {
  if (unreadable_) throw read_failed(*unreadable_);
}

void memory_event_log::flip(sequence at, std::size_t byte, unsigned char mask) {
  const std::lock_guard lock(mutex_);
  // The bytes lie in our own blocks; the views are const for everybody else.
  char& target_byte = const_cast<char&>(records_.at(at - 1).at(byte));
  target_byte = static_cast<char>(static_cast<unsigned char>(target_byte) ^ mask);
}

std::string_view memory_event_log::stored(sequence at) const {
  const std::lock_guard lock(mutex_);
  return at == 0 || at > records_.size() ? std::string_view{} : records_[at - 1];
}

}  // namespace sluice::store
