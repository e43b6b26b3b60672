#include "app/assemble.hpp"

#include <numeric>
#include <stdexcept>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/http_channel.hpp"
#include "adapters/nats/events_sink.hpp"
#include "adapters/system/system_random.hpp"
#include "app/log_birth.hpp"
#include "app/version.hpp"
#include "base/invariant.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::app {
namespace {

/// Answers are small and the server is near: longer means that it is gone.
constexpr millis sending_limit{5000};
constexpr millis last_words_limit{1000};
/// A clock that is ahead of the machine's by more deserves a word.
constexpr millis notable_lead{1000};

instant time_of_last_record(const store::event_log& log) {
  instant last{};
  const auto damage = log.read_all(log.current_head().position, [&](const store::record& r) {
    last = instant{millis{r.time_ms}};
    return true;
  });
  if (damage) throw std::runtime_error("the log's last record is damaged: " + damage->what);
  return last;
}

/// More connections than permits: so the channel's own queue is the one that fills.
http_client_limits client_limits(const engine_settings& engine) {
  constexpr std::uint32_t spare = 16;
  const auto add = [](std::uint32_t sum, const channel_settings& c) {
    return sum + c.limits.max_in_flight;
  };
  const auto& all = engine.channels;
  return {.connections_per_host = std::accumulate(all.begin(), all.end(), spare, add)};
}

}  // namespace

nats::connection_options connection_options_of(const nats_settings& from) {
  return {.url = from.url,
          .name = from.name,
          .credentials_file = from.credentials_file,
          .nkey_seed_file = from.nkey_seed_file,
          .user = from.user,
          .password = from.password,
          .token = from.token,
          .tls_ca_file = from.tls_ca_file,
          .tls_certificate_file = from.tls_certificate_file,
          .tls_key_file = from.tls_key_file};
}

assembly::assembly(const configuration& config, std::shared_ptr<observer> tells)
    : config_(config), tells_(std::move(tells)) {}

assembly::~assembly() { stop(); }

std::variant<std::unique_ptr<assembly>, assembly::failed> assembly::start(
    const configuration& config, std::shared_ptr<observer> tells,
    std::function<void(const std::string& why)> on_fatal) {
  std::unique_ptr<assembly> made(new assembly(config, std::move(tells)));
  if (auto problem = made->open_log()) return *problem;
  if (auto problem = made->connect_nats()) return *problem;
  made->make_channels();
  made->make_engine(std::move(on_fatal));
  if (auto problem = made->start_service()) return *problem;
  if (auto problem = made->start_listener()) return *problem;
  return made;
}

assembly::step assembly::open_log() {
  env_.random = std::make_shared<system_random>();
  auto opened = store::open_rocksdb_event_log(
      {.folder = config_.data_dir,
       .partition = config_.engine.partition,
       .epoch = config_.engine.epoch,
       .create = true,
       .id_if_none = new_log_id(*env_.random),
       .now_s = seconds_since_1970(machine_clock().wall()),
       .remark = [this](const std::string& what) {
         tells_->tell({.level = severity::warning, .event = "log_remark", .message = what});
       }});
  if (const auto* const error = std::get_if<store::open_error>(&opened))
    return failed{error->message};
  env_.log = std::get<std::unique_ptr<store::event_log>>(std::move(opened));
  records_ = env_.log->current_head().position;
  env_.log->open_streams([this](std::string_view) { return ++open_orders_ > 0; });

  const auto clock =
      std::make_shared<monotonic_clock>(time_of_last_record(*env_.log), machine_clock());
  if (const auto lead = clock->ahead_of_machine(); lead > notable_lead)
    tells_->tell({.level = severity::warning,
                  .event = "clock_behind_log",
                  .message = "The machine's clock is behind the log's last record; time goes on "
                             "from there.",
                  .fields = {{"behind_ms", std::to_string(lead.count())}}});
  env_.clock = clock;
  env_.tells = tells_;
  return std::nullopt;
}

assembly::step assembly::connect_nats() {
  auto opened = nats::connection::open(connection_options_of(config_.nats), tells_);
  if (const auto* const error = std::get_if<nats::connect_failed>(&opened))
    return failed{error->what};
  nats_ = std::get<std::shared_ptr<nats::connection>>(std::move(opened));
  env_.events = std::make_shared<nats::events_sink>(
      nats_, nats::sink_options{.prefix = config_.nats.prefix, .log = store::history_of(*env_.log)}, tells_);
  return std::nullopt;
}

void assembly::make_channels() {
  client_ = std::make_unique<http_client>(client_limits(config_.engine));
  for (const auto& access : config_.channels) {
    const std::shared_ptr<const dialect> speaks = make_dialect(
        access.dialect,
        {.app_id = access.app_id,
         .merchant_id = access.merchant_id,
         .api_key = access.key,
         .notify_url = access.notify_url,
         .terminal_ip = access.terminal_ip});
    SLUICE_INVARIANT(speaks != nullptr);  // the configuration knows all dialects
    dialects_[access.id] = speaks;
    env_.channels[access.id] = std::make_shared<http_channel>(
        access.base_url, speaks, *client_, *env_.clock, *env_.random);
  }
}

void assembly::make_engine(std::function<void(const std::string& why)> on_fatal) {
  env_.on_fatal = [this, stop = std::move(on_fatal)](const std::string& why) {
    // The callers still hear `unavailable`; after that nothing in memory can be trusted.
    if (service_) static_cast<void>(service_->finish(last_words_limit));
    stop(why);
  };
  engine_ = std::make_unique<engine>(config_.engine, env_);
}

assembly::step assembly::start_service() {
  auto started = nats::service::start(
      nats_,
      {.prefix = config_.nats.prefix,
       .name = config_.nats.name,
       .version = std::string(version_info().version),
       .started = env_.clock->now(),
       .limits = {.message_bytes = config_.nats.max_message_bytes}},
      [this](request r) { engine_->submit(std::move(r)); }, tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  service_ = std::get<std::unique_ptr<nats::service>>(std::move(started));
  return std::nullopt;
}

assembly::step assembly::start_listener() {
  if (config_.notifications.listen.empty()) return std::nullopt;
  try {
    listener_ = std::make_unique<notification_listener>(
        config_.notifications.listen, dialects_,
        [this](channel_notification news, notification_listener::acknowledge done) {
          engine_->notify(std::move(news), std::move(done));
        });
  } catch (const std::runtime_error& error) {
    return failed{std::string("cannot take notifications: ") + error.what()};
  }
  return std::nullopt;
}

void assembly::stop() {
  if (stopped_) return;
  stopped_ = true;
  if (service_ && !service_->stop_intake(sending_limit))
    tells_->tell({.level = severity::warning,
                  .event = "intake_stopped_late",
                  .message = "NATS did not confirm the end of the subscriptions in time."});
  if (engine_) engine_->drain();
  if (service_ && !service_->finish(sending_limit))
    tells_->tell({.level = severity::warning,
                  .event = "answers_not_sent",
                  .message = "Not every answer reached NATS before the end. The log has them all: "
                             "the same request gets the same answer."});
  if (listener_) listener_->stop();
  // Before the engine goes: late answers of channels still look for its actors.
  if (client_) client_->stop();
  if (!engine_ && env_.log) env_.log->close();
}

}  // namespace sluice::app
