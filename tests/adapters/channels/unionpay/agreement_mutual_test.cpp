// The dialect and the simulated UnionPay open, charge and end an agreement between them: both were
// written from the same documents, and here each checks the other.

#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/unionpay_face.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::unionpay_agreement_mutual_test {
namespace {

using agreement::finding;

constexpr millis while_payer_signs{2000}, until_told{1000};

/// A payer, the dialect, and the simulated UnionPay, at a made-up time.
struct opening_parties {
  std::unique_ptr<dialect> speaks = [] {
    auto account = whole_account("unionpay");
    account.merchant_id = "777290058110097";
    account.notify_url = "http://us/n";
    account.pages_url = "http://unionpay";
    account.keys.add("token_requestor_id", secret("62000000001"));
    account.keys.add(
        "encryption_certificate",
        secret(std::string(sim::simulated_key("unionpay_encryption_certificate").value())));
    return dialect_of("unionpay", account);
  }();
  sim::provider behind{{.channel = "unionpay", .reference_prefix = "782", .notifies = true}};
  sim::unionpay_face face{behind};
  instant began{millis{1'700'000'000'000}};
  instant now = began;
  std::string reference{};

  channel_call call(operation what) const {
    auto out = call_of(what, business_type::quick_pay);
    out.key = channel_key("A1234567");
    out.begun = began;
    out.at = now;
    out.channel_reference = reference;
    if (what != operation::offer_agreement) return out;
    out.not_after = began + std::chrono::minutes{15};
    out.payer = std::make_shared<const payer_details>(payer_details{});
    return out;
  }
  /// What the payer sees, whose browser posts what he was given.
  std::string open() {
    const auto made = speaks->assemble(call(operation::offer_agreement), {.now = now, .chance = 1});
    const auto form = nlohmann::json::parse(std::get<payer_action>(made).content.shown());
    const auto fields = form.at("fields").get<form_fields>();
    return face
        .answer("/gateway/api/frontTransReq.do", form_encode({fields.begin(), fields.end()}), now)
        .body;
  }
  bool is_opened() { return open().find("银联卡开通") != std::string::npos; }
  channel_answer ask(const channel_call& call) {
    const auto sent = std::get<http_request>(speaks->assemble(call, {.now = now, .chance = 1}));
    const auto said = face.answer(sent.target, sent.body, now);
    return speaks->understand(call, answered(said.body, said.status), now);
  }
  agreement::report ask(operation what) { return agreement_in(ask(call(what))); }
  order::attempt_report trade(operation what, const std::string& key) {
    auto out = call_of(what, business_type::quick_pay);
    out.key = channel_key(key);
    out.amount.minor_units = 1200;
    out.begun = began;
    out.payer = std::make_shared<const payer_details>(payer_details{.token = secret(reference)});
    return attempt_in(ask(out));
  }
  std::vector<heard_notice> hear_all() {
    std::vector<heard_notice> out;
    for (const auto& n : behind.advance(now)) {
      if (const auto told = sim::unionpay_face::notification(n, now))
        out.push_back(speaks->hear(posted("/n", told->body), now));
      behind.acknowledge(n.id);
    }
    return out;
  }
  void sign() {
    REQUIRE(is_opened());
    now += while_payer_signs;
    const auto said = ask(operation::query_agreement);
    REQUIRE(said.found == finding::in_force);
    reference = said.reference.shown();
  }
};

}  // namespace

TEST_CASE("dialect and simulated UnionPay open a card by the code that they send its payer") {
  opening_parties p;
  const auto with_card = [&](operation what, const char* code = "") {
    auto out = p.call(what);
    out.code = secret(std::string(code));
    out.opens = std::make_shared<const card_to_open>(card_to_open{
        .card = {.number = secret(std::string("6216261000000000018")),
                 .holder_name = secret(std::string("张三"))},
        .phone = secret(std::string("13800000018")),
        .identity_number = secret(std::string("11010519491231002X")),
        .expires = secret(std::string("0729")),
        .security_code = secret(std::string("123"))});
    return out;
  };
  const auto sent = agreement_in(p.ask(with_card(operation::offer_agreement)));
  REQUIRE(sent.found == finding::payer_asked);
  CHECK(sent.action.kind == payer_action_kind::enter_code);
  CHECK(sent.action.content.shown() == "138****0018");
  p.now += while_payer_signs;
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  const auto wrong = agreement_in(p.ask(with_card(operation::open_card, "000000")));
  CHECK(wrong.found == finding::code_refused);
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  const auto opened = agreement_in(p.ask(with_card(operation::open_card, "111111")));
  REQUIRE(opened.found == finding::in_force);
  CHECK(opened.payer == "6216***********0018");
  p.reference = opened.reference.shown();
  CHECK(p.trade(operation::pay, "B1234567").found == order::finding::payer_paying);
  CHECK(p.ask(operation::end_agreement).found == finding::ended);
}

TEST_CASE("dialect and simulated UnionPay agree on an agreement's life") {
  opening_parties p;
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  REQUIRE(p.is_opened());
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  CHECK(p.ask(operation::end_agreement).found == finding::not_signed);
  p.now += while_payer_signs;
  const auto signed_now = p.ask(operation::query_agreement);
  REQUIRE(signed_now.found == finding::in_force);
  CHECK(signed_now.payer == "6216***********0018");
  p.now += until_told;
  const auto begun = p.hear_all();
  REQUIRE(begun.size() == 1);
  const auto& told = std::get<agreement_notice>(begun[0]);
  CHECK(told.key == channel_key("A1234567"));
  CHECK(told.said.found == finding::in_force);
  CHECK(told.said.reference == signed_now.reference);

  p.reference = signed_now.reference.shown();
  CHECK(p.trade(operation::pay, "K1234567").found == order::finding::payer_paying);
  const auto paid = p.trade(operation::query, "K1234567");
  CHECK(paid.found == order::finding::paid);
  CHECK(paid.amount == money{1200, currency::cny});

  CHECK(p.ask(operation::end_agreement).found == finding::ended);
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  p.now += millis{1000};
  CHECK(p.ask(operation::end_agreement).found == finding::not_signed);
  const auto refused = p.trade(operation::pay, "K2345678");
  CHECK(refused.found == order::finding::not_paid);
  CHECK(refused.code == "89");
  CHECK(refused.whose == fault::payer);
}

TEST_CASE("one that was signed unnoticed is asked for its token, and then ended by it") {
  opening_parties p;
  REQUIRE(p.is_opened());
  p.now += while_payer_signs;
  const auto found = p.ask(operation::end_agreement);
  REQUIRE(found.found == finding::in_force);
  p.reference = found.reference.shown();
  CHECK(p.ask(operation::end_agreement).found == finding::ended);
}

TEST_CASE("a page that nobody has opened in time opens nothing") {
  opening_parties p;
  p.now += std::chrono::minutes{15};
  CHECK_FALSE(p.is_opened());
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
}

TEST_CASE("the simulated UnionPay ends nothing under the opening's own number and time") {
  opening_parties p;
  p.sign();
  auto same = p.call(operation::end_agreement);
  same.at = p.began;
  CHECK(agreement_in(p.ask(same)).found == finding::unknown);
  CHECK(p.ask(operation::query_agreement).found == finding::in_force);
}

TEST_CASE("that a payer has ended it himself UnionPay tells nobody: his payment is refused") {
  opening_parties p;
  p.sign();
  CHECK(p.behind.agreements().end("A1234567", "777290058110097", p.now) == sim::end_verdict::ended);
  p.now += until_told;
  for (const auto& n : p.hear_all())
    CHECK(std::get<agreement_notice>(n).said.found == finding::in_force);
  CHECK(p.trade(operation::pay, "K1234567").code == "89");
}

TEST_CASE("another account's token is not charged; a card of the payer's own still is") {
  opening_parties p;
  p.sign();
  auto account = whole_account("unionpay");
  account.merchant_id = "777290058110098";
  p.speaks = dialect_of("unionpay", account);
  CHECK(p.trade(operation::pay, "K1234567").code == "89");
  p.reference = "6235240000020757577";
  CHECK(p.trade(operation::pay, "K2345678").found == order::finding::unknown);  // accepted: "05"
}

TEST_CASE("the simulated UnionPay opens no page whose request somebody has changed") {
  opening_parties p;
  const auto made =
      p.speaks->assemble(p.call(operation::offer_agreement), {.now = p.now, .chance = 1});
  auto form = nlohmann::json::parse(std::get<payer_action>(made).content.shown());
  auto fields = form.at("fields").get<form_fields>();
  fields["backUrl"] = "http://evil/";
  const auto page = p.face.answer(
      "/gateway/api/frontTransReq.do", form_encode({fields.begin(), fields.end()}), p.now);
  CHECK(page.body.find("验证签名失败") != std::string::npos);
}

}  // namespace sluice::test::unionpay_agreement_mutual_test
