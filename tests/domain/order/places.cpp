#include <stdexcept>

#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

using namespace std::chrono_literals;

struct place {
  std::string_view name;
  story (*come)();
};

story in_doubt(business_type type) {
  story s(type);
  s.when(answer(order::finding::unknown, "TIMEOUT"));
  return s;
}

story revoking() {
  auto s = in_doubt(business_type::payment_code);
  s.at(20s).when(order::revoke{});
  return s;
}

story closing() {
  auto s = in_doubt(business_type::quick_pay);
  s.at(20s).when(order::revoke{});
  return s;
}

story paid() {
  story s;
  s.when(answer(order::finding::paid));
  return s;
}

/// The channel has taken it, and takes a card that it shall go to.
story with_stuck_refund() {
  auto s = paid();
  s.when(refund_of(500)).when(stuck_refund());
  return s;
}

/// The payer has let the money be held.
story authorized() {
  story s(business_type::preauthorization);
  s.when(answer(order::finding::paid));
  return s;
}

story capturing() {
  auto s = authorized();
  s.when(order::capture{{800, price.unit}});
  return s;
}

story failed() {
  story s;
  s.when(answer(order::finding::not_paid, "NOTENOUGH"));
  return s;
}

story asked_about(business_type type, order::risk_silence silence) {
  auto order = pay_request(type);
  order.risk = silence;
  auto s = story::given({});
  s.when(order);
  return s;
}

story verifying() {
  auto s = asked_about(business_type::quick_pay, order::risk_silence::passes);
  s.when(order::risk_answer{order::risk_verdict::verify, "CASE"});
  return s;
}

/// So many codes have been tried; the last one is being checked.
story checking(std::uint8_t tries) {
  auto s = verifying();
  const order::verify_payer code{secret{"493817"}};
  for (std::uint8_t n = 1; n < tries; ++n) {
    s.when(code);
    s.when(order::code_answer{n, order::code_finding::wrong});
  }
  s.when(code);
  return s;
}

/// The channel has sent the payer a code.
story asked_for_code() {
  story s(business_type::quick_pay);
  s.when(asks_for_code());
  return s;
}

story confirming(std::uint8_t codes) {
  auto s = asked_for_code();
  for (std::uint8_t n = 1; n < codes; ++n)
    s.when(order::verify_payer{secret{"000000"}}).when(asks_for_code("71"));
  s.when(order::verify_payer{secret{"493817"}});
  return s;
}

constexpr place all[] = {
    {"absent", [] { return story::given({}); }},
    {"accepted",
     [] {
       return story::given({order::order_accepted{
           .order = {merchant_id{"m1"}, order_no{"A-1"}},
           .amount = price,
           .body = first_body,
           .route = {channel_id{"wechat_a"}}}});
     }},
    {"held",
     [] {
       auto order = pay_request(business_type::payout);
       order.is_held = true;
       auto s = story::given({});
       s.when(order);
       return s;
     }},
    {"held_for_risk",
     [] { return asked_about(business_type::quick_pay, order::risk_silence::passes); }},
    {"held_for_risk_with_code",
     [] { return asked_about(business_type::payment_code, order::risk_silence::blocks); }},
    {"verifying", [] { return verifying(); }},
    {"verifying_asked", [] { return checking(1); }},
    {"verifying_last", [] { return checking(5); }},
    {"attempting", [] { return story(); }},
    {"awaiting_payer",
     [] {
       story s;
       s.when(answer(order::finding::payer_paying, "USERPAYING"));
       return s;
     }},
    {"awaiting_code", [] { return asked_for_code(); }},
    {"awaiting_second_code",
     [] {
       auto s = confirming(1);
       s.when(asks_for_code("71"));
       return s;
     }},
    {"confirming", [] { return confirming(1); }},
    {"confirming_last", [] { return confirming(5); }},
    {"in_doubt_confirmed",
     [] {
       auto s = confirming(1);
       s.when(answer(order::finding::unknown, "TIMEOUT"));
       return s;
     }},
    {"in_doubt", [] { return in_doubt(business_type::payment_code); }},
    {"in_doubt_suspected",
     [] {
       story s;
       s.when(answer(order::finding::not_paid_if_query_agrees, "AUTH_CODE_INVALID"));
       return s;
     }},
    {"in_doubt_quick_pay", [] { return in_doubt(business_type::quick_pay); }},
    {"in_doubt_payout", [] { return in_doubt(business_type::payout); }},
    {"revoking", [] { return revoking(); }},
    {"revoking_answered",
     [] {
       auto s = revoking();
       s.when(revoke_says(order::revoke_finding::done));
       return s;
     }},
    {"revoking_paid_late",
     [] {
       auto s = revoking();
       s.when(query(order::finding::paid));
       return s;
     }},
    {"revoking_by_refund",
     [] {
       auto s = revoking();
       s.when(revoke_says(order::revoke_finding::too_late, "REVERSE_EXPIRE"));
       return s;
     }},
    {"closing", [] { return closing(); }},
    {"paid", [] { return paid(); }},
    {"paid_with_refund",
     [] {
       auto s = paid();
       s.when(refund_of(500));
       return s;
     }},
    {"paid_with_refund_stuck", [] { return with_stuck_refund(); }},
    {"paid_with_refund_sent_on",
     [] {
       auto s = with_stuck_refund();
       s.when(verdict(order::resolution::to_merchant_card, "R1"));
       return s;
     }},
    {"authorized", authorized},
    {"authorized_released",
     [] {
       auto s = authorized();
       s.when(order::revoke{});
       return s;
     }},
    {"capturing", capturing},
    {"captured",
     [] {
       auto s = capturing();
       s.when(of_amount(800, of_attempt(2, answer(order::finding::paid))));
       return s;
     }},
    {"failed", [] { return failed(); }},
    {"failed_payout",
     [] {
       story s(business_type::payout);
       s.when(answer(order::finding::not_paid, "ACCOUNT_CLOSED"));
       return s;
     }},
    {"revoked",
     [] {
       auto s = revoking();
       s.when(revoke_says(order::revoke_finding::done))
           .when(query(order::finding::not_paid, "REVOKED"));
       return s;
     }},
    {"needs_operator",
     [] {
       auto s = in_doubt(business_type::payout);
       s.at(25h).when(order::fall_due{order::duty::query});
       return s;
     }},
    {"needs_operator_taking_back",
     [] {
       auto s = revoking();
       s.when(revoke_says(order::revoke_finding::refused, "PARAM_ERROR"));
       return s;
     }},
    {"needs_operator_another_amount",
     [] {
       story s;
       s.when(of_amount(99, answer(order::finding::paid)));
       return s;
     }},
    {"failed_in_question",
     [] {
       auto s = failed();
       s.when(notification(order::finding::paid));
       return s;
     }},
    {"failed_another_amount",
     [] {
       auto s = failed();
       s.when(of_amount(99, query(order::finding::paid)));
       return s;
     }},
};

}  // namespace

story failed_on_both() {
  story s;
  s.when(reroutable(answer(order::finding::not_paid, "BUSY")));
  s.when(of_attempt(2, answer(order::finding::not_paid, "NOTENOUGH"))).is("failed");
  return s;
}

story come_to(std::string_view phase) {
  for (const auto& p : all)
    if (p.name == phase) {
      auto s = p.come();
      if (!s.state().attempts.empty()) s.at(40s);
      return s;
    }
  throw std::invalid_argument("no such place: " + std::string(phase));
}

const std::vector<std::string_view>& places() {
  static const auto names = [] {
    std::vector<std::string_view> out;
    for (const auto& p : all) out.push_back(p.name);
    return out;
  }();
  return names;
}

}  // namespace sluice::test
