#include "app/demo/shopkeeper.hpp"

#include <algorithm>
#include <utility>

#include "app/demo/requests.hpp"

namespace sluice::demo {
namespace {

constexpr millis between_looks{300};
constexpr std::size_t most_complaints = 50;

std::string refund_number(const planned_order& plan, std::size_t part) {
  return plan.order_no + "-R" + std::to_string(part + 1);
}

/// What is simply paid does not change any more; elsewhere money may still be on its way back.
bool is_same(const order_seen& again, const order_record& first) {
  const bool at_rest = fate_of(first.plan).digits == 0;
  return again.state == first.seen.state && (!at_rest || again.sequence == first.seen.sequence);
}

std::string called(const planned_order& plan) { return plan.merchant + '/' + plan.order_no; }

}  // namespace

shopkeeper::shopkeeper(shop_settings settings, asker& over) : settings_{settings}, over_{over} {}

void shopkeeper::turn(millis limit) {
  begin_due_orders();
  over_.turn(limit);
}

void shopkeeper::begin_due_orders() {
  const auto open_for = std::chrono::duration_cast<millis>(asker::timer::now() - opened_).count();
  const auto due = static_cast<std::size_t>(open_for) * settings_.orders_per_second / 1000 + 1;
  while (records_.size() < std::min(due, settings_.orders)) begin(records_.size());
}

void shopkeeper::close() { settings_.orders = records_.size(); }

void shopkeeper::mark_disturbed() {
  for (auto& r : records_)
    if (!r.done) r.disturbed = true;
}

bool shopkeeper::is_done() const noexcept { return done_ == settings_.orders; }

// -- an order's way ---------------------------------------------------------------------

void shopkeeper::begin(std::size_t index) {
  auto& r = records_.emplace_back(order_record{
      .plan = settings_.plan(settings_.seed, index),
      .asked = asker::timer::now(),
      .disturbed = !settings_.channels_are_well});
  over_.ask("order.create", create_body(r.plan),
            [this, index](const nlohmann::json& answer) { created(index, answer); });
  if (r.plan.next == errand::repeat_same) repeat(index, false);
}

void shopkeeper::created(std::size_t index, const nlohmann::json& answer) {
  note(index, answer);
  const auto& r = records_[index];
  if (r.plan.next == errand::revoke_unpaid && !has_ended(r.seen)) return revoke_unpaid(index);
  has_ended(r.seen) ? ended(index) : poll_until_ended(index);
}

void shopkeeper::poll_until_ended(std::size_t index) {
  over_.after(between_looks, [this, index] {
    over_.ask("order.get", naming_body(records_[index].plan),
              [this, index](const nlohmann::json& answer) {
                note(index, answer);
                has_ended(records_[index].seen) ? ended(index) : poll_until_ended(index);
              });
  });
}

void shopkeeper::ended(std::size_t index) {
  auto& r = records_[index];
  if (!r.plan.accepted_is_enough)
    r.answered_after = std::chrono::duration_cast<millis>(asker::timer::now() - r.asked);
  const bool is_paid = r.seen.state == "paid", is_held = r.seen.state == "authorized";
  switch (r.plan.next) {
    case errand::nothing:
    case errand::revoke_unpaid: return finish(index);
    case errand::repeat_same: return repeat(index, true);
    case errand::other_body: return ask_with_other_body(index);
    case errand::refund_in_parts:
    case errand::refund_half: return is_paid ? refund(index, 0) : finish(index);
    case errand::revoke_paid: return is_paid ? revoke_paid(index) : finish(index);
    case errand::capture_half: return is_held ? capture_half(index) : finish(index);
    case errand::release: return is_held ? release(index) : finish(index);
  }
}

void shopkeeper::finish(std::size_t index) {
  records_[index].done = true;
  ++done_;
}

void shopkeeper::look_at(std::size_t index) {
  over_.ask("order.get", naming_body(records_[index].plan),
            [this, index](const nlohmann::json& answer) { note(index, answer); });
}

// -- errands ------------------------------------------------------------------------------

void shopkeeper::repeat(std::size_t index, bool then_finish) {
  const auto compare = [this, index, then_finish](const nlohmann::json& answer) {
    const auto again = order_from(answer);
    const auto& first = records_[index].seen;
    // While one of the two still says "processing", they may differ.
    const bool both_ended = again && has_ended(*again) && has_ended(first);
    // What waits for a person may be settled by evidence that comes first.
    const bool was_settled = both_ended && first.state == "needs_operator";
    if (!again || both_ended)
      count(tallies_.duplicates, again && (was_settled || is_same(*again, records_[index])), index,
            "the same command got another answer: " + answer.dump());
    if (then_finish) finish(index);
  };
  over_.ask("order.create", create_body(records_[index].plan), compare);
}

void shopkeeper::ask_with_other_body(std::size_t index) {
  auto body = create_body(records_[index].plan);
  body["amount_minor"] = records_[index].plan.amount_minor + 100;
  expect_refusal(index, "order.create", body, "order_number_reused");
}

void shopkeeper::revoke_paid(std::size_t index) {
  expect_refusal(index, "order.revoke", revoke_body(records_[index].plan), "order_already_paid");
}

void shopkeeper::revoke_unpaid(std::size_t index) {
  over_.ask("order.revoke", revoke_body(records_[index].plan),
            [this, index](const nlohmann::json& answer) {
              // The crash may have let it end in another way before.
              const bool good = order_from(answer) || records_[index].disturbed;
              count(tallies_.revokes, good, index, "a revoke was answered with " + answer.dump());
              poll_until_ended(index);
            });
}

void shopkeeper::capture_half(std::size_t index) {
  const auto& plan = records_[index].plan;
  over_.ask("order.capture", capture_body(plan, captured_part(plan)),
            [this, index](const nlohmann::json& answer) { after_hold(index, answer); });
}

void shopkeeper::release(std::size_t index) {
  over_.ask("order.revoke", revoke_body(records_[index].plan),
            [this, index](const nlohmann::json& answer) { after_hold(index, answer); });
}

void shopkeeper::after_hold(std::size_t index, const nlohmann::json& answer) {
  note(index, answer);
  if (has_ended(records_[index].seen)) return finish(index);
  over_.after(between_looks, [this, index] {
    over_.ask("order.get", naming_body(records_[index].plan),
              [this, index](const nlohmann::json& later) { after_hold(index, later); });
  });
}

void shopkeeper::expect_refusal(std::size_t index, const std::string& subject,
                                const nlohmann::json& body, const std::string& code) {
  over_.ask(subject, body, [this, index, subject, code](const nlohmann::json& answer) {
    count(tallies_.refusals, error_code(answer) == code, index,
          subject + " should have been refused with " + code + ", but got " + answer.dump());
    finish(index);
  });
}

// -- refunds ------------------------------------------------------------------------------

void shopkeeper::refund(std::size_t index, std::size_t part) {
  const auto& plan = records_[index].plan;
  const auto amount =
      plan.next == errand::refund_half ? plan.amount_minor / 2 : refund_parts(plan).at(part);
  over_.ask(
      "refund.create", refund_body(plan, refund_number(plan, part), amount),
      [this, index, part](const nlohmann::json& answer) { refund_answered(index, part, answer); });
}

void shopkeeper::refund_answered(std::size_t index, std::size_t part,
                                 const nlohmann::json& answer) {
  const auto state = answer.value("state", "refused as " + error_code(answer));
  if (state != "processing") return refund_ended(index, part, state);
  over_.after(between_looks, [this, index, part] {
    const auto& plan = records_[index].plan;
    over_.ask(
        "refund.get", refund_naming_body(plan, refund_number(plan, part)),
        [this, index, part](const nlohmann::json& later) { refund_answered(index, part, later); });
  });
}

void shopkeeper::refund_ended(std::size_t index, std::size_t part, const std::string& state) {
  const auto& plan = records_[index].plan;
  const bool refused = fate_of(plan).refund == sim::refund_script::refused;
  const std::string planned = refused ? "failed" : "done";
  count(tallies_.refunds, state == planned, index,
        "refund " + refund_number(plan, part) + " should be " + planned + ", but is " + state);
  if (plan.next == errand::refund_half) return finish(index);
  if (part + 1 < refund_parts(plan).size()) return refund(index, part + 1);
  refund_too_much(index);
}

void shopkeeper::refund_too_much(std::size_t index) {
  const auto& plan = records_[index].plan;
  expect_refusal(
      index, "refund.create", refund_body(plan, plan.order_no + "-R9", 1), "refund_exceeds_paid");
}

// -- what was told ------------------------------------------------------------------------

void shopkeeper::note(std::size_t index, const nlohmann::json& answer) {
  auto& r = records_[index];
  auto now = order_from(answer);
  if (!now) {
    if (complaints_.size() < most_complaints)
      complaints_.push_back(
          called(r.plan) + ": an order was expected, but the answer is " + answer.dump());
    return;
  }
  r.seen = std::move(*now);
  if (r.promised.empty() || r.promised == "processing") r.promised = r.seen.state;
}

void shopkeeper::count(tally& into, bool good, std::size_t index, const std::string& complaint) {
  ++into.tried;
  if (good) ++into.as_it_should;
  if (!good && complaints_.size() < most_complaints)
    complaints_.push_back(called(records_[index].plan) + ": " + complaint);
}

}  // namespace sluice::demo
