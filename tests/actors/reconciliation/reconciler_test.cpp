// Bills' differences while the engine runs: what people bring is in the log and waits for people or
// for orders, also after a restart; a row makes a channel be asked, and turns no order around.

#include <algorithm>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::reconciler_test {
namespace {

using namespace reconciliation;
using order::finding;

const channel_id wechat{"wechat"};

struct bills : stage {
  explicit bills(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    wechat_says(finding::unknown);
  }

  void wechat_says(finding f) {
    wechat->always = [f](const channel_call& c) { return says(c, f); };
  }
  [[nodiscard]] static sluice::report_bill bill(std::uint8_t file,
                                                std::vector<difference> found = {}) {
    sluice::report_bill out{
        .channel = reconciler_test::wechat,
        .what = {.day = 20'455, .is_proven = true, .who = {"li.wei", "it came"}}};
    out.what.file.front() = file;
    for (auto& d : found) out.what.found.push_back({.what = std::move(d)});
    return out;
  }
  [[nodiscard]] static difference differs(difference_kind kind, const std::string& name,
                                          std::int64_t amount = 1250) {
    difference d{.kind = kind, .of = number(name)};
    d.there = bill_line{.row = 1, .of = d.of, .amount = amount};
    return d;
  }

  /// "told", or the name of the refusal.
  std::string say(question q, std::string id = {}) {
    ask(std::move(q), reply_when::accepted, std::move(id));
    const auto* no = std::get_if<rejection>(&answers.back());
    return no == nullptr ? "told" : std::string(name_of(no->code));
  }
  /// "amount_here_less, unknown_there": all that is open.
  std::string open_ones() {
    CHECK(say(list_differences{}) == "told");
    std::vector<std::string> names;
    for (const auto& d : std::get<difference_list>(answers.back()).all)
      names.emplace_back(name_of(d.what.found.what.kind));
    std::ranges::sort(names);
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }
  std::string resolve(const difference& d, choice how, const std::string& why = "looked up") {
    return say(sluice::resolve_difference{
        {.id = id_of(reconciler_test::wechat, d), .how = how, .who = {"li.wei", why}}});
  }
  /// In doubt with its channel, under this number there.
  std::string order_in_doubt() {
    ask(order_request("A-1"), reply_when::accepted);
    return std::get<order_view>(answers.back()).attempts.at(0).key;
  }
  [[nodiscard]] std::string state_of_order() {
    ask(get_order{first_order});
    return last_order().detail;
  }
  [[nodiscard]] int queries() const {
    const auto at = wechat->started.find(operation::query);
    return at == wechat->started.end() ? 0 : at->second;
  }
};

}  // namespace

TEST_CASE("what is brought of a bill waits for people, and is the same after a restart") {
  std::shared_ptr<store::memory_event_log> kept;
  const auto less = bills::differs(difference_kind::amount_here_less, "A1");
  {
    bills s;
    s.open();
    CHECK(s.say(bills::bill(1, {less, bills::differs(difference_kind::unknown_there, "X")})) ==
          "told");
    const auto& told = std::get<bill_view>(s.answers.back());
    CHECK(told.what.said.version == 1);
    CHECK(told.what.missing.empty());
    CHECK(told.open == 2);
    CHECK(s.open_ones() == "amount_here_less, unknown_there");
    CHECK(s.resolve(less, choice::is_ours) == "resolution_not_allowed");
    CHECK(s.resolve(less, choice::bill_is_right, "") == "reason_missing");
    CHECK(s.resolve(less, choice::bill_is_right) == "told");
    CHECK(s.resolve(less, choice::bill_is_right) == "difference_resolved");
    CHECK(s.events_of("reconciliation/wechat") ==
          std::vector<std::string>{"bill_checked", "bill_part_taken", "difference_found",
                                   "difference_found", "difference_resolved"});
    kept = s.log;
  }
  bills next(kept);
  next.open();
  CHECK(next.open_ones() == "unknown_there");
  CHECK(next.say(get_difference{id_of(wechat, less)}) == "told");
  const auto& d = std::get<difference_view>(next.answers.back());
  CHECK(d.what.resolved->who == signed_by{"li.wei", "looked up"});
  CHECK(d.is_proven);
}

TEST_CASE("the same file again, and a repeated command, change nothing and answer the old run") {
  bills s;
  s.open();
  const auto x = bills::differs(difference_kind::unknown_there, "X");
  CHECK(s.say(bills::bill(1, {x}), "b-1") == "told");
  CHECK(s.say(bills::bill(1, {x}), "b-1") == "told");
  CHECK(s.say(bills::bill(1, {x}), "b-2") == "told");
  CHECK(std::get<bill_view>(s.answers.back()).what.said.version == 1);
  CHECK(s.events_of("reconciliation/wechat").size() == 3);
}

TEST_CASE("what cannot be brought is refused, and an id that nobody gave is unknown") {
  bills s;
  s.open();
  auto elsewhere = bills::bill(1);
  elsewhere.channel = channel_id{"unheard"};
  CHECK(s.say(elsewhere) == "channel_unknown");
  auto no_part = bills::bill(1);
  no_part.what.part = 2;
  CHECK(s.say(no_part) == "bill_part_invalid");
  CHECK(s.say(get_difference{difference_id{"nobodys"}}) == "difference_unknown");
  CHECK(s.resolve(bills::differs(difference_kind::unknown_there, "X"), choice::is_ours) ==
        "difference_unknown");
  CHECK(s.open_ones().empty());
  CHECK(s.events_of("reconciliation/wechat").empty());
}

TEST_CASE("a list has pages, and says only what was asked for") {
  bills s;
  s.open();
  std::vector<difference> many;
  for (int i = 0; i < 7; ++i)
    many.push_back(bills::differs(difference_kind::unknown_there, "X" + std::to_string(i)));
  CHECK(s.say(bills::bill(1, many)) == "told");
  CHECK(s.resolve(many.front(), choice::is_ours) == "told");
  list_differences page{.most = 4};
  CHECK(s.say(page) == "told");
  const auto first = std::get<difference_list>(s.answers.back());
  CHECK(first.all.size() == 4);
  page.after = difference_id{first.next};
  CHECK(s.say(page) == "told");
  const auto rest = std::get<difference_list>(s.answers.back());
  CHECK(rest.all.size() == 2);
  CHECK(rest.next.empty());
  CHECK(s.say(list_differences{.at = wechat, .day = 20'455, .is_open = false}) == "told");
  CHECK(std::get<difference_list>(s.answers.back()).all.size() == 7);
  CHECK(s.say(list_differences{.day = 20'456}) == "told");
  CHECK(std::get<difference_list>(s.answers.back()).all.empty());
}

TEST_CASE("a row of an order in doubt makes its channel be asked, and its answer ends both") {
  bills s;
  s.open();
  const auto key = s.order_in_doubt();
  const auto before = s.queries();
  s.wechat_says(finding::paid);
  CHECK(s.say(bills::bill(1, {bills::differs(difference_kind::paid_here_doubt, key)})) == "told");
  CHECK(s.queries() == before + 1);
  CHECK(s.state_of_order() == "paid");
  CHECK(s.open_ones().empty());
  CHECK(s.say(get_difference{
            id_of(wechat, bills::differs(difference_kind::paid_here_doubt, key))}) == "told");
  const auto& d = std::get<difference_view>(s.answers.back()).what;
  CHECK(d.resolved->how == choice::order_agrees);
  CHECK(d.resolved->evidence.find("m1/A-1") != std::string::npos);
  CHECK(d.found.order == first_order);
}

TEST_CASE("a row alone turns no order around, and asks no oftener than is usual") {
  bills s;
  s.open();
  const auto key = s.order_in_doubt();
  const auto before = s.queries();
  const auto doubt = bills::differs(difference_kind::paid_here_doubt, key);
  CHECK(s.say(bills::bill(1, {doubt})) == "told");
  for (int i = 0; i < 5; ++i) CHECK(s.open_ones() == "paid_here_doubt");
  CHECK(s.queries() <= before + 1);
  CHECK(s.state_of_order() == "in_doubt");
}

TEST_CASE("of an unproven bill no channel is asked, and nothing ends by itself") {
  bills s;
  s.open();
  const auto key = s.order_in_doubt();
  const auto before = s.queries();
  s.wechat_says(finding::paid);
  auto unproven = bills::bill(1, {bills::differs(difference_kind::paid_here_doubt, key)});
  unproven.what.is_proven = false;
  CHECK(s.say(unproven) == "told");
  CHECK(s.queries() == before);
  CHECK(s.open_ones() == "paid_here_doubt");
}

TEST_CASE("a bill that lacks what the log calls paid asks nobody and changes nothing") {
  bills s;
  s.open();
  s.wechat_says(finding::paid);
  const auto key = s.order_in_doubt();
  CHECK(s.state_of_order() == "paid");
  difference missing{.kind = difference_kind::missing_there, .of = number(key)};
  missing.here = claim{.of = missing.of, .state = claim_state::done, .amount = 1250};
  CHECK(s.say(bills::bill(1, {missing})) == "told");
  CHECK(s.queries() == 0);
  CHECK(s.state_of_order() == "paid");
  CHECK(s.open_ones() == "missing_there");
}

}  // namespace sluice::test::reconciler_test
