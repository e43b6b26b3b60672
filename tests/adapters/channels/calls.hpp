#pragma once
/// Shorthand for the tests of dialects: a call of each operation, and a whole HTTP answer.

#include <string>
#include <utility>
#include <variant>

#include "adapters/channels/dialect.hpp"

namespace sluice::test {

inline channel_call call_of(operation what, business_type type = business_type::payment_code) {
  channel_call call;
  call.what = what;
  call.type = type;
  call.attempt = attempt_no{1};
  call.key = channel_key("K1");
  call.amount = {1250, currency::cny};
  call.description = "coffee";
  if (what == operation::pay) call.payment_code = secret("134567890123456789");
  if (what == operation::refund || what == operation::refund_query ||
      what == operation::send_on_refund) {
    if (what == operation::send_on_refund) call.refund_reference = "5030001";
    call.refund = refund_no("R1");
    call.refund_key = channel_key("RK1");
    call.refund_amount = {300, currency::cny};
  }
  return call;
}

inline http_result answered(std::string body, int status = 200) {
  return {.kind = http_result::outcome::answered,
          .response = {.status = status, .body = std::move(body)}};
}

/// At a moment that no dialect minds.
inline channel_answer understood(const dialect& speaks, const channel_call& call,
                                 const http_result& result) {
  return speaks.understand(call, result, instant{});
}
inline heard_notice heard(const dialect& speaks, const http_request& request) {
  return speaks.hear(request, instant{});
}

inline http_request posted(std::string target, std::string body) {
  return {.method = "POST",
          .target = std::move(target),
          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
          .body = std::move(body)};
}

inline order::attempt_report attempt_in(const channel_answer& answer) {
  return std::get<order::attempt_report>(answer);
}
inline order::revoke_report revoke_in(const channel_answer& answer) {
  return std::get<order::revoke_report>(answer);
}
inline order::refund_report refund_in(const channel_answer& answer) {
  return std::get<order::refund_report>(answer);
}
inline agreement::report agreement_in(const channel_answer& answer) {
  return std::get<agreement::report>(answer);
}

/// Proves nothing, neither success nor failure.
inline bool is_unknown(const channel_answer& answer) {
  struct looks {
    bool operator()(const order::attempt_report& r) {
      return r.found == order::finding::unknown && !r.reroutable && !r.amount;
    }
    bool operator()(const order::revoke_report& r) {
      return r.found == order::revoke_finding::unknown &&
             r.money_returned == order::returned::not_said;
    }
    bool operator()(const order::refund_report& r) {
      return r.found == order::refund_finding::unknown && !r.amount;
    }
    bool operator()(const agreement::report& r) {
      return r.found == agreement::finding::unknown && r.reference.shown().empty();
    }
  };
  return std::visit(looks{}, answer);
}
inline std::string code_in(const channel_answer& answer) {
  return std::visit([](const auto& report) { return report.code; }, answer);
}

}  // namespace sluice::test
