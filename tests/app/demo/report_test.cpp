#include "app/demo/report.hpp"

#include <sstream>

#include "app/demo/progress_bar.hpp"
#include "tests/catch.hpp"

namespace sluice::test::report_test {
using namespace sluice::demo;

namespace {

facts good_facts() {
  facts f;
  f.orders = 60;
  f.seed = 1;
  f.folder = "/tmp/demo";
  f.log = "/tmp/demo/log";
  f.took = millis{12'345};
  f.settled = true;
  f.example_order = "m1/D1-7";
  f.tallies.duplicates = {10, 10};
  f.access = {.strangers = {3, 3},
              .told = "you may not ask for this",
              .overlap = {2, 2},
              .with_old = 7,
              .with_new = 8,
              .old_key_afterwards = "key_revoked",
              .alone = "second_person_is_first",
              .agreed = "done"};
  f.channel = {
      .why = "failures",
      .failed = 13,
      .opened_after = millis{687},
      .closed_after = millis{1566},
      .orders = 172,
      .paid = 127,
      .paid_elsewhere = 110,
      .alarm = {.fired = "wechat: calls to a channel fail one after the other",
                .over = "OVER: wechat",
                .fired_after = millis{450},
                .over_after = millis{3100}}};
  f.alarms = {"network_channel", "special_state"};
  f.payers = {.orders = 26, .told_what_to_do = 22, .paid = 24, .captured = 2, .let_go = 2};
  f.agreement = {.begun = "in_force",
                 .payer = "sim***@example.com",
                 .orders = 2,
                 .paid = 2,
                 .over = "ended",
                 .refused = "agreement_not_in_force"};
  f.books = {.contracts = 3,
             .journals = 240,
             .channels_owe = 119'500,
             .channels_took = 500,
             .merchants = 100'000,
             .paid_out = 19'300,
             .fees = 800,
             .fees_due = 100};
  f.settlements = {
      .merchants = 2, .paid = 2, .amount = 19'300, .refused = "settlement_ended_otherwise"};
  f.webhooks = {
      .arrived = 131, .events = 130, .refused_one_came_again = true, .orders = 120, .told = 120};
  f.audit = {.status = 0, .report = {{"ok", true}, {"events", 4321}}};
  f.judged.rows.push_back(
      {.fate = &sim::fates[6],
       .orders = 2,
       .states = {{"revoked", 2}},
       .conflicts = 0,
       .undisturbed = 2,
       .as_planned = 2,
       .requests = 2,
       .paid_minor = 2412,
       .returned_minor = 2412,
       .claimed_minor = 0});
  return f;
}

std::string text_of(const facts& f) {
  std::ostringstream out;
  print_text(f, "./sluice", out);
  return out.str();
}

nlohmann::json json_of(const facts& f) {
  std::ostringstream out;
  print_json(f, out);
  return nlohmann::json::parse(out.str());
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the report says what was settled, and each of it counts") {
  CHECK(has(text_of(good_facts()), "2 of 2 merchants were paid 193.00"));
  CHECK(json_of(good_facts())["settlements"]["amount_minor"] == 19'300);
  for (const auto spoil :
       {+[](settlements_shown& s) { s.paid = 1; }, +[](settlements_shown& s) { s.amount = 19'301; },
        +[](settlements_shown& s) { s.merchants = s.paid = 1; },
        +[](settlements_shown& s) { s.refused = ""; }}) {
    auto f = good_facts();
    spoil(f.settlements);
    CHECK(has(text_of(f), "Not as it should be:\n  settlements"));
  }
}

TEST_CASE("the report says what happened to strangers and keys, and each of it counts") {
  const auto text = text_of(good_facts());
  CHECK(has(text, "strangers, refused        3 of 3"));
  CHECK(has(text, "\"you may not ask for this\""));
  CHECK(has(text, "2 of 2, with 7 and 8 requests"));
  CHECK(json_of(good_facts())["access"]["key_replaced"]["old_key_afterwards"] == "key_revoked");
  REQUIRE(all_agree(good_facts()));
  for (const auto spoil :
       {+[](access_shown& a) { a.strangers.as_it_should = 2; },
        +[](access_shown& a) { a.strangers = {}; },
        +[](access_shown& a) { a.overlap.as_it_should = 1; },
        +[](access_shown& a) { a.alone = ""; }, +[](access_shown& a) { a.agreed = "lapsed"; },
        +[](access_shown& a) { a.old_key_afterwards = "order_not_found"; }}) {
    auto f = good_facts();
    spoil(f.access);
    CHECK_FALSE(all_agree(f));
  }
}

TEST_CASE("the report says who was told by webhooks, and each of it counts") {
  CHECK(has(text_of(good_facts()),
            "131 arrived, of 130 events; 120 of 120 orders that have ended were told to m1"));
  CHECK(has(text_of(good_facts()), "the first was refused, and came again"));
  CHECK(json_of(good_facts())["webhooks"]["told"] == 120);
  for (const auto spoil :
       {+[](webhooks_shown& w) { w.told = 119; }, +[](webhooks_shown& w) { w.orders = w.told = 0; },
        +[](webhooks_shown& w) { w.forged = 1; }, +[](webhooks_shown& w) { w.changed = 1; },
        +[](webhooks_shown& w) { w.refused_one_came_again = false; }}) {
    auto f = good_facts();
    spoil(f.webhooks);
    CHECK_FALSE(all_agree(f));
    CHECK(has(text_of(f), "the webhooks to a merchant"));
  }
}

TEST_CASE("the report says what agrees, and three commands to copy") {
  const auto text = text_of(good_facts());
  CHECK(has(text, "06  payer asked; pays in the instant of the"));
  CHECK(has(text, "24.12"));
  CHECK(has(text, "4321 events"));
  CHECK(has(text, "Engine, books and audit agree on 60 orders, 12 s"));
  CHECK(has(text, "./sluice trace m1/D1-7 --data /tmp/demo/log"));
  CHECK(has(text, "./sluice audit export --data /tmp/demo/log --format jsonl"));
  CHECK(has(text, "./sluice req order.create"));
}

TEST_CASE("the JSON document holds the same facts") {
  const auto document = json_of(good_facts());
  CHECK(document["agree"] == true);
  CHECK(document["events"] == 4321);
  CHECK(document["fates"][0]["digits"] == 6);
  CHECK(document["fates"][0]["states"]["revoked"] == 2);
  CHECK(document["fates"][0]["books"]["returned_minor"] == 2412);
  CHECK(document["duplicates"]["as_expected"] == 10);
  CHECK(document["audit"]["status"] == 0);
}

TEST_CASE("the report says what people heard by alarms") {
  const auto text = text_of(good_facts());
  CHECK(has(text,
            "\"wechat: calls to a channel fail one after the other\" after 450 ms; \"OVER: "
            "wechat\" 3100 ms after it answers again"));
  CHECK(has(text, "notices came of: network_channel special_state"));
  CHECK(json_of(good_facts())["channel_dies"]["alarm"]["over_after_ms"] == 3100);
  auto f = good_facts();
  f.channel.alarm = {};
  CHECK(has(text_of(f), "NO notice"));
}

TEST_CASE("the report says how a channel died and came back, and each of it counts") {
  CHECK(has(text_of(good_facts()), "payments go elsewhere after 687 ms (failures, 13 failed)"));
  CHECK(json_of(good_facts())["channel_dies"]["paid_elsewhere"] == 110);
  for (const auto spoil :
       {+[](channel_shown& c) { c.why = ""; }, +[](channel_shown& c) { c.paid_elsewhere = 0; },
        +[](channel_shown& c) { c.closed_after = millis{0}; }}) {
    auto f = good_facts();
    spoil(f.channel);
    CHECK_FALSE(all_agree(f));
  }
}

TEST_CASE("the report says how an agreement was signed, charged and ended, and each of it counts") {
  CHECK(
      has(text_of(good_facts()), "in_force once its payer sim***@example.com had signed: 2 of 2"));
  CHECK(has(text_of(good_facts()), "and the next order: agreement_not_in_force"));
  CHECK(json_of(good_facts())["agreement"]["over"] == "ended");
  for (const auto spoil :
       {+[](agreement_shown& a) { a.begun = "lapsed"; }, +[](agreement_shown& a) { a.paid = 1; },
        +[](agreement_shown& a) { a.orders = a.paid = 0; },
        +[](agreement_shown& a) { a.over = "ending"; },
        +[](agreement_shown& a) { a.refused = "processing"; }}) {
    auto f = good_facts();
    spoil(f.agreement);
    CHECK_FALSE(all_agree(f));
    CHECK(has(text_of(f), "Not as it should be:\n  the agreement"));
  }
}

TEST_CASE("the report says whose the money is, and each of it counts") {
  CHECK(has(text_of(good_facts()), "3 contracts that two persons agreed to, 240 journals"));
  CHECK(has(text_of(good_facts()), "both sides differ by 0.00"));
  CHECK(json_of(good_facts())["books"]["merchants_minor"] == 100'000);
  for (const auto spoil :
       {+[](books_shown& b) { b.contracts = 2; }, +[](books_shown& b) { b.journals = 0; },
        +[](books_shown& b) { b.difference = 1; }, +[](books_shown& b) { b.payers = 1; },
        +[](books_shown& b) { b.unreadable = "no log"; }}) {
    auto f = good_facts();
    spoil(f.books);
    CHECK_FALSE(all_agree(f));
    CHECK(has(text_of(f), "Not as it should be:\n  the books"));
  }
}

TEST_CASE("any disagreement makes the whole demo disagree") {
  const auto disagrees = [](auto&& spoil) {
    auto f = good_facts();
    spoil(f);
    CHECK_FALSE(all_agree(f));
    CHECK(has(text_of(f), "NOT everything agrees"));
    CHECK(json_of(f)["agree"] == false);
  };
  CHECK(all_agree(good_facts()));
  disagrees([](facts& f) { f.settled = false; });
  disagrees([](facts& f) { f.judged.problems.emplace_back("m1/D1-1: the books say more"); });
  disagrees([](facts& f) { f.judged.stuck.emplace_back("m1/D1-1"); });
  disagrees([](facts& f) { f.complaints.emplace_back("m1/D1-1: not found"); });
  disagrees([](facts& f) { f.audit.status = 1; });
  disagrees([](facts& f) { f.exit_status = 137; });
  disagrees([](facts& f) { f.payers.paid = 23; });
  disagrees([](facts& f) { f.payers.let_go = 1; });
  disagrees([](facts& f) { f.tallies.refusals = {3, 2}; });
}

TEST_CASE("stuck orders are named in the report") {
  auto f = good_facts();
  f.judged.stuck.emplace_back("m3/D1-44");
  CHECK(has(text_of(f), "m3/D1-44"));
}

TEST_CASE("latency counts undisturbed orders that are simply paid") {
  std::deque<order_record> records;
  for (int i = 1; i <= 100; ++i) {
    order_record r{.plan = {.amount_minor = 1000}};
    r.answered_after = millis{i};
    records.push_back(r);
  }
  records[99].disturbed = true;
  records[0].plan.amount_minor = 1001;
  const auto found = latency_of(records);
  CHECK(found.samples == 98);
  CHECK(found.p50 == millis{50});
  CHECK(found.p99 == millis{98});
  CHECK(latency_of({}).samples == 0);
}

TEST_CASE("away from a terminal the progress bar is a line for every tenth") {
  char* text = nullptr;
  std::size_t size = 0;
  auto* const out = ::open_memstream(&text, &size);
  progress_bar bar{20, out, false};
  for (std::size_t i = 0; i <= 20; ++i) bar.show(i, "orders");
  bar.say("done");
  bar.finish();
  std::fclose(out);
  const std::string shown{text, size};
  std::free(text);
  CHECK(std::count(shown.begin(), shown.end(), '\n') == 11);
  CHECK(has(shown, "  20/20  orders\n"));
  CHECK_FALSE(has(shown, "\r"));
}

TEST_CASE("on a terminal the bar is drawn over itself") {
  char* text = nullptr;
  std::size_t size = 0;
  auto* const out = ::open_memstream(&text, &size);
  progress_bar bar{4, out, true};
  bar.show(2, "orders");
  bar.say("killed the engine");
  bar.show(4, "orders");
  bar.finish();
  std::fclose(out);
  const std::string shown{text, size};
  std::free(text);
  CHECK(has(shown, "[####################....................] 2/4  orders"));
  CHECK(has(shown, "\r\033[Kkilled the engine\n"));
}

}  // namespace sluice::test::report_test
