#include "adapters/nats/publish_acks.hpp"

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "adapters/nats/message.hpp"

namespace sluice::nats {
namespace {

/// JetStream's error code for a message above the stream's max_msg_size.
constexpr int message_too_large = 10'054;

}  // namespace

std::optional<stream_refusal> read_acknowledgement(std::string_view body) {
  using json = nlohmann::json;
  const auto ack = json::parse(body, nullptr, false);
  if (!ack.is_object()) return stream_refusal{.why = "something that is no acknowledgement"};
  const auto error = ack.find("error");
  if (error == ack.end())
    return ack.contains("stream")
               ? std::nullopt
               : std::optional{stream_refusal{.why = "something that is no acknowledgement"}};
  if (!error->is_object()) return stream_refusal{.why = "an error that cannot be read"};
  return stream_refusal{.why = error->value("description", "an error without description"),
                        .is_too_large = error->value("err_code", 0) == message_too_large};
}

/// Shared with nats.c's thread: a callback may still run when the owner goes.
struct publish_acks::inside {
  std::string inbox;  ///< "_INBOX.x.": then the batch, a dot, and the message's sequence
  std::mutex lock;
  std::condition_variable changed;
  std::uint64_t batch = 0;
  std::set<store::sequence> expected;
  std::vector<stream_refusal> refused;

  void take(natsMsg& message) {
    const std::string_view subject = natsMsg_GetSubject(&message);
    const auto dot = subject.rfind('.');
    if (dot == std::string_view::npos || dot < inbox.size()) return;
    const auto number = [](std::string_view text) {
      std::uint64_t n = 0;
      std::from_chars(text.data(), text.data() + text.size(), n);
      return n;
    };
    const auto of = number(subject.substr(dot + 1));
    auto refusal = natsMsg_IsNoResponders(&message)
                       ? std::optional{stream_refusal{.why = "no stream takes it any more"}}
                       : read_acknowledgement(body_of(message));
    const std::lock_guard held(lock);
    if (number(subject.substr(inbox.size(), dot - inbox.size())) != batch) return;
    if (expected.erase(of) == 0) return;
    if (refusal) {
      refusal->of = of;
      refused.push_back(*std::move(refusal));
    }
    if (expected.empty()) changed.notify_all();
  }

  static void on_message(natsConnection*, natsSubscription*, natsMsg* raw, void* self) {
    const message_ptr message(raw);
    (*static_cast<std::shared_ptr<inside>*>(self))->take(*message);
  }
  static void on_complete(void* self) { delete static_cast<std::shared_ptr<inside>*>(self); }
};

publish_acks::publish_acks(std::shared_ptr<connection> at)
    : at_(std::move(at)), inside_(std::make_shared<inside>()) {
  inside_->inbox = "_INBOX." + connection::unique_token() + '.';
  auto self = std::make_unique<std::shared_ptr<inside>>(inside_);
  auto status = natsConnection_Subscribe(
      &subscription_, at_->handle(), (inside_->inbox + '>').c_str(), inside::on_message,
      self.get());
  if (status != NATS_OK)
    throw std::runtime_error(
        std::string("cannot listen for acknowledgements of events: ") + natsStatus_GetText(status));
  static_cast<void>(
      natsSubscription_SetOnCompleteCB(subscription_, inside::on_complete, self.get()));
  static_cast<void>(self.release());  // nats.c's from here on
}

publish_acks::~publish_acks() { natsSubscription_Destroy(subscription_); }

std::string publish_acks::expect(store::sequence which) {
  const std::lock_guard held(inside_->lock);
  inside_->expected.insert(which);
  return inside_->inbox + std::to_string(inside_->batch) + '.' + std::to_string(which);
}

std::vector<stream_refusal> publish_acks::wait(millis limit) {
  std::unique_lock held(inside_->lock);
  inside_->changed.wait_for(held, limit, [this] { return inside_->expected.empty(); });
  auto refused = std::exchange(inside_->refused, {});
  for (const auto missing : inside_->expected)
    refused.push_back({missing, "the stream's acknowledgement does not come"});
  inside_->expected.clear();
  ++inside_->batch;
  return refused;
}

void publish_acks::forget() {
  const std::lock_guard held(inside_->lock);
  inside_->expected.clear();
  inside_->refused.clear();
  ++inside_->batch;
}

}  // namespace sluice::nats
