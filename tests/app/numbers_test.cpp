// A log remembers from what its numbers at channels are derived: under others a channel pays again.

#include "app/numbers.hpp"

#include <filesystem>
#include <fstream>
#include <vector>

#include "store/key_layout.hpp"
#include "store/memory_event_log.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::numbers_test {
namespace {

class remembering final : public observer {
 public:
  void tell(const note& n) override {
    CHECK(n.level == severity::critical);
    heard.emplace_back(n.event);
  }
  std::vector<std::string> heard;
};

/// One data folder: its key is on disk, its log in memory.
struct data_folder {
  temporary_folder folder;
  store::memory_event_log log;
  remembering tells;

  explicit data_folder(bool with_orders = true) {
    add("merchant/m1");
    if (with_orders) add("order/m1/A-1");
  }
  void add(const std::string& stream) {
    store::append_request request{.stream = stream, .records = {{.type = 1}}};
    CHECK(std::holds_alternative<std::vector<store::append_result>>(log.append({&request, 1})));
  }
  [[nodiscard]] std::filesystem::path key_file() const { return folder.path() / "NUMBER_KEY"; }
  void lose_key() const { std::filesystem::remove(key_file()); }
  void put_key(const std::string& text) const { std::ofstream(key_file()) << text << '\n'; }

  /// The number of one attempt; or why there are none.
  std::string opened(const std::string& prefix = "pay", bool accept_new = false) {
    const auto result =
        app::open_numbers(log, {folder.path(), prefix, hash_key{++fresh_}, accept_new}, tells);
    if (const auto* why = std::get_if<std::string>(&result)) return "refused: " + *why;
    return std::get<std::shared_ptr<const channel_numbers>>(result)
        ->of_attempt(channel_id{"bank"}, {merchant_id{"m1"}, order_no{"A-1"}}, attempt_no{1})
        .value();
  }

 private:
  std::uint8_t fresh_ = 0;
};

constexpr auto foreign_key = "000102030405060708090a0b0c0d0eff";

}  // namespace

TEST_CASE("a folder keeps its numbers, whatever chance offers at the next start") {
  data_folder data(false);
  const auto number = data.opened();
  data.add("order/m1/A-1");
  CHECK(data.opened() == number);
  CHECK(data.tells.heard.empty());
}

TEST_CASE("a key that is missing beside orders stops the start, and none is made") {
  data_folder data;
  const auto number = data.opened();
  data.tells.heard.clear();
  std::filesystem::rename(data.key_file(), data.folder.path() / "backup");
  const auto why = data.opened();
  CHECK_THAT(why, contains(data.key_file().string() + " is missing"));
  CHECK_THAT(why, contains("put it back from the backup"));
  CHECK_THAT(why, contains("--accept-new-numbers"));
  CHECK_FALSE(std::filesystem::exists(data.key_file()));
  std::filesystem::rename(data.folder.path() / "backup", data.key_file());
  CHECK(data.opened() == number);
  CHECK(data.tells.heard.empty());
}

TEST_CASE("a foreign key stops the start") {
  data_folder data;
  const auto number = data.opened();
  data.tells.heard.clear();
  std::filesystem::rename(data.key_file(), data.folder.path() / "backup");
  data.put_key(foreign_key);
  const auto why = data.opened();
  CHECK_THAT(why, contains("another NUMBER_KEY (fingerprint "));
  CHECK_THAT(why, contains("put its own NUMBER_KEY back from the backup"));
  CHECK(why.find("prefix") == std::string::npos);
  std::filesystem::rename(data.folder.path() / "backup", data.key_file());
  CHECK(data.opened() == number);
}

TEST_CASE("another prefix stops the start, and the old one is named") {
  data_folder data;
  const auto number = data.opened("pay");
  data.tells.heard.clear();
  const auto why = data.opened("shop");
  CHECK_THAT(why, contains("the prefix \"pay\", not \"shop\": use the prefix \"pay\""));
  CHECK(why.find("NUMBER_KEY") == std::string::npos);
  CHECK(data.opened("pay") == number);
  CHECK(data.tells.heard.empty());
}

TEST_CASE("where both differ, both are said") {
  data_folder data;
  static_cast<void>(data.opened("pay"));
  data.put_key(foreign_key);
  const auto why = data.opened("shop");
  CHECK_THAT(why, contains("another NUMBER_KEY"));
  CHECK_THAT(why, contains("and the prefix \"pay\", not \"shop\""));
}

TEST_CASE("a person may accept other numbers; once, and it alarms") {
  data_folder data;
  const auto number = data.opened();
  data.tells.heard.clear();
  SECTION("for a lost key") { data.lose_key(); }
  SECTION("for a foreign key") { data.put_key(foreign_key); }
  const auto renewed = data.opened("pay", true);
  CHECK(renewed != number);
  CHECK(data.tells.heard == std::vector<std::string>{"numbers_renewed"});
  CHECK(data.opened("pay") == renewed);
  CHECK(data.opened("pay", true) == renewed);
  CHECK(data.tells.heard.size() == 1);
}

TEST_CASE("a person may accept another prefix, and then the first one is refused") {
  data_folder data;
  static_cast<void>(data.opened("pay"));
  data.tells.heard.clear();
  const auto renewed = data.opened("shop", true);
  CHECK(data.tells.heard == std::vector<std::string>{"numbers_renewed"});
  CHECK(data.opened("shop") == renewed);
  CHECK_THAT(data.opened("pay"), contains("the prefix \"shop\", not \"pay\""));
}

TEST_CASE("a log without orders takes what comes") {
  data_folder data(false);
  const auto number = data.opened("pay");
  data.lose_key();
  CHECK(data.opened("shop") != number);
  CHECK(data.tells.heard.empty());
}

TEST_CASE("an old log remembers from its first opening on") {
  data_folder data;
  SECTION("with its key") {
    data.put_key(foreign_key);
    const auto number = data.opened();
    CHECK(data.tells.heard.empty());
    CHECK(data.opened() == number);
  }
  SECTION("without one, which alarms as ever") {
    const auto number = data.opened();
    CHECK(data.tells.heard == std::vector<std::string>{"number_key_made"});
    CHECK(data.opened() == number);
  }
  data.lose_key();
  CHECK_THAT(data.opened(), contains("is missing"));
}

TEST_CASE("what a log remembers of its numbers is as FORMAT.md says, and not the key") {
  data_folder data(false);
  data.put_key(foreign_key);
  static_cast<void>(data.opened("pay.eu"));
  CHECK(data.log.find_entry(store::entry_kind::number_origin, "") ==
        "9cbcb22be152835e9aef251da9d1843c pay.eu");
}

}  // namespace sluice::test::numbers_test
