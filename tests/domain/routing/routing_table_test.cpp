#include "domain/routing/choose.hpp"
#include "tests/catch.hpp"
#include "tests/domain/routing/rule_text.hpp"

namespace sluice::test::routing_table_test {
namespace {

channel::breaker_phase phase_called(const std::string& name) {
  if (name == "open") return channel::breaker_phase::open;
  return name == "half_open" ? channel::breaker_phase::half_open : channel::breaker_phase::closed;
}

struct known_channel {
  merchant::channel_reach reach{};
  channel::standing standing{};
  std::optional<std::uint16_t> fee{};
  bool is_configured = true, is_listed = true, is_for_tests = false;

  void hear(const names_and_values& v) {
    const auto wallet_name = value_of(v, "wallet", reach.reaches ? "" : "wechat");
    if (!wallet_name.empty()) reach.reaches = wallet_from_name(wallet_name);
    if (v.contains("types") || reach.business_types.empty())
      reach.business_types = all_of(v, "types", "payment_code", type_called);
    if (v.contains("currencies") || reach.currencies.empty())
      reach.currencies = all_of(v, "currencies", "CNY", [](const std::string& name) {
        return *currency_from_name(name);
      });
    if (v.contains("fee")) fee = static_cast<std::uint16_t>(number_of(v, "fee", 0));
    if (v.contains("simulated")) reach.is_simulated = is_for_tests = true;
    is_configured = number_of(v, "configured", is_configured) != 0;
    is_listed = number_of(v, "listed", is_listed) != 0;
    if (v.contains("phase")) standing.phase = phase_called(v.at("phase"));
    standing.wants_probe = number_of(v, "probe", 0) != 0;
    standing.has_room = number_of(v, "room", 1) != 0;
    standing.good = static_cast<std::uint8_t>(number_of(v, "good", standing.good));
    standing.counted = static_cast<std::uint8_t>(number_of(v, "counted", standing.counted));
  }
};

routing::tuning tuning_of(const names_and_values& v) {
  routing::tuning out{.explore_per_mille = static_cast<std::uint16_t>(number_of(v, "explore", 0)),
                      .never_explore = all_of(v, "never", "", merchant_called)};
  if (v.contains("explore_up_to"))
    out.explore_up_to = money{number_of(v, "explore_up_to", 0), currency::cny};
  return out;
}

struct story {
  std::vector<channel_id> list{};
  std::map<std::string, known_channel> channels{};
  routing::rulebook book{};
  routing::leader leads{};
  std::optional<degradation::level_wish> only{};
  std::string outcome = "-", holds = "-";

  void hear(const std::string& word) {
    outcome = holds = "-";
    const auto words = parts_of(word, ' ');
    const auto values = named_values(word);
    if (words[0] == "list") {
      if (words.size() > 1)
        for (const auto& name : parts_of(words[1], ',')) list.emplace_back(name);
      for (const auto& id : list) channels[id.value()].reach.id = id;
      for (auto& [name, c] : channels) c.hear({});
    } else if (words[0] == "channel") {
      channels.at(words.at(1)).hear(values);
    } else if (words[0] == "rule") {
      book.rules.push_back(rule_of(words.at(1), values));
    } else if (words[0] == "tune") {
      book.how = tuning_of(values);
    } else if (words[0] == "essential") {
      only = degradation::level_wish{
          .to = degradation::level::essential,
          .business_types = all_of(values, "types", "", type_called),
          .channels = all_of(values, "channels", "", [](const auto& n) { return channel_id{n}; })};
    } else {
      REQUIRE(words[0] == "pay");
      pay(values);
    }
  }

  void pay(const names_and_values& v) {
    const order_id order{merchant_id{value_of(v, "merchant", "m1")}, order_no{v.at("no")}};
    routing::wish w{
        .order = order,
        .type = type_called(value_of(v, "type", "payment_code")),
        .amount = {number_of(v, "amount", 1000), *currency_from_name(value_of(v, "unit", "CNY"))},
        .shown = wallet_from_name(value_of(v, "wallet", "wechat")),
        .paid_with = instrument_called(value_of(v, "paid_with", ""))};
    if (v.contains("channel")) w.channel = channel_id{v.at("channel")};
    w.is_shadow = v.contains("shadow");
    w.essential = only ? &*only : nullptr;
    std::vector<routing::candidate> candidates;
    book.how.fees.clear();
    for (const auto& id : list) {
      const auto& c = channels.at(id.value());
      candidates.push_back(
          {id, c.is_configured ? &c.reach : nullptr, c.is_listed, c.is_for_tests, c.standing});
      if (c.fee) book.how.fees.push_back({id, *c.fee});
    }
    const auto said =
        choose(w, candidates, book, leads, time_called(value_of(v, "at", "mon00:00:00")));
    if (said.leads) leads = *said.leads;
    outcome = said.route.empty() ? refusal_text(refusal_of(w, candidates, said)) : text(said.route);
    holds = text(said.why);
  }

  static std::string refusal_text(const rejection& no) {
    CHECK_FALSE(no.message.empty());
    return "refused " + std::string(name_of(no.code)) + (no.field.empty() ? "" : ' ' + no.field);
  }
  static std::string text(const std::vector<channel_id>& route) {
    std::string out;
    for (const auto& id : route) out += (out.empty() ? "" : ",") + id.value();
    return out;
  }
  [[nodiscard]] std::string text(const routing::explanation& why) const {
    std::string out;
    for (std::size_t i = 0; i < why.candidates.size(); ++i) {
      const auto& j = why.candidates[i];
      out += (out.empty() ? "" : ", ") + list[i].value() + ' ' + std::string(name_of(j.what));
      if (!is_excluded(j.what)) out += ' ' + std::to_string(j.score);
    }
    return out.empty() ? "-" : out;
  }
};

}  // namespace

TEST_CASE("A payment gets the route that the table says, and the reasons") {
  for (const auto& section : read_table("routing/routing_table.txt")) {
    story told;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      told.hear(line.word);
      CHECK(told.outcome == line.outcome);
      CHECK(told.holds == line.holds);
    }
  }
}

}  // namespace sluice::test::routing_table_test
