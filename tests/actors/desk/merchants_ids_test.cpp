#include "store/key_layout.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Two merchants, each with a service and a key of its own; every payment is paid at once.
struct two_merchants {
  explicit two_merchants(std::shared_ptr<store::event_log> kept = nullptr) : s(std::move(kept)) {
    auto& all = s.settings.merchants;
    all.push_back(all.front());
    all.back().id = merchant_id{"m2"};
    access::book b;
    for (const auto* m : {"m1", "m2"}) {
      const access::principal_id service{"shop-of-" + std::string(m)};
      b.add({.id = service, .merchants = {.some = {merchant_id{m}}}},
            access::usual_grants(access::principal_kind::service));
      b.add({.id = access::key_id{"k" + std::string(m + 1)}, .owner = service});
    }
    s.declared = declared_as(b);
    s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
    s.open();
  }

  /// "paid", or the name of the refusal.
  std::string ask(question q, const std::string& key, const std::string& id, std::uint8_t body) {
    s.everyone->ask({.ask = std::move(q),
                     .id = command_id{id},
                     .body = {body},
                     .from = {access::key_id{key}},
                     .reply_to = std::make_shared<remembered_reply>(s.answers)});
    s.run();
    if (const auto* no = std::get_if<rejection>(&s.answers.back()))
      return std::string(name_of(no->code));
    return s.last_order().state;
  }

  static create_order create(const std::string& merchant, const std::string& number) {
    auto q = stage::order_request(number);
    q.order.merchant = merchant_id{merchant};
    return q;
  }
  static get_order get(const std::string& number) {
    return {{merchant_id{"m1"}, order_no{number}}};
  }

  stage s;
};

}  // namespace

TEST_CASE("two merchants may use the same command id") {
  two_merchants t;
  CHECK(t.ask(t.create("m1", "A-1"), "k1", "1001", 1) == "paid");
  CHECK(t.ask(t.create("m2", "A-1"), "k2", "1001", 2) == "paid");
  CHECK(t.ask(t.create("m2", "A-2"), "k2", "1001", 3) == "command_id_reused");
  CHECK(t.ask(t.create("m1", "A-2"), "k1", "1001", 3) == "command_id_reused");
}

TEST_CASE("what a merchant used an id for is known after a restart, to itself alone") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    two_merchants t(log);
    CHECK(t.ask(t.create("m1", "A-1"), "k1", "1001", 1) == "paid");
  }
  two_merchants t(log);
  CHECK(t.ask(t.create("m1", "A-1"), "k1", "1001", 1) == "paid");
  CHECK(t.ask(t.create("m1", "A-2"), "k1", "1001", 2) == "command_id_reused");
  CHECK(t.ask(t.create("m2", "A-2"), "k2", "1001", 2) == "paid");
}

TEST_CASE("whoever may not ask learns neither which ids are taken nor which merchants there are") {
  two_merchants t;
  CHECK(t.ask(t.create("m1", "A-1"), "k1", "1001", 1) == "paid");
  for (const auto* id : {"1001", "1002"}) {
    for (const auto* key : {"", "k2"}) CHECK(t.ask(t.get("A-1"), key, id, 9) == "not_allowed");
    for (const auto* key : {"", "k1"}) {
      CHECK(t.ask(t.create("nobody", "A-9"), key, id, 9) == "not_allowed");
      CHECK(t.ask(get_order{{merchant_id{"nobody"}, order_no{"A-9"}}}, key, id, 9) ==
            "not_allowed");
    }
    CHECK(t.ask(t.get("A-1"), "k3", id, 9) == "signature_wrong");
  }
  CHECK(t.ask(t.create("m1", "A-3"), "k1", "1002", 3) == "paid");  // nobody has taken it
}

TEST_CASE("the id of a command that wrote nothing is remembered for ten minutes") {
  two_merchants t;
  CHECK(t.ask(t.create("m1", "A-1"), "k1", "first", 1) == "paid");
  CHECK(t.ask(t.get("A-1"), "k1", "look", 2) == "paid");
  CHECK(t.ask(t.get("NONE"), "k1", "found nothing", 3) == "order_not_found");
  CHECK(t.ask(t.create("m1", "A-1"), "k1", "again", 1) == "paid");
  for (const auto* id : {"look", "found nothing", "again"}) {
    CHECK(t.ask(t.create("m1", "B-1"), "k1", id, 9) == "command_id_reused");
    CHECK(t.ask(t.create("m2", id), "k2", id, 9) == "paid");
  }
  CHECK(t.ask(t.get("A-1"), "k1", "look", 2) == "paid");  // the ten minutes begin again

  t.s.advance(10min - 1ms);
  for (const auto* id : {"look", "found nothing", "again"})
    CHECK(t.ask(t.create("m1", "B-1"), "k1", id, 9) == "command_id_reused");
  t.s.advance(1ms);
  for (const auto* id : {"look", "found nothing", "again"})
    CHECK(t.ask(t.create("m1", "B-1"), "k1", id, 9) == "paid");
  CHECK(t.ask(t.create("m1", "B-2"), "k1", "first", 8) == "command_id_reused");
}

TEST_CASE("an id that an older version wrote for whatever merchant holds up nobody") {
  const auto log = std::make_shared<store::memory_event_log>();
  store::append_request old{.stream = "order/m1/OLD", .open_after = false};
  old.entries = {{store::entry_kind::old_command, "1001", std::string(16, 'x')}};
  const std::vector<store::append_request> only{old};
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(log->append(only)));
  two_merchants t(log);
  CHECK(t.ask(t.create("m2", "A-1"), "k2", "1001", 1) == "paid");
}
