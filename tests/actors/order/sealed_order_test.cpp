// Orders of a merchant with a data key: the log has their description sealed, and whoever has the
// key tells it as if it were not.

#include <nlohmann/json.hpp>

#include "events/json.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

class counting final : public random_port {
 public:
  std::uint64_t next() override { return ++last_; }

 private:
  std::uint64_t last_ = 0;
};

record_keys keys_of(const std::vector<std::string>& ids, const std::string& merchant = "m1") {
  record_keys out;
  for (const auto& id : ids)
    REQUIRE(out.add({data_key_id{id}, merchant_id{merchant},
                     instant{millis{static_cast<std::int64_t>(id.size())}},
                     secret(std::string(32, id.back()))}));
  return out;
}

std::shared_ptr<shared_record_keys> shared(record_keys keys) {
  return std::make_shared<shared_record_keys>(std::make_shared<counting>(), std::move(keys));
}

void pay(stage& s, const std::string& number) {
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.ask(stage::order_request(number));
  REQUIRE(s.last_order().state == "paid");
}

store::record first_record_of(const stage& s, const order_id& id) {
  const auto read = s.log->read_stream("order/" + to_string(id));
  return std::get<std::vector<store::record>>(read).front();
}

bool is_anywhere_in(const store::event_log& log, std::string_view text) {
  bool found = false;
  const auto damage = log.read_all(1, [&](const store::record& r) {
    found = found || r.payload.find(text) != std::string::npos;
    return true;
  });
  CHECK_FALSE(damage);
  return found;
}

/// What an engine tells that has only the log, and these keys.
std::string told_by_the_next(const std::shared_ptr<store::event_log>& log, record_keys keys) {
  stage s(log);
  s.keys = shared(std::move(keys));
  s.open();
  s.ask(get_order{first_order});
  return s.last_order().description;
}

class listening final : public event_sink {
 public:
  bool publish(const decoded_record& r) override {
    text += to_line(to_json(r.record(), std::get<decoded>(r.content())));
    text += r.record().payload;
    return true;
  }
  bool flush() override { return true; }
  std::string text;
};

}  // namespace

TEST_CASE("with a data key a description is nowhere in the log, and told by every engine") {
  stage s;
  s.keys = shared(keys_of({"d-1"}));
  s.open();
  pay(s, "A-1");
  CHECK(s.last_order().description == "coffee");
  CHECK_FALSE(is_anywhere_in(*s.log, "coffee"));
  CHECK(first_record_of(s, first_order).has_sealed_part);
  CHECK(told_by_the_next(s.log, keys_of({"d-1"})) == "coffee");
}

TEST_CASE("without the key an order lives on, and its description is told as sealed") {
  stage s;
  s.keys = shared(keys_of({"d-1"}));
  s.open();
  pay(s, "A-1");
  CHECK(told_by_the_next(s.log, {}) == "(sealed)");
  stage next(s.log);
  next.wechat->always = [](const channel_call& c) -> channel_answer {
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  };
  next.open();
  next.ask(create_refund{first_order, refund_no{"R1"}, {500, currency::cny}, {}});
  next.ask(get_order{first_order});
  CHECK(next.last_order().refunded_minor == 500);
  CHECK(next.last_order().description == "(sealed)");
}

TEST_CASE("a new key seals what is new from the next order on, and the old one still opens") {
  stage s;
  s.keys = shared(keys_of({"d-1"}));
  s.open();
  pay(s, "A-1");
  s.keys->exchange(keys_of({"d-1", "d-02"}));
  pay(s, "A-2");
  const order_id second{merchant_id{"m1"}, order_no{"A-2"}};
  const auto key_of = [&](const order_id& id) {
    return std::string(parts_of(first_record_of(s, id).payload)->key_id);
  };
  CHECK(key_of(first_order) == "d-1");
  CHECK(key_of(second) == "d-02");
  s.ask(get_order{first_order});
  CHECK(s.last_order().description == "coffee");
  CHECK(told_by_the_next(s.log, keys_of({"d-1", "d-02"})) == "coffee");
  CHECK(told_by_the_next(s.log, keys_of({"d-02"})) == "(sealed)");
}

TEST_CASE("no two sealings have one nonce") {
  stage s;
  s.keys = shared(keys_of({"d-1"}));
  s.open();
  pay(s, "A-1");
  pay(s, "A-2");
  const auto nonce_of = [&](const char* number) {
    const auto r = first_record_of(s, {merchant_id{"m1"}, order_no{number}});
    return std::string(parts_of(r.payload)->sealed.substr(0, sizeof(seal_nonce)));
  };
  CHECK(nonce_of("A-1") != nonce_of("A-2"));
}

TEST_CASE("another merchant's key seals nothing of this one") {
  stage s;
  s.keys = shared(keys_of({"d-1"}, "m2"));
  s.open();
  pay(s, "A-1");
  CHECK(is_anywhere_in(*s.log, "coffee"));
  CHECK_FALSE(first_record_of(s, first_order).has_sealed_part);
}

TEST_CASE("a sealed part that was damaged is not taken for a missing key") {
  stage s;
  s.keys = shared(keys_of({"d-1"}));
  s.open();
  pay(s, "A-1");
  stage next(s.log);
  auto wrong = keys_of({"x-2"});  // its bytes under the other's id
  record_keys other;
  REQUIRE(other.add({data_key_id{"d-1"}, merchant_id{"m1"}, {}, wrong.find("x-2")->bytes}));
  next.keys = shared(std::move(other));
  next.open();
  next.ask(get_order{first_order});
  CHECK(next.last_refusal().code == rejection_code::order_quarantined);
  CHECK(next.told->count("actor_quarantined") == 1);
}

TEST_CASE("what the log seals is not published, at the head of the log or behind it") {
  const auto heard = std::make_shared<listening>();
  stage s;
  s.keys = shared(keys_of({"d-1"}));
  s.sink = heard;
  s.open();
  pay(s, "A-1");
  CHECK(heard->text.find("order_accepted") != std::string::npos);
  CHECK(heard->text.find("\"sealed\":[\"description\"]") != std::string::npos);
  CHECK(heard->text.find("coffee") == std::string::npos);
}
