#include "audit/verify.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "audit/verify_report.hpp"
#include "events/codec.hpp"
#include "events/proposal_text.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;

namespace {

const order_id b{merchant_id{"m2"}, order_no{"B"}};

order::refund_requested refund(const char* number, std::int64_t minor,
                               order::refund_purpose purpose = order::refund_purpose::merchant) {
  return {refund_no{number}, one, {minor, currency::cny}, {}, channel_key{number}, purpose};
}

/// "transition@3": rule and place of every problem.
std::vector<std::string> found(const store::event_log& log) {
  const auto result = verify(log);
  std::vector<std::string> out;
  for (const auto& p : result.problems)
    out.push_back(std::string(name_of(p.fault.rule)) + '@' + std::to_string(p.at));
  CHECK(result.problems_found == out.size());
  return out;
}

using problems = std::vector<std::string>;

/// Order A is paid (records 1 to 4), order B is left attempting (5 and 6).
scribe two_orders() {
  scribe s;
  s.write(a, begun(a)).write(a, succeeded()).write(b, begun(b));
  return s;
}

}  // namespace

// -- logs that are as they must be -------------------------------------------------------

TEST_CASE("an empty log breaks no rule") { CHECK(found(store::memory_event_log{}) == problems{}); }

TEST_CASE("an honest log breaks no rule, and its orders are counted by state") {
  auto s = two_orders();
  s.write(a, {refund("R-1", 1000)}).write(a, {order::refund_succeeded{refund_no{"R-1"}, "x"}});
  s.write_raw("channel/wechat", encode(channel::configured{channel_id{"wechat"}, {}}, {}, s.now));
  s.write_raw(
      "merchant/m1", encode(merchant::configured{merchant_id{"m1"}, true, {}, {}}, {}, s.now));
  const auto result = verify(*s.log);
  CHECK(result.problems_found == 0);
  CHECK(result.first_bad == 0);
  CHECK(result.events == 10);
  CHECK(result.orders == 2);
  CHECK(result.open_orders == 1);
  CHECK(result.orders_by_state ==
        std::map<std::string, std::uint64_t>{{"attempting", 1}, {"paid", 1}});
  CHECK(result.head.position == 10);
}

TEST_CASE("late money that was revoked, refunded, or is being given back breaks no rule") {
  scribe s;
  s.write(a, begun(a)).write(a, {order::revoke_requested{one}});
  s.write(a, {order::late_payment_found{one, order::source::query_answer, "x"}});
  CHECK(found(*s.log) == problems{});
  s.write(a, {order::revoke_answered{one, order::returned::yes, ""}})
      .write(a, {order::order_revoked{one, order::returned::yes}});
  CHECK(found(*s.log) == problems{});
  s.write(b, begun(b));
  s.write(
      b, {order::attempt_failed{one, order::source::pay_answer, "X"}, order::order_failed{"X"}});
  s.write(b, {order::late_payment_found{one, order::source::query_answer, "x"},
              refund("late.1", 1250, order::refund_purpose::late_payment)});
  CHECK(found(*s.log) == problems{});
}

TEST_CASE("a person's word about late money breaks no rule") {
  scribe s;
  s.write(a, begun(a)).write(a, {order::revoke_requested{one}});
  s.write(a, {order::late_payment_found{one, order::source::query_answer, "x"}});
  s.write(a, {order::operator_needed{{}, "revoke_kept_failing"}});
  s.write(
      a, {order::order_resolved{order::resolution::failed, "li.wei", "given back by hand", {}}});
  CHECK(found(*s.log) == problems{});
}

TEST_CASE("an order that waits for a person is open, and that is in order") {
  scribe s;
  s.write(a, begun(a)).write(a, {order::revoke_requested{one}});
  s.write(a, {order::operator_needed{{}, "revoke_kept_failing"}});
  CHECK(found(*s.log) == problems{});
}

TEST_CASE("a proposal is open until it is done or void") {
  const approval::proposed what{
      .what = change_merchant{merchant_id{"m1"}, {{.life = merchant::life::frozen}, {"li", "x"}}},
      .about = "merchant/m1",
      .by = access::principal_id{"li"}};
  const auto write = [&](store::memory_event_log& log, const approval::event& e, bool open) {
    const auto stream = proposal_stream(id_of(what));
    const auto head = log.head_of(stream);
    store::append_request request{
        .stream = stream, .expected = head ? head->position : 0, .open_after = open};
    request.records.push_back(encode(e, {}, instant{millis{1767323045000}}));
    REQUIRE(std::holds_alternative<std::vector<store::append_result>>(log.append({&request, 1})));
  };
  store::memory_event_log log;
  write(log, what, true);
  CHECK(found(log) == problems{});
  write(log, approval::confirmed{}, true);
  CHECK(found(log) == problems{});
  write(log, approval::carried_out{}, false);
  CHECK(found(log) == problems{});
  store::memory_event_log forgotten;
  write(forgotten, what, false);
  CHECK(found(forgotten) == problems{"index@1"});
}

// -- the envelope ------------------------------------------------------------------------

TEST_CASE("a skipped event is found by its sequence and by its stream") {
  doctored_log log(*two_orders().log);
  log.records.erase(log.records.begin() + 2);
  CHECK(found(log) == problems{"sequence@4", "position@4"});
  CHECK(verify(log).first_bad == 4);
}

TEST_CASE("a stream that begins in the middle is found") {
  doctored_log log(*two_orders().log);
  log.records.erase(log.records.begin());
  for (auto& r : log.records) --r.position;
  CHECK(found(log).front() == "position@1");
}

TEST_CASE("a stream that begins twice is found") {
  doctored_log log(*two_orders().log);
  log.records[5].stream_position = 1;
  log.records[5].previous_in_stream = 0;
  CHECK(found(log) == problems{"position@6", "index@6"});
}

TEST_CASE("a wrong pointer to the record before is found") {
  doctored_log log(*two_orders().log);
  log.records[3].previous_in_stream = 2;
  CHECK(found(log) == problems{"position@4"});
}

TEST_CASE("time that goes backwards within a stream is found") {
  doctored_log log(*two_orders().log);
  log.records[3].time_ms = log.records[2].time_ms - 1;
  CHECK(found(log) == problems{"time@4"});
}

TEST_CASE("time may differ between streams") {
  doctored_log log(*two_orders().log);
  log.records[4].time_ms = 1;
  log.records[5].time_ms = 1;
  CHECK(found(log) == problems{});
}

TEST_CASE("an epoch that falls is found") {
  doctored_log log(*two_orders().log);
  for (std::size_t i = 0; i < 5; ++i) log.records[i].epoch = 2;
  CHECK(found(log) == problems{"epoch@6"});
}

TEST_CASE("a flipped bit is found by the chain, and nothing is said about what lies behind it") {
  const auto s = two_orders();
  s.log->flip(4, 60, 0x01);
  CHECK(found(*s.log) == problems{"chain@4"});
}

TEST_CASE("a log that cannot be read to its end is not called wrong") {
  doctored_log log(*two_orders().log);
  log.damage = store::damage{"the disk says no", 0};
  const auto result = verify(log);
  CHECK(result.problems_found == 0);
  CHECK(result.unreadable == "the disk says no");
}

TEST_CASE("a head that is not the last record is found") {
  doctored_log log(*two_orders().log);
  log.log_head.position = 7;
  CHECK(found(log) == problems{"head@6"});
  log.log_head.position = 6;
  log.log_head.chain[0] ^= 1;
  CHECK(found(log) == problems{"head@6"});
}

// -- contents ----------------------------------------------------------------------------

TEST_CASE("an event that cannot be read is found") {
  auto s = two_orders();
  auto bad = encode(order::event{order::order_paid{one}}, {}, s.now);
  bad.type = 999;
  s.write_raw(order_stream(b), bad);
  CHECK(found(*s.log) == problems{"decoding@7"});
  CHECK(verify(*s.log).orders_by_state.at("unknown") == 1);
}

TEST_CASE("an event in a stream that is not its own is found") {
  auto s = two_orders();
  s.write_raw("nonsense", encode(order::event{order::order_paid{one}}, {}, s.now));
  s.write_raw("channel/alipay", encode(channel::configured{channel_id{"wechat"}, {}}, {}, s.now));
  s.write_raw("merchant/m9", encode(order::event{order::order_paid{one}}, {}, s.now));
  const order_id c{merchant_id{"m1"}, order_no{"C"}};
  s.write_raw(order_stream(c), encode(begun(a).front(), {}, s.now));
  CHECK(found(*s.log) == problems{"stream@7", "stream@8", "stream@9", "stream@10"});
}

TEST_CASE("an event that the table of transitions forbids is found") {
  auto s = two_orders();
  s.write(b, {order::order_revoked{one, order::returned::no}});
  CHECK(found(*s.log) == problems{"transition@7"});
}

TEST_CASE("a final state that changes is found") {
  auto s = two_orders();
  s.write(
      a, {order::attempt_failed{one, order::source::query_answer, "X"}, order::order_failed{"X"}});
  CHECK(found(*s.log) == problems{"transition@7"});
}

TEST_CASE("a verdict about a refund does not end an order") {
  scribe s;
  s.write(a, begun(a)).write(a, {order::attempt_in_doubt{one, order::source::engine, "", false}});
  s.write(a, {order::order_resolved{order::resolution::refunded, "li.wei", "no", {}}}, true);
  CHECK(found(*s.log) == problems{"transition@4"});
}

TEST_CASE("an order over nothing is found") {
  scribe s;
  auto events = begun(a);
  std::get<order::order_accepted>(events[0]).amount.minor_units = 0;
  s.write(a, events);
  CHECK(found(*s.log) == problems{"amount@1"});
}

TEST_CASE("a success beside another that is not given back is found") {
  scribe s;
  s.write(a, begun(a));
  s.write(a, {order::attempt_failed{one, order::source::pay_answer, "X"},
              order::attempt_started{attempt_no{2}, channel_id{"alipay"}, channel_key{"k2"}}});
  s.write(a, {order::attempt_succeeded{attempt_no{2}, order::source::pay_answer, "y"},
              order::order_paid{attempt_no{2}}});
  CHECK(found(*s.log) == problems{});
  s.write(a, {order::late_payment_found{one, order::source::query_answer, "x"}});
  CHECK(found(*s.log) == problems{"one_success@7"});
}

TEST_CASE("late money on an order that only a close took back is found") {
  scribe s;
  auto events = begun(a);
  std::get<order::order_accepted>(events[0]).type = business_type::quick_pay;
  s.write(a, events);
  s.write(a, {order::revoke_requested{
                 one, order::revoke_reason::payer_too_late, order::revoke_method::close}});
  s.write(a, {order::late_payment_found{one, order::source::query_answer, "x"},
              order::order_revoked{one, order::returned::no}});
  CHECK(found(*s.log) == problems{"one_success@5"});
}

TEST_CASE("a refund over more than is left is found") {
  scribe s;
  s.write(a, begun(a)).write(a, succeeded());
  s.write(a, {refund("R-1", 1000)}).write(a, {order::refund_in_doubt{refund_no{"R-1"}, "X"}});
  s.write(a, {refund("R-2", 251)});
  CHECK(found(*s.log) == problems{"refunds@7"});
}

TEST_CASE("an order that stops between two events of a batch is found") {
  scribe s;
  s.write(a, {begun(a).front()});
  CHECK(found(*s.log) == problems{"at_rest@1"});
  s.write(b, begun(b));
  s.write(b, {succeeded().front()});
  CHECK(found(*s.log).size() == 2);
}

// -- indexes -----------------------------------------------------------------------------

TEST_CASE("a number given to a channel that leads elsewhere or nowhere is found") {
  doctored_log log(*two_orders().log);
  log.channel_keys["key-A"] = "order/m2/B";
  log.channel_keys.erase("key-B");
  CHECK(found(log) == problems{"channel_key@2", "channel_key@6"});
}

TEST_CASE("an index that says open about a closed order is found") {
  doctored_log log(*two_orders().log);
  log.open.emplace_back("order/m1/A");
  CHECK(found(log) == problems{"index@0"});
  log.heads["order/m1/A"].open = true;
  CHECK(found(log) == problems{"index@4", "index@4"});
}

TEST_CASE("an index that does not list an open order is found") {
  doctored_log log(*two_orders().log);
  log.open.clear();
  CHECK(found(log) == problems{"index@6"});
  log.heads["order/m2/B"].open = false;
  CHECK(found(log) == problems{"index@6", "index@6"});
}

TEST_CASE("a stream head that is missing or elsewhere than the last event is found") {
  doctored_log log(*two_orders().log);
  log.heads["order/m1/A"].last = 9;
  CHECK(found(log) == problems{"index@4"});
  log.heads["order/m1/A"] = {.last = 4, .position = 5, .open = false};
  CHECK(found(log) == problems{"index@4"});
  log.heads.erase("order/m1/A");
  CHECK(found(log) == problems{"index@4"});
}

// -- the report --------------------------------------------------------------------------

TEST_CASE("only the first problems are listed, all are counted") {
  scribe s;
  for (int i = 0; i < 150; ++i) s.write_raw("nonsense", {.type = 999});
  const auto result = verify(*s.log);
  CHECK(result.problems_found == 150);
  CHECK(result.problems.size() == most_problems_listed);
  std::ostringstream text;
  print_text(result, millis{0}, text);
  CHECK(text.str().find("150 violations, the first at sequence 1\n") != std::string::npos);
  CHECK(text.str().find("and 50 more") != std::string::npos);
}

TEST_CASE("the report says in JSON what was found") {
  auto s = two_orders();
  s.write(b, {order::order_revoked{one, order::returned::no}});
  std::ostringstream out;
  print_json(verify(*s.log), millis{500}, out);
  const auto json = nlohmann::json::parse(out.str());
  CHECK(json["ok"] == false);
  CHECK(json["events"] == 7);
  CHECK(json["events_per_second"] == 14);
  CHECK(json["first_bad"] == 7);
  CHECK(json["problems"][0]["rule"] == "transition");
  CHECK(json["problems"][0]["stream"] == "order/m2/B");
  CHECK(json["orders_by_state"]["paid"] == 1);
  CHECK(json["head"]["sequence"] == 7);
  CHECK(json["unreadable"].is_null());
}

TEST_CASE("the report says in text that every rule holds") {
  std::ostringstream out;
  print_text(verify(*two_orders().log), millis{3}, out);
  CHECK(out.str().find("events   6 in 3 ms, 2000 a second\n") == 0);
  CHECK(out.str().find("result   every rule holds\n") != std::string::npos);
}

TEST_CASE("the report names the log and its incarnations") {
  doctored_log log(*two_orders().log);
  log.called = {.id = {0xab}, .incarnations = {{1, 1}, {42, 5}}};
  std::ostringstream text, json;
  print_text(verify(log), millis{3}, text);
  CHECK(text.str().find("log      ab000000000000000000000000000000, incarnation 42 from sequence "
                        "5\n") != std::string::npos);
  print_json(verify(log), millis{3}, json);
  const auto report = nlohmann::json::parse(json.str());
  CHECK(report["log"] == "ab000000000000000000000000000000");
  CHECK(report["incarnations"][1]["from"] == 5);
}

TEST_CASE("an incarnation that begins behind the end is a violation") {
  doctored_log log(*two_orders().log);
  log.called = {.id = {1}, .incarnations = {{1, 1}, {42, 7}}};
  CHECK(verify(log).problems_found == 0);  // the next record's
  log.called.incarnations.back().from = 8;
  const auto result = verify(log);
  REQUIRE(result.problems_found == 1);
  CHECK(result.problems[0].fault.rule == audit_rule::incarnation);
}

TEST_CASE("what could not be read is reported as such") {
  audit_result result;
  result.unreadable = "the disk says no";
  std::ostringstream text, json;
  print_text(result, millis{1}, text);
  print_json(result, millis{1}, json);
  CHECK(text.str().find("could not be read: the disk says no") != std::string::npos);
  CHECK(nlohmann::json::parse(json.str())["unreadable"] == "the disk says no");
  CHECK(nlohmann::json::parse(json.str())["ok"] == false);
}
