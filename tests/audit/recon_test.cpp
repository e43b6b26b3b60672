#include "audit/recon.hpp"

#include <stdlib.h>

#include <algorithm>
#include <sstream>

#include "audit/recon_report.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

namespace sluice::test::recon_test {
namespace {

using namespace reconciliation;
using tests::one;
using tests::scribe;

class folder {
 public:
  folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sluice-recon-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

order_id named(const std::string& no) { return {merchant_id{"m1"}, order_no{no}}; }

/// An order of 12.50 whose number at the channel wechat is the order's own.
std::vector<order::event> begun_as(const std::string& no) {
  auto events = tests::begun(named(no));
  for (auto& e : events)
    if (auto* started = std::get_if<order::attempt_started>(&e)) started->key = channel_key{no};
  return events;
}

/// Paid, in doubt, failed, and one paid that has given 5.00 back after it had ended.
struct written : scribe {
  written() {
    const contract::event cost = contract::agreed{
        .with = {contract::side::channel, "wechat"},
        .version = 1,
        .terms = {.owner = contract::account_owner::us,
                  .rows = {{.by = {.parts_per_million = 6000}}}},
        .who = {"li.wei", "signed"}};
    write_raw(contract_stream(), encode(cost, {"cmd", ""}, now));
    for (const auto* no : {"A", "B", "C", "D"}) write(named(no), begun_as(no));
    write(named("A"), tests::succeeded());
    write(named("B"), {order::attempt_in_doubt{one, order::source::pay_answer}});
    write(named("C"), {order::attempt_failed{one, order::source::pay_answer, "NOPE"},
                       order::order_failed{"NOPE"}});
    write(named("D"), tests::succeeded());
    write(named("D"), {order::refund_requested{
                          refund_no{"r"}, one, {500, currency::cny}, {}, channel_key{"RD"}}});
    write(named("D"), {order::refund_succeeded{refund_no{"r"}, "R"}});
  }
};

bill_line row(const std::string& no, std::int64_t fen, std::int64_t fee_fen = 0) {
  static std::uint32_t next = 0;
  return {.row = ++next,
          .of = number(no),
          .what = fen < 0 ? movement::refund : movement::payment,
          .amount = fen,
          .fee = fee_fen * 1000};
}

const day_number today = ledger::day_from_text("2026-01-02").value();

recon_found checked(const scribe& w, const std::vector<bill_line>& lines,
                    const std::vector<claim>& before = {}) {
  const folder in;
  recon_facts rows(in.file("rows"));
  for (const auto& l : lines) rows.add(l.of, fact_of(l));
  const auto out = check_bill(
      *w.log, rows,
      {.channel = channel_id{"wechat"},
       .bill = {.day = today},
       .day = today,
       .before = before,
       .scratch = in.file("claims")});
  if (const auto* bad = std::get_if<store::damage>(&out)) FAIL(bad->what);
  return std::get<recon_found>(out);
}

std::string kinds_in(const recon_found& found) {
  std::vector<std::string> all;
  for (const auto& d : found.listed)
    all.push_back(d.of.text() + ' ' + std::string(name_of(d.kind)));
  std::ranges::sort(all);
  std::string out;
  for (const auto& word : all) out += (out.empty() ? "" : ", ") + word;
  return out;
}

recon_file file() {
  return {.name = "b.csv",
          .form = "WeChat trade bill",
          .channel = "wechat",
          .day = "2026-01-02",
          .sentence = "4 rows",
          .is_proven = true};
}

std::string printed(const recon_found& found, recon_form form, const recon_file& about) {
  std::ostringstream out;
  print_recon(
      about, found, {}, [](const difference& d) { return recon_names{.ours = d.of.text()}; }, form,
      out);
  return out.str();
}

}  // namespace

TEST_CASE("a bill that has what the log has matches, also what came after an order had ended") {
  const written w;
  const auto found = checked(w, {row("A", 1250, 8), row("D", 1250, 8), row("RD", -500, -3)});
  CHECK(kinds_in(found).empty());
  CHECK(found.after.empty());
  CHECK(found.proven.add_up());
  const auto& p = found.proven.of(currency::cny);
  CHECK(p.matched.count == 3);
  CHECK(p.matched.amount == 2000);
  CHECK(p.due == p.matched_here);
}

TEST_CASE("what differs is found, and what the bill lacks waits") {
  const written w;
  const auto found =
      checked(w, {row("A", 1251, 8), row("B", 1250, 8), row("C", 1250, 8), row("X", 100)});
  CHECK(kinds_in(found) ==
        "A amount_here_less, B paid_here_doubt, C paid_there_failed_or_revoked, X unknown_there");
  REQUIRE(found.after.size() == 2);
  CHECK(found.counts[static_cast<std::size_t>(difference_kind::unknown_there)] == 1);
  CHECK(found.proven.add_up());

  const auto next = checked(w, {row("D", 1250, 8)}, found.after);
  CHECK(next.faults.empty());
  CHECK(next.after.size() == 2);  // the refund; and A, which is due here as well
}

TEST_CASE("what the bills before left is held against the log") {
  const written w;
  const claim strange{
      .of = number("Z"),
      .state = claim_state::done,
      .amount = 1,
      .stands = standing::carried,
      .waits = 1};
  auto wrong = strange;
  wrong.of = number("A");
  const auto found = checked(w, {}, {strange, wrong});
  REQUIRE(found.faults.size() == 2);
  CHECK(found.faults[0] == "the payment A is of another amount in the log than in --carried");
  CHECK(found.faults[1] == "the payment Z is in --carried, and the log has no such claim");
  CHECK_FALSE(is_proven(file(), found));
}

TEST_CASE("the channel of a number is the one that its attempt was at") {
  const written w;
  CHECK(channel_of_number(*w.log, "RD") == channel_id{"wechat"});
  CHECK(channel_of_number(*w.log, "A") == channel_id{"wechat"});
  CHECK_FALSE(channel_of_number(*w.log, "nobody's"));
}

TEST_CASE("the report adds up, says both values, and begins no formula") {
  const written w;
  const auto found = checked(w, {row("A", 1251, 8), row("D", 1250, 8), row("RD", -500, -3)});
  const auto text = printed(found, recon_form::text, file());
  CHECK(text.find("amount: 12.51 CNY there, 12.50 CNY here (by_a_person)") != std::string::npos);
  CHECK(text.find("\n1 difference\n") != std::string::npos);
  CHECK(printed(checked(w, {}), recon_form::text, file()).find("all rows matched") !=
        std::string::npos);
  auto cut = file();
  cut.is_proven = false;
  const auto unproven = printed(found, recon_form::text, cut);
  CHECK(unproven.find("NOT PROVEN") != std::string::npos);
  CHECK(unproven.find("(none)") != std::string::npos);
  CHECK(printed(found, recon_form::json, file()).find("\"kind\":\"amount_here_less\"") !=
        std::string::npos);

  std::ostringstream csv;
  print_recon(
      file(), found, {},
      [](const difference&) {
        return recon_names{.ours = "=cmd|' /C calc'!A0", .channels = "@x", .order = "-1\"2"};
      },
      recon_form::csv, csv);
  CHECK(csv.str().find("\"'=cmd|' /C calc'!A0\",\"'@x\",\"'-1\"\"2\"") != std::string::npos);
}

TEST_CASE("facts come back as they went in, from memory or from the disk, in their parts") {
  const folder in;
  std::vector<bill_line> lines;
  std::vector<claim> claims;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const auto n = std::to_string(i);
    const std::int64_t amount = i % 7 == 0 ? -std::int64_t{i} : max_amount_minor - i;
    bill_line l{.row = i,
                .of = number(n),
                .what = static_cast<movement>(i % 3),
                .unit = currencies[i % currencies.size()].code,
                .amount = amount,
                .is_foreign = i % 11 == 0,
                .bytes = i * 7919ULL};
    claim c{.of = number(n),
            .what = l.what,
            .state = static_cast<claim_state>(i % 5),
            .unit = l.unit,
            .amount = amount,
            .day = static_cast<day_number>(i % 60'000),
            .stands = static_cast<standing>(i % 4),
            .waits = static_cast<std::uint8_t>(i % 100)};
    if (i % 2 == 0) l.settled = c.settled = amount / 2;
    if (i % 3 == 0) l.fee = c.fee = amount * 100;
    if (i % 5 == 0) l.day = static_cast<day_number>(i % 60'000);
    lines.push_back(l);
    claims.push_back(c);
  }
  recon_facts all(in.file("facts"));
  for (const auto& l : lines) all.add(l.of, fact_of(l));
  CHECK(all.count() == lines.size());
  std::size_t seen = 0;
  for (std::size_t part = 0; part < recon_facts::parts; ++part) {
    std::uint32_t before = 0;
    for (const auto& f : all.part(part)) {
      const auto back = line_from(f);
      const auto& l = lines[back.row];
      CHECK(back.row >= before);
      before = back.row;
      ++seen;
      const bool same =
          back.of == l.of && back.what == l.what && back.unit == l.unit &&
          back.amount == l.amount && back.settled == l.settled && back.fee == l.fee &&
          back.day == l.day && back.is_foreign == l.is_foreign && back.bytes == l.bytes;
      if (!same) FAIL("row " << back.row);
    }
  }
  CHECK(seen == lines.size());
  for (const auto& c : claims) {
    const auto back = claim_from(fact_of(c));
    const bool same =
        back.of == c.of && back.what == c.what && back.state == c.state && back.unit == c.unit &&
        back.amount == c.amount && back.settled == c.settled && back.fee == c.fee &&
        back.day == c.day && back.stands == c.stands && back.waits == c.waits;
    if (!same) FAIL("claim " << c.amount);
  }
}

TEST_CASE("the page of differences has a row for each") {
  std::ostringstream out;
  print_recon_kinds(out);
  const auto text = out.str();
  CHECK(std::ranges::count(text, '\n') == static_cast<std::ptrdiff_t>(differences::all.size() + 2));
}

}  // namespace sluice::test::recon_test
