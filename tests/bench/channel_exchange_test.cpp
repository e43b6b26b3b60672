#include "bench/load/channel_exchange.hpp"

#include <algorithm>
#include <thread>

#include "adapters/channels/instant_channel.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "bench/load/signing_channel.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/catch.hpp"

namespace sluice::test::channel_exchange_test {
using namespace sluice::bench;

namespace {

exchange exchange_of(const dialect_row& row, const dialect& speaks, const measured_call& which) {
  auto found = recorded(row, speaks, which);
  if (const auto* no = std::get_if<problem>(&found)) FAIL(*no);
  return std::get<exchange>(std::move(found));
}

}  // namespace

TEST_CASE("whatever a dialect serves is measured once, and payments of each kind") {
  for (const auto& row : all_dialects()) {
    CAPTURE(row.name);
    const auto calls = calls_of(row);
    for (const auto& served : row.serves)
      CHECK(std::ranges::count_if(calls, [&](const measured_call& one) {
              return one.what == operation::pay && one.type == served.type;
            }) == 1);
    for (const auto what : {operation::query, operation::revoke, operation::close,
                            operation::refund, operation::refund_query}) {
      const bool is_served = std::ranges::any_of(
          row.serves, [&](const served_type& one) { return one.operations.has(what); });
      CHECK(std::ranges::count(calls, what, &measured_call::what) == (is_served ? 1 : 0));
    }
    for (const auto& one : calls) CHECK(row.can(one.what, one.type));
  }
}

TEST_CASE("each call has an answer that proves something, whenever it is read") {
  for (const auto& row : all_dialects()) {
    const auto speaks = simulated_dialect(row);
    REQUIRE(speaks);
    for (const auto& which : calls_of(row)) {
      CAPTURE(row.name, name_of(which));
      const auto one = exchange_of(row, *speaks, which);
      if (!one.answer) {
        CHECK(which.what == operation::pay);
        CHECK(std::holds_alternative<payer_action>(
            speaks->assemble(one.call, {.now = one.at, .chance = 2})));
        continue;
      }
      // UnionPay says of it only that it was accepted; the query that follows proves it paid.
      if (which.what == operation::pay && which.type == business_type::quick_pay) continue;
      for (int times = 0; times < 2; ++times)
        CHECK_FALSE(test::is_unknown(speaks->understand(one.call, *one.answer, one.at)));
      if (one.answer->response.body.empty()) continue;  // proven as it is: 204
      auto spoilt = *one.answer;
      spoilt.response.body.clear();
      CHECK(test::is_unknown(speaks->understand(one.call, spoilt, one.at)));
    }
  }
}

TEST_CASE("a query finds it paid, a refund query refunded: what was to come before did") {
  for (const auto& row : all_dialects()) {
    CAPTURE(row.name);
    const auto speaks = simulated_dialect(row);
    for (const auto& which : calls_of(row)) {
      if (which.what != operation::query && which.what != operation::refund_query) continue;
      const auto one = exchange_of(row, *speaks, which);
      const auto answer = speaks->understand(one.call, *one.answer, one.at);
      if (which.what == operation::query)
        CHECK(test::attempt_in(answer).found == order::finding::paid);
      else
        CHECK(test::refund_in(answer).found == order::refund_finding::done);
    }
  }
}

TEST_CASE("RSA is measured where it is, with keys that fit") {
  for (const auto& row : all_dialects()) {
    CAPTURE(row.name);
    const bool has_rsa = row.name != "wechat_v2" && row.name != "qra";
    REQUIRE(rsa_of(row.name).has_value() == has_rsa);
    if (!has_rsa) continue;
    const auto rsa = rsa_of(row.name).value();
    const auto fits = [&](const std::string& text) {
      return is_rsa_signature(rsa.signed_by_them, rsa.theirs, signing::rsa_hash::sha256, text);
    };
    CHECK(fits(rsa.text));
    CHECK_FALSE(fits(rsa.text + 'x'));
  }
}

TEST_CASE("a channel that signs hands on what was answered behind it") {
  const auto* const row = find_dialect("wechat_v3");
  signing_pool pool;
  signing_channel channel(std::get<signed_payment_ptr>(signed_payment::of(*row)), pool.open_share(),
                          std::make_shared<instant_channel>());
  std::optional<channel_answer> heard;
  channel.start(test::call_of(operation::pay), [&](channel_answer answer) { heard = answer; });
  pool.stop();
  REQUIRE(heard.has_value());
  CHECK(test::attempt_in(*heard).found == order::finding::paid);
}

TEST_CASE("a flood signs until it is over") {
  const auto payment = std::get<signed_payment_ptr>(signed_payment::of(*find_dialect("wechat_v2")));
  signing_pool pool;
  auto share = pool.open_share();
  signing_flood flood(payment, share, 3);
  while (flood.calls() < 50) std::this_thread::yield();
  CHECK(flood.calls() >= 50);
}

}  // namespace sluice::test::channel_exchange_test
