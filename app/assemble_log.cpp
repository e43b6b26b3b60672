/// The assembly's log: opened, looked at, and what is kept beside it.

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "actors/alarm/alarm_counts.hpp"
#include "actors/figures/link_figures.hpp"
#include "actors/ledger/live_books.hpp"
#include "adapters/system/process_memory.hpp"
#include "app/access.hpp"
#include "app/assemble.hpp"
#include "app/configuration_file.hpp"
#include "app/log_birth.hpp"
#include "app/numbers.hpp"
#include "app/order_archive.hpp"
#include "events/records/rocksdb_store.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::app {
namespace {

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

/// Those that the file knows.
std::vector<figures::link> links_of(const engine_settings& engine) {
  std::vector<figures::link> out;
  for (const auto& c : engine.channels)
    for (const auto type : c.business_types) out.push_back({c.id, type});
  return out;
}

}  // namespace

assembly::step assembly::open_log() {
  auto opened = store::open_rocksdb_event_log(
      {.folder = config_.data_dir,
       .partition = config_.engine.partition,
       .epoch = config_.engine.epoch,
       .create = true,
       .id_if_none = new_log_id(random_),
       .next_incarnation = new_incarnation_number(machine_clock().wall(), random_),
       .known_outside = std::max(config_.engine.known_sequence, how_.known_sequence),
       .remark = [this](const std::string& what) {
         tells_->tell({.level = severity::warning, .event = "log_remark", .message = what});
       }});
  if (const auto* const error = std::get_if<store::open_error>(&opened)) {
    return failed{.why = error->message, .is_taken = error->kind == store::open_problem::locked};
  }
  env_.log = std::get<std::unique_ptr<store::event_log>>(std::move(opened));
  const auto history = store::history_of(*env_.log);
  owner_->know_log(store::to_text(history.id), history.incarnations.back().number);
  if (const auto& put_back = history.put_back)
    env_.restored = degradation::restoration{put_back->number, put_back->from - 1};
  return std::nullopt;
}

/// And whatever is made from it.
assembly::step assembly::use_log() {
  read_log();
  if (auto problem = take_numbers()) return problem;
  if (auto problem = take_access()) return problem;
  make_sink();
  make_risk_line();
  make_webhooks();
  make_receivers();
  return make_channels();
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
  env_.heard = heard_;
  env_.firing = std::make_shared<alarm_counts>();
  env_.handlers = std::make_shared<handler_times>(clock);
  begin_records();
  env_.history = std::make_shared<log_order_archive>(env_.log, recorder_);
  env_.books = std::make_shared<live_books>();
  env_.links = std::make_shared<link_figures>(links_of(config_.engine), clock->now());
  if (!config_.metrics.listen.empty()) env_.counts = std::make_shared<meter>();
  env_.memory = std::make_shared<process_memory>(config_.engine.memory_limit_bytes);
}

/// Beside the log, by its time. An engine whose records cannot be written works all the same.
void assembly::begin_records() {
  const auto& wanted = config_.call_records;
  if (wanted.keep_days == 0) return;
  const auto remark = [tells = tells_](const std::string& what) {
    tells->tell({.level = severity::warning, .event = "call_records_remark", .message = what});
  };
  recorder_ = std::make_shared<records::recorder>(records::recorder::needs{
      .folder = records::folder_beside(config_.data_dir),
      .keeps = {.age = std::chrono::days{wanted.keep_days}, .bytes = wanted.max_bytes},
      .now = [clock = env_.clock] { return clock->now(); },
      .remark = remark});
  env_.records = recorder_;
}

assembly::step assembly::take_access() {
  auto given = open_access(config_, *tells_);
  if (const auto* why = std::get_if<std::string>(&given)) return failed{*why};
  auto& [declared, secrets, records] = std::get<access_given>(given);
  const auto keys = std::make_shared<access::edge_keys>(signatures_);
  keys->exchange_secrets(std::move(secrets));
  data_keys_->exchange(std::move(records));
  env_.declared = std::move(declared);
  env_.signatures = keys;
  env_.keys = data_keys_;
  env_.configuration = std::make_shared<configuration_file>(
      config_, configuration_file::keepers{keys, data_keys_}, tells_);
  return std::nullopt;
}

assembly::step assembly::take_numbers() {
  hash_key fresh{};
  for (std::size_t i = 0; i < fresh.size(); i += sizeof(std::uint64_t)) {
    const auto chance = random_.next();
    std::memcpy(fresh.data() + i, &chance, sizeof chance);
  }
  auto opened = open_numbers(
      *env_.log,
      {.folder = config_.data_dir,
       .name_space = config_.nats.prefix,
       .fresh = fresh,
       .accept_new = how_.accept_new_numbers},
      *tells_);
  if (const auto* const why = std::get_if<std::string>(&opened)) return failed{*why};
  env_.numbers = std::get<std::shared_ptr<const channel_numbers>>(std::move(opened));
  return std::nullopt;
}

}  // namespace sluice::app
