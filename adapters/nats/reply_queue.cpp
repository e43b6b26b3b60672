#include "adapters/nats/reply_queue.hpp"

#include "adapters/nats/message.hpp"

namespace sluice::nats {
namespace {

constexpr std::size_t most_waiting = 32'768;
constexpr std::size_t most_waiting_bytes = 32U << 20U;
constexpr std::size_t crowded_bytes = 4U << 20U;

}  // namespace

reply_queue::reply_queue(std::shared_ptr<connection> to, std::shared_ptr<observer> tells)
    : to_(std::move(to)), tells_(std::move(tells)), thread_([this] { run(); }) {}

reply_queue::~reply_queue() {
  {
    const std::lock_guard held(lock_);
    stop_ = true;
  }
  filled_.notify_one();
  thread_.join();
}

void reply_queue::push(outgoing answer) { add(std::move(answer), std::unique_lock(lock_)); }

void reply_queue::push_patiently(outgoing answer) {
  std::unique_lock held(lock_);
  has_room_.wait(held, [this] {
    return waiting_.size() < most_waiting && waiting_bytes_ < most_waiting_bytes;
  });
  add(std::move(answer), std::move(held));
}

void reply_queue::add(outgoing answer, std::unique_lock<std::mutex> held) {
  const bool was_empty = waiting_.empty();
  waiting_bytes_ += answer.body.size();
  waiting_.push_back(std::move(answer));
  held.unlock();
  if (was_empty) filled_.notify_one();
}

bool reply_queue::is_crowded() const {
  const std::lock_guard held(lock_);
  return waiting_bytes_ > crowded_bytes;
}

bool reply_queue::drain(millis limit) {
  std::unique_lock held(lock_);
  return emptied_.wait_for(held, limit, [this] { return waiting_.empty() && !publishing_; });
}

void reply_queue::run() {
  constexpr millis flush_limit{2000};
  std::vector<outgoing> batch;
  for (std::unique_lock held(lock_);;) {
    filled_.wait(held, [this] { return stop_ || !waiting_.empty(); });
    if (waiting_.empty()) break;
    batch.swap(waiting_);
    waiting_bytes_ = 0;
    publishing_ = true;
    held.unlock();
    has_room_.notify_all();
    for (const auto& answer : batch) publish(answer);
    // Not flushed: the connection is gone. nats.c keeps what fits for the reconnect, and a caller
    // that hears nothing asks again.
    static_cast<void>(to_->flush(flush_limit));
    batch.clear();
    held.lock();
    publishing_ = false;
    if (waiting_.empty()) emptied_.notify_all();
  }
}

void reply_queue::publish(const outgoing& answer) {
  const auto message = make_message(answer.to.text(), answer.body);
  natsStatus status = NATS_NO_MEMORY;
  if (message != nullptr) {
    set_header(*message, "Content-Type", std::string(answer.content_type));
    if (!answer.traceparent.empty()) set_header(*message, "traceparent", answer.traceparent);
    if (answer.refused) set_error_headers(*message, *answer.refused);
    status = natsConnection_PublishMsg(to_->handle(), message.get());
  }
  if (status != NATS_OK)
    tells_->tell({severity::warning,
                  "reply_lost",
                  "an answer could not be sent; whoever asked will ask again",
                  {{"why", natsStatus_GetText(status)}}});
}

}  // namespace sluice::nats
