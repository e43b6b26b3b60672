#include "adapters/api/json_form.hpp"

#include <google/protobuf/descriptor.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "adapters/api/endpoints.hpp"
#include "adapters/api/v1/api.pb.h"
#include "tests/catch.hpp"

namespace sluice::api {
namespace {

std::string written(const google::protobuf::Message& m) {
  std::string text;
  write_json(m, text);
  return text;
}

/// Every list with one item in it, down to the last message.
void fill(google::protobuf::Message& m) {
  using google::protobuf::FieldDescriptor;
  const auto& values = *m.GetReflection();
  for (int i = 0; i < m.GetDescriptor()->field_count(); ++i) {
    const auto& field = *m.GetDescriptor()->field(i);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
      fill(field.is_repeated() ? *values.AddMessage(&m, &field)
                               : *values.MutableMessage(&m, &field));
    else if (field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_STRING)
      values.AddString(&m, &field, "text");
    else if (field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32)
      values.AddUInt32(&m, &field, 7);
  }
}

}  // namespace

TEST_CASE("whatever may be answered can be written, with all that can be in it") {
  int count = 0;
  for (const auto& row : endpoints()) {
    if (row.reply.empty()) continue;
    CAPTURE(row.reply);
    const auto* type =
        v1::Order::descriptor()->file()->FindMessageTypeByName(std::string(row.reply));
    REQUIRE(type != nullptr);
    const std::unique_ptr<google::protobuf::Message> message(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    fill(*message);
    CHECK(nlohmann::json::parse(written(*message)).size() ==
          static_cast<std::size_t>(type->field_count()));
    ++count;
  }
  CHECK(count > 10);
}

TEST_CASE("defaults are written, integers are numbers, lists are lists, all on one line") {
  v1::ChannelList list;
  CHECK(written(list) == R"({"channels":[]})");
  auto& channel = *list.add_channels();
  channel.set_id("wechat");
  channel.set_calls(9'007'199'254'740'993U);
  CHECK(written(list) ==
        R"({"channels":[{"id":"wechat","wallet":"","enabled":false,"in_flight":0,)"
        R"("max_in_flight":0,"queued":0,"queue_capacity":0,"calls_per_second":0,)"
        R"("calls":9007199254740993,"unknown":0,"refused":0,"queue_deadline_ms":0,"origins":[],)"
        R"("faulty_per_second":0,"paths":[]}]})");
}

TEST_CASE("text with quotes, control characters and other languages survives") {
  v1::Error error;
  const std::string text("a\"b\\c\n\x01\x7f\xe4\xb8\xad/", 12);
  error.set_message(text);
  const auto line = written(error);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(nlohmann::json::parse(line)["message"].get<std::string>() == text);
}

TEST_CASE("a message that is not there is left out, and what is in one that is there is not") {
  v1::ErrorReply reply;
  CHECK(written(reply) == "{}");
  reply.mutable_error();
  CHECK(written(reply) == R"({"error":{"code":"","field":"","message":"","retryable":false}})");
}

TEST_CASE("integers are kept exactly up to their whole width, booleans and null are understood") {
  v1::Channel channel;
  CHECK_FALSE(read_json(R"({"id":"c","enabled":true,"in_flight":4294967295,)"
                        R"("calls":18446744073709551615,"wallet":null})",
                        channel));
  CHECK(channel.enabled());
  CHECK(channel.in_flight() == 4'294'967'295U);
  CHECK(channel.calls() == 18'446'744'073'709'551'615U);

  for (const auto* wrong : {R"({"in_flight":4294967296})", R"({"in_flight":-1})", R"({"calls":-1})",
                            R"({"calls":18446744073709551616})", R"({"enabled":1})",
                            R"({"enabled":"true"})", R"({"in_flight":18446744073709551615})"}) {
    CAPTURE(wrong);
    v1::Channel other;
    const auto refused = read_json(wrong, other);
    REQUIRE(refused);
    CHECK(refused->code == rejection_code::field_wrong_type);
  }
}

TEST_CASE("a body that is a bare value is no object") {
  for (const auto* body :
       {"1", "\"x\"", "null", "true", "1.5", "[]", "[{}]", "99999999999999999999"}) {
    CAPTURE(body);
    v1::GetOrder m;
    const auto refused = read_json(body, m);
    REQUIRE(refused);
    CHECK(refused->code == rejection_code::body_not_json);
    CHECK(refused->message.find("one JSON object in braces") != std::string::npos);
  }
}

TEST_CASE("what is nested in a field of the wrong type does not confuse its neighbours") {
  v1::GetOrder m;
  const auto refused = read_json(
      R"({"merchant":{"order_no":"x","order_no":"y","z":[{}]},"order_no":"A-1","key":7})", m);
  REQUIRE(refused);
  CHECK(refused->code == rejection_code::field_wrong_type);
  CHECK(refused->field == "merchant");
}

}  // namespace sluice::api
