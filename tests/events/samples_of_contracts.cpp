// What is agreed about fees.

#include "tests/events/sample_parts.hpp"

namespace sluice::samples {
namespace {

contract::terms every_word() {
  return {.owner = contract::account_owner::us,
          .how = contract::billing::apart,
          .rows = {{.channel = channel_id{"alipay"},
                    .type = business_type::quick_pay,
                    .method = "debit_card",
                    .bank = "icbc",
                    .amount_from = 100,
                    .amount_below = 5'000'000,
                    .by = {6000, 10, 1, 2000, contract::rounding::half_even},
                    .returns = contract::fee_return::per_refund},
                   {.by = {.parts_per_million = 6000, .rounded = contract::rounding::down},
                    .returns = contract::fee_return::nothing}}};
}

}  // namespace

std::vector<sample> of_contracts() {
  const contract::party m1{contract::side::merchant, "m1"};
  return {
      {"contract_agreed", contract::agreed{m1, 2, ordinary_time(), every_word(), li()}},
      {"contract_agreed_nothing_to_pay", contract::agreed{m1, 1, instant{}, {}, li()}},
      {"contract_agreed_with_a_channel",
       contract::agreed{{contract::side::channel, "wechat"},
                        1,
                        ordinary_time(),
                        {.rows = {{.by = {.parts_per_million = 3800}}}},
                        li()}},
      {"proposal_made_about_contract",
       proposed(
           put_contract{
               {.with = m1, .what = every_word(), .valid_from = ordinary_time(), .who = li()}},
           "contract")},
      {"proposal_made_about_contract_from_now",
       proposed(put_contract{{.with = m1, .who = li()}}, "contract")},
  };
}

}  // namespace sluice::samples
