#include "sim/judges/webhook_judge.hpp"

#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

/// As merchants were promised it (adapters/api/README.md); empty: they hear nothing of it.
std::string called(const order::event& e) {
  return std::visit(
      overloaded{
          [](const order::order_paid&) { return "order.paid"; },
          [](const order::order_authorized&) { return "order.authorized"; },
          [](const order::order_failed&) { return "order.failed"; },
          [](const order::order_revoked&) { return "order.revoked"; },
          [](const order::late_payment_found&) { return "order.paid_late"; },
          [](const order::order_resolved&) { return "order.resolved"; },
          [](const order::refund_succeeded&) { return "refund.succeeded"; },
          [](const order::refund_failed&) { return "refund.failed"; },
          [](const auto&) { return ""; },
      },
      e);
}

/// What an order is called after an event that says so, unless a person has to look at its money;
/// empty: by other things, too.
std::string state_after(const std::string& event) {
  if (event == "order.paid") return "paid";
  if (event == "order.failed") return "failed";
  if (event == "order.revoked") return "revoked";
  return {};
}

std::string every_word_of(const webhook_message& m) {
  const auto& o = m.order;
  std::string out =
      std::string(m.event) + ' ' + std::to_string(m.version) + ' ' +
      std::to_string(m.at.time_since_epoch().count()) + ' ' + m.refund.value() + ' ' +
      to_string(o.order) + ' ' + o.state + ' ' + o.detail + ' ' + o.code + ' ' +
      std::to_string(o.amount.minor_units) + ' ' + std::to_string(o.refunded_minor);
  for (const auto& r : o.refunds) out += ' ' + r.refund_no + ' ' + r.state + ' ' + r.code;
  return out;
}

constexpr int tries_that_are_enough = 10;
constexpr std::uint32_t most_at_once = 2;

}  // namespace

webhook_judge::webhook_judge(const engine_settings& engine, verdict& says) : verdict_(&says) {
  for (const auto& m : engine.merchants)
    for (const auto& name : m.webhooks) books_[{m.id, name}];
}

void webhook_judge::durable(const order_id& order, const order::event& e, webhook::position at) {
  auto name = called(e);
  if (name.empty()) return;
  for (auto& [id, b] : books_)
    if (id.merchant == order.merchant) b.missing.insert(at);
  facts_.emplace(at, fact{order, std::move(name)});
}

void webhook_judge::guilty(const webhook_message& m, const std::string& what) {
  verdict_->guilty(promise::everybody_hears, to_string(m.to) + ": is told of event " +
                                                 std::to_string(m.position) + ' ' + what);
}

void webhook_judge::sent(const webhook_message& m) {
  const auto known = facts_.find(m.position);
  if (known == facts_.end()) return guilty(m, "before it is durable, or of what is no result");
  const auto& f = known->second;
  if (f.order != m.order.order || f.order.merchant != m.to.merchant)
    return guilty(m, "of another order, or of another's");
  if (f.called != m.event) return guilty(m, "as " + std::string(m.event));
  if (const auto state = state_after(f.called);
      !state.empty() && state != m.order.state && m.order.state != "needs_operator")
    return guilty(m, "with an order that is " + m.order.state);
  auto& b = books_.at(m.to);
  const auto& [at, first] = *b.said.emplace(m.position, every_word_of(m)).first;
  if (first != every_word_of(m)) guilty(m, "in other words than before");
  if (++b.out > most_at_once) guilty(m, "while two others are on their way");
}

void webhook_judge::arrived(const webhook_message& m) { books_.at(m.to).missing.erase(m.position); }

void webhook_judge::answered(const webhook_message& m, const webhook::answer& a) {
  auto& b = books_.at(m.to);
  --b.out;
  if (a.what == webhook::outcome::gone) b.is_gone = true;
  if (a.what != webhook::outcome::taken && ++b.refused[m.position] >= tries_that_are_enough)
    b.missing.erase(m.position);
}

void webhook_judge::all_forgotten() {
  for (auto& [id, b] : books_) b.out = 0;
}

bool webhook_judge::have_all_heard() const {
  for (const auto& [id, b] : books_)
    if (!b.is_gone && !b.missing.empty()) return false;
  return true;
}

void webhook_judge::all_over() {
  for (const auto& [id, b] : books_)
    if (!b.is_gone && !b.missing.empty())
      verdict_->guilty(
          promise::everybody_hears,
          to_string(id) + ": was never told of event " + std::to_string(*b.missing.begin()) + ", " +
              facts_.at(*b.missing.begin()).called + " of " +
              to_string(facts_.at(*b.missing.begin()).order));
}

}  // namespace sluice::sim
