#include "app/demo/webhook_receiver.hpp"

#include <future>

#include "adapters/config/configuration.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/webhooks/webhook_sender.hpp"
#include "app/demo/fleet.hpp"
#include "app/demo/known_secrets.hpp"
#include "app/scratch_folder.hpp"
#include "tests/catch.hpp"

namespace sluice::test::webhook_receiver_test {
using namespace sluice::demo;

namespace {

class wall_clock final : public clock_port {
 public:
  instant now() override { return machine_clock().wall(); }
  instant machine_time() override { return machine_clock().wall() + wrong_by; }
  millis wrong_by{0};
};

class silent_observer final : public observer {
 public:
  void tell(const note&) override {}
};

/// A receiver, and a sender as the engine makes it out of the demo's file with the receiver's
/// lines.
struct pair {
  app::scratch_folder folder{"receiver", std::filesystem::temp_directory_path()};
  webhook_receiver receiver{folder.path()};
  std::shared_ptr<wall_clock> clock = std::make_shared<wall_clock>();
  std::vector<webhooks::endpoint> endpoints = endpoints_of_file();
  webhooks::webhook_sender sender{{.endpoints = endpoints, .allow_private_addresses = true},
                                  clock,
                                  std::make_shared<silent_observer>()};

  std::vector<webhooks::endpoint> endpoints_of_file() const {
    const auto read = read_configuration(
        configuration_for(
            folder.path(), {.nats = 20001, .channels = 20002, .notifications = 20003}) +
            receiver.configuration(),
        "demo.toml", known_secrets());
    if (const auto* all = std::get_if<std::vector<config_problem>>(&read))
      for (const auto& one : *all) FAIL_CHECK(to_string(one));
    return std::get<configuration>(read).webhooks.endpoints;
  }

  webhook::outcome tell(const std::string& order, const std::string& state, std::uint32_t version,
                        webhooks::webhook_sender& by) const {
    webhook_message what{
        .to = endpoints.front().id, .position = version, .event = "order.paid", .version = version};
    what.order.order = {merchant_id{"m1"}, order_no{order}};
    what.order.state = state;
    std::promise<webhook::outcome> heard;
    by.send(what, [&](webhook::answer a) { heard.set_value(a.what); });
    return heard.get_future().get();
  }
  webhook::outcome tell(const std::string& order, const std::string& state, std::uint32_t version) {
    return tell(order, state, version, sender);
  }
};

order_record ended(const std::string& order, const std::string& state,
                   const std::string& merchant = "m1") {
  order_record r;
  r.plan.merchant = merchant;
  r.plan.order_no = order;
  r.seen.state = state;
  return r;
}

using webhook::outcome;

}  // namespace

TEST_CASE("the receiver refuses the first delivery, and knows each order by its highest version") {
  pair p;
  CHECK(p.tell("A", "paid", 4) == outcome::refused);
  CHECK(p.tell("B", "failed", 9) == outcome::taken);
  CHECK_FALSE(p.receiver.found({ended("B", "failed")}).is_as_it_should());
  CHECK(p.tell("A", "paid", 4) == outcome::taken);
  CHECK(p.tell("B", "paid", 8) == outcome::taken);  // late, and older
  const auto found = p.receiver.found({ended("A", "paid"), ended("B", "failed"),
                                       ended("C", "processing"), ended("D", "paid", "m2")});
  CHECK(found.is_as_it_should());
  CHECK(found.arrived == 4);
  CHECK(found.events == 3);
  CHECK(found.orders == 2);
  CHECK(found.told == 2);
}

TEST_CASE("the receiver misses an order that it was not told of, or not the end of") {
  pair p;
  CHECK(p.tell("A", "paid", 1) == outcome::refused);
  CHECK(p.tell("A", "paid", 1) == outcome::taken);
  CHECK(p.receiver.found({ended("A", "paid")}).is_as_it_should());
  CHECK_FALSE(p.receiver.found({ended("A", "paid"), ended("B", "paid")}).is_as_it_should());
  CHECK_FALSE(p.receiver.found({ended("A", "revoked")}).is_as_it_should());
  CHECK_FALSE(p.receiver.found({}).is_as_it_should());
}

TEST_CASE("the receiver takes nothing that is not signed with its secret, and just now") {
  pair p;
  auto strangers = p.endpoints;
  strangers.front().keys = {std::get<webhooks::signing_key>(
      webhooks::signing_key::from_text(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))};
  webhooks::webhook_sender stranger{
      {.endpoints = strangers, .allow_private_addresses = true},
      p.clock,
      std::make_shared<silent_observer>()};
  CHECK(p.tell("A", "paid", 1, stranger) == outcome::refused);
  CHECK(p.receiver.found({}).forged == 1);
  p.clock->wrong_by = millis{-600'000};
  CHECK(p.tell("A", "paid", 1) == outcome::refused);
  CHECK(p.receiver.found({}).forged == 2);
  CHECK(p.receiver.found({}).events == 0);
}

TEST_CASE("the receiver sees that what comes again has changed") {
  pair p;
  CHECK(p.tell("A", "paid", 1) == outcome::refused);
  CHECK(p.tell("A", "paid", 1) == outcome::taken);
  CHECK(p.receiver.found({ended("A", "paid")}).changed == 0);
  CHECK(p.tell("A", "revoked", 1) == outcome::taken);
  CHECK(p.receiver.found({ended("A", "paid")}).changed == 1);
}

}  // namespace sluice::test::webhook_receiver_test
