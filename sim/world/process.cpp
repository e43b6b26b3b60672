#include "sim/world/process.hpp"

#include <cstring>
#include <stdexcept>
#include <utility>

#include "actors/alarm/alarm_ear.hpp"
#include "actors/engine/messages.hpp"
#include "actors/engine/monotonic_clock.hpp"
#include "sim/world/callers.hpp"
#include "sim/world/made_up_file.hpp"
#include "sim/world/shops.hpp"
#include "sim/world/subscriber.hpp"
#include "sim/world/who_runs.hpp"

namespace sluice::sim {
namespace {

/// CAF takes a time of zero for "never".
constexpr std::chrono::hours caf_begins{1};

caf::actor_clock::time_point caf_time(world_time t) {
  return caf::actor_clock::time_point{caf_begins + t};
}

caf::scheduled_actor* scheduled(const caf::actor& a) {
  return a ? dynamic_cast<caf::scheduled_actor*>(caf::actor_cast<caf::abstract_actor*>(a))
           : nullptr;
}

/// What lies beside the log; each world has its own.
hash_key number_key_of(std::uint64_t seed) {
  hash_key key{};
  std::memcpy(key.data(), &seed, sizeof seed);
  return key;
}

std::vector<figures::link> links_of(const engine_settings& engine) {
  std::vector<figures::link> out;
  for (const auto& c : engine.channels)
    for (const auto type : c.business_types) out.push_back({c.id, type});
  return out;
}

/// As if its thread had been cut off: it takes no further message, and runs no handler for that.
void cut_off(caf::scheduled_actor* a) {
  if (a != nullptr) a->cleanup(caf::exit_reason::kill, nullptr);
}

}  // namespace

class process::ears final : public observer {
 public:
  ears(life process, alert tell, scene& in)
      : process_(std::move(process)), tell_(std::move(tell)), scene_(&in), dice_(in.more_dice()) {}
  void tell(const note& n) override {
    if (process_) tell_(n);
  }
  bool tell_for_sure(const note& n) override {
    if (process_ && dice_.strikes(hazard::alarm_not_told)) {
      scene_->judges.alerts.cannot_be_told(scene_->time.now());
      return false;
    }
    tell(n);
    return static_cast<bool>(process_);
  }

 private:
  life process_;
  alert tell_;
  scene* scene_;
  dice dice_;
};

/// The engine's own clock. Orders look at the machine's with every decision: a good place for one
/// of them to fail.
class process::clock_of_orders final : public clock_port {
 public:
  clock_of_orders(std::unique_ptr<monotonic_clock> real, dice own, const bool& an_order_runs,
                  history_judge& hears)
      : real_(std::move(real)), dice_(own), an_order_runs_(&an_order_runs), hears_(&hears) {}

  instant now() override { return real_->now(); }
  instant machine_time() override {
    if (*an_order_runs_ && dice_.strikes(hazard::order_throws)) {
      hears_->has_forgotten();
      throw std::runtime_error("simulated: out of memory");
    }
    return real_->machine_time();
  }

 private:
  std::unique_ptr<monotonic_clock> real_;
  dice dice_;
  const bool* an_order_runs_;
  history_judge* hears_;
};

process::process(scene& in, disk& log, outside calls, alert tell)
    : scene_(&in),
      disk_(&log),
      outside_(std::move(calls)),
      alert_(std::move(tell)),
      dice_(in.more_dice()),
      dice_of_records_(in.luck, chance{in.its_plan.seed}),
      records_(std::make_shared<records::memory_store>(
          records::limits{}, [&in] { return instant{in.time.now()}; })),
      system_(std::make_unique<caf::actor_system>(config_)),
      scheduler_(&dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler())) {}

process::~process() {
  if (runs()) drop_everything();
}

void process::start() {
  auto opened = disk_->open();
  if (const auto* problem = std::get_if<std::string>(&opened))
    return scene_->judges.says.guilty(
        promise::nothing_lost, "the log cannot be opened after a crash: " + *problem);
  real_log_ = std::get<std::shared_ptr<store::event_log>>(opened);
  scene_->tale.tell({"the engine starts"});
  scene_->judges.history.opened(*real_log_);
  scene_->judges.calls.all_over();
  life_ = life::born();
  fatal_.clear();
  scheduler_->clock().current_time = caf_time(scene_->time.now());
  if (dice_.strikes(hazard::clock_wrong_at_start)) {
    const std::chrono::hours year{365 * 24};
    scene_->computer.is_off_by(dice_.roll().one_in(4) ? year : std::chrono::hours{-1});
  }
  log_ = std::make_shared<faulty_log>(*scene_, scene_->more_dice(), *disk_, real_log_, life_);

  instant floor{};
  if (const auto end = real_log_->current_head().position; end > 0)
    (void)real_log_->read_all(end, [&](const store::record& r) {
      floor = time_of(r);
      return false;
    });
  scene_->judges.times.started(floor);
  const auto heard = std::make_shared<alarm_facts>();
  const auto tells = std::make_shared<alarm_ear>(
      std::make_shared<ears>(life_, alert_, *scene_), heard,
      [this] { return instant{scene_->time.now()}; });
  auto clock = std::make_unique<monotonic_clock>(
      floor,
      monotonic_clock::sources{.wall = [this] { return scene_->computer.clock(); },
                               .steady = [this] { return scene_->time.now(); }},
      tells);
  const auto keys = std::make_shared<shared_record_keys>(scene_->keys.luck(), scene_->keys.all());
  environment env{
      .log = log_,
      .clock = std::make_shared<clock_of_orders>(
          std::move(clock), scene_->more_dice(), an_order_runs_, scene_->judges.history),
      .numbers = std::make_shared<channel_numbers>(number_key_of(scene_->its_plan.seed), "sim"),
      .tells = tells,
      .configuration = std::make_shared<made_up_file>(*scene_, keys),
      .declared = declared_in(scene_->its_plan.engine, scene_->its_plan.approvals),
      .keys = keys,
      .heard = heard,
      .on_fatal = [this](const std::string& why) { fatal_ = why; }};
  links_ = std::make_shared<link_figures>(links_of(scene_->its_plan.engine), env.clock->now());
  env.links = links_;
  if (scene_->its_plan.publishes) {
    env.events = std::make_shared<subscriber>(*scene_, scene_->more_dice(), life_);
    env.webhooks = std::make_shared<shops>(*scene_, scene_->more_dice(), life_);
    env.receivers =
        std::make_shared<receivers>(*scene_, scene_->more_dice(), life_, outside_.hears_alarms);
  }
  books_ = std::make_shared<live_books>();
  env.books = books_;
  env.risk = outside_.risk;
  book_ = std::make_shared<call_book>(
      call_book::outside{records_, env.clock, &scene_->time, &dice_of_records_});
  env.records = book_;
  for (const auto& [id, w] : outside_.wires) {
    w->serve(life_);
    env.channels.emplace(id, w);
  }
  cast_ = std::make_unique<cast>(*system_, scene_->its_plan.engine, env, threading::none);
}

void process::crash(std::string_view why) {
  scene_->tale.tell({"the engine dies:", why});
  book_->catch_up();
  scene_->judges.figures.process_died(*links_);
  drop_everything();
  scene_->judges.records.process_died(*records_);
  disk_->crash();
  scene_->judges.calls.all_over();
  scene_->judges.breakers.process_began();
  scene_->judges.replies.all_forgotten();
  scene_->judges.waiting.all_forgotten();
  scene_->judges.access.all_forgotten();
  scene_->judges.risks.all_forgotten();
  scene_->judges.webhooks.all_forgotten();
  scene_->judges.differences.all_forgotten();
  scene_->judges.alarms.process_died();
  scene_->judges.agreements.process_died();
}

void process::compare_records() {
  book_->write_all();
  scene_->judges.records.all_over(*records_);
}

/// The last orders ended just now: who follows the log may still have to hear of it.
void process::compare_figures() {
  while (step()) continue;
  scene_->judges.figures.all_over(*links_);
}

void process::drop_everything() {
  life_.end();
  scheduler_->clock().cancel_all();
  for (const auto& a : cast_->everyone()) cut_off(scheduled(a));
  // The scheduler holds a reference to whoever has something to do.
  for (auto* job : std::exchange(scheduler_->jobs, {})) {
    cut_off(dynamic_cast<caf::scheduled_actor*>(job));
    intrusive_ptr_release(job);
  }
  cast_.reset();
  log_.reset();
  real_log_.reset();
}

// -- time -----------------------------------------------------------------------------------

bool process::step() {
  auto& jobs = scheduler_->jobs;
  if (jobs.empty()) return false;
  std::size_t next = 0;
  switch (scene_->its_plan.order_of_steps) {
    case scheduling::any: next = jobs.size() == 1 ? 0 : dice_.roll().below(jobs.size()); break;
    case scheduling::oldest_first: break;
    case scheduling::newest_first:
      next = dice_.roll().one_in(4) ? dice_.roll().below(jobs.size()) : jobs.size() - 1;
      break;
  }
  scene_->tale.mix(next << 16U | jobs.size());
  std::swap(jobs.front(), jobs[next]);
  const auto* actor = dynamic_cast<const caf::scheduled_actor*>(jobs.front());
  an_order_runs_ = actor != nullptr && std::string_view{actor->name()} == "orders";
  if (scene_->tale.is_heard()) tell_who_runs();
  scheduler_->try_run_once();
  return true;
}

void process::tell_who_runs() const {
  auto* actor = dynamic_cast<caf::scheduled_actor*>(scheduler_->jobs.front());
  if (actor != nullptr)
    scene_->tale.listen({"  ", actor->name(), "takes", next_message_of(*actor)});
}

std::optional<world_time> process::next_timer() const {
  if (!runs() || scheduler_->clock().schedule().empty()) return std::nullopt;
  const auto due = scheduler_->clock().schedule().begin()->first.time_since_epoch() - caf_begins;
  return std::chrono::ceil<millis>(due);
}

void process::time_moved() {
  if (!runs()) return;
  auto& clock = scheduler_->clock();
  clock.current_time = caf_time(scene_->time.now());
  while (!clock.schedule().empty() && clock.schedule().begin()->first <= clock.current_time)
    clock.trigger_timeout();
}

void process::set_clock(millis by) {
  scene_->computer.set_clock(by);
  scene_->judges.times.clock_was_set(by);
  scene_->tale.tell({"the machine's clock is set", by > millis{0} ? "ahead" : "back"});
}

void process::become_nearly_full(bool full) {
  if (log_) log_->become_nearly_full(full);
}

// -- what comes in ----------------------------------------------------------------------------

void process::submit(request r) {
  if (runs()) cast_->ask(std::move(r));
}

void process::notify(agreement_notice n, std::function<void(bool)> acknowledge) {
  if (runs()) cast_->notify(std::move(n), acknowledgement{std::move(acknowledge)});
}

void process::notify(channel_notification n, std::function<void(bool)> acknowledge) {
  if (runs()) cast_->notify(std::move(n), acknowledgement{std::move(acknowledge)});
}

}  // namespace sluice::sim
