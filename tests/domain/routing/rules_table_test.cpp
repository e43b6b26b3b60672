#include "base/overloaded.hpp"
#include "domain/routing/decide.hpp"
#include "tests/catch.hpp"
#include "tests/domain/routing/rule_text.hpp"

namespace sluice::test::rules_table_test {
namespace {

const std::vector<merchant::channel_reach> channels{
    {.id = channel_id{"a"}}, {.id = channel_id{"b"}}, {.id = channel_id{"c"}}};
const routing::merchant_lists lists{{merchant_id{"m1"}, {channel_id{"a"}, channel_id{"b"}}}};
const routing::rule_surroundings around{channels, lists};
const signed_by li{"li", "because"};

struct rules_story {
  routing::rulebook file{};
  routing::state state{};
  instant now{};

  void write(const routing::rule& r) {
    for (auto& known : file.rules)
      if (known.name == r.name) {
        known = r;
        return;
      }
    file.rules.push_back(r);
  }

  /// Nothing: it is about the file alone, which nobody has read yet.
  std::optional<routing::command> hear(const std::string& word) {
    const auto words = parts_of(word, ' ');
    if (words[0] == "file") return routing::take_over{file};
    const auto rule = rule_of(words.at(1), named_values(word));
    if (words[0] == "set") return routing::change{routing::rule_set{rule}, li};
    if (words[0] == "drop") return routing::change{routing::rule_dropped{rule.name}, li};
    if (words[0] == "erase")
      std::erase_if(file.rules, [&](const routing::rule& r) { return r.name == rule.name; });
    else
      write(rule);
    return std::nullopt;
  }

  std::string follow(const routing::command& command) {
    const auto said = decide(state, command, around);
    if (const auto* no = std::get_if<rejection>(&said)) {
      CHECK_FALSE(no->message.empty());
      return "refused " + std::string(name_of(no->code)) +
             (no->field.empty() ? "" : ' ' + no->field);
    }
    const auto& event = std::get<std::optional<routing::event>>(said);
    if (!event) return "nothing";
    apply(state, *event, now += millis{1000});
    return std::visit(
        overloaded{
            [](const routing::rules_configured&) { return std::string("configured"); },
            [](const routing::rules_changed& c) {
              return std::string(
                  std::holds_alternative<routing::rule_set>(c.what) ? "set" : "dropped");
            },
        },
        *event);
  }

  [[nodiscard]] std::string holds() const {
    std::string out;
    for (const auto& h : state.rules)
      out += (out.empty() ? "" : ", ") + h.now.name + ' ' +
             (h.from.by == author::file ? "file" : h.from.person);
    return out.empty() ? "-" : out;
  }
};

}  // namespace

TEST_CASE("The rules of routing become what the table says") {
  for (const auto& section : read_table("routing/rules_table.txt")) {
    rules_story told;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto command = told.hear(line.word);
      CHECK((command ? told.follow(*command) : "-") == line.outcome);
      CHECK(told.holds() == line.holds);
    }
  }
}

TEST_CASE("Routes are chosen by the rules that hold, and by the file's tuning") {
  routing::state s;
  const routing::rulebook file{.rules = {{.name = "r", .never = {channel_id{"a"}}}},
                               .how = {.explore_per_mille = 5, .explore_up_to = money{100}}};
  apply(s, routing::rules_configured{file}, instant{});
  CHECK(book_of(s) == file);
  const routing::rule otherwise{.name = "r", .never = {channel_id{"b"}}};
  apply(s, routing::rules_changed{routing::rule_set{otherwise}, li}, instant{millis{5}});
  CHECK(book_of(s).rules == std::vector<routing::rule>{otherwise});
  CHECK(s.rules[0].from == origin{author::person, "li", "because", instant{millis{5}}});
}

TEST_CASE("There is room for so many rules, and for changes of them all") {
  routing::state s;
  for (std::size_t i = 0; i < routing::most_rules; ++i)
    s.rules.push_back({{.name = "r" + std::to_string(i), .never = {channel_id{"a"}}}, {}});
  const auto said = [&](const std::string& name) {
    return decide(
        s, routing::change{routing::rule_set{{.name = name, .never = {channel_id{"b"}}}}, li},
        around);
  };
  CHECK(std::get<rejection>(said("one_more")).code == rejection_code::rule_invalid);
  CHECK(std::holds_alternative<std::optional<routing::event>>(said("r7")));
}

TEST_CASE("A tuning says what is wrong with it") {
  const auto field_of = [](const routing::tuning& t) {
    const auto fault = fault_of(t, around);
    return fault ? fault->field : "";
  };
  CHECK(field_of({}).empty());
  CHECK(field_of({.leader_stays = millis{0}, .better_by_of_10000 = 0}).empty());
  CHECK(field_of({.fees = {{channel_id{"a"}, 0}, {channel_id{"b"}, 10'000}}}).empty());
  CHECK(field_of({.fees = {{channel_id{"a"}, 10'001}}}) == "fees");
  CHECK(field_of({.fees = {{channel_id{"nowhere"}, 38}}}) == "fees");
  CHECK(field_of({.leader_stays = millis{-1}}) == "leader_stays");
  CHECK(field_of({.leader_stays = millis{600'001}}) == "leader_stays");
  CHECK(field_of({.better_by_of_10000 = 1001}) == "better_by_of_10000");
  CHECK(field_of({.explore_per_mille = 301, .explore_up_to = money{1}}) == "explore_per_mille");
  CHECK(field_of({.explore_per_mille = 1}) == "explore_up_to_minor");
  CHECK(field_of({.explore_up_to = money{0}}) == "explore_up_to_minor");
  CHECK(field_of({.explore_per_mille = 300, .explore_up_to = money{max_amount_minor}}).empty());
}

}  // namespace sluice::test::rules_table_test
