// Money that UnionPay only holds (预授权): what is asked, and what an answer or a notice proves.

#include "adapters/channels/unionpay/codes.hpp"
#include "tests/adapters/channels/spoilt_answers.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"

namespace sluice::test::unionpay_holds_test {
namespace {

using nlohmann::json;
using order::finding;
using order::refund_finding;
using order::revoke_finding;
using std::chrono::minutes;

constexpr auto held_first = business_type::preauthorization;
constexpr auto number_of_hold = "742601150700001234567";

channel_call hold_call(operation what) {
  auto call = unionpay_call(what, held_first);
  call.channel_reference = what == operation::pay ? "" : number_of_hold;
  return call;
}
/// Of 8 yuan, of the 12.50 that are held. It began an hour later.
channel_call capture_call(operation what) {
  auto call = unionpay_call(what, held_first);
  call.taken_from = std::make_shared<const authorization>(
      authorization{call.key, number_of_hold, call.amount, call.begun});
  call.key = channel_key("C4P7U1R3");
  call.amount.minor_units = 800;
  call.begun += std::chrono::hours{1};
  call.channel_reference = what == operation::pay ? "" : "752601150800001234567";
  return call;
}

assembled made(const channel_call& call) {
  return merchant_of_unionpay().assemble(call, {.now = made_at, .chance = 1});
}
http_request sent(const channel_call& call) {
  auto out = made(call);
  REQUIRE(std::holds_alternative<http_request>(out));
  return std::get<http_request>(std::move(out));
}
form_fields fields_of(const channel_call& call) {
  return std::get<form_fields>(form_decode(sent(call).body));
}
bool is_not_served(const channel_call& call) {
  return std::holds_alternative<no_such_operation>(made(call));
}

/// What UnionPay answers where all is well.
form_fields good(const channel_call& call) {
  auto out = good_answer(call);
  const bool gives_back = call.what == operation::refund || call.what == operation::refund_query;
  const bool is_of_hold = call.taken_from == nullptr;
  if (gives_back)
    out["txnType"] = is_of_hold ? "32" : "04";
  else
    out["txnType"] = is_of_hold ? "02" : "03";
  if (!is_of_hold) out["txnTime"] = "20260115080000";
  if (!is_of_hold && !gives_back) out["txnAmt"] = "800";
  return out;
}
form_fields with(form_fields said, const std::string& name, const std::string& value) {
  said[name] = value;
  return said;
}
form_fields not_there(const channel_call& call) {
  auto said = with(with(good(call), "respCode", "34"), "txnType", "00");
  said.erase("origRespCode");
  return said;
}

constexpr minutes page_is_settled{30};

/// By an undoing or a refund: that may be decided anew, and the number tells them apart.
bool gives_back(std::string_view kind) { return kind == "04" || kind == "31" || kind == "33"; }

}  // namespace

TEST_CASE("UnionPay lets the payer have money held on a page") {
  const auto out = made(hold_call(operation::pay));
  const auto page = json::parse(std::get<payer_action>(out).content.shown());
  CHECK(page["url"] == "https://gateway.95516.com/gateway/api/frontTransReq.do");
  const auto fields = page["fields"].get<form_fields>();
  CHECK(fields.at("txnType") == "02");
  CHECK(fields.at("txnSubType") == "01");
  CHECK(fields.at("bizType") == "000201");
  CHECK(fields.at("txnAmt") == "1250");
  CHECK(fields.at("orderId") == "0A1B2C3D4E5F");
  CHECK(fields.at("txnTime") == "20260115070000");
  CHECK(fields.at("payTimeout") == "20260115071500");
}

TEST_CASE("UnionPay is asked to take of what it holds, by its number of the hold") {
  auto call = capture_call(operation::pay);
  const auto fields = fields_of(call);
  CHECK(sent(call).target == "/gateway/api/backTransReq.do");
  CHECK(fields.at("txnType") == "03");
  CHECK(fields.at("txnSubType") == "00");
  CHECK(fields.at("bizType") == "000201");
  CHECK(fields.at("orderId") == "C4P7U1R3");
  CHECK(fields.at("txnTime") == "20260115080000");
  CHECK(fields.at("txnAmt") == "800");
  CHECK(fields.at("currencyCode") == "156");
  CHECK(fields.at("origQryId") == number_of_hold);
  CHECK(fields == fields_of(call));  // a repeat is the same request
  // Its own number, once it has one, is nobody's original.
  call.channel_reference = "752601150800001234567";
  CHECK(fields_of(call).at("origQryId") == number_of_hold);
  call.taken_from = std::make_shared<const authorization>();
  CHECK(is_not_served(call));
}

TEST_CASE("UnionPay is asked to let go all that it holds, and to refund what was captured") {
  auto undo = hold_call(operation::refund);
  undo.refund_amount = undo.amount;
  const auto fields = fields_of(undo);
  CHECK(sent(undo).target == "/gateway/api/backTransReq.do");
  CHECK(fields.at("txnType") == "32");
  CHECK(fields.at("txnSubType") == "00");
  CHECK(fields.at("bizType") == "000201");
  CHECK(fields.at("orderId") == "9Z8Y7X6W5V4U");
  CHECK(fields.at("txnAmt") == "1250");
  CHECK(fields.at("origQryId") == number_of_hold);
  undo.channel_reference.clear();
  CHECK(is_not_served(undo));
  const auto refund = fields_of(capture_call(operation::refund));
  CHECK(refund.at("txnType") == "04");
  CHECK(refund.at("origQryId") == "752601150800001234567");
}

TEST_CASE("UnionPay is asked about each of them by its own number and time") {
  const auto query = [](const channel_call& call) {
    const auto fields = fields_of(call);
    CHECK(sent(call).target == "/gateway/api/queryTrans.do");
    CHECK(fields.at("txnType") == "00");
    return fields.at("orderId") + ' ' + fields.at("txnTime");
  };
  CHECK(query(hold_call(operation::query)) == "0A1B2C3D4E5F 20260115070000");
  CHECK(query(hold_call(operation::close)) == "0A1B2C3D4E5F 20260115070000");
  CHECK(query(hold_call(operation::refund_query)) == "9Z8Y7X6W5V4U 20260115070000");
  CHECK(query(capture_call(operation::query)) == "C4P7U1R3 20260115080000");
  CHECK(query(capture_call(operation::refund_query)) == "9Z8Y7X6W5V4U 20260115080000");
  for (const auto what : {operation::revoke, operation::offer_agreement}) {
    CHECK(is_not_served(hold_call(what)));
    CHECK(is_not_served(capture_call(what)));
  }
}

TEST_CASE("the word of one kind of transaction is believed about no other kind") {
  for (const auto what : {operation::query, operation::refund_query}) {
    for (const auto& call : {hold_call(what), capture_call(what)}) {
      REQUIRE_FALSE(is_unknown(understood(call, good(call))));
      for (const auto* kind : {"01", "02", "03", "04", "31", "32", "33", "00", ""}) {
        const auto right = good(call).at("txnType");
        if (right == kind || (gives_back(right) && gives_back(kind))) continue;
        INFO(name_of(what) << ' ' << kind);
        CHECK(is_unknown(understood(call, with(good(call), "txnType", kind))));
      }
      CHECK(is_unknown(understood(call, with(good(call), "orderId", "1111111111"))));
      CHECK(is_unknown(understood(call, with(good(call), "txnTime", "20260115070001"))));
      CHECK(is_unknown(understood(call, with(good(call), "merId", "777290058167152"))));
    }
  }
}

TEST_CASE("what is held, a query says; a page that nobody used is closed by its end") {
  const auto call = hold_call(operation::query);
  const auto held = attempt_in(understood(call, good(call)));
  CHECK(held.found == finding::paid);
  CHECK(held.amount == money{1250, currency::cny});
  CHECK(held.channel_reference == "772601150700001234567");
  const auto settled = call.begun + page_is_settled;
  const auto failed = with(good(call), "origRespCode", "64");
  CHECK(attempt_in(understood(call, failed, settled)).found == finding::not_paid_yet);
  CHECK(attempt_in(understood(call, failed, settled + millis{1})).found == finding::not_paid);
  const auto close = hold_call(operation::close);
  const auto closed = [&](instant now) {
    return revoke_in(understood(close, not_there(close), now)).found;
  };
  CHECK(closed(settled) == revoke_finding::again);
  CHECK(closed(settled + millis{1}) == revoke_finding::done);
  CHECK(revoke_in(understood(close, good(close))).found == revoke_finding::already_paid);
}

TEST_CASE("a capture is taken by its answer, and paid by its query") {
  auto call = capture_call(operation::pay);
  CHECK(attempt_in(understood(call, good(call))).found == finding::payer_paying);
  call = capture_call(operation::query);
  const auto report = attempt_in(understood(call, good(call)));
  CHECK(report.found == finding::paid);
  CHECK(report.amount == money{800, currency::cny});
  CHECK(attempt_in(understood(call, not_there(call))).found == finding::not_found);
  // There is no page that could still be used.
  const auto failed =
      attempt_in(understood(call, with(good(call), "origRespCode", "64"), call.begun));
  CHECK(failed.found == finding::not_paid);
}

TEST_CASE("a capture is refused by what a repeat cannot be told, and never tried elsewhere") {
  const auto call = capture_call(operation::pay);
  for (const auto& row : unionpay::codes) {
    INFO(row.code);
    const auto report =
        attempt_in(understood(call, with(good(call), "respCode", std::string(row.code))));
    CHECK_FALSE(report.reroutable);
    const auto* refund = find_row(unionpay::refund_codes, row.code);
    const bool is_certain = refund != nullptr && refund->found == refund_finding::failed;
    if (row.found == finding::not_paid)
      CHECK(report.found == (is_certain ? finding::not_paid : finding::not_paid_if_query_agrees));
    else
      CHECK(report.found == (row.found == finding::paid ? finding::payer_paying : row.found));
  }
  const auto query = capture_call(operation::query);
  for (const auto& row : unionpay::codes) {
    const auto said = with(good(query), "origRespCode", std::string(row.code));
    CHECK_FALSE(attempt_in(understood(query, said)).reroutable);
  }
  for (const auto* code : {"", "97", "B1", "00 "})
    CHECK(attempt_in(understood(call, with(good(call), "respCode", code))).found ==
          finding::unknown);
}

TEST_CASE("what is let go is taken by its answer, and done by its query") {
  auto call = hold_call(operation::refund);
  CHECK(refund_in(understood(call, good(call))).found == refund_finding::accepted);
  CHECK(refund_in(understood(call, with(good(call), "respCode", "36"))).found ==
        refund_finding::unknown);
  call = hold_call(operation::refund_query);
  const auto done = refund_in(understood(call, good(call)));
  CHECK(done.found == refund_finding::done);
  CHECK(done.amount == money{300, currency::cny});
  CHECK(refund_in(understood(call, not_there(call))).found == refund_finding::not_refunded);
}

TEST_CASE("nothing but UnionPay's whole and signed word says anything of what is held") {
  for (const auto what : {operation::query, operation::refund, operation::refund_query})
    for (const auto& call : {hold_call(what), capture_call(what)})
      for (const auto& bad : spoilt(raw(the_unionpay().signed_fields(good(call))))) {
        INFO(name_of(what) << ' ' << bad.name);
        CHECK(is_unknown(merchant_of_unionpay().understand(call, bad.result, made_at)));
      }
}

TEST_CASE("UnionPay tells of holds and captures, and of what is let go only that it can be asked") {
  const auto heard_of = [](const form_fields& fields) {
    return std::get<channel_notification>(merchant_of_unionpay().hear(
        posted("/notify/unionpay", as_form(the_unionpay().signed_fields(fields))), made_at));
  };
  const auto held = heard_of(good(hold_call(operation::pay)));
  CHECK(held.key == channel_key("0A1B2C3D4E5F"));
  CHECK(held.found == finding::paid);
  CHECK(held.amount == money{1250, currency::cny});
  const auto captured = heard_of(good(capture_call(operation::pay)));
  CHECK(captured.key == channel_key("C4P7U1R3"));
  CHECK(captured.found == finding::paid);
  CHECK(captured.amount == money{800, currency::cny});
  const auto undone = heard_of(good(hold_call(operation::refund)));
  CHECK(undone.key == channel_key("9Z8Y7X6W5V4U"));
  CHECK(undone.found == finding::unknown);
}

}  // namespace sluice::test::unionpay_holds_test
