#include <nlohmann/json.hpp>
#include <sstream>

#include "audit/order_trace.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;

namespace {

order_trace trace_of(const scribe& s) { return std::get<order_trace>(trace(*s.log, a)); }

std::string lines_of(const order_trace& t) {
  std::ostringstream out;
  print_lines(t, out);
  return out.str();
}

scribe in_doubt_then_paid() {
  scribe s;
  s.write(a, begun(a));
  s.write(a, {order::attempt_in_doubt{one, order::source::pay_answer, "SYSTEM|ERROR\n"}});
  s.write(a, {order::attempt_succeeded{one, order::source::query_answer, "4200"},
              order::order_paid{one}});
  return s;
}

}  // namespace

TEST_CASE("a trace says who, when, under which number, what came back after how long, and why") {
  const auto t = trace_of(in_doubt_then_paid());
  REQUIRE(t.steps.size() == 5);
  const auto number = order::current_attempt(t.last).key.value();
  CHECK(t.steps[0].actor == "caller");
  CHECK(t.steps[0].why == "payment_code 12.50 CNY, may go to wechat");
  CHECK(t.steps[1].step == "attempt_started");
  CHECK(t.steps[1].actor == "engine");
  CHECK(t.steps[1].channel == "wechat");
  CHECK(t.steps[1].number == number);
  CHECK(t.steps[2].actor == "channel wechat");
  CHECK(t.steps[2].took == std::chrono::seconds{1});
  CHECK(t.steps[3].why == "the answer to a query says that it is paid, there as 4200");
  CHECK(t.steps[3].took == std::chrono::seconds{2});
  CHECK(t.steps[4].why == "final: paid by attempt 1");
}

TEST_CASE("a line of a trace has eleven fields, whatever the channel has said") {
  std::istringstream lines(lines_of(trace_of(in_doubt_then_paid())));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    INFO(line);
    std::size_t separators = 0;
    for (auto at = line.find("||"); at != line.npos; at = line.find("||", at + 2)) ++separators;
    CHECK(separators == 10);
    CHECK(line.find("||m1||A||" + std::to_string(count + 1) + "||") != line.npos);
  }
  CHECK(count == 5);
}

TEST_CASE("a trace in text and in JSON has every step") {
  const auto t = trace_of(in_doubt_then_paid());
  std::ostringstream text, json;
  print_text(t, text);
  print_json(t, json);
  CHECK(text.str().find("order m1/A  payment_code  12.50 CNY  paid\n") == 0);
  const auto object = nlohmann::json::parse(json.str());
  CHECK(object["state"] == "paid");
  CHECK(object["steps"].size() == 5);
  CHECK(object["steps"][1]["took_ms"].is_null());
  CHECK(object["steps"][2]["code"] == "SYSTEM|ERROR\n");
}

TEST_CASE("a person's word and a refund are a with their reasons") {
  scribe s;
  s.write(a, begun(a)).write(a, succeeded());
  const refund_no r{"R-1"};
  s.write(a, {order::refund_requested{.refund = r,
                                      .attempt = one,
                                      .amount = {500, currency::cny},
                                      .key = channel_key{"KEY-OF-R"}}});
  s.write(a, {order::refund_in_doubt{r, "SYSTEMERROR"}, order::operator_needed{r, "no answer"}});
  s.write(a, {order::order_resolved{order::resolution::refunded, "li.wei", "in the bill", r}});
  const auto t = trace_of(s);
  REQUIRE(t.steps.size() == 8);
  CHECK(t.steps[4].why == "5.00 CNY goes back: the merchant asked for it");
  CHECK(t.steps[4].number == "KEY-OF-R");
  CHECK(t.steps[5].code == "SYSTEMERROR");
  CHECK(t.steps[5].took == std::chrono::seconds{1});
  CHECK(t.steps[6].why ==
        "a person must decide (operator.list says what there is to say): no answer");
  CHECK(t.steps[7].actor == "operator li.wei");
}

TEST_CASE("there is no trace of what is not there, nor of what cannot be believed") {
  const order_id unknown{merchant_id{"m1"}, order_no{"Z"}};
  CHECK(std::holds_alternative<trace_unknown>(trace(*in_doubt_then_paid().log, unknown)));
  auto s = in_doubt_then_paid();
  s.write(a, {order::order_failed{"X"}});
  const auto broken = trace(*s.log, a);
  REQUIRE(std::holds_alternative<store::damage>(broken));
  CHECK(std::get<store::damage>(broken).at == 6);
  auto unreadable = in_doubt_then_paid();
  unreadable.write_raw(order_stream(a), {.type = 12, .payload = "\xff"});
  CHECK(std::holds_alternative<store::damage>(trace(*unreadable.log, a)));
}
