// Each forgery against the real dialects: what is harmless is understood, the rest not believed.
#include "sim/wire/forged.hpp"

#include "sim/wire/spoken_way.hpp"
#include "tests/catch.hpp"

namespace sluice::test::forged_test {
using namespace sluice::sim;

namespace {

constexpr instant now{millis{1'800'000'000'000}};

/// A payment at a channel of its own, and what a query of it is answered.
struct paid_order {
  explicit paid_order(std::string_view dialect_name, account_kind kind = account_kind::usual)
      : speaks(simulated_dialect(*find_dialect(dialect_name), kind)) {
    if (dialect_name == "unionpay") call.type = business_type::quick_pay;
    call.payer = std::make_shared<payer_details>(payer_details{.token = secret("62352400000207")});
    const auto face = face_for(dialect_name, channel);
    const auto send = [&](operation what) {
      call.what = what;
      const auto out = speaks->assemble(call, {.now = now, .chance = 1});
      said = face->answer(std::get<http_request>(out), now);
    };
    send(operation::pay);
    (void)channel.advance(now + millis{5000});
    send(operation::query);
  }
  [[nodiscard]] order::finding heard(const std::optional<http_response>& changed) const {
    REQUIRE(changed.has_value());
    const http_result result{.kind = http_result::outcome::answered, .response = *changed};
    return std::get<order::attempt_report>(speaks->understand(call, result, now)).found;
  }

  std::shared_ptr<const dialect> speaks;
  provider channel{{.channel = "there", .reference_prefix = "42", .notifies = true}};
  channel_call call{.attempt = attempt_no{1},
                    .key = channel_key("0123456789ABCDEFGHJKMNPQRS"),
                    .amount = {1200, currency::cny},
                    .payment_code = secret("134567890123456789"),
                    .begun = now};
  http_response said;
};

}  // namespace

using order::finding;

TEST_CASE("no forgery is believed, and the order of members does not matter") {
  for (const auto& row : all_dialects()) {
    CAPTURE(row.name);
    const paid_order it(row.name);
    CHECK(it.heard(it.said) == finding::paid);
    CHECK(it.heard(in_another_order(row.name, it.said)) == finding::paid);
    CHECK(it.heard(signed_by_another(row.name, it.said)) == finding::unknown);
    CHECK(it.heard(without_signature(row.name, it.said)) == finding::unknown);
    if (const auto unknown = naming_unknown_key(row.name, it.said))
      CHECK(it.heard(unknown) == finding::unknown);
  }
}

TEST_CASE("members in another order are other bytes") {
  for (const auto& row : all_dialects()) {
    CAPTURE(row.name);
    const paid_order it(row.name);
    const auto changed = in_another_order(row.name, it.said);
    REQUIRE(changed.has_value());
    const auto first_header = [](const http_response& r) { return r.headers.begin()->name; };
    CHECK((changed->body != it.said.body || first_header(*changed) != first_header(it.said)));
  }
}

TEST_CASE("what stands in braces is one value, in whatever order the pairs come") {
  const http_response said{
      .status = 200, .headers = {}, .body = "tokenPayData={token=1&trId=2}&signature=x"};
  CHECK(in_another_order("unionpay", said)->body == "signature=x&tokenPayData={token=1&trId=2}");
  CHECK(without_signature("unionpay", said)->body == "tokenPayData={token=1&trId=2}");
}

TEST_CASE("the second of two known keys is as good, and an unknown certificate is not") {
  const paid_order v3("wechat_v3", account_kind::by_certificates);
  CHECK(v3.heard(naming_second_key("wechat_v3", v3.said)) == finding::paid);
  const paid_order with_one_key("wechat_v3");
  CHECK(with_one_key.heard(naming_second_key("wechat_v3", with_one_key.said)) == finding::unknown);
  const paid_order alipay("alipay", account_kind::by_certificates);
  CHECK(alipay.heard(alipay.said) == finding::paid);
  CHECK(alipay.heard(naming_unknown_key("alipay", alipay.said)) == finding::unknown);
}

}  // namespace sluice::test::forged_test
