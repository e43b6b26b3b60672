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
  if (what == operation::refund || what == operation::refund_query) {
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

}  // namespace sluice::test
