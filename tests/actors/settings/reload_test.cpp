// The file is read again while the engine runs: a right one changes what changed, a wrong one
// nothing.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::reload_test {
namespace {

class made_up_file final : public configuration_port {
 public:
  std::variant<reading, fault> read() override { return says; }
  void taken_over() override { ++times_taken_over; }

  std::variant<reading, fault> says = fault{"made.toml:1:1: wrong"};
  int times_taken_over = 0;
};

struct running {
  running() {
    s.file = file;
    s.open();
    says({.file = "made.toml",
          .channels = s.settings.channels,
          .merchants = s.settings.merchants,
          .routing = s.settings.routing,
          .level_rules = {},
          .access = *s.declared,
          .changed = {"channels.wechat.limits.max_in_flight"},
          .needs_restart = {"nats.url"}});
  }
  void says(configuration_port::reading r) { file->says = std::move(r); }
  configuration_port::reading& reading() {
    return std::get<configuration_port::reading>(file->says);
  }
  void reload(const std::string& id = {}, const std::string& by = "li.wei") {
    s.ask(reload_configuration{{by, "new limits"}}, reply_when::final, id);
  }
  [[nodiscard]] const reload_view& last_answer() const {
    return std::get<reload_view>(s.answers.back());
  }

  std::shared_ptr<made_up_file> file = std::make_shared<made_up_file>();
  stage s;
};

}  // namespace

TEST_CASE("a right file changes what has changed in it") {
  running r;
  r.reading().channels[0].limits.max_in_flight = 3;
  r.reading().merchants.push_back({.id = merchant_id{"m2"},
                                   .business_types = {business_type::payment_code},
                                   .channels = {channel_id{"wechat"}}});
  r.reload();
  const auto& v = std::get<reload_view>(r.s.answers.back());
  CHECK(v.file == "made.toml");
  CHECK(v.changed == std::vector<std::string>{"channels.wechat.limits.max_in_flight"});
  CHECK(v.needs_restart == std::vector<std::string>{"nats.url"});
  CHECK(r.file->times_taken_over == 1);
  CHECK(r.s.events_of("channel/wechat").size() == 2);
  CHECK(r.s.events_of("merchant/m1").size() == 1);
  CHECK(r.s.events_of("merchant/m2") == std::vector<std::string>{"merchant_configured"});
  CHECK(r.s.told->count("configuration_reloaded") == 1);
}

TEST_CASE("a wrong file changes nothing, and says where it is wrong") {
  running r;
  r.file->says = configuration_port::fault{"made.toml:7:3: max_in_flight: too many"};
  r.reload();
  CHECK(r.s.last_refusal().code == rejection_code::configuration_wrong);
  CHECK(r.s.last_refusal().message == "made.toml:7:3: max_in_flight: too many");
  CHECK(r.file->times_taken_over == 0);
  CHECK(r.s.events_of("channel/wechat").size() == 1);
}

TEST_CASE("a key that the file says anew is told as kept where a person's word holds") {
  running r;
  r.s.ask(change_channel{channel_id{"wechat"}, {{.max_in_flight = 2}, {"li.wei", "slow"}}});
  r.s.ask(
      change_merchant{merchant_id{"m1"}, {{.life = merchant::life::frozen}, {"li.wei", "fraud"}}});
  r.reading().changed = {
      "channels.wechat.limits.max_in_flight", "merchants.m1.enabled", "merchants.m1.channels"};
  r.reload();
  const auto& v = r.last_answer();
  CHECK(v.changed == std::vector<std::string>{"merchants.m1.channels"});
  REQUIRE(v.kept.size() == 2);
  CHECK(v.kept[0].name + " of " + v.kept[0].from.person ==
        "channels.wechat.limits.max_in_flight of li.wei");
  CHECK(v.kept[1].name + " of " + v.kept[1].from.person == "merchants.m1.enabled of li.wei");
}

TEST_CASE("a value that really is another one in the file is none that was kept") {
  running r;
  r.s.ask(change_channel{channel_id{"wechat"}, {{.max_in_flight = 2}, {"li.wei", "slow"}}});
  r.reading().channels[0].limits.max_in_flight = 3;
  r.reload();
  CHECK(r.last_answer().changed.size() == 1);
  CHECK(r.last_answer().kept.empty());
}

TEST_CASE("a repeated word to read the file is answered as before, and not run again") {
  running r;
  r.reload("R-1");
  r.reading().channels[0].limits.max_in_flight = 3;
  r.reading().changed = {};
  r.reload("R-1");
  CHECK(r.file->times_taken_over == 1);
  CHECK(r.last_answer().changed.size() == 1);
  CHECK(r.s.events_of("channel/wechat").size() == 1);
  r.reload("R-2");
  r.reload();
  r.reload();
  CHECK(r.file->times_taken_over == 4);
}

TEST_CASE("a word to read the file that was refused may be repeated under its id") {
  running r;
  const auto right = r.file->says;
  r.file->says = configuration_port::fault{"made.toml:7:3: max_in_flight: too many"};
  r.reload("R-1");
  CHECK(r.s.last_refusal().code == rejection_code::configuration_wrong);
  r.file->says = right;
  r.reload("R-1");
  CHECK(r.last_answer().file == "made.toml");
}

TEST_CASE("a merchant whose section is gone takes no new orders from then on") {
  running r;
  r.reading().merchants.clear();
  r.reload();
  r.s.ask(stage::order_request("A-1"));
  CHECK(r.s.last_refusal().code == rejection_code::merchant_disabled);
}

TEST_CASE("a channel that is new in the file begins with the next start") {
  running r;
  r.reading().channels.push_back({.id = channel_id{"bank"}});
  r.reload();
  CHECK(std::holds_alternative<reload_view>(r.s.answers.back()));
  CHECK(r.s.events_of("channel/bank").empty());
}

TEST_CASE("who asks twice at once is answered twice") {
  running r;
  r.reading().channels[0].limits.max_in_flight = 3;
  for (int i = 0; i < 3; ++i) r.s.submit(reload_configuration{{"li.wei", "new limits"}});
  r.s.run();
  CHECK(r.s.answers.size() == 3);
  CHECK(r.s.events_of("channel/wechat").size() == 2);
}

TEST_CASE("an engine without a file says that there is none") {
  stage s;
  s.open();
  for (int i = 0; i < 2; ++i) s.ask(reload_configuration{{"li.wei", "new limits"}});
  REQUIRE(s.answers.size() == 2);
  CHECK(s.last_refusal().code == rejection_code::configuration_wrong);
}

}  // namespace sluice::test::reload_test
