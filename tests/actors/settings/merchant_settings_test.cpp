// Merchants are what their streams say: made, changed, frozen and closed while the engine runs.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::merchant_settings_test {
namespace {

const signed_by li{"li.wei", "as the contract says"};

merchant::change_of serves_payment_codes() {
  return {.business_types = {{business_type::payment_code}}, .channels = {{channel_id{"wechat"}}}};
}

create_merchant create(const std::string& name) {
  return {merchant_id{name}, {serves_payment_codes(), li}};
}

change_merchant lead(const std::string& name, merchant::life to) {
  return {merchant_id{name}, {{.life = to}, li}};
}

void make_active(stage& s, const std::string& name) {
  s.ask(create(name));
  s.ask(lead(name, merchant::life::approved));
  s.ask(lead(name, merchant::life::active));
}

create_order order_of(const std::string& merchant, const std::string& number) {
  auto q = stage::order_request(number);
  q.order.merchant = merchant_id{merchant};
  return q;
}

merchant_view last_merchant(const stage& s) { return std::get<merchant_view>(s.answers.back()); }

std::vector<std::string> names_in(const merchant_list& list) {
  std::vector<std::string> out;
  for (const auto& m : list.all) out.push_back(m.id);
  return out;
}

}  // namespace

TEST_CASE("a merchant is made without a restart, and takes orders once it is active") {
  stage s;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.ask(order_of("m9", "A-1"));
  CHECK(s.last_refusal().code == rejection_code::merchant_unknown);
  s.ask(create("m9"));
  CHECK(last_merchant(s).life == "applied");
  s.ask(order_of("m9", "A-1"));
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);
  s.ask(lead("m9", merchant::life::approved));
  s.ask(lead("m9", merchant::life::active));
  s.ask(order_of("m9", "A-1"));
  CHECK(s.last_order().state == "paid");
  CHECK(s.events_of("merchant/m9") ==
        std::vector<std::string>{"merchant_created", "merchant_changed", "merchant_changed"});
}

TEST_CASE("a merchant that was made while the engine ran is there after a restart") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    make_active(s, "m9");
  }
  stage s{log};
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.ask(order_of("m9", "A-1"));
  CHECK(s.last_order().state == "paid");
  s.ask(get_merchant{merchant_id{"m9"}});
  CHECK(last_merchant(s).life == "active");
  CHECK(last_merchant(s).origins.at(0).from.person == "li.wei");
}

TEST_CASE("a frozen merchant takes no new orders; what it has is told and taken back") {
  stage s;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.ask(lead("m1", merchant::life::frozen));
  CHECK(last_merchant(s).life == "frozen");
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);
  s.ask(get_order{{merchant_id{"m1"}, order_no{"A-1"}}});
  CHECK(s.last_order().state == "processing");
  s.ask(stage::order_request("A-1"), reply_when::accepted);  // a repeat hears of its order
  CHECK(s.last_order().state == "processing");
}

TEST_CASE("a frozen merchant is frozen after a restart, although its section says enabled") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
    s.ask(lead("m1", merchant::life::frozen));
  }
  stage s{log};
  s.open();
  s.ask(stage::order_request("A-2"));
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);
}

TEST_CASE("a merchant whose section has left the file takes no new orders") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    stage s{log};
    s.open();
  }
  stage s{log};
  s.settings.merchants.clear();
  s.open();
  s.ask(stage::order_request("A-1"));
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);
  CHECK(s.events_of("merchant/m1").back() == "merchant_withdrawn");
}

TEST_CASE("merchants are listed in the order in which they came, page by page") {
  stage s;
  s.open();
  for (const auto* name : {"m5", "m3", "m4"}) s.ask(create(name));
  s.ask(list_merchants{.after = 0, .most = 3});
  auto list = std::get<merchant_list>(s.answers.back());
  CHECK(names_in(list) == std::vector<std::string>{"m1", "m5", "m3"});
  CHECK(list.next == 3);
  s.ask(list_merchants{.after = list.next, .most = 3});
  list = std::get<merchant_list>(s.answers.back());
  CHECK(names_in(list) == std::vector<std::string>{"m4"});
  CHECK(list.next == 0);
  s.ask(list_merchants{.after = 4, .most = 3});
  CHECK(std::get<merchant_list>(s.answers.back()).all.empty());
}

TEST_CASE("a merchant is made once, and a wrong word about one changes nothing") {
  stage s;
  s.open();
  s.ask(create("m9"));
  s.ask(create("m9"));  // the same application again
  CHECK(last_merchant(s).life == "applied");
  s.ask(create("m1"));
  CHECK(s.last_refusal().code == rejection_code::merchant_exists);
  s.ask(lead("m9", merchant::life::active));
  CHECK(s.last_refusal().code == rejection_code::life_not_allowed);
  s.ask(lead("nobody", merchant::life::active));
  CHECK(s.last_refusal().code == rejection_code::merchant_unknown);
  s.ask(get_merchant{merchant_id{"nobody"}});
  CHECK(s.last_refusal().code == rejection_code::merchant_unknown);
  CHECK(s.events_of("merchant/m9").size() == 1);
  CHECK(s.events_of("merchant/nobody").empty());
}

TEST_CASE("orders that come while a merchant is being made wait for it") {
  stage s;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.submit(create("m9"));
  s.submit(order_of("m9", "A-1"));
  s.run();
  REQUIRE(s.answers.size() == 2);
  CHECK(s.last_refusal().code == rejection_code::merchant_disabled);  // known, not active yet
}

TEST_CASE("whoever makes names up fills no memory with command ids") {
  stage s;
  s.open();
  for (int i = 0; i < 100; ++i)
    s.ask(order_of("nobody" + std::to_string(i), "A-1"), reply_when::final, "C-1", {1});
  for (int i = 0; i < 100; ++i)  // with another body: nothing is remembered of the first
    s.ask(order_of("nobody" + std::to_string(i), "A-1"), reply_when::final, "C-1", {2});
  for (const auto& a : s.answers)
    CHECK(std::get<rejection>(a).code == rejection_code::merchant_unknown);
}

}  // namespace sluice::test::merchant_settings_test
