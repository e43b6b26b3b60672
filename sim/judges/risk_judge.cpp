#include "sim/judges/risk_judge.hpp"

#include <algorithm>
#include <utility>

namespace sluice::sim {
namespace {

template <class Said>
bool was_said(const std::vector<answer_risk>& all, Said what, const std::string& reference) {
  return std::any_of(all.begin(), all.end(), [&](const answer_risk& a) {
    const auto* same = std::get_if<Said>(&a.said);
    return same != nullptr && *same == what && a.reference == reference;
  });
}

}  // namespace

void risk_judge::asked(const risk_question& q, bool is_heard) {
  auto& p = book_[{q.order, q.number}];
  if (std::exchange(p.process, process_) != process_) p.since = time_->now();
  p.ever_unheard = p.ever_unheard || !is_heard;
  const auto& o = facts_->of(q.order);
  if (!o.exists()) return guilty(q.order, "is asked about before it is durable");
  // An order that was read back asks again, and its first question may have been answered by then.
  if (!o.risk) guilty(q.order, "is asked about, and nobody wants to know");
  if (q.number > 0 && (q.number != o.codes_tried || !o.code_open))
    guilty(q.order, "has a code asked about whose try is not durable");
  if (q.amount != o.amount || q.type != o.type) guilty(q.order, "is described wrongly");
}

void risk_judge::said(const answer_risk& a) { book_[{a.order, a.number}].said.push_back(a); }

void risk_judge::durable(const degradation::event& e) {
  if (const auto* file = std::get_if<degradation::risk_configured>(&e)) rules_.says(file->rules);
}

bool risk_judge::may_be_silent(const page& p) const {
  constexpr millis clock_counts_by{1};
  constexpr std::uint32_t more_than_any_world_asks = 1000;
  if (p.ever_unheard) return true;
  // Whoever was not asked may have been one too many when it was to be.
  const auto all = rules_.since(p.since.value_or(world_time{0}));
  return std::any_of(all.begin(), all.end(), [&](const order::risk_rules* r) {
    if (r == nullptr) return false;
    return p.since ? time_->now() >= *p.since + r->within - clock_counts_by
                   : r->most_open < more_than_any_world_asks;
  });
}

void risk_judge::accepted(const order::order_accepted& e) {
  const auto all = rules_.now();
  const auto allows = [&](const order::risk_rules* r) {
    if (r == nullptr) return !e.risk;
    const auto asked = r->asks.find(e.type);
    return e.risk == (asked == r->asks.end() ? std::nullopt : std::optional(asked->second));
  };
  if (began_ != time_->now() && std::none_of(all.begin(), all.end(), allows))
    guilty(e.order, "does not ask the risk service as is configured");
}

void risk_judge::judged(order_facts& o, const order::risk_judged& e) {
  if (!o.risk || o.risk_said) return guilty(o.id, "is judged, and nobody asked");
  o.risk_said = e.verdict;
  if (e.verdict == order::risk_verdict::verify && !policy_of(o.type).needs_payment_code)
    o.stage = order_stage::proving;
  const auto& p = book_[{o.id, 0}];
  if (e.is_answered) {
    if (!was_said(p.said, e.verdict, e.reference))
      guilty(o.id, "is judged as the risk service never said", promise::books_agree);
    return;
  }
  const bool blocks = *o.risk == order::risk_silence::blocks;
  if (e.verdict != (blocks ? order::risk_verdict::block : order::risk_verdict::pass))
    guilty(o.id, "makes something else of silence than is configured");
  if (!may_be_silent(p)) guilty(o.id, "does not wait for an answer");
}

void risk_judge::tried(order_facts& o, const order::code_tried& e) {
  if (o.stage != order_stage::proving || o.code_open || e.number != o.codes_tried + 1 ||
      e.number > 5)
    guilty(o.id, "tries a code that it may not try");
  o.codes_tried = e.number;
  o.code_open = true;
}

void risk_judge::judged(order_facts& o, const order::code_judged& e) {
  if (!o.code_open || e.number != o.codes_tried) guilty(o.id, "judges a code that was not tried");
  o.code_open = false;
  o.code_was_right = e.found == order::code_finding::right;
  const auto& p = book_[{o.id, e.number}];
  if (e.found != order::code_finding::unanswered && !was_said(p.said, e.found, e.reference))
    guilty(o.id, "judges a code as the risk service never did", promise::books_agree);
}

void risk_judge::begins(const order_facts& o) {
  const bool is_let_through =
      !o.risk || o.risk_said == order::risk_verdict::pass || o.code_was_right;
  if (!is_let_through) guilty(o.id, "begins, and nobody has let it through");
}

void risk_judge::guilty(const order_id& order, const std::string& what, promise p) {
  verdict_->guilty(p, to_string(order) + ' ' + what);
}

}  // namespace sluice::sim
