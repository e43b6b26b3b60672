#include "app/demo/agreement_show.hpp"

#include <algorithm>

#include "app/demo/requests.hpp"

namespace sluice::demo {
namespace {

constexpr std::size_t orders_charged = 2;
constexpr millis between_looks{100};

/// What nothing follows.
bool is_over(const std::string& state) { return state == "ended" || state == "lapsed"; }

/// Or why there is none.
std::string state_in(const nlohmann::json& answer) {
  return answer.value("state", error_code(answer));
}

}  // namespace

agreement_show::agreement_show(asker& over, std::uint64_t seed)
    : over_(over),
      seed_(seed),
      agreement_({{"merchant", "m5"}, {"agreement_no", agreement_number(seed)}}),
      shops_({.seed = seed,
              .orders = orders_charged,
              .orders_per_second = orders_charged,
              .plan = plan_agreed_order},
             over) {}

void agreement_show::turn(millis limit) {
  switch (next_) {
    case step::sign: sign(); break;
    case step::charge:
      // The shops begin what is due whenever it is their turn: not before the payer has signed.
      shops_.turn(limit);
      if (shops_.is_done()) next_ = step::end;
      return;
    case step::end: end(); break;
    case step::charge_again: charge_again(); break;
    case step::waiting:
    case step::done: break;
  }
  over_.turn(limit);
}

agreement_shown agreement_show::found() const {
  auto out = found_;
  out.orders = shops_.records().size();
  out.paid = static_cast<std::size_t>(std::ranges::count_if(
      shops_.records(), [](const order_record& r) { return r.seen.state == "paid"; }));
  return out;
}

void agreement_show::sign() {
  next_ = step::waiting;
  auto body = agreement_;
  body["channel"] = "alipay";
  body["payer_id"] = "customer-" + std::to_string(seed_) + "-1";
  over_.ask("agreement.create", body, [this](const nlohmann::json& answer) {
    payer_.act_on(answer.value("payer_action", ""), answer.value("payer_action_content", ""));
    wait_until("in_force", answer, step::charge);
  });
}

void agreement_show::end() {
  next_ = step::waiting;
  over_.ask("agreement.cancel", agreement_, [this](const nlohmann::json& answer) {
    wait_until("ended", answer, step::charge_again);
  });
}

void agreement_show::charge_again() {
  next_ = step::waiting;
  over_.ask("order.create", create_body(plan_agreed_order(seed_, orders_charged)),
            [this](const nlohmann::json& answer) {
              found_.refused = state_in(answer);
              next_ = step::done;
            });
}

void agreement_show::wait_until(const std::string& state, const nlohmann::json& seen, step then) {
  const auto now = state_in(seen);
  if (now == state || is_over(now) || !error_code(seen).empty()) {
    (then == step::charge ? found_.begun : found_.over) = now;
    if (then == step::charge) found_.payer = seen.value("payer", "");
    next_ = now == state ? then : step::done;
    return;
  }
  over_.after(between_looks, [this, state, then] {
    over_.ask("agreement.get", agreement_, [this, state, then](const nlohmann::json& answer) {
      wait_until(state, answer, then);
    });
  });
}

}  // namespace sluice::demo
