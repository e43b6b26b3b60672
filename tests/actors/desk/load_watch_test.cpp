#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// So much of a hundred bytes.
struct scripted_memory final : memory_port {
  overload::memory look() override {
    ++looks;
    return {percent * 100, 10'000};
  }
  std::uint64_t percent = 10;
  int looks = 0;
};

struct small_machine {
  small_machine() {
    s.memory = memory;
    s.wechat->always = [](const channel_call& c) -> channel_answer {
      if (c.what == operation::refund)
        return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
      auto a = says(c, order::finding::paid);
      std::get<order::attempt_report>(a).amount = c.amount;
      return a;
    };
    s.open();
  }
  void fill(std::uint64_t percent) {
    memory->percent = percent;
    s.advance(2s);
  }
  [[nodiscard]] bool is_refused(const question& q) {
    s.ask(q);
    const auto* no = std::get_if<rejection>(&s.answers.back());
    if (no != nullptr) CHECK(no->message.find("memory is nearly full") != std::string::npos);
    return no != nullptr;
  }

  std::shared_ptr<scripted_memory> memory = std::make_shared<scripted_memory>();
  stage s;
};

create_order payout(const std::string& number) {
  auto q = stage::order_request(number);
  q.type = business_type::payout;
  q.payment_code = {};
  return q;
}

}  // namespace

TEST_CASE("memory that fills up is given to what is least missed first") {
  small_machine m;
  const get_order look{{merchant_id{"m1"}, order_no{"A-1"}}};
  CHECK_FALSE(m.is_refused(stage::order_request("A-1")));
  m.fill(80);
  CHECK(m.is_refused(payout("P-1")));
  CHECK_FALSE(m.is_refused(stage::order_request("A-2")));
  m.fill(90);
  CHECK(m.is_refused(stage::order_request("A-3")));
  CHECK(m.is_refused(look));
  CHECK_FALSE(m.is_refused(create_refund{look.order, refund_no{"R-1"}, {100, currency::cny}}));
  m.fill(95);
  CHECK(m.is_refused(create_refund{look.order, refund_no{"R-2"}, {100, currency::cny}}));
  CHECK_FALSE(m.is_refused(list_channels{}));
  CHECK(m.s.told->count("memory_nearly_full") == 3);
  CHECK(m.s.told->last("memory_nearly_full") == "critical level=drains resident_mib=0 limit_mib=0");
  m.fill(10);
  CHECK_FALSE(m.is_refused(payout("P-1")));
  CHECK_FALSE(m.is_refused(look));
  CHECK(m.s.told->count("memory_has_room") == 1);
}

TEST_CASE("whoever repeats a payment hears what became of it, however full the memory is") {
  small_machine m;
  m.s.ask(stage::order_request("A-1"));
  m.fill(99);
  m.s.ask(stage::order_request("A-1"));
  CHECK(m.s.last_order().state == "paid");
  m.s.ask(stage::order_request("A-2"));
  CHECK(m.s.last_refusal().code == rejection_code::busy);
  CHECK(m.s.events_of("order/m1/A-2").empty());
}

TEST_CASE("memory is looked at once a second, however many ask") {
  small_machine m;
  m.s.advance(5s);
  const auto before = m.memory->looks;
  for (int i = 0; i < 10; ++i) m.s.ask(list_channels{});
  CHECK(m.memory->looks == before + 1);
}
