// What the simulated bank says of its books: a lie must be one that the engine could see through.

#include "sim/world/bank.hpp"

#include "tests/catch.hpp"

namespace sluice::test::bank_test {
using namespace sluice::sim;

namespace {

constexpr money asked{52'992, currency::cny};

void go_on_to_the_end(scene& world) {
  while (const auto next = world.time.next()) {
    world.time.move_to(*next);
    while (const auto happens = world.time.take_due()) happens();
  }
}

/// One payment at a bank of which the given hazards always strike; what it tells of it unasked.
std::vector<channel_notification> told_by(const scenario_channel& about,
                                          std::initializer_list<hazard> strikes) {
  scene world{draw_plan({}, 1), {}};
  world.luck.rates = {};
  for (const auto h : strikes) world.luck.rates.at(static_cast<std::size_t>(h)) = always;
  std::vector<channel_notification> told;
  bank b{world, about, [&](channel_notification n) { told.push_back(std::move(n)); },
         [](const agreement_notice&) {}};
  channel_call call{.what = operation::pay,
                    .type = business_type::quick_pay,
                    .attempt = attempt_no{1},
                    .key = channel_key{"K1"},
                    .amount = asked};
  (void)b.handle(call);
  go_on_to_the_end(world);
  call.what = operation::query;
  const auto in_the_books = std::get<order::attempt_report>(b.handle(call)).amount;
  CHECK(in_the_books->minor_units == b.held_under("K1"));
  return told;
}

}  // namespace

TEST_CASE("a signed notification states the amount in the bank's books") {
  const scenario_channel signing{.name = "bank", .notifies = true, .signs = true};

  for (const auto& n : told_by(signing, {hazard::notice_wrong_amount, hazard::notice_repeated})) {
    CHECK(n.verified);
    CHECK(n.amount == asked);
  }
  // Two wrongs made a right once: a minor unit less was taken, and one more told.
  for (const auto& n :
       told_by(signing, {hazard::another_amount_taken, hazard::notice_wrong_amount})) {
    CHECK(n.verified);
    CHECK(n.amount != asked);
  }
}

TEST_CASE("a notification without a signature may state another amount") {
  const scenario_channel silent{.name = "clearing", .notifies = true};

  const auto told = told_by(silent, {hazard::notice_wrong_amount});

  REQUIRE(told.size() == 1);
  CHECK_FALSE(told.front().verified);
  CHECK(told.front().amount != asked);
}

TEST_CASE("a stuck refund is sent on to a card once, and then arrives") {
  scene world{draw_plan({}, 1), {}};
  world.luck.rates = {};
  for (const auto h : {hazard::refund_pending, hazard::refund_stuck})
    world.luck.rates.at(static_cast<std::size_t>(h)) = always;
  const scenario_channel about{.name = "bank", .reaches = wallet::wechat};
  bank b{world, about, [](const channel_notification&) {}, [](const agreement_notice&) {}};
  channel_call call{
      .what = operation::pay,
      .type = business_type::quick_pay,
      .attempt = attempt_no{1},
      .key = channel_key{"K1"},
      .amount = asked,
      .refund = refund_no{"R1"},
      .refund_key = channel_key{"RK1"},
      .refund_amount = asked};
  const auto of_refund = [&](operation what) {
    call.what = what;
    return std::get<order::refund_report>(b.handle(call));
  };
  (void)b.handle(call);
  go_on_to_the_end(world);
  CHECK(of_refund(operation::refund).found == order::refund_finding::accepted);
  const auto stuck = of_refund(operation::refund_query);
  CHECK(stuck.found == order::refund_finding::stuck);
  CHECK(stuck.can_be_sent_on);
  CHECK(b.is_stuck("RK1"));
  CHECK(of_refund(operation::send_on_refund).code == "RESOURCE_NOT_EXISTS");
  call.refund_reference = stuck.channel_reference;
  CHECK(of_refund(operation::send_on_refund).found == order::refund_finding::accepted);
  CHECK_FALSE(b.is_stuck("RK1"));
  CHECK(of_refund(operation::send_on_refund).code == "INVALID_REQUEST");
  go_on_to_the_end(world);
  CHECK(of_refund(operation::refund_query).found == order::refund_finding::done);
}

}  // namespace sluice::test::bank_test
