#include "domain/channel/breaker.hpp"
#include "tests/catch.hpp"
#include "tests/domain/channel/breaker_text.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::breaker_table_test {
namespace {

/// One channel in virtual time: what its breaker proposes is durable at once, and its timer is
/// kept.
class tried_channel {
 public:
  std::string do_what(const std::string& word) {
    said_.clear();
    const auto values = named_values(word);
    const auto value = [&](const char* name, const std::string& otherwise) {
      const auto known = values.find(name);
      return known == values.end() ? otherwise : known->second;
    };
    const channel::path where{value("path", "")};
    const auto parts = parts_of(word, ' ');
    const auto verb = parts.front();
    if (values.contains("at")) wait_until(seconds(value("at", "")));
    if (verb == "pay") {
      const auto every = millis_of(value("every", "0"));
      for (auto n = std::stoi(value("n", "1")); n > 0; --n) {
        pay(where, outcome_named(parts.at(1)), millis_of(value("took", "0")));
        if (n > 1) wait_until(now_ + every);
      }
    } else if (verb == "together") {
      together(where, outcome_named(parts.at(1)), std::stoi(value("n", "1")),
               millis_of(value("took", "0")));
    } else if (verb == "begin") {
      begin(value("as", ""), where);
    } else if (verb == "end") {
      channel_.ended(begun_.at(value("as", "")), outcome_named(parts.at(1)), now_);
    } else if (verb == "query") {
      channel_.query_ended(
          where, parts.at(1) == "good", now_ - millis_of(value("took", "0")), now_);
    } else if (verb == "force") {
      force(where, parts.at(1), value("until", ""));
    } else if (verb == "restart") {
      channel_ = channel::breaker(name_, rules_, durable_);
    } else {
      REQUIRE(verb == "wait");
    }
    turn();
    return said_;
  }

  [[nodiscard]] std::string holds() {
    std::string out;
    for (const auto& p : channel_.all_paths(now_)) {
      const auto s = as_payments_find(p.where);
      if (s.phase == channel::breaker_phase::closed && !s.is_forced) continue;
      out += (out.empty() ? "" : ", ") + text_of(p.where) + ' ' + text_of(s.phase) +
             (s.is_forced ? " forced" : "");
    }
    return out.empty() ? "all closed" : out;
  }

 private:
  /// The path itself, and those that lead to it.
  [[nodiscard]] channel::standing as_payments_find(const channel::path& where) {
    const auto badness = [](channel::breaker_phase p) {
      return p == channel::breaker_phase::open ? 2 : p == channel::breaker_phase::half_open ? 1 : 0;
    };
    auto out = channel_.standing_of(where, now_);
    for (auto at = where; !at.is_whole_channel();) {
      at = at.parent();
      const auto above = channel_.standing_of(at, now_);
      if (badness(above.phase) > badness(out.phase)) out.phase = above.phase;
      out.is_forced |= above.is_forced;
    }
    return out;
  }
  static millis millis_of(const std::string& text) {
    const auto point = text.find('.');
    const auto whole = millis{1000 * std::stoll(text.substr(0, point))};
    return point == std::string::npos ? whole
                                      : whole + millis{100 * std::stoll(text.substr(point + 1))};
  }
  static instant seconds(const std::string& text) { return instant{millis_of(text)}; }

  void say(const std::string& what) { said_ += (said_.empty() ? "" : "; ") + what; }
  /// Calls that follow each other in one way are told together.
  void say_passed(bool passed) {
    const std::string what = passed ? "passes" : "held back";
    if (said_ == what || said_.ends_with("; " + what)) return;
    say(what);
  }

  void turn() {
    for (const auto& e : channel_.due(now_, now_)) {
      say(text_of(e));
      become(e);
    }
  }
  void become(const channel::path_event& e) {
    auto& durable = durable_[where_of(e)];
    std::visit([&](const auto& any) { apply(durable, any, now_); }, e);
    channel_.follow(where_of(e), durable);
  }
  void wait_until(instant t) {
    for (auto next = channel_.look_again_at(now_, now_); next && *next < t;
         next = channel_.look_again_at(now_, now_)) {
      now_ = std::max(now_, *next);
      turn();
    }
    REQUIRE(t >= now_);
    now_ = t;
    turn();
  }

  void pay(const channel::path& where, channel::outcome end, millis took) {
    const auto held = channel_.pass(where, now_, timeout);
    say_passed(held.has_value());
    if (!held) return;
    wait_until(now_ + took);
    channel_.ended(*held, end, now_);
    turn();
  }
  void together(const channel::path& where, channel::outcome end, int n, millis took) {
    std::vector<channel::breaker::permit> all;
    for (; n > 0; --n) {
      const auto held = channel_.pass(where, now_, timeout);
      say_passed(held.has_value());
      if (held) all.push_back(*held);
    }
    wait_until(now_ + took);
    for (const auto& held : all) {
      channel_.ended(held, end, now_);
      turn();
    }
  }
  void begin(const std::string& name, const channel::path& where) {
    const auto held = channel_.pass(where, now_, timeout);
    say_passed(held.has_value());
    if (held) begun_[name] = *held;
  }
  void force(const channel::path& where, const std::string& to, const std::string& until) {
    channel::path_forced e{
        .channel = name_,
        .where = where,
        .to = switch_named(to),
        .who = signed_by{"li", "because"},
        .generation = durable_[where].generation + 1};
    if (!until.empty()) e.until = seconds(until);
    become(e);
  }

  static constexpr millis timeout{10'000};
  channel_id name_{"wechat"};
  /// Without chance; the rest as in the proposal.
  channel::breaker_rules rules_{.jitter_percent = 0};
  std::map<channel::path, channel::path_state> durable_;
  channel::breaker channel_{name_, rules_};
  std::map<std::string, channel::breaker::permit> begun_;
  instant now_{};
  std::string said_;
};

}  // namespace

TEST_CASE("A channel's paths turn as the table says") {
  for (const auto& section : read_table("channel/breaker_table.txt")) {
    tried_channel channel;
    for (const auto& line : section.lines) {
      INFO(section.name << ": " << line.where << " " << line.word);
      const auto said = channel.do_what(line.word);
      CHECK((said.empty() ? "nothing" : said) == line.outcome);
      CHECK(channel.holds() == line.holds);
    }
  }
}

}  // namespace sluice::test::breaker_table_test
