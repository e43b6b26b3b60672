// Wrong dialects in made-up worlds: the judge must notice each of them.
#include "sim/run/run_many.hpp"
#include "sim/wire/spoken_way.hpp"
#include "tests/catch.hpp"

namespace sluice::test::hearing_judge_test {
using namespace sluice::sim;

namespace {

/// Right, but for what a test changes.
class changed_dialect : public dialect {
 public:
  explicit changed_dialect(std::shared_ptr<const dialect> right) : right_(std::move(right)) {}
  assembled assemble(const channel_call& call, const sluice::moment& at) const override {
    return right_->assemble(call, at);
  }
  channel_answer understand(const channel_call& call, const http_result& result,
                            instant now) const override {
    return right_->understand(call, result, now);
  }
  heard_notice hear(const http_request& request, instant now) const override {
    return right_->hear(request, now);
  }
  http_response acknowledgement() const override { return right_->acknowledgement(); }

 private:
  std::shared_ptr<const dialect> right_;
};

/// Takes what it should not believe for a payment.
class gullible : public changed_dialect {
 public:
  gullible(std::shared_ptr<const dialect> right, std::vector<std::string> believes)
      : changed_dialect(std::move(right)), believes_(std::move(believes)) {}
  channel_answer understand(const channel_call& call, const http_result& result,
                            instant now) const override {
    auto answer = changed_dialect::understand(call, result, now);
    auto* r = std::get_if<order::attempt_report>(&answer);
    if (r == nullptr || std::ranges::find(believes_, r->code) == believes_.end()) return answer;
    r->found = order::finding::paid;
    r->channel_reference = "T" + call.key.value();
    r->amount = call.amount;
    return answer;
  }

 private:
  std::vector<std::string> believes_;
};

class asking_for_yuan : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  assembled assemble(const channel_call& call, const sluice::moment& at) const override {
    auto more = call;
    more.amount.minor_units *= 100;
    return changed_dialect::assemble(more, at);
  }
};

/// Of one kind of business only.
class asking_for_yuan_in : public changed_dialect {
 public:
  asking_for_yuan_in(std::shared_ptr<const dialect> right, business_type where)
      : changed_dialect(std::move(right)), where_(where) {}
  assembled assemble(const channel_call& call, const sluice::moment& at) const override {
    auto more = call;
    if (call.type == where_) more.amount.minor_units *= 100;
    return changed_dialect::assemble(more, at);
  }

 private:
  business_type where_;
};

class reading_yuan : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  channel_answer understand(const channel_call& call, const http_result& result,
                            instant now) const override {
    auto answer = changed_dialect::understand(call, result, now);
    if (auto* r = std::get_if<order::attempt_report>(&answer); r != nullptr && r->amount)
      r->amount->minor_units *= 100;
    return answer;
  }
};

class deaf : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  channel_answer understand(const channel_call& call, const http_result&, instant) const override {
    return unknown_answer(call, order::source::query_answer, "unreadable");
  }
};

class hearing_yuan : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  heard_notice hear(const http_request& request, instant now) const override {
    auto heard = changed_dialect::hear(request, now);
    if (auto* n = std::get_if<channel_notification>(&heard); n != nullptr && n->amount)
      n->amount->minor_units *= 100;
    return heard;
  }
};

class hearing_nothing : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  heard_notice hear(const http_request&, instant) const override {
    return notice_refusal::not_proven;
  }
};

class mixing_up_refunds : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  assembled assemble(const channel_call& call, const sluice::moment& at) const override {
    auto other = call;
    other.refund_key = channel_key("0REFUNDNOBODYASKEDFOR00000");
    return changed_dialect::assemble(other, at);
  }
};

/// Takes an agreement that nobody has signed for signed.
class signing_for_payers : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  channel_answer understand(const channel_call& call, const http_result& result,
                            instant now) const override {
    auto answer = changed_dialect::understand(call, result, now);
    auto* r = std::get_if<agreement::report>(&answer);
    if (r == nullptr || r->found != agreement::finding::not_signed) return answer;
    r->found = agreement::finding::in_force;
    r->reference = "2088" + call.key.value();
    return answer;
  }
};

class charging_another : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  assembled assemble(const channel_call& call, const sluice::moment& at) const override {
    if (call.what != operation::pay || call.payer == nullptr || call.payer->token.empty())
      return changed_dialect::assemble(call, at);
    auto other = call;
    auto payer = *call.payer;
    payer.token = secret("2088" + call.key.value());
    other.payer = std::make_shared<const payer_details>(std::move(payer));
    return changed_dialect::assemble(other, at);
  }
};

class hearing_of_another_agreement : public changed_dialect {
 public:
  using changed_dialect::changed_dialect;
  heard_notice hear(const http_request& request, instant now) const override {
    auto heard = changed_dialect::hear(request, now);
    if (auto* n = std::get_if<agreement_notice>(&heard)) n->said.reference = "2088NOBODYS";
    return heard;
  }
};

template <class Wrong, class... More>
dialect_change made(More... more) {
  return [more...](std::shared_ptr<const dialect> right) -> std::shared_ptr<const dialect> {
    return std::make_shared<Wrong>(std::move(right), more...);
  };
}

/// What is said of the first of some worlds that is guilty.
std::string noticed(const dialect_change& change, std::uint64_t worlds = 40,
                    repertoire plays = repertoire::shipped()) {
  plays.set_orders(20);
  const auto totals = run_many(
      plays, {.first = 1, .count = worlds, .stop_at_first = true, .ways = spoken_ways(change)});
  return totals.violations.empty() ? "" : totals.violations.front().broken.what;
}

void check_noticed(const dialect_change& change) {
  CHECK_THAT(noticed(change), Catch::Matchers::Contains(" speaks "));
}

using codes = std::vector<std::string>;

}  // namespace

TEST_CASE("who believes what has no right signature is noticed") {
  check_noticed(made<gullible>(codes{"not_proven", "wrong_signature", "not_signed"}));
}

TEST_CASE("who believes an answer about another order is noticed") {
  check_noticed(made<gullible>(codes{"foreign_order"}));
}

TEST_CASE("who takes a page for people for a success is noticed") {
  check_noticed(made<gullible>(codes{"unreadable"}));
}

TEST_CASE("who takes yuan for fen is noticed") {
  check_noticed(made<asking_for_yuan>());
  check_noticed(made<reading_yuan>());
}

TEST_CASE("what payers do in apps and browsers of theirs travels as bytes, too") {
  for (const auto type : {business_type::jsapi, business_type::app, business_type::h5}) {
    CAPTURE(name_of(type));
    check_noticed(made<asking_for_yuan_in>(type));
  }
}

TEST_CASE("who understands nothing is noticed") { check_noticed(made<deaf>()); }

TEST_CASE("who mixes up the numbers of refunds is noticed") {
  check_noticed(made<mixing_up_refunds>());
}

TEST_CASE("who hears another amount in a notification, or none of them, is noticed") {
  CHECK_THAT(
      noticed(made<hearing_yuan>()), Catch::Matchers::Contains("something else than was told"));
  CHECK_THAT(noticed(made<hearing_nothing>()), Catch::Matchers::Contains("it is refused"));
}

TEST_CASE("who takes what was let go for held is noticed") {
  const repertoire holds(*find_shipped("money_is_held_first"));
  CHECK_THAT(
      noticed(made<gullible>(codes{"released"}), 10, holds), Catch::Matchers::Contains(" speaks "));
}

TEST_CASE("who mixes up agreements, or takes them for signed, is noticed") {
  check_noticed(made<signing_for_payers>());
  CHECK_THAT(
      noticed(made<charging_another>()), Catch::Matchers::Contains("and what was signed is"));
  CHECK_THAT(noticed(made<hearing_of_another_agreement>()),
             Catch::Matchers::Contains("something else than was told"));
}

TEST_CASE("whom nothing is wrong with is not accused") {
  CHECK(noticed(made<changed_dialect>(), 6).empty());
}

}  // namespace sluice::test::hearing_judge_test
