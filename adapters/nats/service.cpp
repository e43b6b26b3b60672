#include "adapters/nats/service.hpp"

#include <mutex>

#include "adapters/nats/message.hpp"

namespace sluice::nats {

/// Shared with the callbacks: a subscription that is being closed may still have one running.
struct service::inside {
  std::shared_ptr<connection> at;
  service_identity self;
  std::shared_ptr<reply_queue> replies;
  std::shared_ptr<intake> door;
  intake_limits limits;
  std::function<std::vector<follower_standing>()> followers;
  intake::turn_function whose_turn;
  std::mutex lock;  ///< of the queue group in `self`: all else there stays

  void tell_who_we_are(discovery_verb verb, natsMsg& message) {
    auto to = reply_subject::from(reply_of(message), self.prefix);
    if (!to) return;
    auto here = face();
    // Of two engines of one prefix whoever answers the requests says with which keys to sign them.
    if (!here.demo_keys.empty() && whose_turn() != turn::ours) here.demo_keys.clear();
    replies->push({*std::move(to), discovery_answer(verb, here, door->stats(), followers()),
                   "application/json"});
  }
  service_identity face() {
    const std::lock_guard held(lock);
    return self;
  }
};

namespace {

constexpr millis patience{5000};

/// What a subscription's callbacks hold on to until nats.c says that the last one has returned.
template <class Inside>
struct listener {
  std::shared_ptr<Inside> in;
  discovery_verb verb = discovery_verb::ping;  ///< discovery only
  std::vector<message_ptr> done{};  ///< requests only
  std::int64_t dropped = 0;  ///< requests only: as far as the intake has heard

  static void on_request(natsConnection*, natsSubscription* from, natsMsg* raw, void* self) {
    message_ptr message(raw);
    auto& me = *static_cast<listener*>(self);
    int waiting = 0;
    const auto status = natsSubscription_GetPending(from, &waiting, nullptr);
    const bool caught_up = status != NATS_OK || waiting == 0;
    me.in->door->receive(*message, waiting);
    me.done.push_back(std::move(message));
    if (!caught_up && !me.should_free()) return;
    me.done.clear();
    me.look_for_drops(*from, caught_up);
  }
  /// nats.c frees messages on a thread of its own: woken once for many, it costs a third less. But
  /// they hold payment codes: none stays when nothing more waits, and large ones never do.
  [[nodiscard]] bool should_free() const {
    constexpr std::size_t many = 64;
    constexpr std::size_t large = 8192;
    return done.size() == many || body_of(*done.back()).size() > large;
  }
  void look_for_drops(natsSubscription& from, bool caught_up) {
    std::int64_t all = 0;
    if (natsSubscription_GetDropped(&from, &all) != NATS_OK) return;
    const auto more = static_cast<std::uint64_t>(all - std::exchange(dropped, all));
    in->door->note_dropped(more, caught_up);
  }
  static void on_discovery(natsConnection*, natsSubscription*, natsMsg* raw, void* pointer) {
    const message_ptr message(raw);
    auto& self = *static_cast<listener*>(pointer);
    self.in->tell_who_we_are(self.verb, *message);
  }
  static void on_complete(void* self) { delete static_cast<listener*>(self); }
};

/// Nothing when it worked.
template <class Listener>
natsStatus listen(std::vector<natsSubscription*>& into, natsConnection* at,
                  const std::string& subject, const char* queue, natsMsgHandler call,
                  std::unique_ptr<Listener> self) {
  natsSubscription* made = nullptr;
  auto status =
      queue != nullptr
          ? natsConnection_QueueSubscribe(&made, at, subject.c_str(), queue, call, self.get())
          : natsConnection_Subscribe(&made, at, subject.c_str(), call, self.get());
  if (status != NATS_OK) return status;
  into.push_back(made);
  status = natsSubscription_SetOnCompleteCB(made, Listener::on_complete, self.get());
  // From here on nats.c owns it; without the callback it stays, which is better than too early.
  static_cast<void>(self.release());
  return status;
}

void close_all(std::vector<natsSubscription*>& subscriptions) {
  for (auto* s : subscriptions) natsSubscription_Destroy(s);
  subscriptions.clear();
}

}  // namespace

service::service(std::shared_ptr<inside> i) : inside_(std::move(i)) {}

std::variant<std::unique_ptr<service>, std::string> service::start(
    std::shared_ptr<connection> at, service_options options, intake::submit_function submit,
    std::shared_ptr<observer> tells) {
  const auto in = std::make_shared<inside>();
  in->at = at;
  in->replies = std::make_shared<reply_queue>(at, tells);
  in->whose_turn = options.whose_turn;
  in->door = std::make_shared<intake>(
      options.prefix, options.limits, std::move(options.whose_turn), std::move(submit),
      std::move(options.signatures), in->replies, tells, std::move(options.stats));
  in->followers = std::move(options.followers);
  in->self = {options.name,     options.id.empty() ? connection::unique_token() : options.id,
              options.version,  options.prefix,
              options.started,  options.queue_group,
              options.demo_keys};
  in->limits = options.limits;

  std::unique_ptr<service> made(new service(in));
  auto status = made->hear_discovery();
  if (status == NATS_OK) status = made->hear_requests();
  if (status == NATS_OK && !at->flush(patience)) status = NATS_TIMEOUT;
  if (status != NATS_OK)
    return "cannot listen on " + options.prefix + ".> : " + natsStatus_GetText(status);
  made->streams_ = stream_watch::start(std::move(at), options.prefix, std::move(tells));
  return made;
}

natsStatus service::hear_discovery() {
  using hear = listener<inside>;
  const auto& self = inside_->self;
  for (const auto verb : {discovery_verb::ping, discovery_verb::info, discovery_verb::stats})
    for (const auto& whom : {std::string(), '.' + self.name, '.' + self.name + '.' + self.id}) {
      const auto status =
          listen(discoveries_, inside_->at->handle(), "$SRV." + std::string(name_of(verb)) + whom,
                 nullptr, hear::on_discovery, std::make_unique<hear>(hear{inside_, verb}));
      if (status != NATS_OK) return status;
    }
  return NATS_OK;
}

natsStatus service::hear_requests() {
  using hear = listener<inside>;
  const auto queue = inside_->face().queue_group;
  const auto& limits = inside_->limits;
  // Not one ">": the events under <prefix>.evt have more tokens and need not come here.
  for (const auto* tokens : {".*", ".*.*", ".*.*.*"}) {
    auto status = listen(requests_, inside_->at->handle(), inside_->self.prefix + tokens,
                         queue.c_str(), hear::on_request, std::make_unique<hear>(hear{inside_}));
    if (status == NATS_OK)
      status = natsSubscription_SetPendingLimits(
          requests_.back(), limits.unread_messages, limits.unread_bytes);
    if (status != NATS_OK) return status;
  }
  return NATS_OK;
}

service::~service() {
  close_all(requests_);
  close_all(discoveries_);
}

std::optional<std::string> service::move_to(const std::string& queue_group, millis limit) {
  static_cast<void>(stop_intake(limit));
  {
    const std::lock_guard held(inside_->lock);
    inside_->self.queue_group = queue_group;
  }
  auto status = hear_requests();
  if (status == NATS_OK && !inside_->at->flush(patience)) status = NATS_TIMEOUT;
  if (status == NATS_OK) return std::nullopt;
  return "cannot listen in queue group " + queue_group + ": " + natsStatus_GetText(status);
}

bool service::stop_intake(millis limit) {
  bool all = true;
  for (auto* s : requests_) all = natsSubscription_DrainTimeout(s, limit.count()) == NATS_OK && all;
  for (auto* s : requests_)
    all = natsSubscription_WaitForDrainCompletion(s, limit.count()) == NATS_OK && all;
  close_all(requests_);
  return all;
}

bool service::finish(millis limit) {
  return inside_->door->wait_until_idle(limit) && inside_->replies->drain(limit);
}

}  // namespace sluice::nats
