#include "domain/channel/wallet_watch.hpp"

#include "base/enumerators.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::wallet_watch_test {
namespace {

using channel::breaker_phase;
using channel::path_switch;
using channel::wallet_watch;

const std::vector<channel::wallet_channel> all{
    {channel_id{"a"}, wallet::wechat},
    {channel_id{"b"}, wallet::wechat},
    {channel_id{"c"}, wallet::alipay}};

/// "a", "a/debit_card"
channel::path path_in(const std::string& place) {
  const auto slash = place.find('/');
  return channel::path(slash == std::string::npos ? std::string{} : place.substr(slash + 1));
}

channel::event event_of(const std::vector<std::string>& w) {
  const channel_id id{w.at(0).substr(0, w[0].find('/'))};
  const auto where = path_in(w[0]);
  const auto& last = w.back();
  if (w.at(1) == "forced")
    return channel::path_forced{
        .channel = id,
        .where = where,
        .to = last == "open"     ? path_switch::open
              : last == "closed" ? path_switch::closed
                                 : path_switch::automatic};
  if (w[1] == "file")
    return channel::configured{.channel = id, .limits = {.enabled = last == "on"}};
  if (last == "on" || last == "off")
    return channel::changed{.channel = id, .what = {.enabled = last == "on"}, .who = {}};
  REQUIRE((last == "open" || last == "closed" || last == "half_open"));
  return channel::path_turned{
      .channel = id,
      .where = where,
      .to = last == "open"     ? breaker_phase::open
            : last == "closed" ? breaker_phase::closed
                               : breaker_phase::half_open};
}

std::string take(wallet_watch& watch, const std::string& word) {
  if (word == "restart") {
    wallet_watch next(all);
    REQUIRE(next.restore(watch.text()));
    watch = std::move(next);
    return "-";
  }
  const auto w = parts_of(word, ' ');
  const auto turn = watch.take(channel_id{w.at(0).substr(0, w[0].find('/'))}, event_of(w));
  if (!turn) return "-";
  return std::string(name_of(turn->which)) + (turn->is_shut ? " shut" : " not shut");
}

/// As it is kept.
std::string shut_in(const wallet_watch& watch) {
  std::string out;
  const auto text = watch.text();
  for (const std::string name : {"alipay", "wechat"})
    if (text.find("shut " + name) != std::string::npos) out += (out.empty() ? "" : " ") + name;
  return out.empty() ? "-" : out;
}

}  // namespace

TEST_CASE("For which wallets no channel is left is as the table says") {
  for (const auto& section : read_table("channel/wallet_table.txt")) {
    INFO(section.name);
    wallet_watch watch(all);
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      CHECK(take(watch, line.word) == line.outcome);
      CHECK(shut_in(watch) == line.holds);
    }
  }
}

TEST_CASE("A channel that is off in the file is no way that is left") {
  auto b_is_off = all;
  b_is_off[1].is_on = false;
  wallet_watch watch(b_is_off);
  CHECK(take(watch, "a open") == "wechat shut");
}

TEST_CASE("What is no such text is not taken up") {
  for (const std::string wrong : {"channel a 1 2 9 1", "channel a 1 2 1 9", "channel a 1 2 1",
                                  "channel a x 2 1 1", "shut gold", "wallet wechat"})
    CHECK_FALSE(wallet_watch(all).restore(wrong));
  CHECK(wallet_watch(all).restore("channel gone 1 2 1 1\nchannel a 1 2 2 1\n"));
}

}  // namespace sluice::test::wallet_watch_test
