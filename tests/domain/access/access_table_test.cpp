// access_table.txt is the rule of access on paper; this compares the two, cell by cell.

#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

#include "domain/access/may.hpp"
#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::access::access_table_test {
namespace {

using words = std::vector<std::string>;
using cell = std::tuple<std::string, std::string, std::string>;

constexpr instant noon{millis{1'800'000'000'000}};

const words merchants{"m1", "m2", "m3", "strange", "none"};
const words commands{
    "order.create",     "order.get",        "order.revoke",   "order.resolve",   "refund.create",
    "refund.get",       "channel.list",     "order.create/2", "channel.get",     "channel.set",
    "channel.switch",   "merchant.list",    "merchant.get",   "merchant.create", "merchant.set",
    "merchant.degrade", "merchant.promote", "config.reload",  "principal.list",  "principal.set",
    "key.list",         "key.add",          "key.revoke",     "engine.get",      "engine.degrade",
    "webhook.list",     "webhook.enable",   "alarm.list",     "alarm.ack",       "alarm.silence",
    "link.figures"};
const words callers{"nobody",       "shop of m2",        "shop of m2 and m3", "shop of all",
                    "reader of m2", "shop of version 2", "operator",          "refunding operator",
                    "auditor",      "greedy auditor",    "unknown key",       "revoked key",
                    "old key",      "new key",           "ownerless key"};

/// One principal a caller, with a key of the same name.
struct paper_book : book {
  paper_book() {
    using kind = principal_kind;
    const auto shop = usual_grants(kind::service);
    open.insert(merchant_id{"m1"});
    principal_with("shop of m2", kind::service, {"m2"}, shop);
    principal_with("shop of m2 and m3", kind::service, {"m2", "m3"}, shop);
    principal_with("shop of all", kind::service, {}, shop);
    principals.at(principal_id{"shop of all"}).merchants.is_everyone = true;
    principal_with("reader of m2", kind::service, {"m2"}, {{"order", "get"}});
    principal_with("shop of version 2", kind::service, {"m2"}, {{"order", "*", 2}});
    const auto usual = usual_grants(kind::operator_);
    principal_with("operator", kind::operator_, {}, usual);
    auto more = usual;
    more.push_back({"refund", "create"});
    principal_with("refunding operator", kind::operator_, {}, more);
    principal_with("auditor", kind::auditor, {}, usual_grants(kind::auditor));
    auto greedy = usual_grants(kind::auditor);
    greedy.push_back({"order", "create"});
    principal_with("greedy auditor", kind::auditor, {}, greedy);
    key_of_all("revoked key").revoked_at = noon + millis{1};  // by a clock that was set back since
    key_of_all("old key").until = noon;
    key_of_all("new key").from = noon + millis{1};
    add({.id = key_id{"ownerless key"}, .owner = principal_id{"has left"}});
  }

 private:
  void principal_with(const std::string& name, principal_kind kind, const words& theirs,
                      std::vector<grant> what) {
    principal who{.id = principal_id{name}, .kind = kind};
    for (const auto& m : theirs) who.merchants.some.emplace_back(m);
    add(std::move(who), std::move(what));
    add({.id = key_id{name}, .owner = principal_id{name}});
  }
  key& key_of_all(const std::string& name) {
    add({.id = key_id{name}, .owner = principal_id{"shop of all"}});
    return keys.at(key_id{name});
  }
};

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

words split(const std::string& text, char by) {
  words out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) out.push_back(trimmed(part));
  return out;
}

words commands_in(const std::string& text) {
  words out;
  for (const auto& word : split(text, ',')) {
    const auto meant =
        word == "any"     ? commands
        : word == "reads" ? words{"order.get", "refund.get", "webhook.list"}
        : word == "money" ? words{"order.create", "order.create/2", "order.revoke", "refund.create"}
        : word == "looks" ? words{"channel.get", "merchant.list", "merchant.get", "principal.list",
                                  "key.list",    "engine.get",    "alarm.list",   "link.figures"}
        : word == "settings"
            ? words{"channel.set",      "channel.switch",   "merchant.create", "merchant.set",
                    "merchant.degrade", "merchant.promote", "config.reload",   "principal.set",
                    "key.add",          "key.revoke",       "engine.degrade",  "alarm.ack",
                    "alarm.silence"}
            : words{word};
    out.insert(out.end(), meant.begin(), meant.end());
  }
  return out;
}

std::map<cell, std::string> read_table() {
  std::ifstream file(SLUICE_SOURCE_DIR "/tests/domain/access/access_table.txt");
  REQUIRE(file.good());
  std::map<cell, std::string> table;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    CAPTURE(line);
    const auto columns = split(line, '|');
    REQUIRE(columns.size() == 4);
    const auto about = columns[2] == "any" ? merchants : split(columns[2], ',');
    for (const auto& who : split(columns[0], ','))
      for (const auto& what : commands_in(columns[1]))
        for (const auto& whom : about) {
          CAPTURE(who, what, whom);
          CHECK(table.emplace(cell{who, what, whom}, columns[3]).second);
        }
  }
  return table;
}

std::string answer_of(const book& b, const cell& asked) {
  const auto& [who, what, whom] = asked;
  const auto wish = *grant_from_text(what);
  const merchant_id merchant{whom};
  const caller from{key_id{who == "nobody" ? "" : who}};
  const auto answer = may(b, from, {wish.system, wish.operation, wish.version},
                          whom == "none" ? nullptr : &merchant, noon);
  if (const auto* no = std::get_if<rejection>(&answer)) return std::string(name_of(no->code));
  const auto* principal = std::get<allowed>(answer).who;
  if (principal == nullptr) return "as nobody";
  CHECK(principal->id.value() == who);
  return principal->kind == principal_kind::service
             ? "as shop"
             : "as " + std::string(name_of(principal->kind));
}

/// Each question is about a merchant, or about none.
bool can_be_asked(const std::string& what, const std::string& whom) {
  const bool names_one =
      what.starts_with("order.") || what.starts_with("refund.") || what.starts_with("webhook.");
  return names_one == (whom != "none");
}

}  // namespace

TEST_CASE("Every caller may do what the written table says, and nothing else") {
  auto table = read_table();
  const paper_book b;
  for (const auto& who : callers)
    for (const auto& what : commands)
      for (const auto& whom : merchants) {
        auto row = table.extract(cell{who, what, whom});
        if (!can_be_asked(what, whom)) continue;
        CAPTURE(who, what, whom);
        CHECK(answer_of(b, {who, what, whom}) == (row ? row.mapped() : "not_allowed"));
      }
  for (const auto& [asked, answer] : table) {
    CAPTURE(std::get<0>(asked), std::get<1>(asked), std::get<2>(asked));
    FAIL_CHECK("the table names what is not asked here");
  }
}

}  // namespace sluice::access::access_table_test
