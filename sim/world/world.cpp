#include "sim/world/world.hpp"

#include <map>

#include "sim/world/administrator.hpp"
#include "sim/world/bill_clerk.hpp"
#include "sim/world/duty_officer.hpp"
#include "sim/world/gatekeeper.hpp"
#include "sim/world/notices.hpp"
#include "sim/world/person.hpp"
#include "sim/world/process.hpp"
#include "sim/world/risk_office.hpp"
#include "sim/world/service.hpp"
#include "sim/world/signers.hpp"
#include "sim/world/wire.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""h;

/// Doubt is handed to a person after a day, refunds after another.
constexpr world_time everything_must_end_within = 96h;
/// A world that keeps its actors busy without time moving on is stuck.
constexpr std::uint64_t most_steps_without_time = 5'000'000;

class world {
 public:
  world(plan drawn, disk& log, story::listener hears, const byte_way_maker& ways);
  ~world() { scene_.time.forget_all(); }  // what is put off there holds actors
  world(const world&) = delete;
  world& operator=(const world&) = delete;
  world_result run();

 private:
  void build_lines();
  void build_channels(const byte_way_maker& ways);
  void safety();
  void liveness();
  void all_comes_to_an_end(world_time until);
  void ask_about_what_persons_have();
  void compare_before_and_after_restart();
  [[nodiscard]] std::vector<order_id> some_orders();
  std::vector<answer> ask_for(const std::vector<order_id>& orders);

  /// One step of an actor, or one move of time. False: nothing will ever happen any more.
  bool go_on(world_time until);
  bool move_time(world_time until);
  void trouble_between_steps();
  void trouble_between_times();
  void die(std::string_view why);
  [[nodiscard]] bool all_settled();
  [[nodiscard]] world_result result();

  scene scene_;
  byte_counts bytes_;
  std::map<channel_id, bank*> books_;
  std::vector<std::unique_ptr<bank>> banks_;
  std::map<channel_id, std::shared_ptr<wire>> wires_;
  std::unique_ptr<notices> notices_;
  std::unique_ptr<person> person_;
  std::shared_ptr<risk_office> risk_office_;  ///< nothing: nobody asks it
  std::unique_ptr<process> process_;
  std::unique_ptr<bus> bus_;
  std::unique_ptr<signers> signers_;
  std::unique_ptr<service> service_;
  std::unique_ptr<colleague> colleague_;
  std::unique_ptr<administrator> administrator_;
  std::unique_ptr<gatekeeper> gatekeeper_;
  std::unique_ptr<duty_officer> duty_officer_;
  std::unique_ptr<bill_clerk> bill_clerk_;
  dice dice_;
  std::uint64_t steps_ = 0;
  std::uint64_t steps_at_this_time_ = 0;
  std::uint64_t starts_ = 0;
};

world::world(plan drawn, disk& log, story::listener hears, const byte_way_maker& ways)
    : scene_(std::move(drawn), std::move(hears)), dice_(scene_.more_dice()) {
  build_channels(ways);
  build_lines();
  if (!scene_.its_plan.engine.risk.asks.empty())
    risk_office_ = std::make_shared<risk_office>(scene_);
  const process::outside called{
      wires_, risk_office_, [this](const receiver_message& m) { duty_officer_->hear(m); }};
  process_ = std::make_unique<process>(scene_, log, called, [this](const note& n) {
    scene_.judges.alerts.told(n);
    scene_.judges.sealing.told(n.message);
    scene_.judges.waiting.told(n);
    scene_.judges.times.told(n);
    // Bad luck may make an order fail; whatever else it throws is a mistake of the engine's own.
    if ((n.event == "actor_restarted" || n.event == "actor_quarantined") &&
        n.message.find("simulated: ") == std::string::npos)
      scene_.judges.says.guilty(promise::states_stand, n.message);
    person_->hear(n);
  });
  notices_ = std::make_unique<notices>(scene_, *process_);
  const auto by_wire = [this](const auto& n) { return wires_.at(n.channel)->tell(n); };
  notices_->hear_by({.of_payments = by_wire, .of_agreements = by_wire});
  bus_ = std::make_unique<bus>(scene_, *process_);
  if (risk_office_) risk_office_->answer_over(*bus_);
  signers_ = std::make_unique<signers>(scene_, *bus_);
  service_ = std::make_unique<service>(scene_, *bus_, *signers_);
  colleague_ = std::make_unique<colleague>(scene_, *bus_);
  person_ = std::make_unique<person>(scene_, *bus_, *colleague_, books_);
  administrator_ = std::make_unique<administrator>(scene_, *bus_, *colleague_);
  gatekeeper_ = std::make_unique<gatekeeper>(scene_, *bus_, *colleague_);
  duty_officer_ = std::make_unique<duty_officer>(scene_, *bus_);
  bill_clerk_ = std::make_unique<bill_clerk>(scene_, *bus_);
}

void world::build_lines() {
  std::map<channel::called_host, std::shared_ptr<lines>> limited;
  for (const auto& h : scene_.its_plan.engine.hosts)
    if (h.limits.connections_per_second != 0)
      limited.emplace(h.of, std::make_shared<lines>(scene_, h.of));
  for (const auto& c : scene_.its_plan.engine.channels)
    if (c.host && limited.contains(*c.host)) wires_.at(c.id)->use(limited.at(*c.host));
}

void world::build_channels(const byte_way_maker& ways) {
  for (const auto& c : scene_.its_plan.channels) {
    const channel_id id{c.name};
    auto& b = banks_.emplace_back(std::make_unique<bank>(
        scene_, c, [this](channel_notification n) { notices_->send(std::move(n)); },
        [this](agreement_notice n) { notices_->send(std::move(n)); }));
    books_.emplace(id, b.get());
    const auto w = wires_.emplace(id, std::make_shared<wire>(scene_, c, *b)).first->second;
    if (ways) w->go_by(ways(scene_, c, *b, bytes_));
  }
  for (const auto& o : scene_.its_plan.outages)
    if (const auto w = wires_.find(channel_id{o.channel}); w != wires_.end())
      for (std::uint32_t i = 0; i < o.times; ++i)
        scene_.time.after(o.from + i * o.every, [w = w->second, o] { w->suffer(o); });
}

world_result world::run() {
  process_->start();
  ++starts_;
  signers_->open();
  service_->open();
  administrator_->open();
  gatekeeper_->open();
  bill_clerk_->open();
  safety();
  if (!scene_.judges.says.is_guilty()) liveness();
  return result();
}

void world::safety() {
  const auto until = scene_.its_plan.arrive_within + dice_.roll().between(60s, 1800s);
  while (!scene_.judges.says.is_guilty() && go_on(until)) continue;
}

void world::liveness() {
  scene_.luck.calm = true;
  scene_.tale.tell({"from here on nothing fails any more"});
  if (process_->runs()) process_->crash("for the last time");
  process_->start();
  ++starts_;
  const auto calm_since = scene_.time.now();
  administrator_->take_back();
  const auto until = calm_since + everything_must_end_within;
  all_comes_to_an_end(until);
  ask_about_what_persons_have();
  all_comes_to_an_end(until);
  if (scene_.judges.says.is_guilty()) return;
  scene_.judges.end.all_have_ended();
  scene_.judges.end.persons_are_not_all_alone(calm_since);
  scene_.judges.approvals.all_over();
  scene_.judges.agreements.all_over();
  scene_.judges.balances.all_over();
  scene_.judges.webhooks.all_over();
  scene_.judges.alarms.all_over();
  scene_.judges.duties.all_over();
  scene_.judges.money.compare_all();
  process_->compare_records();
  process_->compare_figures();
  compare_before_and_after_restart();
}

void world::all_comes_to_an_end(world_time until) {
  while (!scene_.judges.says.is_guilty() && go_on(until))
    if (service_->is_done() && signers_->is_done() && !scene_.time.next() && all_settled()) break;
}

/// What waits for a person may wait for ever; one look of the engine at each is waited for, which
/// also ends what its channel can end.
void world::ask_about_what_persons_have() {
  const auto pause = scene_.judges.end.pause_of_persons();
  if (!pause) return;
  const auto until = scene_.time.now() + *pause + 1s;
  while (!scene_.judges.says.is_guilty() && go_on(until)) continue;
}

void world::compare_before_and_after_restart() {
  const auto orders = some_orders();
  const auto before = ask_for(orders);
  if (scene_.judges.says.is_guilty()) return;
  scene_.judges.settings.file_holds();
  if (const auto* log = process_->log()) {
    scene_.judges.end.log_is_whole(*log);
    scene_.judges.ledger.compare_all(*log);
    scene_.judges.ledger.compare_live(process_->books());
    if (scene_.its_plan.publishes)
      scene_.judges.publication.all_arrived(log->current_head().position);
  }
  process_->crash("to see whether the next one says the same");
  process_->start();
  scene_.judges.end.same_after_restart(before, ask_for(orders));
}

/// Reading an order back costs as much as paying it; a few of each world are enough.
std::vector<order_id> world::some_orders() {
  constexpr std::size_t enough = 24;
  std::vector<order_id> out;
  const auto& all = scene_.judges.known.all();
  for (std::size_t i = 0; i < enough && !all.empty(); ++i)
    if (const auto& o = all[dice_.roll().below(all.size())]; o.exists()) out.push_back(o.id);
  return out;
}

std::vector<answer> world::ask_for(const std::vector<order_id>& orders) {
  std::vector<answer> all(orders.size());
  const auto until = scene_.time.now() + 120s;
  while (go_on(until) && !scene_.judges.says.is_guilty()) continue;  // late timers
  for (std::size_t i = 0; i < orders.size(); ++i)
    bus_->send({.ask = get_order{orders[i]}}, [&all, i](const answer& a) { all[i] = a; });
  for (const auto& m : scene_.its_plan.engine.merchants)
    bus_->send({.ask = get_merchant{m.id}}, [](const answer&) {});  // judged where it is answered
  for (const auto& c : scene_.its_plan.engine.channels)
    bus_->send({.ask = get_channel{c.id}}, [](const answer&) {});
  bus_->send({.ask = list_principals{.most = 500}},
             [this](const answer& a) { scene_.judges.replays.register_is(a); });
  bus_->send({.ask = list_keys{.most = 500}},
             [this](const answer& a) { scene_.judges.replays.register_is(a); });
  bus_->send(
      {.ask = get_rulebook{}}, [this](const answer& a) { scene_.judges.replays.rulebook_is(a); });
  bus_->send({.ask = get_engine{}}, [this](const answer& a) {
    scene_.judges.replays.engine_is(a, scene_.computer.clock());
  });
  bus_->send({.ask = list_channels{}}, [this](const answer& a) {
    if (const auto* list = std::get_if<std::vector<channel_view>>(&a))
      scene_.judges.end.nothing_is_running(*list);
  });
  const auto answered_by = scene_.time.now() + 60s;
  while (go_on(answered_by) && !scene_.judges.says.is_guilty()) continue;
  return all;
}

// -- one thing after the other -----------------------------------------------------------------

bool world::go_on(world_time until) {
  if (process_->runs() && process_->step()) {
    ++steps_;
    if (++steps_at_this_time_ > most_steps_without_time)
      scene_.judges.says.guilty(promise::everything_ends, "the actors never come to rest");
    trouble_between_steps();
    return true;
  }
  return move_time(until);
}

bool world::move_time(world_time until) {
  if (process_->runs()) scene_.judges.alerts.time_moves(scene_.time.now());
  scene_.judges.waiting.time_moves();
  if (process_->runs()) scene_.judges.alarms.time_moves();
  auto next = scene_.time.next();
  if (const auto timer = process_->next_timer(); timer && (!next || *timer < *next)) next = timer;
  if (!next || *next > until) {
    scene_.time.move_to(until);
    process_->time_moved();
    return false;
  }
  if (*next > scene_.time.now()) steps_at_this_time_ = 0;
  scene_.time.move_to(*next);
  process_->time_moved();
  scene_.judges.replies.time_moved();
  while (auto what = scene_.time.take_due()) what();
  trouble_between_times();
  return true;
}

void world::trouble_between_steps() {
  if (!process_->fatal().empty()) return die(process_->fatal());
  if (dice_.strikes(hazard::crash)) return die("killed");
  if (dice_.strikes(hazard::machine_pauses)) {
    const auto pause = dice_.roll().one_in(4) ? dice_.roll().between(60s, 7200s)
                                              : dice_.roll().between(millis{10}, 20s);
    scene_.tale.tell({"the machine stands still for a while"});
    scene_.judges.replies.excuse(pause);
    const auto from = scene_.time.now();
    scene_.time.move_to(from + pause);
    scene_.computer.stood_still_from(from);
    scene_.judges.times.stood_still(pause);
    scene_.judges.calls.all_over();
    scene_.judges.quotas.stood_still();
    scene_.judges.endpoints.disturbed();
    scene_.judges.access.disturbed();
    scene_.judges.alarms.stood_still();
    scene_.judges.duties.stood_still();
    scene_.judges.figures.stood_still(pause);
    scene_.judges.records.stood_still();
    process_->time_moved();
  }
}

void world::trouble_between_times() {
  if (dice_.strikes(hazard::clock_jumps)) {
    const auto step = dice_.roll().one_in(8) ? 365 * 24h : dice_.roll().between(1s, 3600s);
    scene_.judges.quotas.clock_moves();
    process_->set_clock(dice_.roll().one_in(2) ? -step : step);
    scene_.judges.quotas.clock_moves();
  }
  if (dice_.strikes(hazard::disk_nearly_full)) {
    process_->become_nearly_full(true);
    scene_.time.after(
        dice_.roll().between(5s, 120s), [this] { process_->become_nearly_full(false); });
  }
}

void world::die(std::string_view why) {
  process_->crash(why);
  const auto comes_back = [this](millis pause) {
    scene_.time.after(pause, [this] {
      if (process_->runs()) return;
      process_->start();
      ++starts_;
      if (!dice_.strikes(hazard::crash_while_starting)) return;
      for (auto n = dice_.roll().below(60); n > 0 && process_->step(); --n) continue;
      die("killed while starting");
    });
  };
  comes_back(dice_.roll().between(millis{1}, 30s));
}

bool world::all_settled() {
  for (const auto& o : scene_.judges.known.all())
    if (o.exists() && !o.is_settled()) return false;
  return scene_.judges.webhooks.have_all_heard() && scene_.judges.alarms.have_all_heard() &&
         scene_.judges.duties.have_all_heard();
}

world_result world::result() {
  world_result r{
      .broken = scene_.judges.says.first(),
      .hash = scene_.tale.hash(),
      .steps = steps_,
      .starts = starts_,
      .lasted = scene_.time.now(),
      .struck = scene_.luck.struck,
      .bytes = bytes_};
  for (const auto& o : scene_.judges.known.all())
    if (o.exists()) r.ends.push_back(end_of(o, service_->refusals_of(o.id)));
  r.orders = r.ends.size();
  if (const auto* log = process_->log()) r.events = log->current_head().position;
  return r;
}

}  // namespace

world_result run_world(plan drawn, disk& log, story::listener hears, const byte_way_maker& ways) {
  return world{std::move(drawn), log, std::move(hears), ways}.run();
}

}  // namespace sluice::sim
