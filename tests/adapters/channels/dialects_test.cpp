#include "adapters/channels/dialects.hpp"

#include "tests/adapters/channels/calls.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("a row says exactly what its dialect can assemble") {
  for (const auto& row : all_dialects()) {
    const auto speaks = row.make({.app_id = "app", .merchant_id = "mch"});
    for (const auto& policy : business_policies)
      for (const auto what : {operation::pay, operation::query, operation::revoke, operation::close,
                              operation::refund, operation::refund_query}) {
        INFO(row.name << ' ' << policy.name << ' ' << name_of(what));
        CHECK(row.can(what, policy.type) ==
              speaks->assemble(call_of(what, policy.type), {}).has_value());
      }
  }
}

TEST_CASE("a row that tells nothing unasked reads no notification") {
  for (const auto& row : all_dialects()) {
    if (row.notices != notice_proof::no_notices) continue;
    const auto speaks = row.make({});
    for (const auto* body : {"", "<xml/>", "{}", "out_trade_no=K1&trade_status=TRADE_SUCCESS"})
      CHECK_FALSE(speaks->parse_notification(posted("/notify/x", body)));
  }
}

TEST_CASE("rows are found by their own names") {
  for (const auto& row : all_dialects()) CHECK(find_dialect(row.name) == &row);
  CHECK(find_dialect("unionpay") == nullptr);
  CHECK(make_dialect("unionpay", {}) == nullptr);
}
