// Nobody gets anything done, or told, that is not granted to him; and the book may change
// meanwhile.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

using access::key_id;
using access::principal_id;
using access::principal_kind;

constexpr auto nobody = "";

/// m1 is closed; a service of its own, another's, an operator, an auditor, and a revoked key.
access::book closed_book() {
  access::book b;
  const auto add = [&](const std::string& name, principal_kind kind, const std::string& merchant) {
    access::principal who{.id = principal_id{name}, .kind = kind, .person = name};
    if (!merchant.empty()) who.merchants.some = {merchant_id{merchant}};
    b.add(std::move(who), access::usual_grants(kind));
    b.add({.id = key_id{name}, .owner = principal_id{name}});
  };
  add("shop", principal_kind::service, "m1");
  add("other", principal_kind::service, "m2");
  add("li.wei", principal_kind::operator_, "");
  add("auditor", principal_kind::auditor, "");
  b.add({.id = key_id{"revoked"}, .owner = principal_id{"shop"}, .revoked_at = instant{1ms}});
  return b;
}

struct closed_stage : stage {
  closed_stage() {
    declared = declared_as(closed_book());
    open();
  }
  /// "processing", or the name of the refusal.
  std::string ask_as(const std::string& key, question q, const std::string& id = {}) {
    everyone->ask({.ask = std::move(q),
                   .when = reply_when::accepted,
                   .id = command_id{id},
                   .from = {key_id{key}},
                   .reply_to = std::make_shared<remembered_reply>(answers)});
    run();
    if (const auto* no = std::get_if<rejection>(&answers.back()))
      return std::string(name_of(no->code));
    return std::holds_alternative<order_view>(answers.back()) ? last_order().state : "told";
  }
};

std::vector<question> all_questions() {
  return {stage::order_request("A-1"),
          get_order{first_order},
          revoke_order{first_order, {}},
          create_refund{first_order, refund_no{"R1"}, {1, currency::cny}, {}},
          get_refund{first_order, refund_no{"R1"}},
          resolve_order{first_order, {order::resolution::failed, "li.wei", "asked the bank", {}}},
          list_methods{first_order.merchant, {1, currency::cny}},
          get_route{first_order},
          list_channels{}};
}

question word_of(const std::string& person) {
  return resolve_order{first_order, {order::resolution::failed, person, "asked the bank", {}}};
}

}  // namespace

TEST_CASE("whoever may not ask gets nothing done and nothing told, whatever he asks") {
  closed_stage s;
  for (const auto& q : all_questions()) {
    CHECK(s.ask_as(nobody, q) == "not_allowed");
    CHECK(s.last_refusal() == access::not_allowed());
    CHECK(s.ask_as("revoked", q) == "key_revoked");
    CHECK(s.ask_as("of nobody", q) == "signature_wrong");
    if (!std::holds_alternative<list_channels>(q)) CHECK(s.ask_as("other", q) == "not_allowed");
  }
  for (const auto i : {0, 2, 3, 5}) {
    CHECK(s.ask_as("auditor", all_questions()[static_cast<std::size_t>(i)]) == "not_allowed");
  }
  CHECK(s.wechat->started.empty());
  CHECK(s.events_of("order/m1/A-1").empty());
  CHECK(s.ask_as("shop", stage::order_request("A-1")) == "processing");
  CHECK(s.wechat->started[operation::pay] == 1);
  CHECK(s.ask_as("shop", get_order{first_order}) == "processing");
  CHECK(s.ask_as("auditor", get_order{first_order}) == "processing");
  CHECK(s.ask_as("auditor", list_channels{}) == "told");
  CHECK(s.ask_as("shop", list_methods{first_order.merchant, {1, currency::cny}}) == "told");
}

TEST_CASE("a refusal says the same of a merchant that is there and of one that is not") {
  closed_stage s;
  auto strange = stage::order_request("A-1");
  strange.order.merchant = merchant_id{"strange"};
  for (const auto* key : {nobody, "other"}) {
    s.ask_as(key, stage::order_request("A-1"), "C-1");
    const auto known = s.last_refusal();
    s.ask_as(key, strange, "C-1");
    CHECK(s.last_refusal() == known);
  }
}

TEST_CASE("an operator speaks in his own name alone") {
  closed_stage s;
  CHECK(s.ask_as("shop", stage::order_request("A-1")) == "processing");
  CHECK(s.ask_as("li.wei", word_of("zhang.san")) == "not_allowed");
  CHECK(s.last_refusal().field == "operator");
  CHECK(s.ask_as("li.wei", word_of("li.wei")) == "order_needs_no_operator");
  CHECK(s.ask_as("shop", word_of("li.wei")) == "not_allowed");
}

TEST_CASE("an open merchant's services need not sign, an operator always must") {
  stage s;
  s.declared = declared_as(access::open_book({merchant_id{"m1"}}));
  s.open();
  const auto ask = [&](question q) {
    s.everyone->ask(
        {.ask = std::move(q), .reply_to = std::make_shared<remembered_reply>(s.answers)});
    s.run();
  };
  ask(stage::order_request("A-1"));
  CHECK(s.wechat->started[operation::pay] == 1);
  ask(word_of("li.wei"));
  CHECK(s.last_refusal().code == rejection_code::not_allowed);
  ask(list_channels{});
  CHECK(std::holds_alternative<std::vector<channel_view>>(s.answers.back()));
}

TEST_CASE("another book counts from the next request on") {
  closed_stage s;
  CHECK(s.ask_as("shop", stage::order_request("A-1")) == "processing");
  auto next = closed_book();
  next.keys.at(key_id{"shop"}).revoked_at = instant{1ms};
  s.access->exchange(std::move(next));
  CHECK(s.ask_as("shop", get_order{first_order}) == "key_revoked");
  s.access->exchange(access::open_book({merchant_id{"m1"}}));
  CHECK(s.ask_as(nobody, get_order{first_order}) == "processing");
}

TEST_CASE("a key ends when the machine's clock says so") {
  closed_stage s;
  auto next = closed_book();
  next.keys.at(key_id{"shop"}).until = s.clock->now() + 1min;
  s.access->exchange(std::move(next));
  CHECK(s.ask_as("shop", stage::order_request("A-1")) == "processing");
  s.clock->machine_ahead = 1min;
  CHECK(s.ask_as("shop", get_order{first_order}) == "key_expired");
}
