/// Nothing that must stay secret is found in what a run of the demo leaves behind or tells: neither
/// in the log, nor in a backup of it, nor in events, nor in what the engine prints.

#include <nats/nats.h>
#include <unistd.h>

#include <fstream>
#include <memory>

#include "adapters/access/key_file.hpp"
#include "adapters/access/master_key.hpp"
#include "app/demo/demo_keys.hpp"
#include "app/demo/fleet.hpp"
#include "app/demo/requests.hpp"
#include "app/demo/settling.hpp"
#include "store/rocksdb_event_log.hpp"
#include "tests/app/demo/secret_search.hpp"
#include "tests/catch.hpp"

namespace sluice::test::secrets_test {
using namespace sluice::demo;
using sluice::test::secret_search;

namespace {

namespace fs = std::filesystem;

constexpr millis one_turn{5};
constexpr millis to_settle{45'000};
const std::vector<std::string> nothing;

struct own_folder {
  own_folder() {
    auto pattern = (fs::temp_directory_path() / "sluice-secrets-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~own_folder() { fs::remove_all(path); }
  fs::path path;
};

/// Everything that is published, headers included, as long as this lives.
class eavesdropper {
 public:
  explicit eavesdropper(const std::string& url) {
    REQUIRE(natsConnection_ConnectTo(&connection_, url.c_str()) == NATS_OK);
    REQUIRE(natsConnection_SubscribeSync(&events_, connection_, "pay.evt.>") == NATS_OK);
    REQUIRE(natsConnection_Flush(connection_) == NATS_OK);
  }
  ~eavesdropper() {
    natsSubscription_Destroy(events_);
    natsConnection_Destroy(connection_);
  }
  eavesdropper(const eavesdropper&) = delete;
  eavesdropper& operator=(const eavesdropper&) = delete;

  /// What has come so far.
  std::string heard() {
    std::string out;
    natsMsg* m = nullptr;
    while (natsSubscription_NextMsg(&m, events_, 100) == NATS_OK) {
      out += std::string(natsMsg_GetSubject(m)) + '\n' + headers_of(m);
      out.append(natsMsg_GetData(m), static_cast<std::size_t>(natsMsg_GetDataLength(m)));
      natsMsg_Destroy(m);
    }
    return out;
  }

 private:
  static std::string headers_of(natsMsg* m) {
    const char** names = nullptr;
    int count = 0;
    if (natsMsgHeader_Keys(m, &names, &count) != NATS_OK) return {};
    std::string out;
    for (int i = 0; i < count; ++i) {
      const char* value = nullptr;
      if (natsMsgHeader_Get(m, names[i], &value) == NATS_OK) out += std::string(value) + '\n';
    }
    std::free(names);
    return out;
  }

  natsConnection* connection_ = nullptr;
  natsSubscription* events_ = nullptr;
};

/// Of everybody's keys and the keystore.
void look_for_keys(const fs::path& log, secret_search& into) {
  const auto folder = key_folder(log.string());
  for (const auto& file : fs::directory_iterator(folder)) {
    const auto read = access::read_key_file(file.path());
    if (const auto* key = std::get_if<access::signing_key>(&read))
      into.look_for("the key " + file.path().filename().string(), key->bytes.reveal());
  }
  const auto master =
      std::get<secret>(access::find_master_key(demo::master_key(folder).string(), {}));
  into.look_for("the master key", master.reveal());
  auto store = folder;
  const auto all = std::get<access::keystore>(
      access::read_keystore(store.replace_extension(".keys"), master, ""));
  REQUIRE(all.data_keys.size() == 1);
  into.look_for("the data key", all.data_keys.front().bytes.reveal());
}

/// What RocksDB has compressed no search through files would find.
std::string records_of(const fs::path& log) {
  const auto opened = store::open_rocksdb_event_log({.folder = log, .read_only = true});
  std::string out;
  const auto damage =
      std::get<std::unique_ptr<store::event_log>>(opened)->read_all(1, [&](const store::record& r) {
        out += r.stream + '\n' + r.payload + '\n';
        return true;
      });
  CHECK_FALSE(damage);
  return out;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("a planted secret is found in each of its forms") {
  secret_search s;
  s.look_for("it", "a secret of 24 letters!\xff");
  CHECK(s.found_in("x", "nothing") == nothing);
  for (const std::string planted :
       {"..a secret of 24 letters!\xff..", "..6120736563726574206f66203234206c65747465727321ff..",
        "6120736563726574206F66203234206C65747465727321FF", "YSBzZWNyZXQgb2YgMjQgbGV0dGVycyH/",
        "YSBzZWNyZXQgb2YgMjQgbGV0dGVycyH_",
        "LmEgc2VjcmV0IG9mIDI0IGxldHRlcnMh/w==", "Li5hIHNlY3JldCBvZiAyNCBsZXR0ZXJzIf8u"}) {
    CAPTURE(planted);
    CHECK(s.found_in("x", planted) == std::vector<std::string>{"it in x"});
  }
  const own_folder folder;
  fs::create_directories(folder.path / "deep");
  std::ofstream(folder.path / "deep" / "file") << "a secret of 24 letters!\xff";
  CHECK(s.found_below(folder.path).size() == 1);
}

TEST_CASE("no secret of the demo is in its log, its backup, its events or what it prints") {
  const own_folder folder;
  secret_search secrets;
  secret_search in_clear;
  std::string events;
  {
    fleet programs{folder.path, SLUICE_PROGRAM};
    eavesdropper ear{programs.nats_url()};
    programs.start_engine();
    asker over{programs.nats_url(), programs.service_key(), millis{2000}};
    shopkeeper shops{{.seed = 7, .orders = 60, .orders_per_second = 60}, over};
    while (shops.records().size() < 30) shops.turn(one_turn);
    shops.mark_disturbed();
    programs.kill_engine();
    programs.start_engine();
    REQUIRE(settle(shops, over, programs.books(), asker::timer::now() + to_settle,
                   [&](std::size_t) { programs.check_alive(); }));
    REQUIRE(programs.stop_engine(millis{15'000}) == 0);
    events = ear.heard();
    look_for_keys(programs.log(), secrets);
    for (const auto& r : shops.records()) {
      secrets.look_for("a payment code", r.plan.payment_code);
      auto& where = r.plan.merchant == "m4" ? secrets : in_clear;
      where.look_for("a description", description_of(r.plan));
    }
  }
  const auto log = folder.path / "log";
  fs::copy(log, folder.path / "backup", fs::copy_options::recursive);
  CHECK(secrets.found_below(log) == nothing);
  CHECK(secrets.found_below(folder.path / "backup") == nothing);
  CHECK(secrets.found_in("records", records_of(log)) == nothing);
  CHECK(secrets.found_in("events", events) == nothing);
  for (const auto* printed : {"engine.log", "nats-server.log"})
    CHECK(secrets.found_in(printed, text_of(folder.path / printed)) == nothing);
  // That it would be seen: of merchants without a data key all of this has the descriptions.
  CHECK(in_clear.found_in("records", records_of(log)) != nothing);
  CHECK(in_clear.found_in("events", events) != nothing);
}

}  // namespace sluice::test::secrets_test
