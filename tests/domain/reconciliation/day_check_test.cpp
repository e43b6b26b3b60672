#include "domain/reconciliation/day_check.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <sstream>

#include "domain/reconciliation/compare.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::day_check_test {
namespace {

using namespace reconciliation;

/// "0.61001" in parts_of_a_unit.
std::int64_t parts_from(const std::string& text) {
  const auto point = text.find('.');
  auto places = point == std::string::npos ? "" : text.substr(point + 1);
  places.resize(5, '0');
  return std::stoll(text.substr(0, point)) * parts_of_a_unit + std::stoll(places);
}

movement movement_named(const std::string& name) {
  for (const auto m : enumerators<movement>)
    if (name_of(m) == name) return m;
  FAIL("no movement is called " << name);
  return {};
}

claim_state state_named(const std::string& name) {
  for (const auto s : enumerators<claim_state>)
    if (name_of(s) == name) return s;
  FAIL("no state is called " << name);
  return {};
}

void add(std::string& text, const char* name, const tally& t, const char* between = ", ") {
  if (t == tally{}) return;
  const bool is_first = text.empty() || text.ends_with("; ") || text.ends_with(": ");
  const auto sum = to_string(money{t.amount, currency::cny});
  text += (is_first ? "" : between) + std::string(name) + ' ' + std::to_string(t.count) + ' ' +
          sum.substr(0, sum.find(' ')) + ' ' + text_of_fee(t.fee);
}

std::string text_of(const proof& p) {
  std::string out;
  add(out, "rows", p.rows);
  add(out, "matched", p.matched);
  add(out, "differing", p.differing);
  add(out, "duplicates", p.duplicates);
  add(out, "foreign", p.foreign);
  std::string here;
  add(here, "due", p.due);
  add(here, "of_other_days", p.of_other_days);
  add(here, "carried_in", p.carried_in);
  add(here, "matched", p.matched_here);
  add(here, "differing", p.differing_here);
  add(here, "carried_out", p.carried_out);
  add(here, "left_by_evidence", p.left_by_evidence);
  if (!out.empty() && !here.empty()) out += "; ";
  return out + here;
}

std::string text_of(const proofs& all) {
  const auto hkd = text_of(all.of(currency::hkd));
  auto out = text_of(all.of(currency::cny));
  if (!hkd.empty()) out = "CNY: " + out + " HKD: " + hkd;
  return out.empty() ? "-" : out;
}

struct bills_told {
  void take(const table_line& line) {
    std::istringstream in(line.word);
    std::string word;
    in >> word;
    if (word == "ours") return take_ours(in, named_values(line.word));
    if (word == "row") return take_row(in, named_values(line.word), line.word);
    if (word == "version") return take_version(line);
    in >> word;
    if (word != "check") day = ledger::day_from_text(word).value();
    check(line);
  }

 private:
  void take_ours(std::istream& in, std::map<std::string, std::string> more) {
    std::string name, what, state, amount;
    in >> name >> what >> state >> amount;
    claim c{.of = number(name),
            .what = movement_named(what),
            .state = state_named(state),
            .amount = std::stoll(amount),
            .day = day,
            .stands = standing::due};
    if (more.contains("fee")) c.fee = parts_from(more["fee"]);
    if (more.contains("settled")) c.settled = std::stoll(more["settled"]);
    const auto stands = more["stands"];
    if (stands.starts_with("carried:")) {
      c.stands = standing::carried;
      c.waits = static_cast<std::uint8_t>(std::stoi(stands.substr(8)));
    }
    if (stands == "other_day") c.stands = standing::other_day;
    if (stands == "seen") c.stands = standing::seen;
    ours.push_back(c);
  }
  void take_row(std::istream& in, std::map<std::string, std::string> more,
                const std::string& whole) {
    std::string name, what, amount;
    in >> name >> what >> amount;
    bill_line l{.row = static_cast<std::uint32_t>(rows.size() + 1),
                .of = number(name == "-" ? "" : name),
                .what = movement_named(what),
                .unit = currency_from_name(more["unit"]).value_or(currency::cny),
                .amount = std::stoll(amount),
                .is_foreign = whole.ends_with(" foreign"),
                .bytes = more.contains("bytes") ? std::stoull(more["bytes"]) : 1};
    if (more.contains("fee")) l.fee = parts_from(more["fee"]);
    if (more.contains("settled")) l.settled = std::stoll(more["settled"]);
    if (more.contains("day")) l.day = ledger::day_from_text(more["day"]).value();
    rows.push_back(l);
  }

  /// What is found, and what the next bill has to wait for.
  std::pair<std::string, proofs> found(std::vector<claim>& carried, std::size_t parts) const {
    std::vector<std::string> all;
    const auto note = [&](const number& of, std::string what) {
      all.push_back(of.text().empty() ? what : of.text() + ' ' + what);
    };
    day_check checked({.day = day}, {[&](const difference& d) {
                                       note(d.of, std::string(name_of(d.kind)));
                                       CHECK_FALSE(reason_of(d).empty());
                                     },
                                     [&](const claim& one) {
                                       note(one.of, "carried " + std::to_string(one.waits));
                                       carried.push_back(one);
                                     }});
    for (std::size_t part = 0; part < parts; ++part) {
      const auto is_in = [&](const auto& one) { return one.of.spread() % parts == part; };
      std::vector<bill_line> some_rows;
      std::vector<claim> some;
      std::ranges::copy_if(rows, std::back_inserter(some_rows), is_in);
      std::ranges::copy_if(ours, std::back_inserter(some), is_in);
      checked.take(some_rows, some);
    }
    CHECK(checked.proven().add_up());
    return {joined(std::move(all)), checked.proven()};
  }
  static std::string joined(std::vector<std::string> all) {
    std::ranges::sort(all);
    std::string out;
    for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
    return out.empty() ? "-" : out;
  }
  void check(const table_line& line) {
    for (const std::size_t parts : {5U, 1U}) {
      std::vector<claim> carried;
      const auto [told, proven] = found(carried, parts);
      CHECK(told == line.outcome);
      CHECK(text_of(proven) == line.holds);
      if (parts == 1) ours = carried;
    }
    before = std::exchange(rows, {});
  }
  void take_version(const table_line& line) {
    std::vector<std::string> all;
    compare_versions(before, rows, {}, [&](const difference& d) {
      all.push_back(d.of.text() + ' ' + std::string(name_of(d.kind)));
      CHECK_FALSE(reason_of(d).empty());
    });
    CHECK(joined(std::move(all)) == line.outcome);
    before = std::exchange(rows, {});
  }

  day_number day = ledger::day_from_text("2026-01-02").value();
  std::vector<bill_line> rows, before;
  std::vector<claim> ours;
};

/// The same by sorting both sides and walking along them, without any table: of one currency, the
/// rows that match and those that have been there already.
std::pair<tally, tally> matched_by_sorting(std::vector<bill_line> rows, std::vector<claim> ours,
                                           currency unit, day_number day) {
  const auto key = [](const auto& one) { return std::pair(one.of, goes_back(one.what)); };
  std::erase_if(rows, [](const bill_line& l) { return l.is_foreign || l.of.is_none(); });
  std::ranges::stable_sort(rows, {}, key);
  std::ranges::stable_sort(ours, {}, key);
  tally matched, again;
  for (std::size_t i = 0; i < rows.size();) {
    auto end = i + 1;
    bool is_one = true;
    for (; end < rows.size() && key(rows[end]) == key(rows[i]); ++end) {
      const auto &a = rows[i], &b = rows[end];
      const bool same =
          a.bytes == b.bytes && a.what == b.what && a.unit == b.unit && a.amount == b.amount &&
          a.settled == b.settled && a.fee == b.fee && a.day == b.day;
      is_one = is_one && same;
      if (same && b.unit == unit) again.add(b);
    }
    const auto known = std::ranges::equal_range(ours, key(rows[i]), {}, key);
    if (!known.empty() && rows[i].unit == unit) {
      const auto& last = *std::prev(known.end());
      const auto kind = compare(rows[i], last, day);
      const bool fits = !kind || row_of(*kind).counts == place::matched;
      if (last.stands == standing::seen)
        again.add(rows[i]);
      else if (is_one && fits)
        matched.add(rows[i]);
    }
    i = end;
  }
  return {matched, again};
}

}  // namespace

TEST_CASE("a bill against the log is what the table says") {
  for (const auto& section : read_table("reconciliation/recon_table.txt")) {
    bills_told told;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      told.take(line);
    }
  }
}

TEST_CASE("a number comes back as it went in, or not at all") {
  for (const auto* text : {"1", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "00000000000000000000000000",
                           "zzzzzzzzzzzzzzzzzzzzzzzzzz", "a_Z09"}) {
    CHECK(number(text).text() == text);
    CHECK(number::from(number(text).raw()) == number(text));
    CHECK_FALSE(number(text).is_none());
  }
  CHECK(number("").is_none());
  CHECK(number("zzzzzzzzzzzzzzzzzzzzzzzzzzz").text().empty());
  CHECK(number("2088|A") != number("2088*A"));
  CHECK_FALSE(number("2088|A").is_none());
  CHECK(number("0") != number("00"));
}

TEST_CASE("a reason names the field and both values") {
  difference d{.kind = difference_kind::amount_here_less,
               .there = bill_line{.amount = 5001},
               .here = claim{.state = claim_state::done, .amount = 5000}};
  CHECK(reason_of(d) == "amount: 50.01 CNY there, 50.00 CNY here");
  d.kind = difference_kind::fee_rounding;
  d.there->fee = 19'000;
  d.here->fee = 18'000;
  CHECK(reason_of(d) == "fee: 0.19 there, 0.18 here");
  d.kind = difference_kind::unknown_there;
  d.here.reset();
  CHECK(reason_of(d) == "row: payment of 50.01 CNY, fee 0.19 there, nothing here");
  CHECK(text_of_fee(-1'500) == "-0.01500");
}

TEST_CASE("of a bill that is not proven nothing is resolved, and of too much rounding nothing") {
  for (const auto& row : differences::all) CHECK(may_now(row.which, false, 0) == resolution::none);
  CHECK(may_now(difference_kind::fee_rounding, true, most_rounded_a_day) == resolution::allowed);
  CHECK(may_now(difference_kind::fee_rounding, true, most_rounded_a_day + 1) ==
        resolution::by_a_person);
  CHECK(may_now(difference_kind::paid_here_doubt, true, most_rounded_a_day + 1) ==
        resolution::allowed);
}

/// Whatever the two sides say, every row and every claim is counted once.
TEST_CASE("any two sides are accounted for to the last minor unit") {
  std::mt19937_64 dice(20260102);
  const auto roll = [&](std::uint64_t sides) { return dice() % sides; };
  const day_number day = 20'000;
  for (int world = 0; world < 2'000; ++world) {
    std::vector<bill_line> rows;
    std::vector<claim> ours;
    for (auto n = roll(30); n > 0; --n) {
      const auto what = static_cast<movement>(roll(3));
      const auto amount = static_cast<std::int64_t>(1 + roll(3));
      bill_line l{.row = static_cast<std::uint32_t>(rows.size() + 1),
                  .of = number(roll(20) == 0 ? "" : std::to_string(roll(12))),
                  .what = what,
                  .unit = roll(10) == 0 ? currency::jpy : currency::cny,
                  .amount = goes_back(what) ? -amount : amount,
                  .is_foreign = roll(20) == 0,
                  .bytes = roll(2)};
      if (roll(2) == 0) l.fee = static_cast<std::int64_t>(roll(3)) * 1000;
      if (roll(2) == 0) l.day = day - static_cast<day_number>(roll(2));
      rows.push_back(l);
    }
    std::map<std::pair<number, bool>, claim> known;
    for (auto n = roll(30); n > 0; --n) {
      const auto what = static_cast<movement>(roll(3));
      const auto amount = static_cast<std::int64_t>(1 + roll(3));
      claim c{.of = number(std::to_string(roll(12))),
              .what = what,
              .state = static_cast<claim_state>(roll(5)),
              .amount = goes_back(what) ? -amount : amount,
              .day = day,
              .stands = static_cast<standing>(roll(4)),
              .waits = static_cast<std::uint8_t>(1 + roll(3))};
      if (roll(2) == 0) c.fee = static_cast<std::int64_t>(roll(3)) * 1000;
      ours.push_back(c);
      known[{c.of, goes_back(what)}] = c;
    }
    std::uint64_t said = 0;
    day_check checked({.day = day}, {[&](const difference&) { ++said; }, [](const claim&) {}});
    checked.take(rows, ours);
    INFO("world " << world);
    CHECK(checked.proven().add_up());
    for (const auto unit : {currency::cny, currency::jpy}) {
      const auto [same, again] = matched_by_sorting(rows, ours, unit, day);
      CHECK(checked.proven().of(unit).matched == same);
      CHECK(checked.proven().of(unit).duplicates == again);
    }
    std::uint64_t counted = 0, matched = 0, expected = 0;
    for (const auto unit : {currency::cny, currency::jpy}) {
      counted += checked.proven().of(unit).rows.count;
      matched += checked.proven().of(unit).matched.count;
    }
    for (const auto& [key, c] : known) expected += is_expected(c) ? 1U : 0U;
    const auto& ours_proven = checked.proven().of(currency::cny);
    CHECK(counted == rows.size());
    CHECK(matched <= rows.size());
    CHECK(
        ours_proven.due.count + ours_proven.carried_in.count - ours_proven.left_by_evidence.count ==
        expected);
  }
}

}  // namespace sluice::test::day_check_test
