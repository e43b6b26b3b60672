#include "actors/risk/examiner_actor.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice {
namespace {

order::command silence_about(risk_question_no number) {
  if (number == 0) return order::risk_answer{};
  return order::code_answer{.tried = number};
}

/// Nothing: it does not answer such a question.
std::optional<order::command> answer_in(const answer_risk& a) {
  return std::visit(
      overloaded{
          [&](order::risk_verdict v) -> std::optional<order::command> {
            if (a.number != 0) return std::nullopt;
            return order::risk_answer{v, a.reference};
          },
          [&](order::code_finding f) -> std::optional<order::command> {
            if (a.number == 0) return std::nullopt;
            return order::code_answer{a.number, f, a.reference};
          },
      },
      a.said);
}

rejection other_words(risk_question_no number) {
  return {rejection_code::risk_verdict_unknown, "verdict",
          number == 0 ? "whether an order may begin is answered by pass, verify or block"
                      : "whether a code is the right one is answered by right or wrong"};
}

rejection not_open() {
  return {rejection_code::risk_question_unknown, "order_no",
          "this question is not open: it was answered, its time is over, or it was never asked"};
}

}  // namespace

examiner_actor::examiner_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)), how_(needs_.how) {}

caf::behavior examiner_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](risk_wanted& w) {
        ask(std::move(w.what));
        to_orders_.send_all(*this);
      },
      [this](const risk_said& s) {
        hear(s);
        to_orders_.send_all(*this);
      },
      [this](const tick& t) {
        if (!timer_.fired(t.generation)) return;
        give_up_due();
        to_orders_.send_all(*this);
        arm();
      },
      [this](const stop_now&) { quit(); },
  };
}

/// Who asks twice, because it was read back, waits for the first question.
void examiner_actor::ask(risk_question what) {
  const open_question about{what.order, what.number};
  if (open_.contains(about)) return;
  const auto& how = how_.now();
  what.within = what.number == 0 ? how.within : how.code_within;
  if (needs_.port == nullptr || open_.size() >= how.most_open || !needs_.port->ask(what)) {
    note_silence();
    return answer_nothing(about);
  }
  const auto until = needs_.clock->now() + what.within;
  open_.emplace(about, until);
  due_.emplace(until, about);
  arm();
}

void examiner_actor::hear(const risk_said& said) {
  const auto reply = [&](answer a) {
    send(*needs_.front_desk, batch<answered>{{{.who = said.who, .what = std::move(a)}}});
  };
  const open_question about{said.what.order, said.what.number};
  auto words = answer_in(said.what);
  if (!words) return reply(other_words(about.number));
  const auto open = open_.find(about);
  if (open == open_.end()) return reply(not_open());
  due_.erase({open->second, about});
  open_.erase(open);
  note_answer();
  tell_order(about, *std::move(words));
  reply(risk_taken{about.order, about.number});
}

void examiner_actor::give_up_due() {
  const auto now = needs_.clock->now();
  while (!due_.empty() && due_.begin()->first <= now) {
    const auto about = due_.begin()->second;
    due_.erase(due_.begin());
    const auto forgotten = open_.erase(about);
    SLUICE_INVARIANT(forgotten == 1);
    note_silence();
    answer_nothing(about);
  }
}

void examiner_actor::answer_nothing(const open_question& about) {
  tell_order(about, silence_about(about.number));
}

void examiner_actor::tell_order(const open_question& about, order::command what) {
  to_orders_.put(needs_.orders->of(about.order), {.order = about.order, .what = std::move(what)});
}

void examiner_actor::note_silence() {
  if (std::exchange(is_silent_, true)) return;
  needs_.tells->tell({.level = severity::critical,
                      .event = "risk_service_silent",
                      .message = "The risk service does not answer in time; orders go on or end as "
                                 "is configured for its silence ([risk.without_answer])."});
}

void examiner_actor::note_answer() {
  if (!std::exchange(is_silent_, false)) return;
  needs_.tells->tell({.level = severity::info,
                      .event = "risk_service_answers",
                      .message = "The risk service answers again."});
}

void examiner_actor::arm() {
  if (due_.empty()) return;
  const auto wait = std::max(due_.begin()->first - needs_.clock->now(), millis{0});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

}  // namespace sluice
