#include "app/demo/demo.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "app/demo/access_show.hpp"
#include "app/demo/agreement_show.hpp"
#include "app/demo/alarm_receiver.hpp"
#include "app/demo/channel_show.hpp"
#include "app/demo/fleet.hpp"
#include "app/demo/payer_show.hpp"
#include "app/demo/progress_bar.hpp"
#include "app/demo/report.hpp"
#include "app/demo/settlement_show.hpp"
#include "app/demo/settling.hpp"
#include "app/demo/webhook_receiver.hpp"
#include "audit/commands.hpp"

namespace sluice::demo {
namespace {

constexpr millis one_turn{20};
constexpr millis drain_limit{15'000};
/// A delivery that an engine did not live to see answered goes out again; one that was refused,
/// too.
constexpr millis webhooks_limit{15'000};
/// Spreads the orders over some seconds, so that a crash meets all kinds of them half-way.
constexpr std::size_t seconds_to_send = 3;
constexpr std::size_t slowest = 20, fastest = 400;  ///< orders per second

struct was_interrupted {};

std::filesystem::path fresh_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "sluice-demo-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error{"cannot make a temporary folder like " + pattern};
  return pattern;
}

std::string seconds_text(millis time) {
  return std::to_string(time.count() / 1000) + '.' + std::to_string(time.count() % 1000 / 100) +
         " s";
}

class rehearsal {
 public:
  rehearsal(const demo_options& options, const std::function<bool()>& interrupted)
      : options_{options},
        interrupted_{interrupted},
        folder_{options.folder.empty() ? fresh_folder() : options.folder},
        bar_{options.orders, stderr, ::isatty(STDERR_FILENO) == 1} {}

  facts run() {
    bar_.say("folder " + folder_.string());
    webhook_receiver receiver{folder_};
    alarm_receiver people;
    fleet programs{
        folder_, path_of_this_program(), receiver.configuration() + people.configuration()};
    programs.start_engine();
    bar_.say("started nats-server (" + programs.nats_url() +
             "), the simulated channels, the engine");
    asker over{programs.nats_url(), programs.service_key()};
    wait_for_engine(over, programs, [&] { over.turn(one_turn); });
    agree_on_fees(over, programs);
    shopkeeper shops{
        {.seed = options_.seed,
         .orders = options_.orders,
         .orders_per_second = std::clamp(options_.orders / seconds_to_send, slowest, fastest)},
        over};
    send_first_half(shops, over, programs);
    crash(shops, over, programs);
    found_.settled = settle(shops, over, programs.books(), until_, [&](std::size_t settled) {
      on_turn(programs);
      bar_.show(settled, shops.is_done() ? "orders agree with the books" : "orders ended");
    });
    bar_.finish();
    channel_show show{programs, over, people, options_.seed};
    let_a_channel_die(show, over, programs);
    payer_show payers{over, options_.seed};
    let_payers_act(payers, over, programs);
    agreement_show agreement{over, options_.seed};
    let_a_payer_sign(agreement, over, programs);
    settle_merchants(over, programs);
    const shops_of_all all{&shops, &show.shops(), &payers.shops(), &agreement.shops()};
    wait_for_webhooks(receiver, records_of(all), over, programs);
    found_.exit_status = programs.stop_engine(drain_limit);
    found_.alarms = people.kinds();
    conclude(all, over, programs);
    return std::move(found_);
  }

 private:
  using shops_of_all = std::vector<const shopkeeper*>;

  void on_turn(fleet& programs) {
    if (interrupted_()) throw was_interrupted{};
    programs.check_alive();
  }

  void end_in_time() const {
    if (asker::timer::now() >= until_)
      throw std::runtime_error{"the engine does not answer; see engine.log in " + folder_.string()};
  }

  /// How long it took until somebody answered.
  millis wait_for_engine(asker& over, fleet& programs, const std::function<void()>& turn) {
    const auto since = asker::timer::now();
    bool answered = false;
    over.ask(
        "channel.list", nlohmann::json::object(), [&](const nlohmann::json&) { answered = true; });
    while (!answered) {
      turn();
      on_turn(programs);
      end_in_time();
    }
    return std::chrono::duration_cast<millis>(asker::timer::now() - since);
  }

  void agree_on_fees(asker& over, fleet& programs) {
    books_show show{programs, over};
    while (!show.is_done()) {
      show.turn();
      over.turn(one_turn);
      on_turn(programs);
      end_in_time();
    }
    found_.books.contracts = show.contracts();
  }

  void send_first_half(shopkeeper& shops, asker& over, fleet& programs) {
    access_show show{programs, over};
    const auto half = options_.orders / 2;
    while (shops.records().size() < half || !show.is_done()) {
      shops.turn(one_turn);
      show.turn(shops.records().size(), half);
      on_turn(programs);
      end_in_time();
      bar_.show(shops.done(), "orders ended");
    }
    found_.access = show.found();
    bar_.say("strangers were refused, and a key was replaced while orders ran");
  }

  void crash(shopkeeper& shops, asker& over, fleet& programs) {
    found_.in_flight_at_kill = shops.records().size() - shops.done();
    shops.mark_disturbed();
    programs.kill_engine();
    bar_.say("killed the engine (SIGKILL) with " + std::to_string(found_.in_flight_at_kill) +
             " orders under way, and started it again");
    programs.start_engine();
    found_.away = wait_for_engine(over, programs, [&] { shops.turn(one_turn); });
    shops.mark_disturbed();  // also what was sent while nobody was there
    bar_.say("the engine answers again after " + seconds_text(found_.away));
  }

  void let_a_channel_die(channel_show& show, asker& over, fleet& programs) {
    bar_.say("one of the wallet's two accounts answers nobody for some seconds");
    while (!show.is_done()) {
      show.turn(one_turn);
      on_turn(programs);
      end_in_time();
    }
    bar_.say("it answers again, and payments go there again");
    found_.settled &= settle(
        show.shops(), over, programs.books(), until_, [&](std::size_t) { on_turn(programs); });
    found_.channel = show.found();
  }

  void let_payers_act(payer_show& show, asker& over, fleet& programs) {
    while (!show.is_done()) {
      show.turn(one_turn);
      on_turn(programs);
      end_in_time();
    }
    found_.settled &= settle(
        show.shops(), over, programs.books(), until_, [&](std::size_t) { on_turn(programs); });
    found_.payers = show.found();
    bar_.say("payers scanned, opened and confirmed what they were shown");
  }

  void let_a_payer_sign(agreement_show& show, asker& over, fleet& programs) {
    while (!show.is_done()) {
      show.turn(one_turn);
      on_turn(programs);
      end_in_time();
    }
    if (show.shops().is_done())
      found_.settled &= settle(
          show.shops(), over, programs.books(), until_, [&](std::size_t) { on_turn(programs); });
    found_.agreement = show.found();
    if (found_.agreement.is_as_it_should())
      bar_.say("a payer signed an agreement, was charged by it, and the merchant ended it");
  }

  void settle_merchants(asker& over, fleet& programs) {
    settlement_show show{programs, over};
    while (!show.is_done()) {
      show.turn();
      over.turn(one_turn);
      on_turn(programs);
      end_in_time();
    }
    found_.settlements = show.found();
    bar_.say("merchants were settled, as two persons wanted");
  }

  static std::deque<order_record> records_of(const shops_of_all& all) {
    std::deque<order_record> records;
    for (const auto* one : all)
      for (const auto& r : one->records()) records.push_back(r);
    return records;
  }

  /// They may arrive after the answers; nothing else is left to wait for.
  void wait_for_webhooks(const webhook_receiver& receiver, const std::deque<order_record>& records,
                         asker& over, fleet& programs) {
    const auto until = std::min(until_, asker::timer::now() + webhooks_limit);
    while (!(found_.webhooks = receiver.found(records)).is_as_it_should() &&
           asker::timer::now() < until) {
      over.turn(one_turn);
      on_turn(programs);
    }
    bar_.say(std::string(webhook_receiver::merchant) + " was told of " +
             std::to_string(found_.webhooks.told) + " orders by webhooks");
  }

  /// The first of them are those that the crash met.
  void conclude(const shops_of_all& all, const asker& over, const fleet& programs) {
    const auto& shops = *all.front();
    const auto records = records_of(all);
    found_.orders = records.size();
    found_.seed = options_.seed;
    found_.folder = folder_;
    found_.log = programs.log();
    found_.engine_starts = programs.engine_starts();
    found_.repeats = over.repeats();
    found_.judged = judge(records, sim::read_books(programs.books()));
    found_.tallies = shops.tallies();
    found_.complaints = shops.complaints();
    found_.paid_at_once = latency_of(shops.records());
    found_.audit = audit(programs.log());
    const auto contracts = found_.books.contracts;
    found_.books = read_log_books(programs.log());
    found_.books.contracts = contracts;
    found_.example_order = longest_life(shops.records());
    found_.took = std::chrono::duration_cast<millis>(asker::timer::now() - begun_);
  }

  /// The one that is paid while it is being revoked: there is most to read.
  static std::string longest_life(const std::deque<order_record>& records) {
    for (const auto& r : records)
      if (fate_of(r.plan).pays_when_revoked) return r.plan.merchant + '/' + r.plan.order_no;
    return records.front().plan.merchant + '/' + records.front().plan.order_no;
  }

  static audit_outcome audit(const std::filesystem::path& log) {
    std::ostringstream printed;
    std::ostringstream errors;
    const int status = audit_verify({.data = log, .json = true}, printed, errors);
    auto report = nlohmann::json::parse(printed.str(), nullptr, false);
    if (!report.is_object()) report = {{"unreadable", errors.str()}};
    return {status, std::move(report)};
  }

  const demo_options& options_;
  const std::function<bool()>& interrupted_;
  std::filesystem::path folder_;
  asker::timer::time_point begun_ = asker::timer::now();
  asker::timer::time_point until_ = begun_ + options_.limit;
  progress_bar bar_;
  facts found_{};
};

}  // namespace

demo_end run_demo(const demo_options& options, std::ostream& out,
                  const std::function<bool()>& interrupted) {
  try {
    const auto found = rehearsal{options, interrupted}.run();
    options.json ? print_json(found, out) : print_text(found, options.program, out);
    return all_agree(found) ? demo_end::agrees : demo_end::disagrees;
  } catch (const was_interrupted&) {
    return demo_end::interrupted;
  }
}

}  // namespace sluice::demo
