// The books in the words of accounting programs, and what these programs say of them where they
// are installed (Debian packages hledger, ledger, beancount).
#include "audit/books_export.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "base/time_text.hpp"
#include "domain/ledger/books.hpp"
#include "tests/catch.hpp"

namespace sluice::test::books_export_test {
namespace {

using namespace ledger;
namespace fs = std::filesystem;

journal paid(const std::string& merchant, const std::string& order, std::int64_t minor,
             const char* when) {
  const auto at = instant_from_rfc3339(when).value();
  amounts of;
  of[quantity::settled] = minor;
  of[quantity::fee] = minor / 100;
  const merchant_id m{merchant};
  const channel_id c{"we_chat-1"};
  return {.sequence = 7,
          .effective = at,
          .posted = at,
          .order = {m, order_no{order}},
          .channel = c,
          .attempt = attempt_no{1},
          .postings = postings_of(rule::payment, {m, c, day_of(at), day_of(at)}, of)};
}

std::vector<journal> some_days() {
  return {
      paid("m1", "A", 1000, "2026-01-01T15:00:00Z"), paid("m1", "B", 250, "2026-01-01T17:00:00Z"),
      paid("m_1", "-C", 500, "2026-01-02T01:00:00Z"), paid("m-1", "D", 75, "2026-01-02T02:00:00Z")};
}

std::string exported(const books_export::wish& how) {
  std::ostringstream out;
  books_export into(how, out);
  for (const auto& j : some_days()) into.take(j);
  into.finish();
  return out.str();
}

bool is_installed(const std::string& program) {
  if (std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0) return true;
  std::cout << "skipped: " << program << " is not installed (./dev deps audit)\n";
  return false;
}

/// What a command prints, without blanks.
std::string answer_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> in(popen(command.c_str(), "r"), &pclose);
  REQUIRE(in != nullptr);
  std::string out;
  for (int c = std::fgetc(in.get()); c != EOF; c = std::fgetc(in.get()))
    if (c != ' ' && c != '\n') out += static_cast<char>(c);
  return out;
}

struct written_books {
  explicit written_books(books_format form, bool in_detail = false)
      : file(fs::temp_directory_path() /
             ("sluice-books-" + std::to_string(::getpid()) + '.' + std::string(name_of(form)))) {
    std::ofstream(file) << exported({.form = form, .in_detail = in_detail});
  }
  ~written_books() { fs::remove(file); }
  written_books(const written_books&) = delete;
  written_books& operator=(const written_books&) = delete;

  fs::path file;
};

}  // namespace

TEST_CASE("all journals of a rule and day are one entry, unless detail is wanted") {
  CHECK(exported({.to = day_from_text("2026-01-01")}) ==
        "2026-01-01 P1 payment, journals 1\n"
        "  assets:clearing:we_chat-1:2026-01-01  10.00 CNY\n"
        "  liabilities:merchant:m1:pending:2026-01-01  -9.90 CNY\n"
        "  income:fee  -0.10 CNY\n\n");
  const auto second = exported({.from = day_from_text("2026-01-02")});
  CHECK(second.starts_with("2026-01-02 P1 payment, journals 3\n"));
  CHECK(second.find("assets:clearing:we_chat-1:2026-01-02  8.25 CNY\n") != std::string::npos);
  CHECK(exported({.in_detail = true}).find("2026-01-02 P1/7 m_1/-C\n") != std::string::npos);
}

TEST_CASE("Beancount's names are its own, and no two accounts share one") {
  const auto day = day_from_text("2026-01-02").value();
  CHECK(beancount_name({account_kind::pending, "m_1", day}) ==
        "Liabilities:Merchant:Nm-u1:Pending:2026-01-02");
  CHECK(beancount_name({account_kind::pending, "m-1", day}) ==
        "Liabilities:Merchant:Nm-h1:Pending:2026-01-02");
  CHECK(beancount_name({account_kind::pending, "m-u1", day}) !=
        beancount_name({account_kind::pending, "m_1", day}));
  CHECK(beancount_name({account_kind::owed_to_payers}) == "Liabilities:Payer-return");
  CHECK(beancount_name({account_kind::channel_cost, "wechat"}) == "Expenses:Channel:Nwechat");
}

TEST_CASE("a table has a line a posting, and no cell that a program takes for a formula") {
  const auto table = exported({.form = books_format::csv});
  CHECK(table.find("P1/7,payment,2026-01-02T01:00:00.000Z,2026-01-02T01:00:00.000Z,m_1,'-C,1,,"
                   "we_chat-1,assets:clearing:we_chat-1:2026-01-02,CNY,5.00\n") !=
        std::string::npos);
  CHECK(exported({.form = books_format::jsonl}).starts_with("{\"journal\":\"P1/7\""));
}

TEST_CASE("the programs agree with us about every balance") {
  const std::string pending = "liabilities:merchant:m1:pending";
  if (is_installed("hledger")) {
    const written_books b(books_format::hledger);
    const auto ask = "hledger -f '" + b.file.string() + "' balance -N ";
    CHECK(answer_of(ask + "--depth 2 -O csv").find("\"assets:clearing\",\"18.25CNY\"") !=
          std::string::npos);
    CHECK(answer_of(ask + "--depth 4 -O csv").find('"' + pending + "\",\"-12.38CNY\"") !=
          std::string::npos);
  }
  if (is_installed("ledger")) {
    const written_books b(books_format::ledger);
    const auto ask = "ledger -f '" + b.file.string() + "' balance --no-total --depth ";
    CHECK(answer_of(ask + "2 '^assets:clearing'") == "18.25CNYassets:clearing");
    CHECK(answer_of(ask + "4 '^" + pending + "'") == "-12.38CNY" + pending);
  }
  if (is_installed("bean-query")) {
    const written_books b(books_format::beancount, true);
    CHECK(std::system(("bean-check '" + b.file.string() + "'").c_str()) == 0);
    const auto ask = "bean-query -f csv '" + b.file.string() + "' ";
    CHECK(answer_of(ask + "\"select sum(position) where account ~ '^Assets'\"").find("18.25CNY") !=
          std::string::npos);
    CHECK(answer_of(ask + "\"select sum(position) where account ~ '^Liabilities:Merchant:Nm1:'\"")
              .find("-12.38CNY") != std::string::npos);
  }
}

}  // namespace sluice::test::books_export_test
