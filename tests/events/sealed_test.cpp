#include <numeric>

#include "events/codec.hpp"
#include "events/json.hpp"
#include "events/v1/payload.pb.h"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"
#include "tests/format_page.hpp"

#include <nlohmann/json.hpp>

using namespace sluice;
namespace v1 = sluice::events::v1;

namespace {

constexpr std::string_view stream = "order/m1/A-1";
constexpr seal_nonce some_nonce{
    0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab};

data_key page_key() {
  std::string bytes(32, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return {data_key_id{"d-1"}, merchant_id{"m1"}, instant{}, secret(bytes)};
}

record_keys keys_with(const data_key& k) {
  record_keys keys;
  REQUIRE(keys.add(k));
  return keys;
}

order::event accepted() {
  return order::order_accepted{
      .order = {merchant_id{"m1"}, order_no{"A-1"}},
      .amount = {1250, currency::cny},
      .masked_code = "13**************89",
      .description = "coffee",
      .body = {1},
      .route = {channel_id{"wechat"}}};
}

store::record placed(store::new_record written) {
  auto r = samples::as_record(std::move(written));
  r.stream = stream;
  r.stream_position = 1;
  return r;
}

store::record sealed_record() {
  const auto key = page_key();
  return placed(encode(accepted(), {"cmd-1", ""}, instant{}, {key, some_nonce, stream, 1}));
}

/// With any sealed text in any clear part, sealed as it should be.
store::record record_of(const v1::Payload& clear, const std::string& text,
                        std::uint16_t type = 10) {
  store::new_record r{.type = type, .has_sealed_part = true};
  r.payload = sealed_payload(
      {stream, 1, type, 1}, clear.SerializeAsString(), page_key(), some_nonce, secret(text));
  return placed(std::move(r));
}

v1::Payload clear_part() {
  v1::Payload p;
  REQUIRE(p.ParseFromString(std::string(parts_of(sealed_record().payload)->clear)));
  return p;
}

std::string refusal_of_sealed(const store::record& r,
                              const record_keys& keys = keys_with(page_key())) {
  const auto result = decode(r, keys);
  const auto* problem = std::get_if<undecodable>(&result);
  return problem == nullptr ? "was decoded" : problem->message;
}

const order::order_accepted& accepted_in(const decode_result& result) {
  REQUIRE(std::holds_alternative<decoded>(result));
  return std::get<order::order_accepted>(std::get<order::event>(std::get<decoded>(result).event));
}

}  // namespace

TEST_CASE("the sealed payload is the one on the page, byte for byte") {
  CHECK(sealed_record().payload == testing::example("sealed payload"));
}

TEST_CASE(
    "with its key an event is read as it was, and its private text is nowhere in the record") {
  const auto r = sealed_record();
  CHECK(r.has_sealed_part);
  CHECK(r.payload.find("coffee") == std::string::npos);
  const auto result = decode(r, keys_with(page_key()));
  CHECK(samples::as_text(std::get<decoded>(result).event) == samples::as_text(accepted()));
  CHECK(std::get<decoded>(result).why.command_id == "cmd-1");
}

TEST_CASE("without its key all the rest is read, and the text is known to be sealed") {
  const auto result = decode(sealed_record());
  auto expected = std::get<order::order_accepted>(accepted());
  expected.description = private_text::sealed();
  CHECK(accepted_in(result).description == private_text::sealed());
  CHECK(samples::as_text(std::get<decoded>(result).event) ==
        samples::as_text(order::event{expected}));
  const auto shown = to_json(std::get<decoded>(result).event);
  CHECK(shown["description"] == "(sealed)");
  CHECK(shown["sealed"] == nlohmann::ordered_json::array({"description"}));
}

TEST_CASE("a text that says it is sealed is told from one that is") {
  auto e = std::get<order::order_accepted>(accepted());
  e.description = "(sealed)";
  CHECK(e.description != private_text::sealed());
  CHECK_FALSE(to_json(order::event{e}).contains("sealed"));
}

TEST_CASE("an empty text is sealed like any other, so that nobody sees that it is") {
  auto e = std::get<order::order_accepted>(accepted());
  e.description = "";
  const auto key = page_key();
  const auto r = placed(encode(order::event{e}, {}, instant{}, {key, some_nonce, stream, 1}));
  CHECK(accepted_in(decode(r)).description.is_sealed());
  CHECK(accepted_in(decode(r, keys_with(key))).description == "");
}

TEST_CASE("what was sealed for one place can be opened at no other") {
  const auto at_home = sealed_record();
  const std::string moved =
      "order_accepted: its sealed part is damaged, or was sealed for another place";
  auto r = at_home;
  r.stream = "order/m1/A-2";
  CHECK(refusal_of_sealed(r) == moved);
  r = at_home;
  r.stream_position = 2;
  CHECK(refusal_of_sealed(r) == moved);
  // Beside another clear part, though all of it was sealed under the same key for the same place.
  auto other = clear_part();
  other.mutable_order_accepted()->mutable_amount()->set_minor_units(1);
  r = record_of(other, "");
  const auto its = parts_of(r.payload)->sealed;
  r.payload.replace(r.payload.size() - its.size(), its.size(), parts_of(at_home.payload)->sealed);
  CHECK(refusal_of_sealed(r) == moved);
  CHECK(std::holds_alternative<decoded>(decode(r)));  // without the key nobody can say
}

TEST_CASE("no bit of a sealed payload can change unnoticed where its key is") {
  const auto sound = sealed_record();
  const auto parts = *parts_of(sound.payload);
  const auto key_at = static_cast<std::size_t>(parts.key_id.data() - sound.payload.data());
  for (std::size_t i = 0; i < sound.payload.size(); ++i) {
    auto r = sound;
    r.payload[i] = static_cast<char>(r.payload[i] ^ (1 << (i % 8)));
    INFO(i);
    // Another key's id, or another length of it: that key is not here.
    const bool names_another_key = i + 1 >= key_at && i < key_at + parts.key_id.size();
    if (names_another_key && refusal_of_sealed(r) == "was decoded")
      CHECK(accepted_in(decode(r, keys_with(page_key()))).description.is_sealed());
    else
      CHECK(refusal_of_sealed(r) != "was decoded");
  }
}

TEST_CASE("a sealed payload that is cut anywhere is refused, with the key and without") {
  const auto sound = sealed_record();
  const auto sealed_at = sound.payload.size() - parts_of(sound.payload)->sealed.size();
  for (std::size_t size = 0; size < sound.payload.size(); ++size) {
    auto r = sound;
    r.payload.resize(size);
    INFO(size);
    CHECK(refusal_of_sealed(r) != "was decoded");
    if (size < sealed_at + sizeof(seal_nonce) + seal_tag_size)
      CHECK(refusal_of_sealed(r, {}) ==
            "order_accepted: the lengths in its sealed payload do not add up");
  }
}

TEST_CASE("lengths at their largest are refused") {
  auto r = sealed_record();
  for (std::size_t i = 0; i < 4; ++i) r.payload[i] = '\xff';
  CHECK(refusal_of_sealed(r) == "order_accepted: the lengths in its sealed payload do not add up");
}

TEST_CASE("a flag that a payload does not have, or lacks, is refused") {
  auto r = placed(encode(accepted(), {}, instant{}));
  r.has_sealed_part = true;
  CHECK(refusal_of_sealed(r) != "was decoded");
  r = sealed_record();
  r.has_sealed_part = false;
  CHECK(refusal_of_sealed(r) != "was decoded");
}

TEST_CASE("what is in the wrong part is refused") {
  auto both = clear_part();
  both.mutable_order_accepted()->set_description("tea");
  CHECK(refusal_of_sealed(record_of(both, "")) ==
        "order_accepted: sealed part: what belongs in it stands in clear as well");
  CHECK(refusal_of_sealed(record_of(both, ""), {}) ==
        "order_accepted: sealed part: what belongs in it stands in clear as well");
  v1::OrderAccepted more;
  more.set_description("tea");
  more.mutable_amount()->set_minor_units(1);
  CHECK(refusal_of_sealed(record_of(clear_part(), more.SerializeAsString())) ==
        "order_accepted: sealed part: has more than what is private");
  CHECK(refusal_of_sealed(record_of(clear_part(), "\xff")) ==
        "order_accepted: sealed part: is no Protobuf message");
  v1::Payload paid;
  paid.mutable_cause();
  paid.mutable_order_paid()->set_attempt(1);
  CHECK(refusal_of_sealed(record_of(paid, "", 16)) ==
        "order_paid: sealed part: nothing of such an event is private");
}

TEST_CASE("after a sealed event the next one of its kind is written in clear as ever") {
  static_cast<void>(sealed_record());
  CHECK(accepted_in(decode(placed(encode(accepted(), {}, instant{})))).description == "coffee");
}

TEST_CASE("only what has a private field is sealed") {
  CHECK(says_private(accepted()));
  CHECK_FALSE(says_private(order::event{order::order_paid{attempt_no{1}}}));
}
