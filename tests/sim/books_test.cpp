#include "sim/providers/books.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/catch.hpp"

namespace sluice::sim::books_test {
namespace {

class folder {
 public:
  folder() {
    std::string name = "/tmp/sluice-books-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  [[nodiscard]] std::filesystem::path file() const { return path_ / "books.jsonl"; }

 private:
  std::filesystem::path path_{};
};

movement line(movement_kind kind, const std::string& key, std::int64_t minor) {
  return {.kind = kind,
          .at = instant{millis{1'700'000'000'000}},
          .channel = "wechat",
          .key = key,
          .refund_key = kind == movement_kind::refunded ? "r1" : "",
          .amount = {minor, currency::cny},
          .reference = "4200"};
}

void add_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream{file, std::ios::binary | std::ios::app} << text;
}

/// What the function throws with; empty: it does not.
template <class Function>
std::string complaint_of(Function f) {
  try {
    f();
  } catch (const std::runtime_error& problem) {
    return problem.what();
  }
  return {};
}

bool says(const std::string& complaint, const std::string& part) {
  INFO(complaint);
  return complaint.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("books are read back as they were written") {
  const folder here;
  auto paid = line(movement_kind::paid, "a", 1200);
  paid.about = {{"mchid", "1"}, {"type", "native_qr"}};
  const std::vector<movement> all{
      line(movement_kind::pay_received, "a", 1200), paid, line(movement_kind::refunded, "a", 200),
      line(movement_kind::given_back, "b \"quoted\"", 7)};
  books{here.file()}.append(all);
  CHECK(read_movements(here.file()) == all);
}

TEST_CASE("a line of the books has fixed names") {
  CHECK(to_line(line(movement_kind::refunded, "a", 200)) ==
        R"({"at":1700000000000,"kind":"refunded","channel":"wechat","key":"a","refund_key":"r1",)"
        R"("amount_minor":200,"currency":"CNY","reference":"4200"})"
        "\n");
}

TEST_CASE("totals count requests, money in and money back for each key") {
  const auto totals = total(
      {line(movement_kind::pay_received, "a", 1200), line(movement_kind::pay_received, "a", 1200),
       line(movement_kind::paid, "a", 1200), line(movement_kind::refunded, "a", 200),
       line(movement_kind::given_back, "a", 1000), line(movement_kind::pay_received, "b", 5)});
  CHECK(totals.at("a") == key_totals{"wechat", 2, 1200, 1200});
  CHECK(totals.at("b") == key_totals{"wechat", 1, 0, 0});
}

TEST_CASE("books that are not there have no totals") {
  const folder here;
  CHECK(read_books(here.file()).empty());
}

TEST_CASE("a torn last line is ignored by readers") {
  const folder here;
  books{here.file()}.append({line(movement_kind::paid, "a", 1200)});
  add_text(here.file(), R"({"at":17000000000)");
  CHECK(read_books(here.file()).at("a").paid_minor == 1200);
}

TEST_CASE("a torn last line is cut off before the next is written") {
  const folder here;
  books{here.file()}.append({line(movement_kind::paid, "a", 1200)});
  add_text(here.file(), R"({"at":17000000000)");
  books again{here.file()};
  CHECK(again.earlier().size() == 1);
  again.append({line(movement_kind::paid, "b", 300)});
  CHECK(read_books(here.file()).size() == 2);
}

TEST_CASE("a damaged line inside the books is an error that names it") {
  const folder here;
  const auto text = GENERATE(
      as<std::string>{}, "not json\n", "[1]\n", "{}\n",
      R"({"at":1,"kind":"stolen","channel":"c","key":"k","refund_key":"",)"
      R"("amount_minor":1,"currency":"CNY","reference":""})"
      "\n");
  books{here.file()}.append({line(movement_kind::paid, "a", 1200)});
  add_text(here.file(), text);
  CHECK(says(
      complaint_of([&] { static_cast<void>(read_books(here.file())); }), "line 2 is no movement"));
}

TEST_CASE("books that are let go of in time are waited for") {
  const folder here;
  auto first = std::make_unique<books>(here.file());
  std::thread dying{[&] {
    std::this_thread::sleep_for(millis{30});
    first.reset();
  }};
  const books second{here.file(), millis{10'000}};
  dying.join();
  CHECK(second.earlier().empty());
}

TEST_CASE("only one process writes the books") {
  const folder here;
  const books first{here.file()};
  CHECK(says(complaint_of([&] { static_cast<void>(books{here.file()}); }), "another process"));
}

TEST_CASE("books in a folder that is not there cannot be opened") {
  CHECK(says(complaint_of([&] { static_cast<void>(books{"/nowhere/at/all/books.jsonl"}); }),
             "No such file"));
}

TEST_CASE("a write that fails is an error, not a silent loss") {
  const folder here;
  books ledger{here.file()};
  ::rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const ::rlimit none{0, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
  const auto complaint =
      complaint_of([&] { ledger.append({line(movement_kind::paid, "a", 1200)}); });
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, old_handler);
  CHECK(says(complaint, "File too large"));
}

}  // namespace sluice::sim::books_test
