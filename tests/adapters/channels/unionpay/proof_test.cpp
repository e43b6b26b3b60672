#include "base/time_text.hpp"
#include "tests/adapters/channels/unionpay/made_unionpay.hpp"
#include "tests/adapters/channels/vectors.hpp"

namespace sluice::test::unionpay_proof_test {
namespace {

using order::finding;

const operation every_operation[] = {
    operation::pay, operation::query, operation::close, operation::refund, operation::refund_query};

bool settles_nothing(const channel_answer& answer) {
  if (const auto* a = std::get_if<order::attempt_report>(&answer))
    return a->found == finding::unknown && !a->reroutable;
  if (const auto* r = std::get_if<order::revoke_report>(&answer))
    return r->found == order::revoke_finding::unknown;
  return std::get<order::refund_report>(answer).found == order::refund_finding::unknown;
}

std::string code_of(const channel_answer& answer) {
  return std::visit([](const auto& report) { return report.code; }, answer);
}

/// What a query makes of these fields, signed like that.
channel_answer asked(const form_fields& said, const dialect& by = merchant_of_unionpay(),
                     instant now = made_at) {
  return by.understand(unionpay_call(operation::query), answered(raw(said)), now);
}

form_fields paid_answer() { return good_answer(unionpay_call(operation::query)); }

/// UnionPay's test system, as it was published, with a merchant's key of our own.
std::optional<dialect_account> published_account() {
  const auto root = vector_text("unionpay/acp_test_root.pem");
  const auto middle = vector_text("unionpay/acp_test_middle.pem");
  if (!root || !middle) return std::nullopt;
  auto account = the_unionpay().account();
  account.keys.add("root", secret(*root));
  account.keys.add("middle", secret(*middle));
  account.keys.add("test_system", secret("yes"));
  return account;
}

channel_call published_call(const std::string& number, const std::string& begun) {
  auto call = unionpay_call(operation::query);
  call.key = channel_key(number);
  call.begun = *instant_from_rfc3339(begun);
  call.amount.minor_units = 1;
  return call;
}

}  // namespace

TEST_CASE("what UnionPay did not say settles nothing, whatever is asked") {
  const auto whole = raw(the_unionpay().signed_fields(paid_answer()));
  for (const auto what : every_operation) {
    const auto call = unionpay_call(what);
    const auto good = raw(the_unionpay().signed_fields(good_answer(call)));
    for (const auto& body :
         {std::string(), std::string("<html><body>502 Bad Gateway</body></html>"),
          std::string("{}"), good.substr(0, good.size() / 2), good.substr(0, good.size() - 1),
          "x" + good, std::string(1 << 20, 'a'), "a=" + std::string(1 << 20, '&'),
          std::string("\xff\xfe\x00=", 4),
          as_form(the_unionpay().signed_fields(good_answer(call)))}) {
      INFO(name_of(what) << ": " << body.substr(0, 60));
      CHECK(settles_nothing(merchant_of_unionpay().understand(call, answered(body), made_at)));
    }
    for (const auto status : {204, 301, 302, 400, 401, 404, 429, 500, 502, 503}) {
      INFO(name_of(what) << ' ' << status);
      CHECK(settles_nothing(merchant_of_unionpay().understand(
                call, answered(good, status), made_at)) == (status != 204));
      CHECK(
          settles_nothing(merchant_of_unionpay().understand(call, answered("", status), made_at)));
    }
    using outcome = http_result::outcome;
    for (const auto how :
         {outcome::timed_out, outcome::cut_off, outcome::too_large, outcome::stopped})
      CHECK(settles_nothing(merchant_of_unionpay().understand(call, {.kind = how}, made_at)));
  }
}

TEST_CASE("an answer without its signature, or with another's, is not believed") {
  const auto& u = the_unionpay();
  const auto good = u.signed_fields(paid_answer());
  REQUIRE(attempt_in(asked(good)).found == finding::paid);
  auto said = good;
  said.erase("signature");
  CHECK(code_of(asked(said)) == "not_signed");
  said["signature"] = "";
  CHECK(code_of(asked(said)) == "not_signed");
  said = good;
  said.erase("signPubKeyCert");
  CHECK(code_of(asked(said)) == "not_signed");
  said["signPubKeyCert"] = "junk";
  CHECK(code_of(asked(said)) == "certificate_unreadable");
  for (const auto& [name, value] : good) {
    if (name == "signature" || name == "signPubKeyCert") continue;
    INFO(name);
    said = good;
    said[name] = value + "0";
    CHECK(code_of(asked(said)) == "wrong_signature");
    said.erase(name);
    CHECK(code_of(asked(said)) == "wrong_signature");
  }
  said = good;
  said["more"] = "1";
  CHECK(code_of(asked(said)) == "wrong_signature");
}

TEST_CASE("a merchant of the same company is not UnionPay") {
  const auto& u = the_unionpay();
  const auto by = [&](const signing::private_key& key, const owned<X509>& shown) {
    return code_of(asked(made_unionpay::signed_by(paid_answer(), key, shown.get())));
  };
  CHECK(by(u.merchant_signs, u.merchant) == "foreign_signer");
  // UnionPay's own certificate, and a merchant's key behind it.
  CHECK(by(u.merchant_signs, u.own) == "wrong_signature");
  for (const auto* name :
       {"中国银联股份有限公司", "041@中国银联股份有限公司", "041@1@中国银联股份有限公司 @2",
        "041@1@x中国银联股份有限公司@2", "中国银联股份有限公司@1@2@3", "041@Z2@00040000:SIGN@1"}) {
    INFO(name);
    CHECK(by(u.merchant_signs, u.issued({.name = name}, u.merchant_key.get())) == "foreign_signer");
  }
}

TEST_CASE("a stranger with UnionPay's name is not UnionPay, nor is its certificate of old") {
  const auto& u = the_unionpay();
  const made_unionpay other;
  const auto forged = other.signed_fields(paid_answer());
  CHECK(code_of(asked(forged)) == "foreign_company");
  const auto itself = made_certificate({.name = made_unionpay::name}, other.key.get());
  CHECK(code_of(asked(made_unionpay::signed_by(paid_answer(), other.signs, itself.get()))) ==
        "foreign_company");
  const auto good = u.signed_fields(paid_answer());
  const std::chrono::days day{1};
  CHECK(code_of(asked(good, merchant_of_unionpay(), made_at + 6 * day)) == "foreign_company");
  CHECK(code_of(asked(good, merchant_of_unionpay(), made_at - 6 * day)) == "foreign_company");
}

TEST_CASE("only an account of the test system believes SHA-1, and the test system's second name") {
  const auto& u = the_unionpay();
  auto account = u.account();
  account.keys.add("test_system", secret("yes"));
  const auto of_test = speaks_unionpay(account);
  const auto old = u.issued({.name = made_unionpay::name, .hash = EVP_sha1()}, u.key.get());
  const auto sign = u.issued({.name = "041@Z2@00040000:SIGN@1"}, u.key.get());
  const auto found = [&](const owned<X509>& shown, const dialect& by) {
    return attempt_in(asked(made_unionpay::signed_by(paid_answer(), u.signs, shown.get()), by))
        .found;
  };
  CHECK(found(old, *of_test) == finding::paid);
  CHECK(found(sign, *of_test) == finding::paid);
  CHECK(found(old, merchant_of_unionpay()) == finding::unknown);
  CHECK(found(sign, merchant_of_unionpay()) == finding::unknown);
  const auto merchants =
      made_unionpay::signed_by(paid_answer(), u.merchant_signs, u.merchant.get());
  CHECK(code_of(asked(merchants, *of_test)) == "foreign_signer");
}

TEST_CASE("GBK is signed as it came") {
  auto said = paid_answer();
  said["encoding"] = "GBK";
  said["respMsg"] = "\xB3\xC9\xB9\xA6[0000000]";
  CHECK(attempt_in(asked(the_unionpay().signed_fields(said))).found == finding::paid);
}

TEST_CASE("published answers: UnionPay's own queries") {
  const auto account = published_account();
  const auto query = vector_json("unionpay/acp510_response_query.json");
  const auto verify = vector_json("unionpay/acp510_verify_2022.json");
  if (!account || !query || !verify) return;
  const auto by = speaks_unionpay(*account);
  const std::string body = (*query)["raw_body"];
  const auto at = *instant_from_rfc3339((*query)["chain"]["at"].get<std::string>());
  const auto call = published_call("pay20240105145046", "2024-01-05T14:50:46+08:00");
  const auto report = attempt_in(by->understand(call, answered(body), at));
  CHECK(report.found == finding::paid);
  CHECK(report.channel_reference == "442401051450467846498");
  CHECK(report.amount == money{1, currency::cny});
  CHECK(report.told.at == call.begun);
  CHECK(report.told.settled == money{1, currency::cny});
  CHECK(report.told.clearing_date == "0105");
  CHECK(report.told.trace == "784649 0105145046");

  const auto refused = [&](const std::string& changed) {
    return code_of(by->understand(call, answered(changed), at));
  };
  auto fields = std::get<form_fields>(unionpay::read_fields(body));
  fields["txnAmt"] = "2";
  CHECK(refused(raw(fields)) == "wrong_signature");
  fields = std::get<form_fields>(unionpay::read_fields(body));
  fields.erase("signPubKeyCert");
  CHECK(refused(raw(fields)) == "not_signed");
  CHECK(settles_nothing(
      by->understand(call, answered(raw(std::get<form_fields>(form_decode(body)))), at)));
  CHECK(settles_nothing(
      by->understand(call, answered(body), *instant_from_rfc3339("2025-08-01T00:00:00Z"))));

  const auto older = published_call("pay20220911041647", "2022-09-11T04:16:47+08:00");
  const auto then = *instant_from_rfc3339("2022-09-11T05:00:00+08:00");
  const auto said = answered((*verify)["raw_body"].get<std::string>());
  CHECK(attempt_in(by->understand(older, said, then)).found == finding::paid);
  CHECK(attempt_in(by->understand(call, said, then)).code == "foreign_order");
}

TEST_CASE("published certificate: a merchant's of the same root is refused by its name") {
  const auto account = published_account();
  const auto merchant = vector_text("unionpay/acp_test_sign_cert.pem");
  if (!account || !merchant) return;
  const auto by = speaks_unionpay(*account);
  const auto shown = used(signing::certificate::first_in(*merchant));
  auto said = paid_answer();
  said["signPubKeyCert"] = *merchant;
  said["signature"] = "AAAA";
  const auto in_its_time = shown.valid_from() + std::chrono::days{1};
  CHECK(code_of(asked(said, *by, in_its_time)) == "foreign_signer");
}

TEST_CASE("published notification: UnionPay tells of a payment") {
  const auto account = published_account();
  const auto vector = vector_json("unionpay/acp510_notification.json");
  if (!account || !vector) return;
  const auto by = speaks_unionpay(*account);
  const std::string form = (*vector)["form"];
  const auto at = *instant_from_rfc3339("2022-09-08T13:30:00+08:00");
  const auto heard = by->hear(posted("/notify/unionpay?ours=1", form), at);
  REQUIRE(std::holds_alternative<channel_notification>(heard));
  const auto& told = std::get<channel_notification>(heard);
  CHECK(told.key == channel_key("yansongda20220908132206"));
  CHECK(told.found == finding::paid);
  CHECK(told.verified);
  CHECK(told.channel_reference == "782209081322060674028");
  CHECK(told.amount == money{1, currency::cny});
  CHECK(told.told.clearing_date == "0908");
  const auto changed = form + "&more=1";
  CHECK(std::get<notice_refusal>(by->hear(posted("/", changed), at)) == notice_refusal::not_proven);
}

}  // namespace sluice::test::unionpay_proof_test
