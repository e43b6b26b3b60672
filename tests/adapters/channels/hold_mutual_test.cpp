// The dialects and the simulated channels hold money, take of it and let it go between them: both
// were written from the same documents, and here each checks the other.

#include <nlohmann/json.hpp>

#include "adapters/channels/form.hpp"
#include "sim/providers/alipay_face.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/unionpay_face.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

namespace sluice::test::hold_mutual_test {
namespace {

using order::finding;
using order::refund_finding;
using order::revoke_finding;

constexpr auto held_first = business_type::preauthorization;
constexpr millis while_payer_decides{2000}, until_told{1000};

secret simulated(std::string_view name) {
  return secret(std::string(sim::simulated_key(name).value()));
}

http_result carried(const sim::face_answer& said) {
  if (said.how == sim::delivery::request_lost || said.how == sim::delivery::answer_lost)
    return {.kind = http_result::outcome::cut_off};
  return answered(said.body, said.status);
}

/// A merchant with money held for an order, at a made-up time.
struct holder {
  sim::provider behind{{.channel = "c", .reference_prefix = "9", .notifies = true}};
  instant began{millis{1'700'000'000'000}};
  instant now = began;
  std::string reference{};  ///< of what is held

  static channel_call about_hold(operation what) {
    auto call = call_of(what, held_first);
    call.key = channel_key("H1234567");
    call.amount.minor_units = 1200;
    return call;
  }
  channel_call hold(operation what) const {
    auto call = about_hold(what);
    call.begun = began;
    call.channel_reference = reference;
    return call;
  }
  channel_call release(operation what) const {
    auto call = hold(what);
    call.refund_key = channel_key("R1234567");
    call.refund_amount = call.amount;
    call.gives_back = true;
    return call;
  }
  channel_call capture(operation what, std::int64_t minor, std::string own = {}) const {
    auto call = call_of(what, held_first);
    call.key = channel_key("C1234567");
    call.amount.minor_units = minor;
    call.begun = began;
    call.taken_from = std::make_shared<const authorization>(
        authorization{channel_key("H1234567"), reference, {1200, currency::cny}, began});
    call.channel_reference = std::move(own);
    call.refund_key = channel_key("F1234567");
    return call;
  }
  sim::key_totals booked(const std::string& key) {
    for (auto& m : behind.take_movements()) movements.push_back(std::move(m));
    return sim::total(movements)[key];
  }
  std::vector<sim::movement> movements{};
};

struct alipay_holder : holder {
  static constexpr auto captured_first = finding::paid;
  static constexpr auto released_first = refund_finding::done;
  static constexpr auto released_hold = finding::not_paid;
  std::unique_ptr<dialect> speaks = dialect_of(
      "alipay", {.app_id = "2014",
                 .keys = {{"app_key", simulated("alipay_app_key")},
                          {"alipay_public_key", simulated("alipay_public_key")}},
                 .notify_url = "http://us/n"});
  sim::alipay_face face{behind};

  channel_answer ask(const channel_call& call) {
    const auto sent = std::get<http_request>(speaks->assemble(call, {.now = now, .chance = 1}));
    return speaks->understand(call, carried(face.answer(sent.body, now)), now);
  }
  void begin(const channel_call& call) {
    const auto said = attempt_in(ask(call));
    CHECK(said.found == finding::payer_paying);
    REQUIRE(said.action);
    CHECK(said.action->kind == payer_action_kind::show_code);
  }
  heard_notice hear(const sim::notice& n) {
    return speaks->hear(posted("/n", sim::alipay_face::notification(n, now)), now);
  }
};

struct unionpay_holder : holder {
  static constexpr auto captured_first = finding::payer_paying;
  static constexpr auto released_first = refund_finding::accepted;
  static constexpr auto released_hold = finding::paid;  // for ever: only the undo says otherwise
  std::unique_ptr<dialect> speaks = [] {
    auto account = whole_account("unionpay");
    account.merchant_id = "777290058110097";
    account.notify_url = "http://us/n";
    return dialect_of("unionpay", account);
  }();
  sim::unionpay_face face{behind};

  channel_answer ask(const channel_call& call) {
    const auto sent = std::get<http_request>(speaks->assemble(call, {.now = now, .chance = 1}));
    return speaks->understand(call, carried(face.answer(sent.target, sent.body, now)), now);
  }
  void begin(const channel_call& call) {
    const auto made = speaks->assemble(call, {.now = now, .chance = 1});
    const auto page = nlohmann::json::parse(std::get<payer_action>(made).content.shown());
    const auto fields = page.at("fields").get<form_fields>();
    const auto shown = face.answer(
        "/gateway/api/frontTransReq.do", form_encode({fields.begin(), fields.end()}), now);
    CHECK(shown.body.find("银联收银台") != std::string::npos);
  }
  heard_notice hear(const sim::notice& n) {
    const auto told = sim::unionpay_face::notification(n, now).value();
    return speaks->hear(posted("/n", told.body), now);
  }
};

template <class Holder>
order::attempt_report attempt(Holder& w, const channel_call& call) {
  return attempt_in(w.ask(call));
}
template <class Holder>
order::refund_report refund(Holder& w, const channel_call& call) {
  return refund_in(w.ask(call));
}

/// The payer has let it be held.
template <class Holder>
struct holding : Holder {
  holding() {
    this->begin(this->hold(operation::pay));
    this->now += while_payer_decides;
    const auto held = attempt(*this, this->hold(operation::query));
    REQUIRE(held.found == finding::paid);
    CHECK(held.amount == money{1200, currency::cny});
    this->reference = held.channel_reference;
    REQUIRE_FALSE(this->reference.empty());
  }
};

}  // namespace

TEMPLATE_TEST_CASE("dialects and simulated channels agree on what is held", "", alipay_holder,
                   unionpay_holder) {
  TestType w;
  w.begin(w.hold(operation::pay));
  CHECK(attempt(w, w.hold(operation::query)).found != finding::paid);
  CHECK(w.booked("H1234567") == sim::key_totals{"c", 1, 0, 0, 0});
  w.now += while_payer_decides;
  CHECK(attempt(w, w.hold(operation::query)).found == finding::paid);
  CHECK(w.booked("H1234567") == sim::key_totals{"c", 1, 0, 0, 1200});
  CHECK(revoke_in(w.ask(w.hold(operation::close))).found == revoke_finding::already_paid);
  w.now += until_told;
  const auto news = w.behind.advance(w.now);
  REQUIRE(news.size() == 1);
  const auto told = std::get<channel_notification>(w.hear(news[0]));
  CHECK(told.key == channel_key("H1234567"));
  CHECK(told.found == finding::paid);
  CHECK(told.amount == money{1200, currency::cny});
}

TEMPLATE_TEST_CASE("dialects and simulated channels agree on what a capture takes", "",
                   alipay_holder, unionpay_holder) {
  holding<TestType> w;
  CHECK(attempt(w, w.capture(operation::query, 800)).found == finding::not_found);
  CHECK(attempt(w, w.capture(operation::pay, 800)).found == TestType::captured_first);
  const auto paid = attempt(w, w.capture(operation::query, 800));
  CHECK(paid.found == finding::paid);
  CHECK(paid.amount == money{800, currency::cny});
  CHECK(paid.channel_reference != w.reference);
  CHECK(w.booked("C1234567") == sim::key_totals{"c", 1, 800, 0, 0});
  CHECK(w.booked("H1234567") == sim::key_totals{"c", 1, 0, 0, 0});
  // Once: what is left is the payer's again.
  auto again = w.capture(operation::pay, 400);
  again.key = channel_key("C7654321");
  CHECK(attempt(w, again).found != finding::paid);
  CHECK(w.booked("C7654321").paid_minor == 0);
  // Captured money is given back as any other.
  const auto own = paid.channel_reference;
  CHECK(refund(w, w.capture(operation::refund, 800, own)).found == TestType::released_first);
  const auto back = refund(w, w.capture(operation::refund_query, 800, own));
  CHECK(back.found == refund_finding::done);
  CHECK(back.amount == money{300, currency::cny});
  CHECK(w.booked("C1234567").returned_minor == 300);
  w.now += until_told;
  bool is_told = false;
  for (const auto& n : w.behind.advance(w.now)) {
    if (n.about.key != "C1234567") continue;
    const auto told = std::get<channel_notification>(w.hear(n));
    CHECK(told.key == channel_key("C1234567"));
    CHECK(told.found == finding::paid);
    CHECK(told.amount == money{800, currency::cny});
    is_told = true;
  }
  CHECK(is_told);
}

TEST_CASE("UnionPay undoes a capture within its day, and refunds it afterwards") {
  holding<unionpay_holder> w;
  CHECK(attempt(w, w.capture(operation::pay, 800)).found == finding::payer_paying);
  const auto own = attempt(w, w.capture(operation::query, 800)).channel_reference;
  const auto back = [&](operation what, const char* number) {
    auto call = w.capture(what, 800, own);
    call.refund_key = channel_key(number);
    call.refund_amount = call.amount;
    call.gives_back = call.undoes = true;
    return refund(w, call);
  };
  const auto of_the_day = w.now;
  w.now += std::chrono::hours{24};
  CHECK(back(operation::refund, "U1234567").found == refund_finding::too_late);
  CHECK(back(operation::refund_query, "U1234567").found == refund_finding::not_refunded);
  CHECK(w.booked("C1234567").returned_minor == 0);
  w.now = of_the_day;
  CHECK(back(operation::refund, "U7654321").found == refund_finding::accepted);
  const auto done = back(operation::refund_query, "U7654321");
  CHECK(done.found == refund_finding::done);
  CHECK(done.amount == money{800, currency::cny});
  CHECK(w.booked("C1234567").returned_minor == 800);
}

TEMPLATE_TEST_CASE("dialects and simulated channels agree on what is let go", "", alipay_holder,
                   unionpay_holder) {
  holding<TestType> w;
  CHECK(refund(w, w.release(operation::refund_query)).found == refund_finding::not_refunded);
  CHECK(refund(w, w.release(operation::refund)).found == TestType::released_first);
  const auto done = refund(w, w.release(operation::refund_query));
  CHECK(done.found == refund_finding::done);
  CHECK(done.amount == money{1200, currency::cny});
  CHECK(w.booked("H1234567") == sim::key_totals{"c", 1, 0, 0, 0});
  CHECK(attempt(w, w.hold(operation::query)).found == TestType::released_hold);
  CHECK(attempt(w, w.capture(operation::pay, 800)).found != finding::paid);
  CHECK(w.booked("C1234567").paid_minor == 0);
}

TEMPLATE_TEST_CASE("captures fail as the table says, and what is held stays held", "",
                   alipay_holder, unionpay_holder) {
  struct row {
    std::int64_t minor;
    finding found;
  };
  const row rows[] = {{803, finding::not_paid},
                      {804, finding::unknown},
                      {805, finding::unknown},
                      {815, finding::unknown}};
  for (const auto& row : rows) {
    INFO(row.minor);
    holding<TestType> w;
    CHECK(attempt(w, w.capture(operation::pay, row.minor)).found == row.found);
    const auto after = attempt(w, w.capture(operation::query, row.minor)).found;
    const bool is_taken = row.minor == 804;
    CHECK(after == (is_taken ? finding::paid : finding::not_found));
    CHECK(w.booked("H1234567").held_minor == (is_taken ? 0 : 1200));
  }
}

TEST_CASE("a code of Alipay's that nobody scans is closed, and holds nothing") {
  alipay_holder w;
  auto call = w.hold(operation::pay);
  call.amount.minor_units = 1202;
  w.begin(call);
  call.what = operation::close;
  CHECK(revoke_in(w.ask(call)).found == revoke_finding::done);
  call.what = operation::query;
  CHECK(attempt(w, call).found == finding::not_paid);
  CHECK(w.booked("H1234567").held_minor == 0);
}

TEST_CASE("a top-up goes the way of the bank's page at Alipay and at UnionPay") {
  for (const auto* name : {"alipay", "unionpay"}) {
    INFO(name);
    auto account = whole_account(name);
    account.pages_url = "http://there";
    const auto speaks = dialect_of(name, account);
    const auto made = [&](operation what, business_type type) {
      return speaks->assemble(call_of(what, type), {.chance = 1});
    };
    CHECK(std::get<payer_action>(made(operation::pay, business_type::top_up)).content.shown() ==
          std::get<payer_action>(made(operation::pay, business_type::ebank)).content.shown());
    CHECK(std::get<http_request>(made(operation::query, business_type::top_up)).body ==
          std::get<http_request>(made(operation::query, business_type::ebank)).body);
  }
}

}  // namespace sluice::test::hold_mutual_test
