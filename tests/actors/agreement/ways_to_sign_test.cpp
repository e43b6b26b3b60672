// A payer signs while he pays, or opens a card by the code that his bank sends him.

#include "actors/agreement/agreement_journal.hpp"
#include "tests/actors/agreement/signing_stage.hpp"

namespace sluice::test::ways_to_sign_test {

using namespace signing;
using namespace std::chrono_literals;

namespace {

/// A payer can open a card there by a code.
struct opening_stage : signing_stage {
  explicit opening_stage(std::shared_ptr<store::event_log> kept = nullptr)
      : signing_stage(std::move(kept), {}, true) {}
  static create_agreement with_card() {
    auto out = wish();
    out.card = std::make_shared<const card_to_open>(card_to_open{
        .card = {.number = secret(std::string("6216261000000000018")),
                 .holder_name = secret(std::string("Zhang San"))},
        .phone = secret(std::string("13800000018")),
        .identity_number = secret(std::string("11010519491231002X"))});
    return out;
  }
  void begin() {
    of_agreements = finding::payer_asked;
    ask(with_card());
    of_agreements = finding::unknown;
  }
  void type(const char* code) { ask(verify_agreement{first_agreement, secret(std::string(code))}); }
};

/// A payer can sign there while he pays in an app.
struct paying_stage : signing_stage {
  paying_stage() : signing_stage(nullptr, {business_type::app}) {}
  void offer_with_payment() {
    auto with_payment = wish();
    with_payment.signed_while_paying = true;
    ask(with_payment);
  }
  void pay_on_page(const std::string& number, business_type type = business_type::app) {
    auto q = order_request(number);
    q.type = type;
    q.payment_code = {};
    q.payer = std::make_shared<const payer_details>(
        payer_details{.return_url = "https://shop.example/back"});
    q.agreement = agreement_no{"S-1"};
    ask(q);
  }
  channel_key key_of_it() const {
    agreement_journal journal(*keys, first_agreement);
    REQUIRE_FALSE(journal.load(*log));
    return journal.state().what.key;
  }
};

}  // namespace

TEST_CASE("who signs while he pays is shown the payment, with the agreement in it, and no page") {
  paying_stage s;
  s.offer_with_payment();
  CHECK(s.seen().state == "offered");
  CHECK(s.seen().payer_action == "pay_order");
  CHECK(s.wechat->started.empty());
  s.pay_on_page("A-1");
  CHECK(s.last_order().state == "paid");
  CHECK(s.last_order().attempts.back().channel == "wechat");
  CHECK(s.last.what == operation::pay);
  CHECK(s.last.signs == s.key_of_it());
  REQUIRE(s.last.payer != nullptr);
  CHECK(s.last.payer->token.reveal().empty());
  CHECK(s.last.payer->return_url == "https://shop.example/back");
  s.last.key = s.key_of_it();
  s.notice(finding::in_force);
  CHECK(s.state_of_it() == "in_force");
  s.pay(agreement_no{"S-1"}, "A-2");
  REQUIRE(s.last.payer != nullptr);
  CHECK(s.last.payer->token.reveal() == "2088");
  CHECK(s.last.signs == channel_key{});
}

TEST_CASE("nobody signs with a payment what is not to be signed so, or no more") {
  paying_stage s;
  s.offer();  // on a page of its own
  s.pay_on_page("A-1");
  CHECK(s.last_refusal().code == rejection_code::agreement_not_in_force);
  CHECK(s.last_refusal().message.find("signed_with payment") != std::string::npos);
  s.notice(finding::in_force);
  s.pay_on_page("A-1");
  CHECK(s.last_refusal().code == rejection_code::agreement_not_in_force);
  CHECK(s.wechat->started[operation::pay] == 0);
}

TEST_CASE("a channel where nobody can sign while paying, or not so, is refused") {
  paying_stage s;
  auto spare = wish();
  spare.signed_while_paying = true;
  spare.channel = channel_id{"spare"};
  s.ask(spare);
  CHECK(s.last_refusal() ==
        rejection{rejection_code::channel_takes_no_agreements, "channel",
                  "spare takes no agreements for quick_pay that are signed while paying; allowed "
                  "are: wechat"});
  s.offer_with_payment();
  s.pay_on_page("A-1", business_type::h5);
  CHECK(s.last_refusal() ==
        rejection{rejection_code::channel_takes_no_agreements, "business_type",
                  "nobody can sign an agreement at wechat while he pays so; he can with: app"});
  CHECK(s.wechat->started.empty());
}

TEST_CASE("an order that comes to its channel when the time to sign is over is paid without") {
  paying_stage s;
  s.offer_with_payment();
  s.of_agreements = finding::not_signed;
  s.advance(25min);
  CHECK(s.state_of_it() == "lapsed");
  s.pay_on_page("A-1");
  CHECK(s.last_refusal().code == rejection_code::agreement_not_in_force);
}

TEST_CASE("a card is opened by the code that comes to its payer's phone") {
  opening_stage s;
  s.begin();
  CHECK(s.seen().state == "offered");
  CHECK(s.seen().payer_action == "enter_code");
  CHECK(s.seen().code_tries_left == 5);
  REQUIRE(s.last.opens != nullptr);
  CHECK(s.last.opens->phone.reveal() == "13800000018");
  s.of_agreements = finding::code_refused;
  s.type("000000");
  CHECK(s.last.what == operation::open_card);
  CHECK(s.last.code.reveal() == "000000");
  CHECK(s.seen().state == "offered");
  CHECK(s.seen().code_tries_left == 4);
  s.of_agreements = finding::in_force;
  s.type("246810");
  CHECK(s.seen().state == "in_force");
  CHECK(s.wechat->started[operation::open_card] == 2);
  CHECK(s.events_of(stream) ==
        std::vector<std::string>{
            "agreement_requested", "agreement_offered", "agreement_code_given",
            "agreement_code_refused", "agreement_code_given", "agreement_signed"});
  s.pay(agreement_no{"S-1"});
  CHECK(s.last_order().state == "paid");
}

TEST_CASE("what came of a code that nobody has heard of is asked, and the code never sent again") {
  opening_stage s;
  s.begin();
  s.of_agreements = finding::unknown;
  s.type("246810");
  CHECK(s.seen().state == "opening");
  s.type("246810");
  CHECK(s.last_refusal().code == rejection_code::verification_not_wanted);
  s.of_agreements = finding::in_force;
  s.advance(10s);
  CHECK(s.state_of_it() == "in_force");
  CHECK(s.wechat->started[operation::open_card] == 1);
}

TEST_CASE("after a restart its card is forgotten, until the merchant says it again") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    opening_stage s(log);
    s.begin();
  }
  opening_stage s(log);
  s.type("246810");
  CHECK(s.last_refusal().code == rejection_code::card_forgotten);
  CHECK(s.wechat->started[operation::open_card] == 0);
  auto other = s.with_card();
  other.card = std::make_shared<const card_to_open>(
      card_to_open{.card = {.number = secret(std::string("6216261000000000026"))}});
  s.ask(other);
  s.type("246810");
  CHECK(s.last_refusal().code == rejection_code::card_forgotten);
  s.ask(s.with_card());
  CHECK(s.seen().state == "offered");
  s.of_agreements = finding::in_force;
  s.type("246810");
  CHECK(s.seen().state == "in_force");
  REQUIRE(s.last.opens != nullptr);
  CHECK(s.last.opens->card.number.reveal() == "6216261000000000018");
}

TEST_CASE("a card is forgotten when its time is over, though its channel never says a word") {
  opening_stage s;
  auto wanted = s.with_card();
  const std::weak_ptr<const card_to_open> card = wanted.card;
  s.of_agreements = finding::payer_asked;
  s.ask(std::move(wanted));
  s.of_agreements = finding::unknown;
  s.last = {};
  s.advance(14min);
  CHECK_FALSE(card.expired());
  s.advance(5min);
  s.last = {};
  CHECK(card.expired());
  CHECK(s.state_of_it() == "offered");
}

TEST_CASE("a code goes out though the channel is just being asked") {
  opening_stage s;
  s.begin();
  s.wechat->always = nullptr;
  s.notice(finding::unknown);
  CHECK(s.wechat->started[operation::query_agreement] == 1);
  s.type("246810");
  CHECK(s.wechat->started[operation::open_card] == 1);
}

TEST_CASE("nothing of a card but its last digits, and nothing of a code, lies in the log") {
  opening_stage s;
  s.begin();
  s.of_agreements = finding::code_refused;
  s.type("493817");
  const auto read = s.log->read_stream(stream);
  for (const auto& r : std::get<std::vector<store::record>>(read))
    for (const auto* part :
         {"621626100000000", "Zhang San", "13800000018", "11010519491231002X", "493817"})
      CHECK(r.payload.find(part) == std::string::npos);
}

TEST_CASE("a channel that opens no cards is refused, and the card forgotten") {
  opening_stage s;
  auto spare = s.with_card();
  spare.channel = channel_id{"spare"};
  s.ask(spare);
  CHECK(s.last_refusal() ==
        rejection{rejection_code::channel_takes_no_agreements, "channel",
                  "spare takes no agreements for quick_pay with a card that its payer opens; "
                  "allowed are: wechat"});
  CHECK(s.wechat->started.empty());
}

}  // namespace sluice::test::ways_to_sign_test
