#include "events/json.hpp"

#include <nlohmann/json.hpp>

#include "base/hex.hpp"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"

using namespace sluice;

namespace {

std::string line_of(const any_event& event) { return to_line(to_json(event)); }

}  // namespace

TEST_CASE("an event's fields are written in a fixed order, money as whole numbers") {
  CHECK(line_of(samples::all().front().event) ==
        R"({"merchant":"m1","order_no":"A-1001","business_type":"payment_code",)"
        R"("amount_minor":1250,"currency":"CNY","masked_code":"13**************89",)"
        R"("description":"咖啡 coffee","body":"d15ea5e00102030405060708090a0b0c",)"
        R"("route":["wechat","alipay"]})");
}

TEST_CASE("enums are lower-case words") {
  CHECK(line_of(order::event{order::revoke_requested{
            attempt_no{2}, order::revoke_reason::payer_too_late, order::revoke_method::revoke}}) ==
        R"({"attempt":2,"reason":"payer_too_late","method":"revoke"})");
}

TEST_CASE("the largest number stays exact") {
  const order::event e = order::refund_requested{
      refund_no{"R-1"},
      attempt_no{1},
      {9'007'199'254'740'993, currency::jpy},
      {},
      channel_key{"k"},
      order::refund_purpose::merchant};
  CHECK(line_of(e).find("\"amount_minor\":9007199254740993,\"currency\":\"JPY\"") !=
        std::string::npos);
}

TEST_CASE("text that is not UTF-8 is shown with replacement characters, not refused") {
  CHECK(line_of(order::event{order::order_failed{"a\xff"}}) == "{\"code\":\"a\xef\xbf\xbd\"}");
  for (const auto& s : samples::all()) {
    INFO(s.name);
    CHECK(nlohmann::ordered_json::accept(line_of(s.event)));
  }
}

TEST_CASE("a record's line says where, when and why before it says what") {
  const decoded content{{"cmd-1", "00-ab-cd-01"}, order::event{order::order_paid{attempt_no{1}}}};
  auto record = samples::as_record(samples::encode_any(content.event));
  CHECK(to_line(to_json(record, content)) ==
        R"({"sequence":7,"time":"2026-01-02T03:04:05.678Z","stream":"order/m1/A-1001",)"
        R"("stream_sequence":3,"type":"order_paid","merchant":"m1","order_no":"A-1001",)"
        R"("command_id":"cmd-1","traceparent":"00-ab-cd-01","event":{"attempt":1}})");
}

TEST_CASE("bytes are written as hexadecimal digits") {
  const std::array<std::uint8_t, 3> bytes{0x00, 0xab, 0xff};
  CHECK(hex(bytes.data(), bytes.size()) == "00abff");
}
