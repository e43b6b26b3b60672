#include "audit/call_steps.hpp"

#include <sstream>

#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

namespace sluice::tests::call_steps_test {
namespace {

using namespace std::chrono_literals;

/// attempt_started, in doubt, succeeded: a second apart.
order_trace some_trace() {
  scribe s;
  s.write(a, begun(a));
  s.write(a, {order::attempt_in_doubt{one, order::source::pay_answer, "SYSTEMERROR"}});
  s.write(a, {order::attempt_succeeded{one, order::source::query_answer, "4200"},
              order::order_paid{one}});
  return std::get<order_trace>(trace(*s.log, a));
}

call_record call(std::string what, instant began, call_outcome how) {
  return {.order = a,
          .attempt = one,
          .channel = channel_id{"wechat"},
          .operation = std::move(what),
          .number = channel_key{"KEY"},
          .began = began,
          .took = 40ms,
          .outcome = how};
}

std::string steps_of(const order_trace& t) {
  std::string out;
  for (const auto& s : t.steps) out += (out.empty() ? "" : " ") + s.step;
  return out;
}

}  // namespace

TEST_CASE("a call stands where it began: behind what led to it, before what came of it") {
  auto t = some_trace();
  const auto began = t.steps[1].at, paid = t.steps[3].at;
  add_calls(t, {.calls = {call("pay", began, call_outcome::unknown),
                          call("query", paid, call_outcome::done)},
                .kept_since = began - 1h});
  CHECK(steps_of(t) ==
        "order_accepted attempt_started call_pay attempt_in_doubt call_query attempt_succeeded "
        "order_paid");
  CHECK(t.steps[2].took == 40ms);
  CHECK(t.steps[2].number == "KEY");
  CHECK(t.steps[2].why == "no answer that can be believed");
  CHECK(t.steps[2].sequence == 0);
}

TEST_CASE("of a call that was not sent there is no duration, but a cause") {
  auto t = some_trace();
  auto kept_back = call("query", t.steps[1].at + 1ms, call_outcome::not_sent);
  kept_back.cause = "path_open";
  add_calls(t, {.calls = {kept_back}, .kept_since = t.steps[0].at});
  CHECK_FALSE(t.steps[2].took);
  CHECK(t.steps[2].why == "it was not sent; path_open");
}

TEST_CASE("what is not known any more is said in its place") {
  auto t = some_trace();
  const auto began = t.steps[1].at;
  add_calls(
      t, {.gaps = {{.from = began + 1ms, .to = began + 2ms, .count = 3},
                   {.from = began - 1h, .to = began + 3ms, .reason = gap_reason::process_ended},
                   {.from = began - 2h, .to = began - 1h, .count = 9},
                   {.from = began, .to = began, .count = 1, .reason = gap_reason::message_dropped}},
          .kept_since = began + 5ms});
  CHECK(steps_of(t) ==
        "calls_not_recorded order_accepted attempt_started calls_dropped calls_not_kept "
        "attempt_in_doubt attempt_succeeded order_paid");
  CHECK(t.steps[3].why.starts_with("3 records of calls, of whatever orders, were dropped between"));
  CHECK(t.steps[4].why.ends_with("are no longer kept"));
}

TEST_CASE("a time in which no record could be written is told without a number") {
  auto t = some_trace();
  const auto began = t.steps[1].at;
  add_calls(t, {.gaps = {{.from = began, .to = began + 2ms}}, .kept_since = t.steps[0].at});
  const auto said = std::ranges::find(t.steps, "calls_not_recorded", &trace_step::step);
  REQUIRE(said != t.steps.end());
  CHECK(said->why.ends_with("may have left no record: none could be written"));
}

TEST_CASE("where no calls are kept the trace says why, and has its steps all the same") {
  auto t = some_trace();
  add_no_calls(t, "calls are not shown: there is no folder");
  CHECK(t.steps.size() == 6);
  CHECK(t.steps[0].step == "calls_not_shown");
  auto kept_whole = some_trace();
  add_calls(kept_whole, {.kept_since = kept_whole.steps[0].at});
  CHECK(kept_whole.steps.size() == 5);
}

TEST_CASE("messages are printed field by field, of what is hidden the length and a hash") {
  auto t = some_trace();
  t.messages.push_back(
      {.channel = channel_id{"wechat"},
       .key = {},
       .operation = "pay",
       .at = t.steps[1].at,
       .head = "POST /pay/micropay",
       .fields = {{.name = "total_fee", .value = "1250"},
                  {.name = "auth_code", .length = 18, .keyed_hash = std::string(16, '\x0a')}}});
  std::ostringstream text, lines, json;
  print_text(t, text);
  print_lines(t, lines);
  print_json(t, json);
  const auto has = [](const std::ostringstream& in, std::string_view what) {
    return in.str().find(what) != std::string::npos;
  };
  CHECK(has(text, "pay  POST /pay/micropay\n    total_fee=1250\n"));
  CHECK(has(text, "auth_code=<18 bytes, 0a0a0a0a0a0a0a0a>"));
  CHECK(has(lines, "||0||message_pay||engine||wechat||||||||POST /pay/micropay total_fee=1250"));
  CHECK(has(json, "\"messages\":[{\"time\""));
}

}  // namespace sluice::tests::call_steps_test
