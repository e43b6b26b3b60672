/// The engine is killed again and again at moments that nobody chose, while shops go on sending.
/// Afterwards no acknowledged order is lost, nothing was sent twice, and the audit is clean.
///
/// SLUICE_CRASHES=50 kills it fifty times. SLUICE_SEED=N repeats orders and pauses of an earlier
/// run (not the scheduling of the machine).

#include <unistd.h>

#include <cstdlib>
#include <random>
#include <sstream>

#include "app/demo/fleet.hpp"
#include "app/demo/settling.hpp"
#include "app/demo/verdict.hpp"
#include "audit/commands.hpp"
#include "tests/catch.hpp"

namespace sluice::test::crash_test {
using namespace sluice::demo;

namespace {

constexpr millis one_turn{5};
constexpr millis to_settle{45'000};

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct crash_run {
  std::filesystem::path folder;
  fleet programs;
  asker over;
  shopkeeper shops;

  crash_run(std::filesystem::path in, std::uint64_t seed)
      : folder{std::move(in)},
        programs{folder, SLUICE_PROGRAM},
        over{programs.nats_url(), programs.service_key(), millis{2000}},
        shops{{.seed = seed, .orders = 1'000'000, .orders_per_second = 60}, over} {}

  void trade_for(millis time) {
    const auto until = asker::timer::now() + time;
    while (asker::timer::now() < until) {
      shops.turn(one_turn);
      programs.check_alive();
    }
  }

  void kill_and_restart() {
    shops.mark_disturbed();
    programs.kill_engine();
    programs.start_engine();
    // What is sent now finds nobody, or an engine that looks after its open orders first.
    trade_for(millis{300});
    shops.mark_disturbed();
  }
};

std::filesystem::path fresh_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "sluice-crash-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

std::string lines(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& line : all) text += line + '\n';
  return text;
}

std::string names_of_unsettled(const std::deque<order_record>& records,
                               const sim::book_totals& books) {
  std::string names;
  for (const auto& r : records)
    if (!is_settled(r, books)) names += r.plan.merchant + '/' + r.plan.order_no + '\n';
  return names;
}

void check_audit(const std::filesystem::path& log) {
  std::ostringstream out;
  std::ostringstream errors;
  const int status = audit_verify({.data = log}, out, errors);
  INFO("audit: " << out.str() << errors.str());
  CHECK(status == audit_passed);
}

}  // namespace

TEST_CASE("kills at random moments lose no acknowledged order and send nothing twice") {
  const auto crashes = number_from_environment("SLUICE_CRASHES", 5);
  const auto seed = number_from_environment("SLUICE_SEED", std::random_device{}() % 1'000'000);
  std::mt19937 random{static_cast<std::uint32_t>(seed)};
  std::uniform_int_distribution<int> pause{100, 2500};
  const auto folder = fresh_folder();
  UNSCOPED_INFO("SLUICE_SEED=" << seed << ", folder " << folder.string());
  bool all_well = false;
  {
    crash_run run{folder, seed};
    run.programs.start_engine();
    for (std::uint64_t i = 0; i < crashes; ++i) {
      run.trade_for(millis{pause(random)});
      run.kill_and_restart();
    }
    run.trade_for(millis{1000});
    run.shops.close();
    const bool settled =
        settle(run.shops, run.over, run.programs.books(), asker::timer::now() + to_settle,
               [&](std::size_t) { run.programs.check_alive(); });
    const int status = run.programs.stop_engine(millis{15'000});

    const auto books = sim::read_books(run.programs.books());
    const auto judged = judge(run.shops.records(), books);
    INFO("SLUICE_SEED=" << seed << ", folder " << folder.string() << ", "
                        << run.shops.records().size() << " orders, " << run.over.repeats()
                        << " requests repeated");
    INFO("not settled:\n" << names_of_unsettled(run.shops.records(), books));
    INFO("stuck:\n" << lines(judged.stuck));
    INFO("problems:\n" << lines(judged.problems));
    INFO("complaints:\n" << lines(run.shops.complaints()));
    CHECK(settled);
    CHECK(judged.agrees());
    CHECK(run.shops.complaints().empty());
    CHECK(status == 0);
    check_audit(run.programs.log());
    all_well = settled && judged.agrees() && run.shops.complaints().empty() && status == 0;
  }
  // What went wrong is worth keeping.
  if (all_well) std::filesystem::remove_all(folder);
}

}  // namespace sluice::test::crash_test
