#include "adapters/signing/sorted_pairs.hpp"

#include <map>

#include "tests/adapters/channels/vectors.hpp"
#include "tests/catch.hpp"

namespace sluice::signing {
namespace {

using fields = std::vector<std::pair<std::string_view, std::string>>;

std::map<std::string, std::string> fields_in(const nlohmann::json& object) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : object.items())
    out[name] = value.is_string() ? value.get<std::string>() : value.dump();
  return out;
}

}  // namespace

TEST_CASE("pairs are sorted by byte, and stand as they are") {
  CHECK(sorted_pairs(fields{{"b", "2"}, {"a", "x=y&z %"}, {"B", "3"}, {"a_1", "咖啡"}, {"a1", "4"}},
                     {}) == "B=3&a=x=y&z %&a1=4&a_1=咖啡&b=2");
  CHECK(sorted_pairs(fields{}, {}).empty());
}

TEST_CASE("what is empty and what cannot be signed is left out, and only that") {
  const fields all{
      {"sign_type", "RSA2"}, {"sign", "s"}, {"signature", "t"}, {"empty", ""}, {"Sign", "u"}};
  CHECK(sorted_pairs(all, unsigned_in_wechat_v2) == "Sign=u&sign_type=RSA2&signature=t");
  CHECK(sorted_pairs(all, unsigned_in_alipay_request) == "Sign=u&sign_type=RSA2&signature=t");
  CHECK(sorted_pairs(all, unsigned_in_alipay_notification) == "Sign=u&signature=t");
  CHECK(sorted_pairs(all, unsigned_in_acp) == "Sign=u&sign=s&sign_type=RSA2");
}

TEST_CASE("published texts to sign are made of their fields") {
  const auto [file, left_out] = GENERATE(table<std::string, std::string>(
      {{"alipay/content_to_sign_lokielse.json", "sign"},
       {"alipay/request_sign_cert_mode.json", "sign"},
       {"unionpay/acp510_request_sign_fields.json", "signature"}}));
  const auto vector = test::vector_json(file);
  if (!vector) return;
  auto given = fields_in(vector->contains("params") ? (*vector)["params"] : (*vector)["fields"]);
  given[left_out] = "of another";
  const std::string text = (*vector)[vector->contains("content") ? "content" : "sign_string"];
  const std::array<std::string_view, 1> unsigned_name{left_out};
  CHECK(sorted_pairs(given, unsigned_name) == text);
}

}  // namespace sluice::signing
