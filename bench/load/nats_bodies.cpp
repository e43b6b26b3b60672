#include "bench/load/nats_bodies.hpp"

#include "adapters/api/transcode.hpp"

namespace sluice::bench {

std::string create_body(api::body_format form, const order_no& number) {
  auto json = R"({"merchant":")" + bench_merchant().value() + R"(","order_no":")" + number.value() +
              R"(","business_type":"payment_code","amount_minor":1250,"currency":"CNY",)"
              R"("payment_code":"134567890123456789","description":"coffee"})";
  return form == api::body_format::json ? json
                                        : api::protobuf_of(api::endpoint::create_order, json);
}

bool says_paid(api::body_format form, std::string_view answer) {
  constexpr std::string_view in_json = R"("state":"paid")";
  constexpr std::string_view in_protobuf = "\x1a\x04paid";  // field 3, text of 4 bytes
  return answer.find(form == api::body_format::json ? in_json : in_protobuf) !=
         std::string_view::npos;
}

std::string_view name_of(api::body_format form) noexcept {
  return form == api::body_format::json ? "json" : "protobuf";
}

}  // namespace sluice::bench
