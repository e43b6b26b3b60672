#include "tests/actors/stage.hpp"

#include <array>

#include "actors/desk/asked_command.hpp"
#include "events/codec.hpp"
#include "events/event_type.hpp"

namespace sluice::test {
namespace {

caf::scheduler::test_coordinator& scheduler_of(caf::actor_system& system) {
  return dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
}

}  // namespace

std::string details_of(const note& n) {
  constexpr std::array names{"debug", "info", "warning", "critical"};
  std::string out = names.at(static_cast<std::size_t>(n.level));
  for (const auto& [name, value] : n.fields) out += ' ' + std::string(name) + '=' + value;
  return out;
}

access::caller everyones_service() { return {access::key_id{"key-of-everyones-service"}}; }
access::caller an_operator() { return {access::key_id{"key-of-li-wei"}}; }

access::caller a_risk_service() { return {access::key_id{"key-of-risk-service"}}; }

access::book generous_book(const std::vector<merchant_settings>& merchants) {
  using kind = access::principal_kind;
  access::book out;
  for (const auto& m : merchants) out.open.insert(m.id);
  const access::principal_id service{"everyones-service"}, person{"li-wei"};
  out.add({.id = service, .merchants = {.is_everyone = true}}, access::usual_grants(kind::service));
  out.add({.id = person, .kind = kind::operator_, .person = "li.wei"},
          access::usual_grants(kind::operator_));
  out.add({.id = everyones_service().key, .owner = service});
  out.add({.id = an_operator().key, .owner = person});
  return out;
}

access::take_over declared_as(const access::book& says) {
  access::take_over out{.open = says.open, .approvals = says.approvals};
  for (const auto& [id, who] : says.principals)
    out.principals.emplace(
        id, access::terms{who.kind, who.person, who.merchants, says.grants.at(id)});
  for (const auto& [id, k] : says.keys)
    out.keys.emplace(id, access::known_key{k, access::hmac_fingerprint{}});
  return out;
}

stage::stage(std::shared_ptr<store::event_log> kept)
    : log(kept ? std::dynamic_pointer_cast<store::memory_event_log>(kept)
               : std::make_shared<store::memory_event_log>()) {
  settings.order_hosts = 1;  // neighbours are as near as they can be
  settings.channels = {
      {.id = channel_id{"wechat"},
       .reaches = wallet::wechat,
       .business_types = {business_type::payment_code, business_type::quick_pay,
                          business_type::payout},
       .currencies = {currency::cny},
       .limits = {},
       .timing = {}}};
  settings.merchants = {{.id = merchant_id{"m1"},
                         .business_types = {business_type::payment_code, business_type::quick_pay,
                                            business_type::payout},
                         .channels = {channel_id{"wechat"}}}};
}

void stage::open() {
  spawn();
  run();
}

void stage::spawn() {
  system = std::make_unique<caf::actor_system>(config);
  clock->caf_clock = &scheduler_of(*system).clock();
  if (!declared) declared = declared_as(generous_book(settings.merchants));
  environment env{
      .log = log,
      .clock = clock,
      .numbers = std::make_shared<channel_numbers>(hash_key{}, "test"),
      .tells = told,
      .events = sink,
      .webhooks = webhooks,
      .receivers = receivers,
      .risk = risk,
      .memory = memory,
      .counts = counts,
      .configuration = file,
      .access = access,
      .restored = restored,
      .declared = *declared,
      .signatures = signatures,
      .keys = keys,
      .heard = heard,
      .links = links,
      .books = books,
      .on_fatal = [this](const std::string& why) { fatal.push_back(why); },
      .handlers = handlers,
      .records = records};
  for (const auto& c : settings.channels) env.channels.emplace(c.id, wechat);
  everyone = std::make_unique<cast>(*system, settings, env, threading::none);
}

stage::~stage() {
  if (!system) return;
  everyone->tell_all_to_stop();
  run();
  everyone.reset();
  while (scheduler_of(*system).clock().trigger_timeout()) run();
}

void stage::run() {
  while (scheduler_of(*system).has_job()) run_once();
}

void stage::run_once() {
  auto& scheduler = scheduler_of(*system);
  const auto* next = dynamic_cast<caf::scheduled_actor*>(scheduler.jobs.front());
  clock->an_order_runs = next != nullptr && std::string_view(next->name()) == "orders";
  scheduler.run_once();
}

void stage::advance(millis by) {
  auto& virtual_clock = scheduler_of(*system).clock();
  const auto until = virtual_clock.now() + by;
  for (;;) {
    run();
    const auto& timers = virtual_clock.schedule();
    if (timers.empty() || timers.begin()->first > until) break;
    virtual_clock.trigger_timeout();
  }
  virtual_clock.current_time = until;
  run();
}

void stage::stand_still(millis by) {
  scheduler_of(*system).clock().current_time += by;
  advance(millis{0});
}

void stage::ask(question q, reply_when when, std::string id, fingerprint body) {
  submit(std::move(q), when, std::move(id), body);
  run();
}

void stage::submit(question q, reply_when when, std::string id, fingerprint body) {
  const bool is_services =
      std::visit(
          [](const auto& any) { return std::is_constructible_v<order_question, decltype(any)>; },
          q) ||
      std::holds_alternative<list_channels>(q) || std::holds_alternative<create_agreement>(q) ||
      std::holds_alternative<get_agreement>(q) || std::holds_alternative<end_agreement>(q) ||
      std::holds_alternative<verify_agreement>(q);
  const auto from = std::holds_alternative<answer_risk>(q)         ? a_risk_service()
                    : is_services && person_named_in(q) == nullptr ? everyones_service()
                                                                   : an_operator();
  everyone->ask({.ask = std::move(q),
                 .when = when,
                 .id = command_id{std::move(id)},
                 .body = body,
                 .from = from,
                 .reply_to = std::make_shared<remembered_reply>(answers)});
}

const order_view& stage::last_order() const { return std::get<order_view>(answers.back()); }
const rejection& stage::last_refusal() const { return std::get<rejection>(answers.back()); }

std::vector<std::string> stage::events_of(const std::string& stream) const {
  std::vector<std::string> out;
  const auto read = log->read_stream(stream);
  for (const auto& r : std::get<std::vector<store::record>>(read))
    out.emplace_back(name_of(*event_type_from_number(r.type)));
  return out;
}

create_order stage::order_request(const std::string& number, std::int64_t minor) {
  return {.order = {merchant_id{"m1"}, order_no{number}},
          .type = business_type::payment_code,
          .amount = {minor, currency::cny},
          .payment_code = secret{"134567890123456789"},
          .description = "coffee",
          .body = {static_cast<std::uint8_t>(minor)}};
}

}  // namespace sluice::test
