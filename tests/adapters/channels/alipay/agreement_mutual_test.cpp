// The dialect and the simulated Alipay sign, charge and end an agreement between them: both were
// written from the same documents, and here each checks the other.

#include "sim/providers/alipay_face.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::alipay_agreement_mutual_test {
namespace {

using agreement::finding;

secret alipays(std::string_view name) {
  return secret(std::string(sim::simulated_key(name).value()));
}

/// A payer, the dialect, and the simulated Alipay, at a made-up time.
struct signing_parties {
  std::unique_ptr<dialect> speaks = dialect_of(
      "alipay", {.app_id = "2014",
                 .keys = {{"app_key", alipays("alipay_app_key")},
                          {"alipay_public_key", alipays("alipay_public_key")}},
                 .pages_url = "http://alipay",
                 .notify_url = "http://us/n"});
  sim::provider behind{{.channel = "alipay", .reference_prefix = "2088", .notifies = true}};
  sim::alipay_face face{behind};
  instant now{millis{1'700'000'000'000}};

  /// The page's address, as the payer is given it.
  std::string page_for(const std::string& payer) const {
    auto call = call_of(operation::offer_agreement, business_type::quick_pay);
    call.key = channel_key("A1");
    call.not_after = now + std::chrono::minutes{15};
    call.payer = std::make_shared<const payer_details>(payer_details{.payer_id = payer});
    return std::get<payer_action>(speaks->assemble(call, {.now = now, .chance = 1}))
        .content.shown();
  }
  sim::face_answer open(const std::string& url) {
    return face.answer(url.substr(url.find('?') + 1), now);
  }
  /// What the payer's app is handed, with a payment in which he signs.
  std::string payment_for(business_type type) const {
    auto call = call_of(operation::pay, type);
    call.begun = now;
    call.signs = channel_key("A1");
    return std::get<payer_action>(speaks->assemble(call, {.now = now, .chance = 1}))
        .content.shown();
  }
  channel_answer ask(const channel_call& call) {
    const auto sent = std::get<http_request>(speaks->assemble(call, {.now = now, .chance = 1}));
    return speaks->understand(call, answered(face.answer(sent.body, now).body), now);
  }
  agreement::report ask(operation what) {
    auto call = call_of(what, business_type::quick_pay);
    call.key = channel_key("A1");
    return agreement_in(ask(call));
  }
  order::attempt_report charge(const std::string& reference, const std::string& key) {
    auto call = call_of(operation::pay, business_type::quick_pay);
    call.key = channel_key(key);
    call.amount.minor_units = 1200;
    call.payer = std::make_shared<const payer_details>(payer_details{.token = secret(reference)});
    return attempt_in(ask(call));
  }
  std::vector<agreement_notice> hear_all() {
    std::vector<agreement_notice> out;
    for (const auto& n : behind.advance(now)) {
      const auto body = sim::alipay_face::notification(n, now);
      out.push_back(std::get<agreement_notice>(speaks->hear(posted("/n", body), now)));
      behind.acknowledge(n.id);
    }
    return out;
  }
};

constexpr millis while_payer_signs{2000};
constexpr millis until_told{1000};

}  // namespace

TEST_CASE("dialect and simulated Alipay agree on an agreement's life") {
  signing_parties p;
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  CHECK(p.open(p.page_for("customer-1")).content_type.starts_with("text/html"));
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  CHECK(p.ask(operation::end_agreement).found == finding::not_signed);
  p.now += while_payer_signs;
  const auto signed_now = p.ask(operation::query_agreement);
  REQUIRE(signed_now.found == finding::in_force);
  CHECK_FALSE(signed_now.payer.empty());
  p.now += until_told;
  const auto begun = p.hear_all();
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].key == channel_key("A1"));
  CHECK(begun[0].said.found == finding::in_force);
  CHECK(begun[0].said.reference == signed_now.reference);

  const auto paid = p.charge(signed_now.reference.shown(), "K1");
  CHECK(paid.found == order::finding::paid);
  CHECK(paid.amount == money{1200, currency::cny});

  CHECK(p.ask(operation::end_agreement).found == finding::ended);
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
  CHECK(p.ask(operation::end_agreement).found == finding::not_signed);
  const auto refused = p.charge(signed_now.reference.shown(), "K2");
  CHECK(refused.found == order::finding::not_paid);
  CHECK(refused.code == "ACQ.AGREEMENT_NOT_EXIST");
}

TEST_CASE("who pays at the simulated Alipay on a page that lets him sign has signed") {
  for (const auto type : {business_type::app, business_type::ebank}) {
    signing_parties p;
    CHECK(p.open(p.payment_for(type)).status == 200);
    CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
    p.now += while_payer_signs;
    const auto signed_now = p.ask(operation::query_agreement);
    REQUIRE(signed_now.found == finding::in_force);
    CHECK(p.charge(signed_now.reference.shown(), "K2").found == order::finding::paid);
    CHECK(p.ask(operation::end_agreement).found == finding::ended);
  }
}

TEST_CASE("the dialect hears from the simulated Alipay that the payer has ended it") {
  signing_parties p;
  CHECK(p.open(p.page_for("customer-06")).status == 200);
  p.now += while_payer_signs + until_told;
  for (const auto& n : p.hear_all()) CHECK(n.said.found == finding::in_force);
  p.now += while_payer_signs;
  const auto over = p.hear_all();
  REQUIRE(over.size() == 1);
  CHECK(over[0].said.found == finding::ended);
}

TEST_CASE("an error in answer to ending it ends nothing") {
  signing_parties p;
  CHECK(p.open(p.page_for("customer-07")).status == 200);
  p.now += while_payer_signs;
  for (int i = 0; i < 3; ++i) {
    CHECK(p.ask(operation::end_agreement).found == finding::unknown);
    CHECK(p.ask(operation::query_agreement).found == finding::in_force);
  }
  CHECK(p.ask(operation::end_agreement).found == finding::ended);
}

TEST_CASE("what nobody has signed, or is not ours, the simulated Alipay does not charge") {
  signing_parties p;
  CHECK(p.charge("20170322450983769228", "K1").found == order::finding::not_paid);
  auto url = p.page_for("customer-1");
  url.replace(url.find("customer-1"), 10, "customer-2");
  CHECK(p.open(url).body.find("isv.invalid-signature") != std::string::npos);
  p.now += while_payer_signs;
  CHECK(p.ask(operation::query_agreement).found == finding::not_signed);
}

}  // namespace sluice::test::alipay_agreement_mutual_test
