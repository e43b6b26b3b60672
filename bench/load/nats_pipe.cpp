#include "bench/load/nats_pipe.hpp"

#include <charconv>

namespace sluice::bench {

nats_pipe::flusher::~flusher() {
  stop_ = true;
  wake();
  thread_.join();
}

void nats_pipe::flusher::wake() {
  if (published_.exchange(true)) return;
  published_.notify_one();
}

void nats_pipe::flusher::run() {
  while (true) {
    published_.wait(false);
    published_ = false;
    if (stop_) return;
    natsConnection_Flush(connection_);
  }
}

std::optional<problem> nats_pipe::connect(const std::string& url, leaving how) {
  natsOptions* raw = nullptr;
  auto status = natsOptions_Create(&raw);
  const std::unique_ptr<natsOptions, release> into(raw);
  if (status == NATS_OK) status = natsOptions_SetURL(raw, url.c_str());
  if (status == NATS_OK) status = natsOptions_SetSendAsap(raw, how == leaving::at_once);
  natsConnection* connected = nullptr;
  if (status == NATS_OK) status = natsConnection_Connect(&connected, raw);
  connection_.reset(connected);
  natsSubscription* heard = nullptr;
  if (status == NATS_OK)
    status = natsConnection_Subscribe(&heard, connected, (inbox_ + "*").c_str(), on_answer, this);
  subscription_.reset(heard);
  constexpr int no_limit = -1;
  if (status == NATS_OK) status = natsSubscription_SetPendingLimits(heard, no_limit, no_limit);
  if (status == NATS_OK) status = natsConnection_Flush(connected);
  if (status != NATS_OK)
    return "the benchmark's client cannot use " + secret_url(url).shown() + ": " +
           natsStatus_GetText(status);
  if (how == leaving::together) flusher_.emplace(connected);
  return std::nullopt;
}

nats::message_ptr nats_pipe::make(const std::string& subject, std::uint64_t index,
                                  std::string_view body) const {
  return nats::make_message(subject, body, inbox_ + std::to_string(index));
}

void nats_pipe::send(natsMsg& message) {
  natsConnection_PublishMsg(connection_.get(), &message);
  if (flusher_) flusher_->wake();
}

void nats_pipe::on_answer(natsConnection*, natsSubscription*, natsMsg* raw, void* self) {
  const nats::message_ptr answer(raw);
  const auto& me = *static_cast<nats_pipe*>(self);
  const std::string_view subject = natsMsg_GetSubject(raw);
  std::uint64_t index = 0;
  std::from_chars(subject.data() + me.inbox_.size(), subject.data() + subject.size(), index);
  me.hear_(index, *answer);
}

}  // namespace sluice::bench
