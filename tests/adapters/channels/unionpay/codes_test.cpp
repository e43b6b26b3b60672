#include "adapters/channels/unionpay/codes.hpp"

#include "tests/adapters/channels/unionpay/made_unionpay.hpp"
#include "tests/adapters/channels/vectors.hpp"

namespace sluice::test {
namespace {

/// A row of the published table, with a range such as "92-96" spelt out.
std::vector<std::string> codes_in(const std::string& written) {
  const auto dash = written.find('-');
  if (dash == std::string::npos) return {written};
  std::vector<std::string> out;
  for (int n = std::stoi(written); n <= std::stoi(written.substr(dash + 1)); ++n)
    out.push_back(std::to_string(n));
  return out;
}

order::finding finding_of(const std::string& published) {
  if (published == "PAID") return order::finding::paid;
  if (published == "NOT_PAID" || published == "CONFIG") return order::finding::not_paid;
  if (published == "PAYER_PAYING") return order::finding::payer_paying;
  REQUIRE(published == "UNKNOWN");
  return order::finding::unknown;
}

}  // namespace

TEST_CASE("published table: what UnionPay's codes prove") {
  const auto vector = vector_json("unionpay/resp_code.json");
  if (!vector) return;
  std::size_t count = 0;
  for (const auto& published : (*vector)["table"])
    for (const auto& code : codes_in(published["respCode"])) {
      INFO(code);
      ++count;
      const auto* row = find_row(unionpay::codes, code);
      REQUIRE(row != nullptr);
      const std::string is = published["engine"];
      CHECK(row->found == finding_of(is));
      // Another account may be in order, and only that is a reason to try one.
      CHECK(row->reroutable() == (is == "CONFIG"));
      const auto* refund = find_row(unionpay::refund_codes, code);
      if (refund == nullptr) continue;
      // Money that goes out: never failed where the table keeps payouts unknown.
      if (refund->found == order::refund_finding::failed) {
        CHECK(is == "NOT_PAID");
        CHECK(published.value("payout_engine", "") != "UNKNOWN");
      } else {
        CHECK(refund->found == order::refund_finding::accepted);
        CHECK(is == "PAID");
      }
    }
  CHECK(count == unionpay::codes.size());
}

TEST_CASE("each code of UnionPay's, as the result of a query") {
  for (const auto& row : unionpay::codes) {
    INFO(row.code);
    const auto call = unionpay_call(operation::query);
    auto said = good_answer(call);
    said["origRespCode"] = row.code;
    const auto report = attempt_in(understood(call, said));
    CHECK(report.found == row.found);
    CHECK(report.code == row.code);
    CHECK(report.whose == row.whose);
    CHECK(report.reroutable == row.reroutable());
  }
}

TEST_CASE("each code of UnionPay's, as the answer to a payment: none says paid") {
  for (const auto& row : unionpay::codes) {
    INFO(row.code);
    const auto call = unionpay_call(operation::pay);
    auto said = good_answer(call);
    said["respCode"] = row.code;
    const auto found = attempt_in(understood(call, said)).found;
    CHECK(found == (row.found == order::finding::paid ? order::finding::payer_paying : row.found));
  }
}

TEST_CASE("each code of UnionPay's, as the answer to a query: it says nothing of the payment") {
  for (const auto& row : unionpay::codes) {
    if (row.code == "00") continue;
    INFO(row.code);
    const auto call = unionpay_call(operation::query);
    auto said = good_answer(call);
    said["respCode"] = row.code;
    said.erase("origRespCode");
    said["txnType"] = "00";
    const auto report = attempt_in(understood(call, said));
    CHECK(report.found == (row.code == "34" ? order::finding::not_found : order::finding::unknown));
    CHECK_FALSE(report.reroutable);
  }
}

TEST_CASE("a code that UnionPay does not list proves nothing") {
  for (const auto* code : {"", "0", "000", "97", "B1", "成功", "00 "}) {
    INFO(code);
    auto call = unionpay_call(operation::query);
    auto said = good_answer(call);
    said["origRespCode"] = code;
    CHECK(attempt_in(understood(call, said)).found == order::finding::unknown);
    call = unionpay_call(operation::pay);
    said = good_answer(call);
    said["respCode"] = code;
    CHECK(attempt_in(understood(call, said)).found == order::finding::unknown);
  }
}

}  // namespace sluice::test
