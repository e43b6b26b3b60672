// A refund that is stuck goes to a card of which a person speaks: once for each word, and what came
// of it the channel is asked.

#include "domain/order/waiting.hpp"
#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test::sent_on_test {
namespace {

using namespace std::chrono_literals;
using order::resolution;

order::resolve to_card(std::string_view number = "6216261000000000018") {
  auto word = verdict(resolution::to_payer_card, "R1");
  word.card = std::make_shared<const bank_card>(bank_card{
      .bank = "ICBC_DEBIT", .number = secret(std::string(number)), .holder_name = secret("li")});
  word.card_shown = shown(*word.card);
  return word;
}

constexpr auto sent_to_payer =
    "refund_sent_on R1 to_payer_card ICBC_DEBIT ***************0018 li.wei";

}  // namespace

TEST_CASE("A stuck refund is sent on to the payer's card, and only what came of it is asked") {
  auto s = come_to("paid_with_refund_stuck");
  s.when(to_card()).then({sent_to_payer, "-> call_send_on R1"}).is("paid");
  s.when(to_card()).nothing_happens();
  s.when(refund_says(order::refund_finding::accepted)).nothing_happens();
  s.when(order::restarted{.engine_was_away = true}).then({"-> call_refund_query R1"});
  s.when(refund_says(order::refund_finding::not_refunded)).nothing_happens();
  s.when(refund_says(order::refund_finding::done)).then({"refund_succeeded R1"});
  s.when(to_card()).rejected(rejection_code::order_needs_no_operator);
}

TEST_CASE("That it is stuck as before is believed when the call must have come through") {
  auto s = come_to("paid_with_refund_stuck");
  s.at(60s).when(to_card());
  s.at(179s).when(stuck_refund()).nothing_happens();
  s.at(180s).when(stuck_refund()).then({"operator_needed R1 refund_stuck:"});
  auto other = to_card("6222021234567890128");
  s.when(other).then({"refund_sent_on R1 to_payer_card ICBC_DEBIT ***************0128 li.wei",
                      "-> call_send_on R1"});
}

TEST_CASE("How long it has been asked about counts from the last word of a person") {
  auto s = come_to("paid_with_refund_stuck");
  s.at(48h).when(to_card());
  CHECK(agenda_of(s.state(), s.now(), s.timing(), {}).retry == s.now() + 5s);
  s.at(48h + 5s).when(order::fall_due{order::duty::retry}).then({"-> call_refund_query R1"});
  s.at(72h)
      .when(order::fall_due{order::duty::retry})
      .then({"operator_needed R1 refund_not_resolved"});
}

TEST_CASE("A refused card is a person's again, at once") {
  auto s = come_to("paid_with_refund_stuck");
  auto refused = refund_says(order::refund_finding::not_sent_on);
  refused.code = "PARAM_ERROR";
  s.when(to_card()).when(refused).then({"operator_needed R1 refund_stuck:PARAM_ERROR"});
  s.when(to_card()).then({sent_to_payer, "-> call_send_on R1"});
}

TEST_CASE("A card that was forgotten with the engine is asked for again") {
  auto s = come_to("paid_with_refund_stuck");
  auto word = to_card();
  word.card.reset();
  s.when(word).rejected(rejection_code::card_forgotten);
  s.when(verdict(resolution::to_merchant_card, "R1"))
      .then({"refund_sent_on R1 to_merchant_card li.wei", "-> call_send_on R1"});
}

TEST_CASE("What its channel sends nowhere else, or is not stuck, is not sent on") {
  auto s = come_to("paid_with_refund");
  s.when(to_card()).rejected(rejection_code::refund_not_stuck);
  s.when(refund_says(order::refund_finding::stuck)).when(to_card());
  s.rejected(rejection_code::refund_not_stuck);
  auto part = come_to("paid_with_refund_stuck");
  auto word = to_card();
  word.amount_minor = 100;
  part.when(word).rejected(rejection_code::resolved_amount_impossible);
  word.refund = {};
  part.when(word).rejected(rejection_code::order_needs_no_operator);
}

TEST_CASE("People hear which cards a stuck refund may go to, and where it went before") {
  auto s = come_to("paid_with_refund_stuck");
  const auto words = [&] { return matter_of(s.state(), waits_for_person(s.state()).at(0)).words; };
  CHECK(words() == std::vector{resolution::refunded, resolution::not_refunded,
                               resolution::to_payer_card, resolution::to_merchant_card});
  s.when(to_card()).when(refund_says(order::refund_finding::not_sent_on));
  const auto matter = matter_of(s.state(), waits_for_person(s.state()).at(0));
  CHECK(matter.evidence.back().find("sent on by li.wei (to_payer_card ICBC_DEBIT *") !=
        std::string::npos);
  CHECK(matter.evidence.back().find("50300007") != std::string::npos);
}

}  // namespace sluice::test::sent_on_test
