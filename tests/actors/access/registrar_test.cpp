// Who may ask is in the log: changed while the engine runs, the same after a restart, and nothing
// is taken before it is known.

#include "actors/access/access_look.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

using access::key_id;
using access::principal_id;

const signed_by li{"li.wei", "because"};

class remembered_keys final : public signature_keys {
 public:
  void exchange(std::vector<access::checked_key> next) override { all = std::move(next); }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const auto& k : all) out.push_back(k.key.about.id.value());
    return out;
  }
  std::vector<access::checked_key> all;
};

struct running : stage {
  explicit running(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    signatures = edge;
    declared = declared_as(generous_book({}));
    // Whether a second person is wanted is another test's matter (people/proposal_test.cpp).
    declared->approvals = {
        {.word = "principal.set", .persons = 1}, {.word = "key.add", .persons = 1}};
  }
  std::string ask_as(const std::string& key, question q, const std::string& id = {}) {
    everyone->ask({.ask = std::move(q),
                   .when = reply_when::accepted,
                   .id = command_id{id},
                   .from = {key_id{key}},
                   .reply_to = std::make_shared<remembered_reply>(answers)});
    run();
    const auto* no = std::get_if<rejection>(&answers.back());
    return no == nullptr ? "told" : std::string(name_of(no->code));
  }
  std::string say(question q, const std::string& id = {}) {
    return ask_as(an_operator().key.value(), std::move(q), id);
  }
  /// A till of m1's, which may only look, and its key.
  void make_till() {
    CHECK(say(change_principal{{principal_id{"till"},
                                {.kind = access::principal_kind::service,
                                 .merchants = access::merchant_scope{.some = {merchant_id{"m1"}}},
                                 .grants = {{{"order", "get", 1}}}},
                                li}}) == "told");
    CHECK(say(add_key{{.key = key_id{"k-till"},
                       .owner = principal_id{"till"},
                       .half = {1, 2, 3},
                       .who = li}}) == "told");
  }
  [[nodiscard]] std::size_t written() const { return events_of("access").size(); }

  std::shared_ptr<remembered_keys> edge = std::make_shared<remembered_keys>();
};

}  // namespace

TEST_CASE("what file and keystore say is in the log once, however often they are read") {
  auto log = std::make_shared<store::memory_event_log>();
  for (int start = 0; start < 3; ++start) {
    running r(log);
    r.open();
    CHECK(r.written() == 4);
    CHECK(r.edge->ids() == std::vector<std::string>{"key-of-everyones-service", "key-of-li-wei"});
    CHECK(r.edge->all[1].is_operators);
    CHECK_FALSE(r.edge->all[0].is_operators);
  }
}

TEST_CASE("a principal that is made may ask at once, and after a restart") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    running r(log);
    r.open();
    CHECK(r.ask_as("k-till", get_order{first_order}) == "signature_wrong");
    r.make_till();
    const auto& key = std::get<key_view>(r.answers.back());
    CHECK(key.owner == "till");
    CHECK(key.kind == "ed25519");
    CHECK(key.public_half.starts_with("010203"));
    CHECK(key.origins.at(0).from.person == "li.wei");
    CHECK(r.ask_as("k-till", get_order{first_order}) == "order_not_found");
    CHECK(r.ask_as("k-till", stage::order_request("A-1")) == "not_allowed");
    CHECK(r.edge->all.front().key.half == access::known_half{access::ed25519_public{1, 2, 3}});
  }
  running r(log);
  r.open();
  CHECK(r.ask_as("k-till", get_order{first_order}) == "order_not_found");
  CHECK(r.written() == 6);
}

TEST_CASE("a key that is revoked opens nothing from then on, whatever the keystore says") {
  auto log = std::make_shared<store::memory_event_log>();
  const auto shop = everyones_service().key;
  {
    running r(log);
    r.open();
    CHECK(r.ask_as(shop.value(), get_order{first_order}) == "order_not_found");
    CHECK(r.say(revoke_key{{shop, li}}) == "told");
    CHECK(std::get<key_view>(r.answers.back()).revoked_at);
    CHECK(r.ask_as(shop.value(), get_order{first_order}) == "key_revoked");
    CHECK(r.edge->all[0].key.about.revoked_at);
  }
  for (const auto until : {instant{}, instant{1ms}}) {
    running r(log);
    if (until != instant{}) r.declared->keys.at(shop).about.until = until;
    r.open();
    CHECK(r.ask_as(shop.value(), get_order{first_order}) == "key_revoked");
  }
}

TEST_CASE("a person's word about the file's principal holds at the next start") {
  auto log = std::make_shared<store::memory_event_log>();
  const auto shop = everyones_service().key.value();
  const auto narrow = [] {
    return change_principal{
        {principal_id{"everyones-service"}, {.grants = {{{"refund", "get", 1}}}}, li}};
  };
  {
    running r(log);
    r.open();
    CHECK(r.say(narrow()) == "told");
    const auto& v = std::get<principal_view>(r.answers.back());
    CHECK(v.grants == std::vector<std::string>{"refund.get"});
    CHECK(v.origins.at(3).from.by == author::person);
    CHECK(v.origins.at(2).from.by == author::file);
  }
  running r(log);
  r.open();
  CHECK(r.ask_as(shop, get_order{first_order}) == "not_allowed");
  CHECK(r.say(narrow()) == "told");
  CHECK(r.written() == 5);
}

TEST_CASE("whoever leaves the file may ask no more") {
  auto log = std::make_shared<store::memory_event_log>();
  const auto shop = everyones_service().key.value();
  {
    running r(log);
    r.open();
  }
  running r(log);
  r.declared->principals.erase(principal_id{"everyones-service"});
  r.open();
  CHECK(r.ask_as(shop, get_order{first_order}) == "not_allowed");
  CHECK(r.told->count("keys_without_principal") == 1);
}

TEST_CASE("nothing is taken before it is known who may ask") {
  running r;
  r.spawn();
  r.everyone->ask({.ask = get_order{first_order},
                   .from = everyones_service(),
                   .reply_to = std::make_shared<remembered_reply>(r.answers)});
  while (r.written() == 0) {
    CHECK(r.answers.empty());
    r.run_once();
  }
  r.run();
  REQUIRE(r.answers.size() == 1);
  CHECK(r.last_refusal().code == rejection_code::order_not_found);
}

TEST_CASE("a word that is said twice under its id is carried out once") {
  running r;
  r.open();
  r.make_till();
  const auto before = r.written();
  const auto revoke = revoke_key{{key_id{"k-till"}, li}};
  CHECK(r.say(revoke, "C-1") == "told");
  CHECK(r.say(revoke, "C-1") == "told");
  CHECK(std::get<key_view>(r.answers.back()).id == "k-till");
  CHECK(r.written() == before + 1);
}

TEST_CASE("lists tell all of it, page by page, to whoever may look") {
  running r;
  r.open();
  r.make_till();
  CHECK(r.say(list_principals{.most = 2}) == "told");
  auto page = std::get<principal_list>(r.answers.back());
  REQUIRE(page.all.size() == 2);
  CHECK(page.all[0].id == "everyones-service");
  CHECK(page.all[0].merchants == std::vector<std::string>{"*"});
  CHECK(page.next == "li-wei");
  CHECK(r.say(list_principals{.after = principal_id{page.next}}) == "told");
  page = std::get<principal_list>(r.answers.back());
  REQUIRE(page.all.size() == 1);
  CHECK(page.all[0].id == "till");
  CHECK(page.next.empty());
  CHECK(r.say(list_keys{.owner = principal_id{"till"}}) == "told");
  const auto keys = std::get<key_list>(r.answers.back());
  REQUIRE(keys.all.size() == 1);
  CHECK(keys.all[0].id == "k-till");
  CHECK(r.ask_as(everyones_service().key.value(), list_keys{}) == "not_allowed");
}

TEST_CASE("what is refused changes nothing") {
  running r;
  r.open();
  const auto before = r.written();
  CHECK(r.say(revoke_key{{key_id{"nobody's"}, li}}) == "key_unknown");
  CHECK(r.say(add_key{{.key = key_id{"k"}, .owner = principal_id{"nobody"}, .who = li}}) ==
        "principal_unknown");
  CHECK(r.say(change_principal{{principal_id{"zhang"},
                                {.kind = access::principal_kind::operator_, .person = "zhang"},
                                li}}) == "person_unknown");
  CHECK(r.ask_as(everyones_service().key.value(), revoke_key{{an_operator().key, li}}) ==
        "not_allowed");
  CHECK(r.say(revoke_key{{everyones_service().key, {"zhang.san", "not I"}}}) == "not_allowed");
  CHECK(r.written() == before);
}

TEST_CASE("a register that cannot be read lets nobody in who signs") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    running r(log);
    r.open();
  }
  store::append_request strange{.stream = "access", .expected = 4};
  strange.records.push_back(
      encode(merchant::event{merchant::withdrawn{merchant_id{"m1"}}}, {}, instant{}));
  static_cast<void>(log->append({&strange, 1}));
  running r(log);
  r.declared->open = {merchant_id{"m1"}};
  r.open();
  CHECK(r.told->count("settings_unreadable") == 1);
  CHECK(r.ask_as(everyones_service().key.value(), get_order{first_order}) == "signature_wrong");
  CHECK(r.ask_as("", get_order{first_order}) == "order_not_found");
  CHECK(r.say(list_principals{}) == "signature_wrong");
  CHECK(r.edge->all.empty());
  CHECK(r.written() == 5);
}
