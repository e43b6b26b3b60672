#pragma once
/// A simulated channel in whose books a day has passed, and the dialect that asks it about that.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/dialects.hpp"
#include "sim/providers/alipay_face.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/unionpay_face.hpp"
#include "sim/providers/wechat_face.hpp"
#include "sim/providers/wechat_v3_face.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

inline constexpr bill_day day{std::chrono::year{2026}, std::chrono::January, std::chrono::day{2}};

inline instant beijing(const char* time) {
  const auto at = from_beijing_time(time);
  REQUIRE(at);
  return *at;
}

inline secret simulated(std::string_view name) {
  const auto text = sim::simulated_key(name);
  REQUIRE(text);
  return secret(std::string(*text));
}

inline account_keys keys_of(std::string_view dialect_name) {
  if (dialect_name == "wechat_v2") return {{"api_key", simulated("wechat_v2_api_key")}};
  if (dialect_name == "alipay")
    return {{"app_key", simulated("alipay_app_key")},
            {"alipay_public_key", simulated("alipay_public_key")}};
  if (dialect_name == "wechat_v3")
    return {{"merchant_key", simulated("wechat_v3_merchant_key")},
            {"merchant_certificate", simulated("wechat_v3_merchant_certificate")},
            {"api_v3_key", simulated("wechat_v3_api_key")},
            {"public_key", simulated("wechat_v3_public_key")},
            {"public_key_id", simulated("wechat_v3_public_key_id")}};
  return {{"merchant_key", simulated("unionpay_merchant_key")},
          {"merchant_certificate", simulated("unionpay_merchant_certificate")},
          {"root", simulated("unionpay_root")},
          {"middle", simulated("unionpay_middle")}};
}

/// A simulated channel and the dialect that asks it, at the times that a test names.
struct channel_side {
  explicit channel_side(std::string_view dialect_name) : name(dialect_name) {
    auto made = find_dialect(name)->make(
        {.app_id = "wx1", .merchant_id = "777290058110097", .keys = keys_of(name)});
    REQUIRE(std::holds_alternative<std::unique_ptr<dialect>>(made));
    speaks = std::get<std::unique_ptr<dialect>>(std::move(made));
  }

  sim::face_answer answer(const http_request& r, instant now) {
    const auto query = r.target.substr(std::min(r.target.find('?') + 1, r.target.size()));
    const auto path = r.target.substr(0, r.target.find('?'));
    if (name == "wechat_v2") return sim::wechat_face(behind).answer(path, r.body, now);
    if (name == "unionpay") return sim::unionpay_face(behind).answer(path, r.body, now);
    if (name == "alipay") {
      sim::alipay_face face(behind);
      return r.method == "GET" ? face.file(query, now) : face.answer(r.body, now);
    }
    return sim::wechat_v3_face(behind).answer(
        {.method = r.method,
         .target = r.target,
         .authorization = std::string(r.headers.find("Authorization").value_or("")),
         .body = r.body},
        now);
  }

  http_result carried(const http_request& r, instant now) {
    const auto said = answer(r, now);
    http_result out{.kind = http_result::outcome::answered,
                    .response = {.status = said.status, .body = said.body}};
    for (const auto& [header, value] : said.headers) out.response.headers.add(header, value);
    return out;
  }

  heard_bill ask(instant now, bill_day of = day, bill_kind kind = bill_kind::trades) {
    const moment at{.now = now, .chance = 7};
    const auto asked = speaks->assemble_bill(of, kind, at);
    REQUIRE(asked);
    return speaks->understand_bill(of, carried(*asked, now), at);
  }

  /// Follows a link.
  heard_bill fetch(instant now, bill_day of = day, bill_kind kind = bill_kind::trades) {
    auto heard = ask(now, of, kind);
    const auto* link = std::get_if<bill_link>(&heard);
    return link == nullptr ? heard : bill_behind(*link, carried(link->request, now));
  }

  heard_balance balance(std::string_view which, instant now) {
    const auto asked = speaks->assemble_balance(which, {.now = now, .chance = 7});
    REQUIRE(asked);
    return speaks->understand_balance(which, carried(*asked, now), now);
  }

  void pay(const std::string& key, std::int64_t fen, const char* at) {
    auto paid = behind.pay(
        {.key = key,
         .amount = {fen, currency::cny},
         .app_id = name == "unionpay" ? "777290058110097" : "wx1",
         .said = {{"mch_id", "777290058110097"},
                  {"mchid", "777290058110097"},
                  {"merId", "777290058110097"}}},
        beijing(at));
    REQUIRE(paid.verdict == sim::pay_verdict::paid);
  }
  void give_back(const std::string& key, const std::string& refund_key, std::int64_t fen,
                 const char* at) {
    auto given = behind.give_refund(key, refund_key, {fen, currency::cny}, beijing(at));
    REQUIRE(given.verdict == sim::refund_verdict::accepted);
  }

  std::string name;
  std::unique_ptr<dialect> speaks{};
  sim::provider behind{{.channel = "c", .reference_prefix = "782"}};
};

/// On the day before, on the day and on the day after; paid, given back in parts, and revoked.
inline void let_a_day_pass(channel_side& side) {
  side.pay("YESTERDAY0001", 5'000, "2026-01-01 23:59:59");
  side.pay("ORDER00000001", 10'000, "2026-01-02 00:00:00");
  side.pay("ORDER00000002", 70'700, "2026-01-02 08:00:00");  // with a coupon: see coupons.hpp
  side.pay("ORDER00000003", 12'300, "2026-01-02 12:00:00");
  side.give_back("ORDER00000002", "REFUND0000001", 20'000, "2026-01-02 12:30:00");
  side.give_back("YESTERDAY0001", "REFUND0000002", 5'000, "2026-01-02 13:00:00");
  const auto revoked = side.behind.revoke("ORDER00000003", beijing("2026-01-02 13:30:00"));
  REQUIRE(revoked.verdict == sim::revoke_verdict::given_back);
  side.give_back("ORDER00000001", "REFUND0000003", 100, "2026-01-02 23:59:59");
  side.pay("TOMORROW00001", 900, "2026-01-03 00:00:00");
}

}  // namespace sluice::test
