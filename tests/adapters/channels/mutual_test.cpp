// The dialects and the simulated channels were written apart, from the same documents: here each
// checks the other, without a network between them.

#include "sim/providers/alipay_face.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/wechat_face.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::mutual_test {
namespace {

http_result carried(const sim::face_answer& said) {
  switch (said.how) {
    case sim::delivery::request_lost:
    case sim::delivery::answer_lost: return {.kind = http_result::outcome::cut_off};
    case sim::delivery::slow: return {.kind = http_result::outcome::timed_out};
    case sim::delivery::plain:
    case sim::delivery::html_page: break;
  }
  return answered(said.body, said.status);
}

secret simulated(std::string_view name) {
  return secret(std::string(sim::simulated_key(name).value()));
}

/// A channel of one kind, and the dialect that talks to it, at a made-up time.
template <class Face>
struct pair_of {
  std::unique_ptr<dialect> speaks;
  sim::provider behind{{.channel = "c", .reference_prefix = "9", .notifies = true}};
  Face face{behind};
  instant now{millis{1'700'000'000'000}};

  channel_answer ask(const channel_call& call) {
    const auto sent = std::get<http_request>(speaks->assemble(call, {.now = now, .chance = 1}));
    const auto said = [&] {
      if constexpr (std::is_same_v<Face, sim::wechat_face>)
        return face.answer(sent.target, sent.body, now);
      else
        return face.answer(sent.body, now);
    }();
    return speaks->understand(call, carried(said), now);
  }
  channel_answer ask(operation what, std::int64_t minor,
                     business_type type = business_type::payment_code) {
    auto call = call_of(what, type);
    call.amount.minor_units = minor;
    return ask(call);
  }
  order::finding attempt(operation what, std::int64_t minor,
                         business_type type = business_type::payment_code) {
    return attempt_in(ask(what, minor, type)).found;
  }
};

std::unique_ptr<dialect> wechat_speaker(const std::string& sign_type) {
  return dialect_of(
      "wechat_v2",
      {.app_id = "wx1",
       .merchant_id = "1",
       .keys = {{"api_key", simulated("wechat_v2_api_key")}, {"sign_type", secret(sign_type)}}});
}

account_keys public_key_mode() {
  return {{"app_key", simulated("alipay_app_key")},
          {"alipay_public_key", simulated("alipay_public_key")}};
}
account_keys certificate_mode() {
  return {{"app_key", simulated("alipay_app_key")},
          {"app_certificate", simulated("alipay_app_certificate")},
          {"alipay_root_certificate", simulated("alipay_root_certificate")},
          {"alipay_certificate", simulated("alipay_certificate")}};
}
std::unique_ptr<dialect> alipay_speaker(account_keys keys) {
  return dialect_of(
      "alipay", {.app_id = "2014", .keys = std::move(keys), .notify_url = "http://us/n"});
}

struct wechat_pair : pair_of<sim::wechat_face> {
  static constexpr auto first_refund = order::refund_finding::accepted;
  wechat_pair() : pair_of{.speaks = wechat_speaker("MD5")} {}
};
struct wechat_hmac_pair : pair_of<sim::wechat_face> {
  wechat_hmac_pair() : pair_of{.speaks = wechat_speaker("HMAC-SHA256")} {}
};
struct alipay_pair : pair_of<sim::alipay_face> {
  static constexpr auto first_refund = order::refund_finding::done;
  alipay_pair() : pair_of{.speaks = alipay_speaker(public_key_mode())} {}
};
struct alipay_certified_pair : pair_of<sim::alipay_face> {
  alipay_certified_pair() : pair_of{.speaks = alipay_speaker(certificate_mode())} {}
};

constexpr millis a_while{3000};

}  // namespace

TEMPLATE_TEST_CASE("both channels' payments are understood, however they are signed", "",
                   wechat_pair, wechat_hmac_pair, alipay_pair, alipay_certified_pair) {
  const auto pay = [](std::int64_t minor) { return TestType{}.attempt(operation::pay, minor); };
  CHECK(pay(1200) == order::finding::paid);
  CHECK(pay(1201) == order::finding::payer_paying);
  CHECK(pay(1203) == order::finding::not_paid);
  CHECK(pay(1204) == order::finding::unknown);
  CHECK(pay(1205) == order::finding::unknown);
  CHECK(pay(1214) == order::finding::unknown);
  CHECK(pay(1215) == order::finding::unknown);
  CHECK(pay(1216) == order::finding::not_paid_if_query_agrees);
  CHECK(pay(1218) == order::finding::unknown);
}

TEMPLATE_TEST_CASE("both channels state the amount that was paid", "", wechat_pair, alipay_pair) {
  TestType world;
  const auto report = attempt_in(world.ask(operation::pay, 1200));
  CHECK(report.amount == money{1200, currency::cny});
  CHECK_FALSE(report.channel_reference.empty());
  CHECK(attempt_in(world.ask(operation::query, 1200)).amount == money{1200, currency::cny});
}

TEMPLATE_TEST_CASE("a lost answer is found by a query", "", wechat_pair, alipay_pair) {
  TestType world;
  CHECK(world.attempt(operation::query, 1204) == order::finding::not_found);
  CHECK(world.attempt(operation::pay, 1204) == order::finding::unknown);
  CHECK(world.attempt(operation::query, 1204) == order::finding::paid);
}

TEMPLATE_TEST_CASE("a payer who types is seen to pay", "", wechat_pair, alipay_pair) {
  TestType world;
  CHECK(world.attempt(operation::pay, 1201) == order::finding::payer_paying);
  CHECK(world.attempt(operation::query, 1201) == order::finding::payer_paying);
  world.now += a_while;
  CHECK(world.attempt(operation::query, 1201) == order::finding::paid);
}

TEMPLATE_TEST_CASE("a revoke is answered, again, and confirmed by a query", "", wechat_pair,
                   alipay_pair) {
  TestType world;
  const auto revoke = [&] { return revoke_in(world.ask(operation::revoke, 1207)).found; };
  CHECK(world.attempt(operation::pay, 1207) == order::finding::payer_paying);
  for (int i = 0; i < 3; ++i) CHECK(revoke() == order::revoke_finding::again);
  CHECK(revoke() == order::revoke_finding::done);
  CHECK(revoke() == order::revoke_finding::done);
  CHECK(world.attempt(operation::query, 1207) == order::finding::not_paid);
}

TEMPLATE_TEST_CASE("a revoke of a paid order gives the money back", "", wechat_pair, alipay_pair) {
  TestType world;
  CHECK(world.attempt(operation::pay, 1206) == order::finding::payer_paying);
  CHECK(revoke_in(world.ask(operation::revoke, 1206)).found == order::revoke_finding::again);
  CHECK(world.attempt(operation::query, 1206) == order::finding::paid);
  CHECK(revoke_in(world.ask(operation::revoke, 1206)).found == order::revoke_finding::done);
  CHECK(world.attempt(operation::query, 1206) == order::finding::not_paid);
}

TEMPLATE_TEST_CASE("a revoke that fails is never taken for done", "", wechat_pair, alipay_pair) {
  TestType world;
  CHECK(world.attempt(operation::pay, 1208) == order::finding::payer_paying);
  const auto found = revoke_in(world.ask(operation::revoke, 1208)).found;
  CHECK(found == order::revoke_finding::again);
}

TEMPLATE_TEST_CASE("refunds are done, found, or refused", "", wechat_pair, alipay_pair) {
  const auto refund = [](TestType& world, operation what, std::int64_t minor) {
    return refund_in(world.ask(what, minor)).found;
  };
  TestType plain;
  CHECK(plain.attempt(operation::pay, 1200) == order::finding::paid);
  CHECK(refund(plain, operation::refund_query, 1200) == order::refund_finding::not_refunded);
  const auto first = refund(plain, operation::refund, 1200);
  CHECK(first == TestType::first_refund);
  CHECK(refund(plain, operation::refund, 1200) == order::refund_finding::accepted);
  CHECK(refund(plain, operation::refund_query, 1200) == order::refund_finding::done);

  TestType lost_answer;
  CHECK(lost_answer.attempt(operation::pay, 1211) == order::finding::paid);
  CHECK(refund(lost_answer, operation::refund, 1211) == order::refund_finding::unknown);
  CHECK(refund(lost_answer, operation::refund_query, 1211) == order::refund_finding::done);

  TestType lost_request;
  CHECK(lost_request.attempt(operation::pay, 1212) == order::finding::paid);
  CHECK(refund(lost_request, operation::refund, 1212) == order::refund_finding::unknown);
  CHECK(refund(lost_request, operation::refund_query, 1212) == order::refund_finding::not_refunded);
  refund(lost_request, operation::refund, 1212);
  CHECK(refund(lost_request, operation::refund_query, 1212) == order::refund_finding::done);

  TestType refused;
  CHECK(refused.attempt(operation::pay, 1213) == order::finding::paid);
  CHECK(refund(refused, operation::refund, 1213) == order::refund_finding::failed);
}

TEST_CASE("quick pay is accepted first and found paid by a query") {
  alipay_pair world;
  CHECK(world.attempt(operation::pay, 1200, business_type::quick_pay) ==
        order::finding::payer_paying);
  world.now += a_while;
  CHECK(world.attempt(operation::query, 1200, business_type::quick_pay) == order::finding::paid);
  CHECK(revoke_in(world.ask(operation::close, 1200, business_type::quick_pay)).found ==
        order::revoke_finding::already_paid);
}

TEST_CASE("quick pay that nobody pays can be closed") {
  alipay_pair world;
  CHECK(world.attempt(operation::pay, 1202, business_type::quick_pay) ==
        order::finding::payer_paying);
  CHECK(revoke_in(world.ask(operation::close, 1202, business_type::quick_pay)).found ==
        order::revoke_finding::done);
  CHECK(world.attempt(operation::query, 1202, business_type::quick_pay) ==
        order::finding::not_paid);
}

TEST_CASE("payouts are settled, declined or not found") {
  alipay_pair world;
  CHECK(world.attempt(operation::query, 1200, business_type::payout) == order::finding::not_found);
  const auto first = world.attempt(operation::pay, 1200, business_type::payout);
  CHECK(first == order::finding::paid);
  world.now += a_while;
  CHECK(world.attempt(operation::query, 1200, business_type::payout) == order::finding::paid);
  alipay_pair poor;
  CHECK(poor.attempt(operation::pay, 1203, business_type::payout) == order::finding::not_paid);
}

TEMPLATE_TEST_CASE("who signs with another key hears nothing that he could believe", "",
                   wechat_pair, alipay_pair) {
  TestType world;
  if constexpr (std::is_same_v<TestType, wechat_pair>)
    world.speaks = dialect_of("wechat_v2", whole_account("wechat_v2"));
  else
    world.speaks = dialect_of("alipay", whole_account("alipay"));
  for (const auto what : {operation::pay, operation::query, operation::revoke, operation::refund,
                          operation::refund_query})
    CHECK(is_unknown(world.ask(what, 1200)));
}

TEMPLATE_TEST_CASE("both channels say what the books need", "", wechat_pair, alipay_pair) {
  TestType world;
  const auto told = attempt_in(world.ask(operation::pay, 1200)).told;
  REQUIRE(told.at);
  CHECK(*told.at <= world.now);
  CHECK(world.now - *told.at < std::chrono::seconds{1});
  CHECK_FALSE(told.payer_account.empty());
  CHECK(attempt_in(world.ask(operation::query, 1200)).told == told);
}

}  // namespace sluice::test::mutual_test
