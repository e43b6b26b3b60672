// The same order in SQLite: one writer thread, write-ahead log, every commit synced.
// A group of 1 is one order at a time, four commits each. A larger group is group commit by hand:
// each commit carries the same step of so many orders.
// usage: orders FILE GROUP WARM_UP_SECONDS SECONDS   prints one JSON line

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using stopwatch = std::chrono::steady_clock;

constexpr std::array states{"created", "routed", "submitted", "succeeded"};
const std::string payload(120, 'x');

[[noreturn]] void fail(sqlite3* database) {
  std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(database));
  std::exit(1);
}

class order_store {
 public:
  explicit order_store(const char* file) {
    if (sqlite3_open(file, &database_) != SQLITE_OK) fail(database_);
    // Exclusive: nobody else reads, so the index of the log need not be shared. Rare checkpoints:
    // the default of 1,000 pages copies the log back many times a second.
    run("PRAGMA locking_mode = EXCLUSIVE");
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA cache_size = -500000");
    run("PRAGMA wal_autocheckpoint = 16000");
    run("CREATE TABLE orders (id INTEGER PRIMARY KEY, merchant TEXT NOT NULL,"
        " order_number TEXT NOT NULL, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL,"
        " state TEXT NOT NULL, version INTEGER NOT NULL, UNIQUE (merchant, order_number))");
    run("CREATE TABLE order_events (order_id INTEGER NOT NULL, version INTEGER NOT NULL,"
        " state TEXT NOT NULL, at INTEGER NOT NULL, payload TEXT NOT NULL,"
        " PRIMARY KEY (order_id, version)) WITHOUT ROWID");
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
    accept_ = prepare(
        "INSERT INTO orders (merchant, order_number, amount_minor, currency, state, version)"
        " VALUES ('m1', ?, 1200, 'CNY', 'created', 1) ON CONFLICT DO NOTHING");
    find_ = prepare("SELECT id FROM orders WHERE merchant = 'm1' AND order_number = ?");
    move_ =
        prepare("UPDATE orders SET state = ?, version = version + 1 WHERE id = ? AND state = ?");
    record_ = prepare("INSERT INTO order_events VALUES (?, ?, ?, ?, ?)");
  }

  void begin() { step(begin_); }
  void commit() { step(commit_); }

  /// The order with this number: a new one, or the one that has it already.
  std::int64_t accept(const std::string& number) {
    bind(accept_, 1, number);
    step(accept_);
    if (sqlite3_changes(database_) == 1) {
      const auto id = sqlite3_last_insert_rowid(database_);
      record(id, 0);
      return id;
    }
    bind(find_, 1, number);
    if (sqlite3_step(find_) != SQLITE_ROW) fail(database_);
    const auto id = sqlite3_column_int64(find_, 0);
    sqlite3_reset(find_);
    return id;
  }

  /// On to this state, if the order is in the one before.
  void move(std::int64_t id, std::size_t state) {
    bind(move_, 1, states[state]);
    sqlite3_bind_int64(move_, 2, id);
    bind(move_, 3, states[state - 1]);
    step(move_);
    if (sqlite3_changes(database_) == 1) record(id, state);
  }

 private:
  void run(const char* statement) {
    if (sqlite3_exec(database_, statement, nullptr, nullptr, nullptr) != SQLITE_OK) fail(database_);
  }

  sqlite3_stmt* prepare(const char* statement) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database_, statement, -1, &prepared, nullptr) != SQLITE_OK)
      fail(database_);
    return prepared;
  }

  static void bind(sqlite3_stmt* statement, int at, const std::string& text) {
    sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }

  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail(database_);
    sqlite3_reset(statement);
  }

  void record(std::int64_t id, std::size_t state) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    sqlite3_bind_int64(record_, 1, id);
    sqlite3_bind_int64(record_, 2, static_cast<std::int64_t>(state) + 1);
    bind(record_, 3, states[state]);
    sqlite3_bind_int64(
        record_, 4, std::chrono::duration_cast<std::chrono::microseconds>(now).count());
    bind(record_, 5, payload);
    step(record_);
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  sqlite3_stmt* accept_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
  sqlite3_stmt* move_ = nullptr;
  sqlite3_stmt* record_ = nullptr;
};

double milliseconds_since(stopwatch::time_point start) {
  return std::chrono::duration<double, std::milli>(stopwatch::now() - start).count();
}

/// Latencies of the groups that began and ended within so many seconds.
std::vector<double> run_groups(order_store& store, std::size_t group, double seconds,
                               std::uint64_t& next_number) {
  std::vector<double> latencies_ms;
  std::vector<std::int64_t> ids(group);
  const auto started = stopwatch::now();
  while (milliseconds_since(started) < seconds * 1000) {
    const auto group_started = stopwatch::now();
    store.begin();
    for (auto& id : ids) id = store.accept("order-" + std::to_string(next_number++));
    store.commit();
    for (std::size_t state = 1; state < states.size(); ++state) {
      store.begin();
      for (const auto id : ids) store.move(id, state);
      store.commit();
    }
    latencies_ms.push_back(milliseconds_since(group_started));
  }
  return latencies_ms;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::fprintf(stderr, "usage: %s FILE GROUP WARM_UP_SECONDS SECONDS\n", arguments[0]);
    return 2;
  }
  const auto group = static_cast<std::size_t>(std::atoi(arguments[2]));
  order_store store{arguments[1]};
  std::uint64_t next_number = 1'000'000'000;  // of one length, so that later ones sort behind
  run_groups(store, group, std::atof(arguments[3]), next_number);

  const auto started = stopwatch::now();
  auto latencies_ms = run_groups(store, group, std::atof(arguments[4]), next_number);
  const auto seconds = milliseconds_since(started) / 1000;
  // Every order of a group has the latency of its group, and all groups are of one size.
  std::sort(latencies_ms.begin(), latencies_ms.end());
  const auto percentile = [&](double share) {
    const auto last = static_cast<double>(latencies_ms.size() - 1);
    return latencies_ms[static_cast<std::size_t>(share * last)];
  };
  std::printf("{\"orders_per_second\": %.1f, \"p50_ms\": %.3f, \"p99_ms\": %.3f}\n",
              static_cast<double>(latencies_ms.size() * group) / seconds, percentile(0.50),
              percentile(0.99));
}
