// What happens to agreements.

#include "tests/events/sample_parts.hpp"

namespace sluice::samples {

std::vector<sample> of_agreements() {
  return {
      {"agreement_requested", agreement::requested{.channel = channel_id{"alipay"},
                                                   .key = channel_key{"79KCATC24RMF2CM5ED51ZAQBNW"},
                                                   .body = ordinary_body,
                                                   .not_after = ordinary_time() + millis{900'000}}},
      {"agreement_requested_while_paying",
       agreement::requested{.channel = channel_id{"alipay"},
                            .key = channel_key{"79KCATC24RMF2CM5ED51ZAQBNW"},
                            .body = ordinary_body,
                            .not_after = ordinary_time() + millis{900'000},
                            .signed_while_paying = true}},
      {"agreement_offered_while_paying", agreement::offered{{payer_action_kind::pay_order, ""}}},
      {"agreement_offered",
       agreement::offered{{payer_action_kind::open_page, "https://pay.example/sign?n=1"}}},
      {"agreement_signed", agreement::signed_by_payer{agreement::source::notice,
                                                      "20185909000458725113", "158****1562"}},
      {"agreement_lapsed", agreement::lapsed{agreement::source::query, "USER_AGREEMENT_NOT_EXIST"}},
      {"agreement_ending_requested",
       agreement::ending_requested{agreement::ending::merchant_asked}},
      {"agreement_ending_requested_late",
       agreement::ending_requested{agreement::ending::signed_too_late}},
      {"agreement_ended", agreement::ended{agreement::source::answer, "10000"}},
      {"agreement_requested_by_card",
       agreement::requested{.channel = channel_id{"unionpay"},
                            .key = channel_key{"79KCATC24RMF2CM5ED51ZAQBNW"},
                            .body = ordinary_body,
                            .not_after = ordinary_time() + millis{900'000},
                            .card_shown = "***************0018"}},
      {"agreement_code_given", agreement::code_given{2}},
      {"agreement_code_refused", agreement::code_refused{agreement::source::answer, "71"}},
      {"agreement_ended_by_us", agreement::ended{agreement::source::engine, ""}},
  };
}

}  // namespace sluice::samples
