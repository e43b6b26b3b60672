/// Two versions of one command, served at once.

#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {
namespace {

const std::string good_v2(info_of(endpoint::create_order_v2).example);

}  // namespace

TEST_CASE("each version is asked for at its own subject") {
  CHECK(endpoint_of("order.create") == endpoint::create_order);
  CHECK(endpoint_of("v2.order.create") == endpoint::create_order_v2);
  CHECK_FALSE(endpoint_of("v1.order.create"));
  CHECK_FALSE(endpoint_of("v3.order.create"));
}

TEST_CASE("a repeat through the other version is the same request") {
  const auto first = accepted_json(endpoint::create_order, good_v2);
  const auto second = accepted_json(endpoint::create_order_v2, good_v2);
  CHECK(first.body == second.body);
  CHECK(std::get<create_order>(second.ask).body == first.body);
  CHECK(first.body == accepted_json(endpoint::create_order, good_create).body);
  CHECK(second.when == reply_when::final);
  CHECK(std::get<create_order>(second.ask).not_after.has_value());
}

TEST_CASE("version 2 requires what version 1 may leave out") {
  const auto not_after = replaced(good_v2, R"(,"not_after":"2099-01-02T03:04:05Z")", "");
  const auto description = replaced(good_v2, R"("description":"coffee",)", "");
  const auto empty = replaced(good_v2, "coffee", "");
  for (const auto& [body, field] :
       {std::pair(not_after, "not_after"), std::pair(description, "description"),
        std::pair(empty, "description")}) {
    CAPTURE(body);
    static_cast<void>(accepted_json(endpoint::create_order, body));
    const auto refused = refused_json(endpoint::create_order_v2, body);
    CHECK(refused.code == rejection_code::field_missing);
    CHECK(refused.field == field);
    CHECK(refused.message.find(good_v2) != std::string::npos);
  }
}

TEST_CASE("what is given is checked alike in both versions") {
  for (const auto& [from, to] : {std::pair("coffee", "cof\\nfee"), std::pair("2099-01", "2099-13"),
                                 std::pair("\"m1\"", "\"m 1\"")}) {
    const auto body = replaced(good_v2, from, to);
    CHECK(refused_json(endpoint::create_order, body) ==
          refused_json(endpoint::create_order_v2, body));
  }
}

}  // namespace sluice::api
