#include <algorithm>
#include <sstream>

#include "base/overloaded.hpp"
#include "domain/reconciliation/decide.hpp"
#include "domain/reconciliation/difference_text.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::differences_test {
namespace {

using namespace reconciliation;

const channel_id wechat{"wechat"};

difference_kind kind_named(const std::string& name) {
  for (const auto& row : differences::all)
    if (row.name == name) return row.which;
  FAIL("no kind is called " << name);
  return {};
}

std::optional<order_id> order_of(const std::string& number) {
  if (!number.starts_with('K')) return std::nullopt;
  return order_id{merchant_id{"m1"}, order_no{number}};
}

bill_line row_of_bill(const std::string& name, const std::string& amount) {
  const auto slash = amount.find('/');
  const auto minor = std::stoll(amount.substr(0, slash));
  return {.of = number(name),
          .amount = minor,
          .bytes = slash == std::string::npos ? static_cast<std::uint64_t>(minor)
                                              : std::stoull(amount.substr(slash + 1))};
}

brought_difference read_difference(const std::string& text) {
  std::istringstream in(text);
  std::string kind, name, amount;
  in >> kind >> name >> amount;
  brought_difference out{
      .what = {.kind = kind_named(kind), .of = number(name)}, .order = order_of(name)};
  if (amount.starts_with('-'))
    out.what.here = claim{.of = number(name), .state = claim_state::done, .amount = 70};
  else
    out.what.there = row_of_bill(name, amount);
  return out;
}

class channel_told {
 public:
  void take(const table_line& line) {
    std::istringstream in(line.word);
    std::string word;
    in >> word;
    const auto c = word == "bill"      ? bill_in(line.word.substr(5))
                   : word == "resolve" ? resolve_in(in)
                                       : says_in(in);
    CHECK(outcome(c) == line.outcome);
    CHECK(open() == line.holds);
  }

 private:
  static difference_id id(const std::string& kind, const std::string& name, bool has_row = true) {
    difference d{.kind = kind_named(kind), .of = number(name)};
    if (has_row) d.there = bill_line{.of = d.of};
    return id_of(wechat, d);
  }
  static command bill_in(const std::string& text) {
    const auto colon = text.find(':');
    std::istringstream in(text.substr(0, colon));
    std::string day, file, word;
    in >> day >> file;
    report_bill r{.day = ledger::day_from_text(day).value(), .who = {"li.wei", "the bill"}};
    std::copy(file.begin(), file.end(), r.file.begin());
    auto more = named_values(text.substr(0, colon));
    r.is_proven = text.substr(0, colon).find("unproven") == std::string::npos;
    if (more.contains("parts")) r.parts = static_cast<std::uint32_t>(std::stoul(more["parts"]));
    if (more.contains("part")) r.part = static_cast<std::uint32_t>(std::stoul(more["part"]));
    r.sums.push_back({.rows = 1});
    if (more.contains("rounded")) r.sums.back().fees_rounded = std::stoll(more["rounded"]);
    const auto rest = text.substr(colon + 1);
    const auto rows = rest.find("rows ");
    for (const auto& one : parts_of(rest.substr(0, rows), ';'))
      if (one.find_first_not_of(' ') != std::string::npos) r.found.push_back(read_difference(one));
    if (rows == std::string::npos) return r;
    for (const auto& one : parts_of(rest.substr(rows + 5), ';')) {
      std::istringstream of(one);
      std::string name, amount;
      of >> name >> amount;
      r.rows.push_back(row_of_bill(name, amount));
    }
    return r;
  }
  static command resolve_in(std::istream& in) {
    std::string name, kind, how, word, reason;
    in >> name >> kind >> how >> word;
    std::getline(in >> std::ws, reason);
    return resolve_difference{id(kind, name), choice_from_name(how).value(), {"li.wei", reason}};
  }
  static command says_in(std::istream& in) {
    std::string name, kind, state, amount;
    in >> name >> kind >> state >> amount;
    weigh::evidence e{.id = id(kind, name, kind != "missing_there"), .sequence = 7};
    for (const auto s : enumerators<claim_state>)
      if (name_of(s) == state)
        e.says = claim{.of = number(name), .state = s, .amount = std::stoll(amount)};
    return weigh{{e}};
  }

  std::string outcome(const command& c) {
    const auto said = decide(now_, c, {wechat});
    if (const auto* no = std::get_if<rejection>(&said)) {
      CHECK_FALSE(no->message.empty());
      return std::string(name_of(no->code));
    }
    std::string out;
    for (const auto& e : std::get<std::vector<event>>(said)) {
      apply(now_, e, {});
      out += (out.empty() ? "" : ", ") + word_of(e);
    }
    return out.empty() ? "-" : out;
  }
  std::string name(const difference_id& of) const {
    return now_.differences.at(of).found.what.of.text();
  }
  std::string word_of(const event& e) const {
    return std::visit(
        overloaded{
            [](const bill_checked& b) { return "bill " + std::to_string(b.version); },
            [](const bill_part_taken& p) { return "part " + std::to_string(p.part); },
            [&](const difference_found& d) { return "found " + name(d.id); },
            [&](const difference_resolved& r) {
              CHECK(r.who.has_value() == r.evidence.empty());
              return "resolved " + std::string(name_of(r.how)) + ' ' + name(r.id);
            },
            [&](const difference_reopened& r) {
              return "reopened " + std::string(name_of(r.why)) + ' ' + name(r.id);
            },
        },
        e);
  }
  std::string open() const {
    std::vector<std::string> all;
    for (const auto& [id, d] : now_.differences)
      if (d.is_open())
        all.push_back(d.found.what.of.text() + ' ' + std::string(name_of(d.found.what.kind)));
    std::ranges::sort(all);
    std::string out;
    for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
    return out.empty() ? "-" : out;
  }

  state now_;
};

std::string again(std::string_view text) {
  const auto read = difference_from_text(text);
  if (const auto* why = std::get_if<std::string>(&read)) return *why;
  return to_text(std::get<difference>(read));
}

}  // namespace

TEST_CASE("what is brought of bills and becomes of differences is what the table says") {
  for (const auto& section : read_table("reconciliation/differences_table.txt")) {
    channel_told told;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word);
      told.take(line);
    }
  }
}

TEST_CASE("what may be done without a person has its counterpart among people's choices") {
  for (const auto& row : endings::all) {
    CAPTURE(name_of(row.which));
    const auto may = row_of(row.which).may;
    if (row.by == ended_by::itself) CHECK(may == resolution::allowed);
    if (row.by == ended_by::order)
      CHECK((may == resolution::allowed || may == resolution::after_query));
    for (const auto c : choices_of(row.which)) {
      CHECK(c != choice::order_agrees);
      CHECK(c != choice::corrected);
    }
  }
  for (const auto& c : choices) CHECK(choice_from_name(c.name) == c.which);
}

TEST_CASE("a difference is the same one whatever the file, and another of another channel or way") {
  difference d{.kind = difference_kind::unknown_there, .of = number("A1")};
  d.there = bill_line{.row = 1, .of = d.of, .amount = 5};
  const auto first = id_of(wechat, d);
  CHECK(is_name(first.value()));
  auto later = d;
  later.file.front() = 1;
  later.there->row = 9;
  CHECK(id_of(wechat, later) == first);
  CHECK(id_of(channel_id{"alipay"}, d) != first);
  later.there->what = movement::reversal;
  CHECK(id_of(wechat, later) != first);
  difference nobodys{.kind = difference_kind::unknown_there};
  nobodys.there = bill_line{.bytes = 1};
  auto other = nobodys;
  other.there->bytes = 2;
  CHECK(id_of(wechat, nobodys) != id_of(wechat, other));
}

TEST_CASE("a difference as text is read as it was written") {
  const auto same = [](std::string_view text) { CHECK(again(text) == text); };
  same("kind=unknown_there number=A1 there=payment,CNY,5001,-,30000,2026-01-02,12,1a2b");
  same("kind=unknown_there there=refund,CNY,-5001,-4000,-,-,1,0");
  same("kind=missing_there number=A1 here=payment,done,CNY,5000,4990,30000,2026-01-02");
  same(
      "kind=row_gone number=hash:000102030405060708090a0b0c0d0e0f101112ff "
      "before=payment,HKD,5,-,-,-,3,ff");
  CHECK(again("kind=unknown_there") == "says neither there nor here nor before");
  CHECK(again("kind=lost there=payment,CNY,5,-,-,-,3,f").starts_with("has a kind that is none"));
  CHECK(again("kind=unknown_there there=payment,CNY,5").starts_with("has a there that is none"));
  CHECK(again("kind=unknown_there there=payment,CNY,x,-,-,-,3,f") ==
        "has a amount that is none: it must be a whole number");
  CHECK(again("kind=unknown_there kind=row_new there=payment,CNY,5,-,-,-,3,f") ==
        "says kind twice");
  CHECK(again("kind=unknown_there why=1 there=payment,CNY,5,-,-,-,3,f") ==
        "has a word why that is unknown");
  CHECK(std::get<std::string>(row_from_text("number=A1")) == "says no there");
  const auto sum = sum_from_text("unit=CNY rows=3 amount=-5 fee=7 fees_rounded=1");
  CHECK(to_text(std::get<bill_sum>(sum)) == "unit=CNY rows=3 amount=-5 fee=7 fees_rounded=1");
  CHECK(std::get<std::string>(sum_from_text("unit=CNY rows=-3")) == "has rows below 0");
}

}  // namespace sluice::test::differences_test
