// Every row of the published table of statuses and codes, read through the dialect.

#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/channels/wechat_v3/sides.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

order::finding attempt_expected(const std::string& engine) {
  if (engine == "NOT_PAID" || engine == "CONFIG") return order::finding::not_paid;
  if (engine == "QUERY_FIRST") return order::finding::not_paid_if_query_agrees;
  if (engine == "PAYER_PAYING") return order::finding::payer_paying;
  REQUIRE((engine == "UNKNOWN" || engine == "RETRY_SAME"));
  return order::finding::unknown;
}

order::revoke_finding close_expected(const std::string& engine) {
  if (engine == "NOT_PAID") return order::revoke_finding::done;
  if (engine == "PAYER_PAYING") return order::revoke_finding::again;
  if (engine == "PAID") return order::revoke_finding::already_paid;
  REQUIRE(engine == "QUERY_FIRST");
  return order::revoke_finding::unknown;
}

/// "NO_AUTH|NOAUTH" in its spellings, and each of them without underscores.
std::vector<std::string> spellings(const std::string& all) {
  std::vector<std::string> out;
  std::stringstream text(all);
  for (std::string one; std::getline(text, one, '|');) {
    out.push_back(one);
    one.erase(std::remove(one.begin(), one.end(), '_'), one.end());
    out.push_back(one);
  }
  if (out.empty()) out.emplace_back();
  return out;
}

template <class Check>
void each_row(const char* table, Check&& check) {
  const auto vectors = vector_json("wechat_v3/error_codes.json");
  if (!vectors) return;
  for (const auto& row : vectors->at(table))
    for (const auto& code : spellings(row.at("code"))) {
      const int status = row.value("http", 400);
      INFO(status << ' ' << code);
      check(status, code, row.at("engine").get<std::string>());
    }
}

}  // namespace

TEST_CASE("V3: every row about payments means what the published table says") {
  const business_type types[] = {business_type::payment_code, business_type::jsapi};
  each_row("prepay", [&](int status, const std::string& code, const std::string& engine) {
    for (const auto type : types) {
      const auto report = attempt_in(v3::refused(call_of(operation::pay, type), status, code));
      CHECK(report.found == attempt_expected(engine));
      CHECK(report.code == code);
      if (engine == "CONFIG")
        CHECK((report.whose == fault::account || report.whose == fault::program));
      CHECK(report.reroutable == (engine == "CONFIG" && report.whose == fault::account));
    }
    // What a query is refused with says nothing about the order.
    const auto asked = attempt_in(v3::refused(call_of(operation::query), status, code));
    CHECK(asked.found == (status == 404 ? order::finding::not_found : order::finding::unknown));
  });
}

TEST_CASE("V3: every row about closing means what the published table says") {
  const auto call = call_of(operation::close, business_type::native_qr);
  each_row("close", [&](int status, const std::string& code, const std::string& engine) {
    const auto answer =
        code.empty() ? v3::heard(call, std::string(), status) : v3::refused(call, status, code);
    CHECK(revoke_in(answer).found == close_expected(engine));
  });
}

TEST_CASE("V3: no row about refunds lets one be sent under a new number") {
  each_row("refund", [&](int status, const std::string& code, const std::string& engine) {
    REQUIRE((engine == "UNKNOWN" || engine == "RETRY_SAME" || engine == "RETRY_LATER"));
    const auto report = refund_in(v3::refused(call_of(operation::refund), status, code));
    CHECK(report.found == order::refund_finding::unknown);
    CHECK(report.code == code);
  });
}

TEST_CASE("V3: a refund is sent again only where a query says that there is none") {
  const auto call = call_of(operation::refund_query);
  CHECK(refund_in(v3::refused(call, 404, "RESOURCE_NOT_EXISTS")).found ==
        order::refund_finding::not_refunded);
  CHECK(is_unknown(v3::refused(call, 400, "RESOURCE_NOT_EXISTS")));
  CHECK(is_unknown(v3::refused(call, 404, "ORDER_NOT_EXIST")));
  CHECK(refund_in(v3::refused(call_of(operation::refund), 403, "NO_AUTH")).found ==
        order::refund_finding::failed);
}

TEST_CASE("V3: a reverse that is refused is called again") {
  const auto call = call_of(operation::revoke);
  CHECK(revoke_in(v3::refused(call, 202, "USERPAYING")).found == order::revoke_finding::again);
  for (const auto& [status, code] : {std::pair{400, "PARAM_ERROR"}, std::pair{403, "TRADE_ERROR"},
                                     std::pair{404, "ORDER_NOT_EXIST"}})
    CHECK(is_unknown(v3::refused(call, status, code)));
}
