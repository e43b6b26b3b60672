#include "app/assemble.hpp"

#include <utility>

#include "actors/alarm/alarm_ear.hpp"

namespace sluice::app {
namespace {

/// Answers are small and the server is near: longer means that it is gone.
constexpr millis sending_limit{5000};
constexpr millis last_words_limit{1000};
/// An heir hears requests within a few round trips.
constexpr millis handover_limit{500};

}  // namespace

assembly::assembly(const configuration& config, std::shared_ptr<observer> tells)
    : config_(config),
      tells_(std::make_shared<alarm_ear>(std::move(tells), heard_, machine_clock().wall)) {}

assembly::~assembly() { stop(); }

std::variant<std::unique_ptr<assembly>, assembly::failed> assembly::start(
    const configuration& config, std::shared_ptr<observer> tells,
    std::function<void(const std::string& why)> on_fatal, manner how) {
  std::unique_ptr<assembly> made(new assembly(config, std::move(tells)));
  made->how_ = std::move(how);
  if (auto problem = made->connect_nats()) return *problem;
  if (auto problem = made->watch_owner()) return *problem;
  if (auto problem = made->prepare()) return *problem;
  if (auto problem = made->wait_for_turn()) return *problem;
  if (auto problem = made->take_lease()) return *problem;
  made->make_rounds();
  made->make_engine(std::move(on_fatal));
  made->owner_->open();
  if (auto problem = made->start_service()) return *problem;
  made->takes_requests_ = true;
  return made;
}

void assembly::make_engine(std::function<void(const std::string& why)> on_fatal) {
  env_.on_fatal = [this, stop = std::move(on_fatal)](const std::string& why) {
    // The callers still hear `unavailable`; after that nothing in memory can be trusted.
    if (service_) static_cast<void>(service_->finish(last_words_limit));
    stop(why);
  };
  engine_ = std::make_unique<engine>(config_.engine, env_);
  running_ = engine_.get();
}

void assembly::reload(const std::string& who, const std::string& why) {
  /// What was taken over the engine tells itself.
  class teller final : public reply_address {
   public:
    explicit teller(std::shared_ptr<observer> tells) : tells_(std::move(tells)) {}
    void reply(const answer& a) override {
      if (const auto* no = std::get_if<rejection>(&a))
        tells_->tell({.level = severity::warning,
                      .event = "configuration_not_reloaded",
                      .message = "Nothing of the file was taken over: " + no->message});
    }

   private:
    std::shared_ptr<observer> tells_;
  };
  engine_->submit({.ask = reload_configuration{{who, why}},
                   .from = {.key = {}, .is_this_machine = true},
                   .reply_to = std::make_shared<teller>(tells_)});
}

bool assembly::stop_accepting() {
  takes_requests_ = false;
  const std::lock_guard held(intake_lock_);
  return !service_ || service_->stop_intake(sending_limit);
}

void assembly::stop() {
  if (stopped_) return;
  stopped_ = true;
  if (metrics_) metrics_->stop();  // what it looks at goes now; and an heir needs its address
  if (engine_) owner_->prepare_to_leave(handover_limit);
  if (!engine_ && owner_) owner_->leave();  // and whatever waits for our turn is refused
  if (!stop_accepting())
    tells_->tell({.level = severity::warning,
                  .event = "intake_stopped_late",
                  .message = "NATS did not confirm the end of the subscriptions in time."});
  if (engine_) engine_->drain();
  if (listener_) listener_->stop();  // an heir that has our log needs its address next
  if (service_ && !service_->finish(sending_limit))
    tells_->tell({.level = severity::warning,
                  .event = "answers_not_sent",
                  .message = "Not every answer reached NATS before the end. The log has them all: "
                             "the same request gets the same answer."});
  if (rounds_) rounds_->stop();
  // Before the engine goes: late answers of channels, endpoints and receivers still look for its
  // actors.
  for (const auto& [from, client] : clients_) client->stop();
  if (webhooks_) webhooks_->stop();
  if (receivers_) receivers_->stop();
  signing_.stop();
  if (recorder_) recorder_->stop();  // after all who tell it something
  if (!engine_ && env_.log) env_.log->close();
  if (lease_) lease_->leave();
  if (owner_) owner_->leave();  // last: whoever waits may now open our log and our ports
}

}  // namespace sluice::app
