#include "app/assemble.hpp"

#include <cstring>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <utility>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/http_channel.hpp"
#include "adapters/nats/events_sink.hpp"
#include "app/log_birth.hpp"
#include "app/version.hpp"
#include "base/invariant.hpp"
#include "store/number_key.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::app {
namespace {

/// Answers are small and the server is near: longer means that it is gone.
constexpr millis sending_limit{5000};
constexpr millis last_words_limit{1000};
/// An heir hears requests within a few round trips.
constexpr millis handover_limit{500};
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

/// Strangers can reach this port: what channels and the log need stays free.
http_server_limits listener_limits(const configuration& c) {
  constexpr std::uint32_t for_log_and_nats = 64;
  constexpr millis patience_with_silence{30'000};
  return {.connections = c.notifications.max_connections,
          .connections_per_peer = c.notifications.max_connections_per_address,
          .descriptor_reserve = client_limits(c.engine).connections_per_host + for_log_and_nats,
          .idle = patience_with_silence};
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
    std::function<void(const std::string& why)> on_fatal, waiting wait) {
  std::unique_ptr<assembly> made(new assembly(config, std::move(tells)));
  made->wait_ = std::move(wait);
  if (auto problem = made->connect_nats()) return *problem;
  if (auto problem = made->watch_owner()) return *problem;
  if (auto problem = made->wait_for_turn()) return *problem;
  if (auto problem = made->take_lease()) return *problem;
  made->read_log();
  if (auto problem = made->open_number_key()) return *problem;
  made->make_sink();
  made->make_channels();
  made->make_engine(std::move(on_fatal));
  made->owner_->open();
  if (auto problem = made->start_service()) return *problem;
  if (auto problem = made->start_listener()) return *problem;
  return made;
}

assembly::step assembly::open_log() {
  auto opened = store::open_rocksdb_event_log(
      {.folder = config_.data_dir,
       .partition = config_.engine.partition,
       .epoch = config_.engine.epoch,
       .create = true,
       .id_if_none = new_log_id(random_),
       .next_incarnation = new_incarnation_number(machine_clock().wall(), random_),
       .remark = [this](const std::string& what) {
         tells_->tell({.level = severity::warning, .event = "log_remark", .message = what});
       }});
  if (const auto* const error = std::get_if<store::open_error>(&opened)) {
    const bool held = error->kind == store::open_problem::locked;
    return held && wait_.allowed ? std::nullopt : step{failed{error->message}};
  }
  env_.log = std::get<std::unique_ptr<store::event_log>>(std::move(opened));
  const auto history = store::history_of(*env_.log);
  owner_->know_log(store::to_text(history.id), history.incarnations.back().number);
  return std::nullopt;
}

/// The log is opened while the others are listened to: both take a moment.
assembly::step assembly::wait_for_turn() {
  constexpr millis between_looks{10};
  bool told = false;
  while (true) {
    if (!env_.log)
      if (auto problem = open_log()) return problem;
    const auto found = owner_->decided(between_looks);
    if (const auto* no = std::get_if<nats::owner_watch::refused>(&found)) return failed{no->why};
    if (env_.log && std::holds_alternative<nats::owner_watch::owns>(found)) return std::nullopt;
    if (wait_.gives_up()) return failed{"stopped while it waited for its turn", true};
    if (!wait_.allowed) continue;
    if (!std::exchange(told, true))
      tells_->tell({.event = "waiting",
                    .message = "Takes over when no other engine has the prefix or the log."});
    follow_handover();
    if (!env_.log) std::this_thread::sleep_for(between_looks);
  }
}

/// Requests are heard from the moment on in which the owner stops hearing them.
void assembly::follow_handover() {
  if (!service_ && owner_->is_called() && !start_service()) owner_->be_ready(true);
  if (service_ && owner_->is_overtaken()) {
    owner_->be_ready(false);
    const std::lock_guard held(intake_lock_);
    service_.reset();
  }
}

assembly::step assembly::take_lease() {
  if (config_.nats.lease_stream.empty()) return std::nullopt;
  const auto lost = [this](const std::optional<ownership::claim>& holder) {
    owner_->stand_down(holder);
    static_cast<void>(stop_accepting());
  };
  auto started = nats::lease_keeper::start(
      owner_->link(),
      {.stream = config_.nats.lease_stream,
       .prefix = config_.nats.prefix,
       .partition = config_.engine.partition,
       .self = owner_->face(),
       .waits = wait_.allowed,
       .on_lost = lost},
      tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  lease_ = std::get<std::unique_ptr<nats::lease_keeper>>(std::move(started));
  while (true) {
    constexpr millis between_looks{50};
    const auto found = lease_->decided(between_looks);
    if (const auto* no = std::get_if<nats::lease_keeper::refused>(&found)) return failed{no->why};
    if (std::holds_alternative<nats::lease_keeper::held>(found)) return std::nullopt;
    if (wait_.gives_up()) return failed{"stopped while it waited for the lease", true};
  }
}

void assembly::read_log() {
  records_ = env_.log->current_head().position;
  env_.log->open_streams([this](std::string_view) { return ++open_orders_ > 0; });

  const auto clock =
      std::make_shared<monotonic_clock>(time_of_last_record(*env_.log), machine_clock(), tells_);
  if (const auto lead = clock->ahead_of_machine(); lead > notable_lead)
    tells_->tell({.level = severity::warning,
                  .event = "clock_behind_log",
                  .message = "The machine's clock is behind the log's last record; the log's time "
                             "goes on from there. Channels are told the machine's.",
                  .fields = {{"behind_ms", std::to_string(lead.count())}}});
  env_.clock = clock;
  env_.tells = tells_;
}

assembly::step assembly::open_number_key() {
  hash_key fresh{};
  for (std::size_t i = 0; i < fresh.size(); i += sizeof(std::uint64_t)) {
    const auto chance = random_.next();
    std::memcpy(fresh.data() + i, &chance, sizeof chance);
  }
  const auto opened = store::open_number_key(config_.data_dir, fresh);
  if (const auto* const error = std::get_if<store::open_error>(&opened))
    return failed{error->message};
  const auto& found = std::get<store::number_key>(opened);
  if (found.made_now && records_ > 0)
    tells_->tell(
        {.level = severity::critical,
         .event = "number_key_made",
         .message = "There was no NUMBER_KEY beside the log, and a new one was made. If the "
                    "folder was put back, stop the engine and put its NUMBER_KEY back too: "
                    "under other numbers a channel pays again what the log has forgotten."});
  env_.numbers = std::make_shared<channel_numbers>(found.key, config_.nats.prefix);
  return std::nullopt;
}

assembly::step assembly::connect_nats() {
  auto opened = nats::connection::open(connection_options_of(config_.nats), tells_);
  if (const auto* const error = std::get_if<nats::connect_failed>(&opened))
    return failed{error->what};
  nats_ = std::get<std::shared_ptr<nats::connection>>(std::move(opened));
  return std::nullopt;
}

assembly::step assembly::watch_owner() {
  auto started = nats::owner_watch::start(
      connection_options_of(config_.nats),
      {.prefix = config_.nats.prefix,
       .partition = config_.engine.partition,
       .waits = wait_.allowed,
       .judged = !config_.nats.lease_stream.empty(),
       .wall = machine_clock().wall,
       .on_lost = [this] { static_cast<void>(stop_accepting()); }},
      tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  owner_ = std::get<std::unique_ptr<nats::owner_watch>>(std::move(started));
  return std::nullopt;
}

void assembly::make_sink() {
  env_.events = std::make_shared<nats::events_sink>(
      nats_,
      nats::sink_options{
          .event = {.prefix = config_.nats.prefix, .log = store::history_of(*env_.log)}},
      tells_);
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
    env_.channels[access.id] =
        std::make_shared<http_channel>(access.base_url, speaks, *client_, random_);
  }
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

/// Two engines must not take one request, nor may one that only remembers to have owned.
void assembly::take(request r) {
  if (owner_->may_accept() && (!lease_ || lease_->may_accept()))
    return engine_->submit(std::move(r));
  r.reply_to->reply(rejection{
      rejection_code::unavailable, "",
      "another engine may take the requests here by now; ask again, the right one will answer"});
}

assembly::step assembly::start_service() {
  if (service_) return std::nullopt;  // to hold what came in the handover
  auto started = nats::service::start(
      nats_,
      {.prefix = config_.nats.prefix,
       .name = config_.nats.name,
       .version = std::string(version_info().version),
       .started = machine_clock().wall(),
       .limits = {.message_bytes = config_.nats.max_message_bytes},
       .followers = [this] { return followers(); }},
      [this](request r) { take(std::move(r)); }, tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  {
    const std::lock_guard held(intake_lock_);
    service_ = std::get<std::unique_ptr<nats::service>>(std::move(started));
  }
  if (owner_->is_lost()) static_cast<void>(stop_accepting());
  return std::nullopt;
}

/// In a handover the service is asked for them before there is an engine.
std::vector<follower_standing> assembly::followers() const {
  const auto* const is_there = running_.load();
  return is_there == nullptr ? std::vector<follower_standing>{} : is_there->followers();
}

assembly::step assembly::start_listener() {
  if (config_.notifications.listen.empty()) return std::nullopt;
  try {
    listener_ = std::make_unique<notification_listener>(
        config_.notifications.listen, dialects_,
        [this](channel_notification news, notification_listener::acknowledge done) {
          engine_->notify(std::move(news), std::move(done));
        },
        listener_limits(config_), tells_);
  } catch (const std::runtime_error& error) {
    return failed{std::string("cannot take notifications: ") + error.what()};
  }
  return std::nullopt;
}

bool assembly::stop_accepting() {
  const std::lock_guard held(intake_lock_);
  return !service_ || service_->stop_intake(sending_limit);
}

void assembly::stop() {
  if (stopped_) return;
  stopped_ = true;
  if (engine_) owner_->prepare_to_leave(handover_limit);
  if (!engine_ && owner_) owner_->leave();  // and whatever waits for our turn is refused
  if (!stop_accepting())
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
  if (lease_) lease_->leave();
  if (owner_) owner_->leave();  // last: whoever waits may now open our log and our ports
}

}  // namespace sluice::app
