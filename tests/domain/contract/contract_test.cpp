#include <sstream>

#include "base/time_text.hpp"
#include "domain/contract/book.hpp"
#include "domain/contract/decide.hpp"
#include "domain/contract/row_text.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::contract_test {
namespace {

using namespace contract;

row read(const std::string& text) {
  const auto said = row_from_text(text);
  if (const auto* wrong = std::get_if<std::string>(&said)) FAIL(text << ": " << *wrong);
  return std::get<row>(said);
}

std::string backs(const row& by, std::istream& in) {
  going_back now;
  char colon = 0;
  in >> now.paid >> colon;
  now.fee = fee_of(now.paid, by.by);
  std::string out;
  while (in >> now.refund) {
    const auto back = fee_returned_by(now, by.by, by.returns);
    out += (out.empty() ? "" : " ") + std::to_string(back);
    now.refunded += now.refund;
    now.fee_returned += back;
  }
  return out;
}

std::string answer_to(const std::string& rows, const std::string& asked) {
  std::istringstream in(asked);
  std::string word;
  in >> word;
  if (word == "fault") {
    terms t;
    for (const auto& text : parts_of(rows, ';')) t.rows.push_back(read(text));
    const auto f = fault_in(t);
    return f ? f->field : "-";
  }
  const auto by = read(rows);
  if (word == "text") return to_text(by);
  if (word == "back") return backs(by, in);
  std::int64_t amount = 0;
  in >> amount;
  return std::to_string(fee_of(amount, by.by));
}

const surroundings around{{channel_id{"wechat"}, channel_id{"alipay"}}};
const instant noon = instant_from_rfc3339("2026-01-02T04:00:00Z").value();

put agreed_with(const std::string& merchant, const std::string& rows) {
  put p{.with = {side::merchant, merchant}, .who = {"li.wei", "signed"}, .asked_at = noon};
  p.what.rows.push_back(read(rows));
  return p;
}

std::string outcome(const state& s, const put& p) {
  const auto said = decide(s, p, around);
  if (const auto* no = std::get_if<rejection>(&said)) return no->field;
  const auto& e = std::get<std::optional<event>>(said);
  return e ? "version " + std::to_string(std::get<agreed>(*e).version) : "nothing";
}

void agree(state& s, const put& p) {
  const auto said = decide(s, p, around);
  apply(s, std::get<std::optional<event>>(said).value(), noon);
}

}  // namespace

TEST_CASE("fees are what the table says") {
  for (const auto& section : read_table("contract/contract_table.txt"))
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word, line.outcome);
      CHECK(answer_to(line.word, line.outcome) == line.holds);
    }
}

TEST_CASE("a batch of small payments costs what each of them costs") {
  const auto by = read("parts_per_million=6000").by;
  std::int64_t eighties = 0, nineties = 0;
  for (int i = 0; i < 1000; ++i) {
    eighties += fee_of(80, by);
    nineties += fee_of(90, by);
  }
  CHECK(eighties == 0);
  CHECK(nineties == 1000);
}

TEST_CASE("a row that is none says which word is wrong") {
  const auto said = [](const char* text) { return std::get<std::string>(row_from_text(text)); };
  CHECK(said("").starts_with("has a word that is none"));
  CHECK(said("rate=6").find("names are channel, business_type") != std::string::npos);
  CHECK(said("parts_per_million=-1") ==
        "has a parts_per_million that is none: it must be a whole number, 0 or more");
  CHECK(said("parts_per_million=1 parts_per_million=2") == "says parts_per_million twice");
  CHECK(said("rounding=up").ends_with("half_up, half_even or down"));
  CHECK(said("channel=a/b").ends_with("the name of a channel"));
  CHECK(said("parts_per_million=1  fixed_minor=2").starts_with("has a word that is none"));
}

TEST_CASE("a contract has versions, and the same once more is none") {
  state s;
  const auto first = agreed_with("m1", "parts_per_million=6000");
  CHECK(outcome(s, first) == "version 1");
  auto in_between = first;
  in_between.asked_at = noon + millis{999};
  agree(s, in_between);
  CHECK(s.all.at(first.with).back().valid_from == noon);
  CHECK(outcome(s, first) == "nothing");
  CHECK(outcome(s, agreed_with("m2", "parts_per_million=6000")) == "version 1");
  auto later = agreed_with("m1", "parts_per_million=5000");
  later.valid_from = noon + millis{1};
  CHECK(outcome(s, later) == "version 2");
  later.valid_from = noon - millis{1};
  CHECK(outcome(s, later) == "valid_from");
}

TEST_CASE("a contract names channels that there are") {
  CHECK(outcome({}, agreed_with("m1", "channel=unheard")) == "rows");
  auto p = agreed_with("m1", "channel=unheard");
  p.what.rows.push_back(read("parts_per_million=1"));
  CHECK(outcome({}, p) == "rows[0]");
  p = agreed_with("unheard", "parts_per_million=1");
  p.with.side = side::channel;
  CHECK(outcome({}, p) == "channel");
  p.with.name = "wechat";
  CHECK(outcome({}, p) == "version 1");
  p.what.owner = account_owner::us;
  CHECK(outcome({}, p) == "account_owner");
  p.what = {.rows = {read("channel=wechat"), read("parts_per_million=1")}};
  CHECK(outcome({}, p) == "rows[0]");
}

TEST_CASE("the version of a payment is found by its place and its time") {
  book b;
  const party m1{side::merchant, "m1"};
  b.take({m1, 1, noon, {}, {}}, 10);
  b.take({m1, 2, noon + millis{100}, {}, {}}, 20);
  const auto version = [&](std::uint64_t sequence, millis after) {
    const auto* v = b.at(m1, sequence, noon + after);
    return v == nullptr ? 0U : v->what.version;
  };
  CHECK(version(10, millis{50}) == 0);
  CHECK(version(11, millis{50}) == 1);
  CHECK(version(20, millis{200}) == 1);
  CHECK(version(21, millis{99}) == 1);
  CHECK(version(21, millis{100}) == 2);
  CHECK(version(21, millis{-1}) == 0);
  // What was agreed for January is not undone by what is agreed in December.
  b.take({m1, 3, noon + millis{50}, {}, {}}, 30);
  CHECK(version(31, millis{60}) == 3);
  CHECK(version(31, millis{100}) == 2);
  b.take({m1, 4, noon + millis{100}, {}, {}}, 40);
  CHECK(version(41, millis{100}) == 4);
  CHECK(b.at({side::channel, "m1"}, 30, noon) == nullptr);
}

}  // namespace sluice::test::contract_test
