#include "adapters/channels/beijing_time.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"
#include "tests/adapters/channels/vectors.hpp"

namespace sluice::test::unionpay_request_test {
namespace {

using nlohmann::json;

const business_type every_type[] = {business_type::quick_pay, business_type::ebank,
                                    business_type::enterprise_ebank, business_type::top_up};

http_request sent(const channel_call& call, const dialect& by = merchant_of_unionpay()) {
  auto made = by.assemble(call, {.now = made_at, .chance = 1});
  REQUIRE(std::holds_alternative<http_request>(made));
  return std::get<http_request>(std::move(made));
}
json posted_page(const channel_call& call, const dialect& by = merchant_of_unionpay()) {
  const auto made = by.assemble(call, {.now = made_at, .chance = 1});
  REQUIRE(std::holds_alternative<payer_action>(made));
  const auto& action = std::get<payer_action>(made);
  CHECK(action.kind == payer_action_kind::post_form);
  return json::parse(action.content.shown());
}
form_fields fields_of(const channel_call& call, const dialect& by = merchant_of_unionpay()) {
  return std::get<form_fields>(form_decode(sent(call, by).body));
}
bool is_not_served(const channel_call& call) {
  return std::holds_alternative<no_such_operation>(
      merchant_of_unionpay().assemble(call, {.now = made_at, .chance = 1}));
}

/// By the merchant, over all that is sent.
bool is_signed(const form_fields& fields) {
  const auto text = signing::hex_digest(
      signing::hash::sha256, signing::sorted_pairs(fields, signing::unsigned_in_acp));
  const auto key = used(signing::public_key_in(public_pem(the_unionpay().merchant_key.get())));
  return signing::is_rsa_signature(fields.at("signature"), key, signing::rsa_hash::sha256, text);
}

}  // namespace

TEST_CASE("UnionPay is asked to take money from a card's token") {
  const auto call = unionpay_call(operation::pay);
  const auto fields = fields_of(call);
  CHECK(sent(call).target == "/gateway/api/backTransReq.do");
  CHECK(is_signed(fields));
  auto expected = form_fields{
      {"version", "5.1.0"},
      {"encoding", "utf-8"},
      {"signMethod", "01"},
      {"certId", "77"},
      {"txnType", "01"},
      {"txnSubType", "01"},
      {"bizType", "000902"},
      {"channelType", "07"},
      {"accessType", "0"},
      {"merId", "777290058167151"},
      {"orderId", "0A1B2C3D4E5F"},
      {"txnTime", "20260115070000"},
      {"txnAmt", "1250"},
      {"currencyCode", "156"},
      {"backUrl", "https://pay.example/notify/unionpay"},
      {"tokenPayData", "{token=6235240000020757577&trId=62000000001}"},
      {"signature", fields.at("signature")}};
  CHECK(fields == expected);
}

TEST_CASE("a token alone is a token; what is none is not sent") {
  auto call = unionpay_call(operation::pay);
  auto payer = std::make_shared<payer_details>();
  call.payer = payer;
  payer->token = secret("6235240000020757577");
  CHECK(fields_of(call).at("tokenPayData") == "{token=6235240000020757577}");
  for (const auto* token : {"", "&", "1&", "&1", "1&2&3", "1}&txnAmt=1", "1 2", "1=2"}) {
    INFO(token);
    payer->token = secret(token);
    CHECK(is_not_served(call));
  }
  call.payer = nullptr;
  CHECK(is_not_served(call));
}

TEST_CASE("a payer's browser is told to post a signed form to UnionPay") {
  auto call = unionpay_call(operation::pay, business_type::ebank);
  call.paid_with = instrument("ebank", "icbc");
  auto payer = std::make_shared<payer_details>();
  payer->return_url = "https://shop.example/back?order=1&x=2";
  call.payer = payer;
  const auto page = posted_page(call);
  CHECK(page["url"] == "https://gateway.95516.com/gateway/api/frontTransReq.do");
  const auto fields = page["fields"].get<form_fields>();
  CHECK(is_signed(fields));
  CHECK(fields.at("bizType") == "000201");
  CHECK(fields.at("issInsCode") == "ICBC");
  CHECK(fields.at("frontUrl") == "https://shop.example/back?order=1&x=2");
  CHECK(fields.at("txnTime") == "20260115070000");
  CHECK(fields.at("payTimeout") == "20260115071500");
  CHECK(fields.count("tokenPayData") == 0);
  call.type = business_type::enterprise_ebank;
  call.paid_with = {};
  call.payer = nullptr;
  const auto company = posted_page(call)["fields"].get<form_fields>();
  CHECK(company.at("bizType") == "000202");
  CHECK(company.count("issInsCode") == 0);
  CHECK(company.count("frontUrl") == 0);
}

TEST_CASE("a page at UnionPay ends no later than its order, and soon enough to be taken back") {
  auto call = unionpay_call(operation::pay, business_type::ebank);
  const auto ends = [&] { return posted_page(call)["fields"]["payTimeout"].get<std::string>(); };
  call.not_after = call.begun + std::chrono::minutes{5};
  CHECK(ends() == "20260115070500");
  call.not_after = call.begun + std::chrono::hours{48};
  CHECK(ends() == "20260115071500");
}

TEST_CASE("UnionPay is asked about a transaction by its number and the time of its beginning") {
  for (const auto type : every_type)
    for (const auto what : {operation::query, operation::close, operation::refund_query}) {
      auto call = unionpay_call(what, type);
      call.at = made_at + std::chrono::hours{5};
      const auto fields = fields_of(call);
      CHECK(sent(call).target == "/gateway/api/queryTrans.do");
      CHECK(is_signed(fields));
      CHECK(fields.at("txnType") == "00");
      CHECK(fields.at("orderId") ==
            (what == operation::refund_query ? "9Z8Y7X6W5V4U" : "0A1B2C3D4E5F"));
      CHECK(fields.at("txnTime") == "20260115070000");
      CHECK(fields.count("txnAmt") == 0);
    }
}

TEST_CASE("UnionPay is asked to give a part back of the payment that it knows by its own number") {
  auto call = unionpay_call(operation::refund);
  const auto fields = fields_of(call);
  CHECK(sent(call).target == "/gateway/api/backTransReq.do");
  CHECK(is_signed(fields));
  CHECK(fields.at("txnType") == "04");
  CHECK(fields.at("orderId") == "9Z8Y7X6W5V4U");
  CHECK(fields.at("txnAmt") == "300");
  CHECK(fields.at("origQryId") == "442401051450467846498");
  CHECK(fields == fields_of(call));  // a repeat is the same request
  call.channel_reference.clear();
  CHECK(is_not_served(call));
}

TEST_CASE("UnionPay is asked to undo a payment, and a capture, within the day") {
  auto call = unionpay_call(operation::refund);
  call.refund_amount = call.amount;
  call.gives_back = call.undoes = true;
  auto fields = fields_of(call);
  CHECK(sent(call).target == "/gateway/api/backTransReq.do");
  CHECK(fields.at("txnType") == "31");
  CHECK(fields.at("txnSubType") == "00");
  CHECK(fields.at("orderId") == "9Z8Y7X6W5V4U");
  CHECK(fields.at("txnAmt") == "1250");
  CHECK(fields.at("origQryId") == "442401051450467846498");
  CHECK(fields == fields_of(call));  // a repeat is the same request
  call.undoes = false;
  CHECK(fields_of(call).at("txnType") == "04");
  call.undoes = true;
  call.type = business_type::preauthorization;
  call.taken_from = std::make_shared<const authorization>();
  fields = fields_of(call);
  CHECK(fields.at("txnType") == "33");
  CHECK(fields.at("bizType") == "000201");
  CHECK(fields.at("currencyCode") == "156");
  CHECK(fields.at("origQryId") == "442401051450467846498");
}

TEST_CASE("what UnionPay cannot be asked for is not made up") {
  for (const auto type : every_type) CHECK(is_not_served(unionpay_call(operation::revoke, type)));
  CHECK(is_not_served(unionpay_call(operation::pay, business_type::payment_code)));
  auto call = unionpay_call(operation::pay);
  call.amount.unit = currency::hkd;
  CHECK(is_not_served(call));
  for (const auto* number : {"", "A-1", "A_1", "A&B=1", "0123456789012345678901234567890123"}) {
    INFO(number);
    call = unionpay_call(operation::query);
    call.key = channel_key(number);
    CHECK(is_not_served(call));
  }
}

TEST_CASE("UnionPay hears which of its encryption keys we have, and where not to tell us") {
  auto account = the_unionpay().account();
  account.keys.add("encryption_certificate", secret(pem_of(the_unionpay().own.get())));
  account.notify_url.clear();
  const auto by = speaks_unionpay(account);
  const auto fields = fields_of(unionpay_call(operation::pay), *by);
  CHECK(fields.at("encryptCertId") == "3");
  CHECK(fields.at("backUrl") == "http://www.specialUrl.com");
}

TEST_CASE("published requests: the dialect writes the fields that UnionPay takes") {
  const auto file = GENERATE(as<std::string>{}, "acp510_request_sign", "acp510_request_sign_fields",
                             "acp510_request_sign_revoke_refund");
  const auto vector = vector_json("unionpay/" + file + ".json");
  if (!vector) return;
  const auto cases = vector->contains("cases") ? (*vector)["cases"] : json::array({*vector});
  for (const auto& one : cases) {
    auto published = one.contains("form")
                         ? std::get<form_fields>(form_decode(one["form"].get<std::string>()))
                         : one["fields"].get<form_fields>();
    const auto kind = published.at("txnType");
    INFO(kind);
    auto call = unionpay_call(
        kind == "01"   ? operation::pay
        : kind == "00" ? operation::query
                       : operation::refund,
        business_type::ebank);
    call.undoes = kind == "31";
    call.key = call.refund_key = channel_key(published.at("orderId"));
    call.begun = *from_beijing_digits(published.at("txnTime"));
    call.amount.minor_units = call.refund_amount.minor_units = 1;
    if (published.contains("origQryId")) call.channel_reference = published.at("origQryId");
    auto payer = std::make_shared<payer_details>();
    if (published.contains("frontUrl")) payer->return_url = published.at("frontUrl");
    call.payer = payer;
    auto account = the_unionpay().account();
    if (published.contains("backUrl")) account.notify_url = published.at("backUrl");
    const auto by = speaks_unionpay(account);
    auto ours =
        kind == "01" ? posted_page(call, *by)["fields"].get<form_fields>() : fields_of(call, *by);
    CHECK(is_signed(ours));
    // The published one has another merchant's certificate, and lets the page live on.
    for (const auto* name : {"certId", "signature", "payTimeout"}) {
      published.erase(name);
      ours.erase(name);
    }
    CHECK(ours == published);
  }
}

}  // namespace sluice::test::unionpay_request_test
