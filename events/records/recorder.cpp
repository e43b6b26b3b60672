#include "events/records/recorder.hpp"

#include "events/records/rocksdb_store.hpp"

namespace sluice::records {
namespace {

constexpr std::size_t most_calls = 16'384;
constexpr std::size_t most_message_bytes = std::size_t{16} << 20;
/// One wake-up of the thread for all that comes meanwhile.
constexpr std::chrono::milliseconds linger{10};
constexpr std::chrono::minutes longest_sleep{1};
/// Who had the log before us may still hold the folder for a moment.
constexpr std::chrono::seconds before_next_try{5};
constexpr std::chrono::hours segment{1};

}  // namespace

recorder::recorder(needs own)
    : needs_(std::move(own)),
      calls_(most_calls),
      messages_(most_message_bytes),
      missed_(needs_.folder),
      is_of_earlier_(missed_.since().has_value()) {
  open();
  thread_ = std::thread([this] { run(); });
}

recorder::~recorder() { stop(); }

void recorder::open() {
  auto opened = open_rocksdb_store(needs_.folder, needs_.keeps, needs_.remark);
  if (const auto* no = std::get_if<open_failure>(&opened)) {
    if (!has_remarked_) needs_.remark(no->what + "; calls leave no record for now");
    has_remarked_ = true;
    return;
  }
  const std::shared_ptr<record_store> store =
      std::get<std::unique_ptr<record_store>>(std::move(opened));
  writer_.emplace(store, needs_.now());
  has_remarked_ = false;
  const std::lock_guard held(mutex_);
  store_ = store;
}

void recorder::record(call_record one) noexcept {
  const auto at = one.began + one.took;
  const std::lock_guard held(mutex_);
  const bool was_empty = calls_.is_empty() && messages_.is_empty();
  calls_.push(std::move(one), 1, at);
  if (was_empty) something_.notify_one();
}

void recorder::record_message(maker make, std::size_t bytes, instant at) noexcept {
  const std::lock_guard held(mutex_);
  const bool was_empty = calls_.is_empty() && messages_.is_empty();
  messages_.push(std::move(make), bytes, at);
  if (was_empty) something_.notify_one();
}

std::uint64_t recorder::calls_dropped() const {
  const std::lock_guard held(mutex_);
  return calls_.dropped();
}

std::uint64_t recorder::messages_dropped() const {
  const std::lock_guard held(mutex_);
  return messages_.dropped();
}

std::shared_ptr<const record_store> recorder::store() const {
  const std::lock_guard held(mutex_);
  return store_;
}

void recorder::stop() {
  {
    const std::lock_guard held(mutex_);
    stops_ = true;
  }
  something_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void recorder::run() {
  auto segment_ends = needs_.now() + segment;
  auto next_try = needs_.now() + before_next_try;
  for (bool last = false; !last;) {
    std::unique_lock held(mutex_);
    something_.wait_for(held, longest_sleep, [this] {
      return stops_ || !calls_.is_empty() || !messages_.is_empty();
    });
    something_.wait_for(held, linger, [this] { return stops_; });
    last = stops_;
    auto calls = calls_.take();
    auto messages = messages_.take();
    held.unlock();
    const auto now = needs_.now();
    if (!writer_ && now >= next_try) {
      open();
      next_try = now + before_next_try;
    }
    write(std::move(calls), std::move(messages));
    if (now < segment_ends) continue;
    segment_ends = now + segment;
    if (writer_) (void)writer_->begin_segment(now);
  }
  if (writer_) (void)writer_->close(needs_.now());
  let_go();
}

/// So that the next one can open it.
void recorder::let_go() {
  writer_.reset();
  const std::lock_guard held(mutex_);
  store_.reset();
}

void recorder::write(calls_batch calls, messages_batch messages) {
  record_writer::load what{.calls = std::move(calls.all)};
  for (const auto& make : messages.all) what.messages.push_back(make());
  if (calls.dropped) what.gaps.push_back(*calls.dropped);
  if (messages.dropped) {
    messages.dropped->reason = gap_reason::message_dropped;
    what.gaps.push_back(*messages.dropped);
  }
  if (is_of_earlier_)
    what.gaps.push_back(
        {.from = missed_.since().value(), .to = needs_.now(), .reason = gap_reason::dropped});
  if (what.calls.empty() && what.messages.empty() && what.gaps.empty()) return;
  if (!writer_) return lose(what);
  const auto why = writer_->write(what, needs_.now());
  if (!why) {
    is_of_earlier_ = false;
    return missed_.end();
  }
  needs_.remark("records of calls cannot be written to " + needs_.folder.string() + ": " + *why);
  let_go();
  lose(what);
}

/// Counted as dropped, so that it is said once something can be written again, if only by the next
/// process.
void recorder::lose(const record_writer::load& what) {
  missed_.begin(needs_.now());
  const std::lock_guard held(mutex_);
  for (const auto& c : what.calls) calls_.drop(c.began + c.took, 1);
  for (const auto& m : what.messages) messages_.drop(m.at, 1);
  for (const auto& g : what.gaps)
    if (g.count > 0)  // else the note has it
      (g.reason == gap_reason::dropped) ? calls_.carry(g) : messages_.carry(g);
}

}  // namespace sluice::records
