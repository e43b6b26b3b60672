#include "audit/agreement_trace.hpp"

#include <sstream>

#include "audit/call_steps.hpp"
#include "events/codec.hpp"
#include "events/records/memory_store.hpp"
#include "events/records/record_writer.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

namespace sluice::tests::agreement_trace_test {
namespace {

using namespace std::chrono_literals;

const agreement_id its_id{merchant_id{"m1"}, agreement_no{"S-7"}};

/// Offered, signed, and ended by the merchant: a second apart.
scribe some_agreement() {
  scribe s;
  const auto write = [&](const agreement::event& e) {
    s.write_raw("agreement/m1/S-7", encode(e, {}, s.now));
    s.now += 1s;
  };
  write(agreement::requested{
      .channel = channel_id{"alipay"}, .key = channel_key{"KEY-7"}, .not_after = s.now + 1h});
  write(agreement::offered{{payer_action_kind::post_form, private_text("https://x.example")}});
  write(agreement::signed_by_payer{agreement::source::notice, private_text("2088"), "158****1562"});
  write(agreement::ending_requested{agreement::ending::merchant_asked});
  write(agreement::ended{agreement::source::answer, "SUCCESS"});
  return s;
}

agreement_trace trace_of(const scribe& s) {
  return std::get<agreement_trace>(trace(*s.log, its_id));
}

std::string steps_in(const agreement_trace& t) {
  std::string out;
  for (const auto& s : t.steps) out += (out.empty() ? "" : " ") + s.step;
  return out;
}

}  // namespace

TEST_CASE("the life of an agreement is told step by step") {
  const auto t = trace_of(some_agreement());
  CHECK(steps_in(t) ==
        "agreement_requested agreement_offered agreement_signed agreement_ending_requested "
        "agreement_ended");
  CHECK(t.steps[2].actor == "channel alipay");
  CHECK(t.steps[2].why == "a notification says that the payer has signed");
  CHECK(t.steps[3].why == "it is to end: the merchant asked for it");
  CHECK(t.steps[4].code == "SUCCESS");
  std::ostringstream text, json, lines;
  print_text(t, text);
  CHECK(text.str().starts_with("agreement m1/S-7  quick_pay  ended"));
  print_json(t, json);
  CHECK(json.str().find(R"("agreement_no":"S-7")") != std::string::npos);
  print_lines(t, lines);
  CHECK(lines.str().find("||m1||S-7||1||agreement_requested||service||alipay||KEY-7||||") !=
        std::string::npos);
}

TEST_CASE("calls about an agreement are kept under its own name, and stand in its trace") {
  const auto s = some_agreement();
  auto t = trace_of(s);
  const auto kept =
      std::make_shared<records::memory_store>(records::limits{}, [] { return instant{}; });
  records::record_writer writer(kept, t.steps.front().at - 1s);
  call_record call{
      .order = {its_id.merchant, order_no{}},
      .agreement = its_id.number,
      .channel = channel_id{"alipay"},
      .operation = "query_agreement",
      .number = channel_key{"KEY-7"},
      .began = t.steps[1].at + 500ms,
      .took = 80ms,
      .outcome = call_outcome::pending};
  auto of_another = call;
  of_another.agreement = agreement_no{"S-70"};
  auto of_an_order = call;
  of_an_order.agreement = {};
  of_an_order.order.number = order_no{"S-7"};
  REQUIRE_FALSE(writer.write({.calls = {call, of_another, of_an_order}}, t.steps.front().at));
  const auto found = records::calls_of(*kept, its_id);
  CHECK(found.calls == std::vector<call_record>{call});
  CHECK(records::calls_of(*kept, order_id{its_id.merchant, order_no{"S-7"}}).calls ==
        std::vector<call_record>{of_an_order});
  add_calls(t, found);
  CHECK(steps_in(t) ==
        "agreement_requested agreement_offered call_query_agreement agreement_signed "
        "agreement_ending_requested agreement_ended");
  CHECK(t.steps[2].took == 80ms);
}

TEST_CASE("an agreement that the log does not have has no trace") {
  const auto s = some_agreement();
  CHECK(std::holds_alternative<trace_unknown>(
      trace(*s.log, agreement_id{merchant_id{"m1"}, agreement_no{"S-8"}})));
}

}  // namespace sluice::tests::agreement_trace_test
