// Contracts while the engine runs: what people say of them is in the log with who and why, and the
// same after a restart; payments wait for none of it.

#include "domain/contract/row_text.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::contract_actor_test {
namespace {

const contract::party m1{contract::side::merchant, "m1"};

contract::put agreed(const std::string& row) {
  contract::put out{.with = m1, .who = {"li.wei", "signed"}};
  out.what.owner = contract::account_owner::us;
  out.what.rows.push_back(std::get<contract::row>(contract::row_from_text(row)));
  return out;
}

struct contracts : stage {
  explicit contracts(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    auto book = generous_book(settings.merchants);
    book.approvals = {{.word = "contract.put", .persons = 1}};
    declared = declared_as(book);
  }

  /// "told", or the field that is wrong.
  std::string say(question q, std::string id = {}) {
    ask(std::move(q), reply_when::accepted, std::move(id));
    const auto* no = std::get_if<rejection>(&answers.back());
    return no == nullptr ? "told" : no->field;
  }
  /// The versions that the last answer told of, the newest first.
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> out;
    for (const auto& v : std::get<contract_view>(answers.back()).versions)
      out.push_back(std::to_string(v.version) + ' ' + to_text(v.terms.rows.at(0)));
    return out;
  }
};

}  // namespace

TEST_CASE("a contract has versions, each in the log, and the newest is told first") {
  contracts s;
  s.open();
  CHECK(s.say(get_contract{m1}) == "told");
  CHECK(s.told().empty());
  CHECK(s.say(put_contract{agreed("parts_per_million=6000")}) == "told");
  CHECK(s.say(put_contract{agreed("parts_per_million=5000")}) == "told");
  CHECK(s.told() ==
        std::vector<std::string>{"2 parts_per_million=5000", "1 parts_per_million=6000"});
  CHECK(s.events_of("contract") == std::vector<std::string>{"contract_agreed", "contract_agreed"});
}

TEST_CASE("the same once more is no version, nor is a repeated command") {
  contracts s;
  s.open();
  CHECK(s.say(put_contract{agreed("parts_per_million=6000")}, "c-1") == "told");
  CHECK(s.say(put_contract{agreed("parts_per_million=6000")}, "c-1") == "told");
  CHECK(s.say(put_contract{agreed("parts_per_million=6000")}, "c-2") == "told");
  CHECK(s.told().size() == 1);
  CHECK(s.events_of("contract").size() == 1);
}

TEST_CASE("a contract that cannot be is refused with its field, and changes nothing") {
  contracts s;
  s.open();
  CHECK(s.say(put_contract{agreed("channel=unheard")}) == "rows");
  auto of_nobody = agreed("parts_per_million=1");
  of_nobody.with.name.clear();
  CHECK(s.say(put_contract{of_nobody}) == "merchant");
  CHECK(s.say(get_contract{of_nobody.with}) == "merchant");
  auto late = agreed("parts_per_million=1");
  late.valid_from = instant{millis{1}};
  CHECK(s.say(put_contract{late}) == "valid_from");
  CHECK(s.events_of("contract").empty());
}

TEST_CASE("contracts are the same after a restart") {
  std::shared_ptr<store::event_log> kept;
  {
    contracts s;
    s.open();
    CHECK(s.say(put_contract{agreed("parts_per_million=6000")}) == "told");
    kept = s.log;
  }
  contracts next(kept);
  next.open();
  CHECK(next.say(get_contract{m1}) == "told");
  CHECK(next.told() == std::vector<std::string>{"1 parts_per_million=6000"});
}

}  // namespace sluice::test::contract_actor_test
