#include "sim/world/bus.hpp"

#include "base/overloaded.hpp"
#include "sim/judges/questions.hpp"
#include "sim/world/callers.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

std::string_view word_of(const answer& a) {
  return std::visit(
      overloaded{
          [](const order_view& v) -> std::string_view { return v.state; },
          [](const refund_view& v) -> std::string_view { return v.state; },
          [](const std::vector<channel_view>&) -> std::string_view { return "list"; },
          [](const channel_view&) -> std::string_view { return "settings"; },
          [](const merchant_view& v) -> std::string_view { return v.life; },
          [](const merchant_list&) -> std::string_view { return "list"; },
          [](const reload_view&) -> std::string_view { return "reloaded"; },
          [](const proposal_view& v) -> std::string_view { return v.stage; },
          [](const second_person_wanted&) -> std::string_view { return "proposed"; },
          [](const people_list&) -> std::string_view { return "list"; },
          [](const principal_view& v) -> std::string_view { return v.kind; },
          [](const principal_list&) -> std::string_view { return "list"; },
          [](const key_view&) -> std::string_view { return "key"; },
          [](const key_list&) -> std::string_view { return "list"; },
          [](const engine_view& v) -> std::string_view { return name_of(v.now.to); },
          [](const rulebook_view&) -> std::string_view { return "rules"; },
          [](const account_view&) -> std::string_view { return "account"; },
          [](const contract_view&) -> std::string_view { return "contract"; },
          [](const settlements_view&) -> std::string_view { return "settlements"; },
          [](const bill_view&) -> std::string_view { return "bill"; },
          [](const difference_view& v) -> std::string_view {
            return v.what.is_open() ? "open" : "resolved";
          },
          [](const difference_list&) -> std::string_view { return "list"; },
          [](const route_view&) -> std::string_view { return "route"; },
          [](const trace_view&) -> std::string_view { return "trace"; },
          [](const method_list&) -> std::string_view { return "list"; },
          [](const risk_taken&) -> std::string_view { return "taken"; },
          [](const webhook_list&) -> std::string_view { return "list"; },
          [](const alarm_list&) -> std::string_view { return "list"; },
          [](const link_figures_view&) -> std::string_view { return "figures"; },
          [](const agreement_view& v) -> std::string_view { return v.state; },
          [](const rejection& r) { return name_of(r.code); },
      },
      a);
}

}  // namespace

/// Where the engine leaves the reply. Judged there; what the bus does with it is another matter.
class bus::reply_slot final : public reply_address {
 public:
  reply_slot(bus& of, reply_judge::ticket ticket, std::string about, life process, on_reply hear)
      : bus_(&of),
        ticket_(ticket),
        about_(std::move(about)),
        process_(std::move(process)),
        hear_(std::move(hear)) {}

  void reply(const answer& a) override {
    if (!process_) return;
    auto& scene = *bus_->scene_;
    scene.tale.tell({"engine replies:", about_, word_of(a)});
    scene.judges.replies.replied(ticket_, a);
    scene.judges.waiting.replied(ticket_, a);
    scene.judges.access.replied(ticket_, a);
    scene.judges.differences.replied(ticket_, a);
    if (const auto* v = std::get_if<agreement_view>(&a)) scene.judges.agreements.answered(*v);
    if (const auto* v = std::get_if<order_view>(&a)) {
      scene.judges.replays.answered(*v);
      scene.judges.book.answered(*v);
    }
    if (const auto* v = std::get_if<refund_view>(&a)) scene.judges.book.answered(*v);
    if (bus_->dice_.strikes(hazard::reply_dropped)) return;
    scene.time.after(millis{1}, [hear = hear_, a] { hear(a); });
  }

 private:
  bus* bus_;
  reply_judge::ticket ticket_;
  std::string about_;
  life process_;
  on_reply hear_;
};

void bus::send(const command& c, on_reply hear) {
  if (dice_.strikes(hazard::command_dropped)) return;
  const auto again = dice_.strikes(hazard::command_repeated);
  const auto delay =
      dice_.strikes(hazard::command_delayed) ? dice_.roll().between(1s, 20s) : millis{0};
  if (again)
    scene_->time.after(dice_.roll().between(0s, 10s), [this, c, hear] { deliver(c, hear); });
  if (delay == millis{0}) return deliver(c, std::move(hear));
  scene_->time.after(delay, [this, c, hear = std::move(hear)] { deliver(c, hear); });
}

void bus::deliver(const command& c, on_reply hear) {
  if (!process_->runs()) return;
  const auto about = subject_of(c.ask);
  scene_->tale.tell({"service asks:", verb_of(c.ask), about});
  request r{.ask = c.ask,
            .when = c.when,
            .id = c.id,
            .body = c.body,
            .from = c.from ? *c.from : rightful_caller(c.ask),
            .reply_to = {}};
  const bool is_entitled = access_judge::is_entitled(r);
  const auto ticket = scene_->judges.replies.asked(
      r, {.misused_id = c.misused_id, .contested_id = c.contested_id, .is_entitled = is_entitled});
  scene_->judges.waiting.asked(ticket, r);
  scene_->judges.quotas.asked(r.ask);
  scene_->judges.endpoints.asked(r.ask);
  scene_->judges.levels.asked(r.ask);
  scene_->judges.access.asked(ticket, r);
  if (is_entitled) {  // a stranger has nothing to ask for
    scene_->judges.book.asked(r);
    scene_->judges.differences.asked(ticket, r);
  }
  r.reply_to =
      std::make_shared<reply_slot>(*this, ticket, about, process_->current(), std::move(hear));
  process_->submit(std::move(r));
}

}  // namespace sluice::sim
