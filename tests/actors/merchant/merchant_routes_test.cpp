#include "actors/merchant/merchant_routes.hpp"

#include "tests/catch.hpp"

namespace sluice::test {
namespace {

using channel::breaker_phase;
using channels_of_route = std::vector<channel_id>;

const channel_id a{"a"};
const channel_id b{"b"};
const channels_of_route list{a, b};

merchant::channel_reach reach_of(const channel_id& id) {
  return {.id = id,
          .reaches = wallet::wechat,
          .business_types = {business_type::payment_code},
          .currencies = {currency::cny, currency::hkd}};
}

/// A merchant with two channels, and its board.
struct place {
  std::vector<merchant::channel_reach> channels{reach_of(a), reach_of(b)};
  std::shared_ptr<board> standings = std::make_shared<board>(list);
  std::shared_ptr<shared_rules> rules = std::make_shared<shared_rules>();
  merchant_routes routes{channels, standings, rules};
  order_id order{merchant_id{"m1"}, order_no{"A-1"}};
  instant now{millis{1'800'000'000'000}};

  void stands(const channel_id& id, const channel::standing& s, const channel::path& way = {}) {
    standings->tell(id, way, s);
  }
  [[nodiscard]] std::variant<merchant_routes::found, rejection> ask(
      const instrument& paid_with = {}, currency unit = currency::cny) {
    const routing::wish w{
        .order = order, .amount = {1000, unit}, .shown = wallet::wechat, .paid_with = paid_with};
    return routes.find(w, {list, 7}, now);
  }
  [[nodiscard]] channels_of_route route(const instrument& paid_with = {},
                                        currency unit = currency::cny) {
    return std::get<merchant_routes::found>(ask(paid_with, unit)).channels;
  }
};

}  // namespace

TEST_CASE("What the board says of a channel decides, and stands in the explanation") {
  place here;
  here.stands(a, {.phase = breaker_phase::open, .good = 6, .counted = 20});
  const auto found = std::get<merchant_routes::found>(here.ask());
  CHECK(found.channels == channels_of_route{b});
  const auto why = unpack(found.why);
  REQUIRE(why);
  CHECK(why->merchant_position == 7);
  CHECK(why->candidates[0] == routing::judged{routing::verdict::path_open, 6, 20, 0});
  CHECK(why->candidates[1].what == routing::verdict::chosen);
}

TEST_CASE("One bank that is down turns away only those who pay with it") {
  place here;
  const instrument icbc("debit_card", "icbc");
  here.stands(a, {.phase = breaker_phase::open}, channel::path(icbc));
  CHECK(here.route(icbc) == channels_of_route{b});
  CHECK(here.route(instrument("debit_card", "abc")) == list);
}

TEST_CASE("A path that wants a probe gets one order, and the next goes elsewhere") {
  place here;
  here.stands(a, {.phase = breaker_phase::half_open, .wants_probe = true});
  CHECK(here.route() == list);
  CHECK(here.route() == channels_of_route{b});
  here.stands(a, {.phase = breaker_phase::half_open, .wants_probe = true});
  CHECK(here.route() == list);
}

TEST_CASE("Without a channel that is well the merchant hears so") {
  place here;
  here.stands(a, {.phase = breaker_phase::open});
  here.stands(b, {.phase = breaker_phase::half_open});
  CHECK(std::get<rejection>(here.ask()).code == rejection_code::all_paths_open);
  here.stands(b, {.has_room = false});
  CHECK(std::get<rejection>(here.ask()).code == rejection_code::busy);
}

TEST_CASE("Who leads is remembered for each kind of payment") {
  place here;
  here.stands(a, {.phase = breaker_phase::open});
  CHECK(here.route() == channels_of_route{b});
  here.stands(a, {.good = 3, .counted = 3});  // better, and not by two points
  CHECK(here.route() == channels_of_route{b, a});
  CHECK(here.route({}, currency::hkd) == list);
  here.now += millis{30'000};
  CHECK(here.route() == list);
}

TEST_CASE("Of many kinds of payments some are forgotten, and none is confused with another") {
  place here;
  here.stands(a, {.phase = breaker_phase::open});
  for (int i = 0; i < 40; ++i) {
    CHECK(here.route(instrument("method" + std::to_string(i))) == channels_of_route{b});
    here.now += millis{1};
  }
  here.stands(a, {.good = 3, .counted = 3});
  CHECK(here.route(instrument("method39")) == channels_of_route{b, a});
  CHECK(here.route(instrument("method0")) == list);  // forgotten
}

}  // namespace sluice::test
