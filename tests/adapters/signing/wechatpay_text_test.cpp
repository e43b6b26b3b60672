#include "adapters/signing/wechatpay_text.hpp"

#include "tests/adapters/channels/vectors.hpp"
#include "tests/catch.hpp"

namespace sluice::signing {
namespace {

constexpr instant now{std::chrono::seconds{1624523846}};

}  // namespace

TEST_CASE("every line is ended, also an empty one") {
  CHECK(wechatpay_request_text("GET", "/v3/x?a=%20", "1", "n", "") == "GET\n/v3/x?a=%20\n1\nn\n\n");
  CHECK(wechatpay_answer_text("1", "n", "{}") == "1\nn\n{}\n");
  CHECK(wechatpay_answer_text("1", "n", "") == "1\nn\n\n");
  CHECK(wechatpay_payer_text("wx1", "1", "n", "prepay_id=wx2") == "wx1\n1\nn\nprepay_id=wx2\n");
}

TEST_CASE("five minutes either way are fresh, a second more is not") {
  CHECK(is_fresh("1624523846", now));
  CHECK(is_fresh("1624523546", now));
  CHECK(is_fresh("1624524146", now));
  CHECK_FALSE(is_fresh("1624523545", now));
  CHECK_FALSE(is_fresh("1624524147", now));
  // What is younger than a second does not count.
  CHECK(is_fresh("1624523546", now + millis{999}));
  CHECK_FALSE(is_fresh("1624523545", now - millis{1} + std::chrono::seconds{1}));
}

TEST_CASE("the farthest times are refused, and nothing overflows") {
  for (const auto* far : {"-9223372036854775808", "9223372036854775807", "-1", "0"})
    CHECK_FALSE(is_fresh(far, now));
  CHECK_FALSE(is_fresh("-9223372036854775808", instant::max()));
  CHECK_FALSE(is_fresh("9223372036854775807", instant::min()));
  CHECK(is_fresh("0", instant{}));
}

TEST_CASE("what is no whole number of seconds is not fresh") {
  for (const auto* text : {"", " 1624523846", "1624523846 ", "+1624523846", "1624523846.0",
                           "1624523846\n", "0x60d44646", "1624523846000", "92233720368547758080"})
    CHECK_FALSE(is_fresh(text, now));
}

TEST_CASE("published text: a call of WeChat Pay V3") {
  const auto vector = test::vector_json("wechat_v3/canonical_request_java.json");
  if (!vector) return;
  const auto& v = *vector;
  const auto url = v["url"].get<std::string>();
  const auto target = url.substr(url.find('/', std::string_view("https://").size()));
  CHECK(wechatpay_request_text(
            v["method"].get<std::string>(), target, v["timestamp"].dump(),
            v["nonce"].get<std::string>(), v["body"].get<std::string>()) == v["string_to_sign"]);
}

}  // namespace sluice::signing
