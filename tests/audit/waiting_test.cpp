#include "audit/waiting.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;
using namespace std::chrono_literals;

namespace {

const order_id beside_a{merchant_id{"m1"}, order_no{"B"}};

std::vector<order::event> stuck() {
  return {order::attempt_in_doubt{one, order::source::query_answer, "SYSTEMERROR"},
          order::operator_needed{{}, "doubt_not_resolved"}};
}

std::vector<order::event> stuck_refund() {
  auto events = succeeded();
  events.emplace_back(order::refund_requested{
      .refund = refund_no{"R-1"},
      .attempt = one,
      .amount = {250, currency::cny},
      .key = channel_key{"RK1"}});
  events.emplace_back(order::operator_needed{refund_no{"R-1"}, "refund_not_resolved"});
  return events;
}

}  // namespace

TEST_CASE("an order and a refund that wait for a person are listed, with what may be said") {
  scribe s;
  s.write(a, begun(a)).write(beside_a, begun(beside_a));
  s.write(beside_a, stuck_refund()).write(a, stuck());
  const auto list = what_waits(*s.log);
  CHECK(list.unreadable.empty());
  REQUIRE(list.matters.size() == 2);
  const auto& refund = list.matters[0];  // waits longer
  CHECK(refund.order == beside_a);
  CHECK(refund.refund == refund_no{"R-1"});
  CHECK(refund.reason == "refund_not_resolved");
  CHECK(refund.amount == money{250, currency::cny});
  CHECK(refund.words == std::vector{order::resolution::refunded, order::resolution::not_refunded});
  const auto& order = list.matters[1];
  CHECK(order.order == a);
  CHECK_FALSE(order.refund);
  CHECK(order.reason == "doubt_not_resolved");
  CHECK(order.since > refund.since);
  CHECK(order.words == std::vector{order::resolution::paid, order::resolution::failed,
                                   order::resolution::revoked});
  REQUIRE(order.evidence.size() == 1);
  CHECK(order.evidence[0].find("SYSTEMERROR") != std::string::npos);
}

TEST_CASE("who waits no longer is not listed") {
  scribe s;
  s.write(a, begun(a)).write(a, stuck());
  s.write(a, {order::order_resolved{
                  .verdict = order::resolution::failed, .operator_name = "li", .reason = "books"},
              order::order_failed{"resolved"}});
  s.write(beside_a, begun(beside_a));  // still being paid
  CHECK(what_waits(*s.log).matters.empty());
}

TEST_CASE("the list names the refund that waits, however long its number is") {
  const std::string longest(64, 'R');
  for (const auto& number : {std::string("R-1"), std::string("late.1"), longest}) {
    scribe s;
    auto events = succeeded();
    events.emplace_back(order::refund_requested{
        .refund = refund_no{number},
        .attempt = one,
        .amount = {250, currency::cny},
        .key = channel_key{"RK1"}});
    events.emplace_back(order::operator_needed{refund_no{number}, "refund_not_resolved"});
    s.write(beside_a, begun(beside_a)).write(beside_a, events);
    const auto list = what_waits(*s.log);
    REQUIRE(list.matters.size() == 1);
    std::ostringstream text, object;
    print_text(list, list.matters[0].since, text);
    INFO(text.str());
    CHECK(text.str().find(' ' + number + ' ') != std::string::npos);
    CHECK(text.str().find("takes: refunded, not_refunded; with refund_no " + number + '\n') !=
          std::string::npos);
    print_json(list, object);
    CHECK(nlohmann::json::parse(object.str())["waiting"][0]["refund_no"] == number);
  }
}

TEST_CASE("the list is a table for people and an object for programs") {
  scribe s;
  s.write(a, begun(a)).write(a, stuck());
  const auto list = what_waits(*s.log);
  std::ostringstream text, object;
  print_text(list, list.matters[0].since + 90min, text);
  INFO(text.str());
  CHECK(text.str().find("1 h 30 min") != std::string::npos);
  CHECK(text.str().find("m1/A") != std::string::npos);
  CHECK(text.str().find("order.resolve takes: paid, failed, revoked; with attempt 1\n") !=
        std::string::npos);
  print_json(list, object);
  const auto json = nlohmann::json::parse(object.str());
  REQUIRE(json["waiting"].size() == 1);
  CHECK(json["waiting"][0]["order_no"] == "A");
  CHECK(json["waiting"][0]["refund_no"].is_null());
  CHECK(json["waiting"][0]["resolutions"] == nlohmann::json{"paid", "failed", "revoked"});
  std::ostringstream nobody;
  print_text({}, list.matters[0].since, nobody);
  CHECK(nobody.str() == "nothing waits for a person\n");
}
