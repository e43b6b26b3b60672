#pragma once
/// The whole cast on one thread in virtual time: CAF's testing scheduler, the log in memory,
/// channels that answer what the test says. advance() moves the clock from one timer to the next.

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"
#include "base/invariant.hpp"
#include "store/memory_event_log.hpp"

namespace sluice::test {

inline const merchant_id m1{"m1"};  // a merchant, and its order, of most tests
inline const order_id first_order{m1, order_no{"A-1"}};
inline constexpr auto code = business_type::payment_code;

struct testing_scheduler : caf::actor_system_config {
  testing_scheduler() { set("scheduler.policy", caf::atom("testing")); }
};

/// Virtual time: the scheduler's clock, counted from a fixed day.
class stage_clock : public clock_port {
 public:
  instant now() override {
    const auto since =
        caf_clock ? caf_clock->now().time_since_epoch() : std::chrono::nanoseconds{0};
    return origin + std::chrono::duration_cast<millis>(since);
  }
  /// Orders look at it once a decision.
  instant machine_time() override {
    if (an_order_runs && on_decision) on_decision();
    return now() + machine_ahead;
  }
  instant origin{millis{1'800'000'000'000}};
  millis machine_ahead{0};
  caf::detail::test_actor_clock* caf_clock = nullptr;
  bool an_order_runs = false;
  std::function<void()> on_decision;  ///< may throw: what makes an order's actor fail
};

/// "critical order=m1/A-1 channel=wechat"
[[nodiscard]] std::string details_of(const note& n);

class remembering_observer : public observer {
 public:
  void tell(const note& n) override {
    SLUICE_INVARIANT(!n.message.empty());
    events.emplace_back(n.event);
    last_of[events.back()] = details_of(n);
  }
  [[nodiscard]] long count(std::string_view event) const {
    return std::count(events.begin(), events.end(), event);
  }
  /// "critical order=m1/A-1 channel=wechat"; empty: it was never told.
  [[nodiscard]] std::string last(const std::string& event) const {
    const auto known = last_of.find(event);
    return known == last_of.end() ? std::string{} : known->second;
  }
  std::vector<std::string> events;

 private:
  std::map<std::string, std::string> last_of;
};

/// Holds every call until the test answers it; `always` answers at once.
class scripted_channel : public channel_port {
 public:
  void start(channel_call call, on_answer done) override {
    ++started[call.what];
    running_now++;
    most_running = std::max(most_running, running_now);
    if (on_start) on_start(call);
    auto answer = [this, done = std::move(done)](channel_answer a) {
      running_now--;
      done(std::move(a));
    };
    if (always) return answer(always(call));
    held.emplace_back(std::move(call), std::move(answer));
  }

  /// Answers the oldest held call; it must be of this kind.
  channel_call answer_next(operation what,
                           const std::function<channel_answer(const channel_call&)>& with) {
    SLUICE_INVARIANT(!held.empty() && held.front().first.what == what);
    auto [call, done] = std::move(held.front());
    held.pop_front();
    done(with(call));
    return call;
  }

  std::function<channel_answer(const channel_call&)> always;
  std::function<void(const channel_call&)> on_start;
  std::deque<std::pair<channel_call, on_answer>> held;
  std::map<operation, int> started;
  int running_now = 0;
  int most_running = 0;
};

inline channel_answer says(const channel_call& c, order::finding f, std::string code = {}) {
  const auto from =
      c.what == operation::pay ? order::source::pay_answer : order::source::query_answer;
  return order::attempt_report{
      .attempt = c.attempt, .from = from, .found = f, .code = std::move(code)};
}

class remembered_reply : public reply_address {
 public:
  explicit remembered_reply(std::vector<answer>& into) : into_(&into) {}
  void reply(const answer& a) override {
    if (const auto* no = std::get_if<rejection>(&a)) SLUICE_INVARIANT(!no->message.empty());
    into_->push_back(a);
  }

 private:
  std::vector<answer>* into_;
};

/// Who may ask for everything, each what is his to ask for: for tests of something else.
[[nodiscard]] access::caller everyones_service();
/// li.wei, who may resolve.
[[nodiscard]] access::caller an_operator();
/// Whom a test that is about it lets in.
[[nodiscard]] access::caller a_risk_service();
/// In which the first two are, and the merchants are open.
[[nodiscard]] access::book generous_book(const std::vector<merchant_settings>& merchants);
/// What file and keystore have to say for it.
[[nodiscard]] access::take_over declared_as(const access::book& says);

class stage {
 public:
  explicit stage(std::shared_ptr<store::event_log> kept = nullptr);
  ~stage();

  void run();                   ///< until nobody has anything to do at this instant
  void run_once();              ///< one actor takes one message
  void advance(millis by);      ///< from timer to timer
  void stand_still(millis by);  ///< the process is stopped for so long, then goes on
  /// Sends a request and runs; the answers pile up in `answers`.
  void ask(question q, reply_when when = reply_when::final, std::string id = {},
           fingerprint body = {});
  /// Sends a request and does not run.
  void submit(question q, reply_when when = reply_when::final, std::string id = {},
              fingerprint body = {});
  [[nodiscard]] const order_view& last_order() const;
  [[nodiscard]] const rejection& last_refusal() const;
  [[nodiscard]] std::vector<std::string> events_of(const std::string& stream) const;

  static create_order order_request(const std::string& number, std::int64_t minor = 1250);

  engine_settings settings;  ///< change before open()
  /// Who may what, as file and keystore say; nothing: generous_book of the settings.
  std::optional<access::take_over> declared;
  /// What holds, from open() on.
  std::shared_ptr<shared_book> access = std::make_shared<shared_book>();
  /// Under which merchants' records are sealed: as yet, none.
  std::shared_ptr<shared_record_keys> keys = std::make_shared<shared_record_keys>();
  void open();               ///< spawns the cast, and runs
  void spawn();              ///< the cast, and does not run
  std::shared_ptr<store::memory_event_log> log;
  std::shared_ptr<scripted_channel> wechat = std::make_shared<scripted_channel>();
  std::shared_ptr<remembering_observer> told = std::make_shared<remembering_observer>();
  std::shared_ptr<event_sink> sink;
  std::shared_ptr<webhook_port> webhooks;
  std::shared_ptr<receiver_port> receivers;
  std::shared_ptr<alarm_facts> heard;  ///< where somebody watches for alarms
  std::shared_ptr<call_recorder> records;  ///< where calls leave them
  std::shared_ptr<handler_times> handlers;  ///< as yet, nobody looks
  std::shared_ptr<memory_port> memory;
  std::shared_ptr<link_figures> links;  ///< where somebody counts them
  std::shared_ptr<live_books> books;  ///< where somebody keeps them
  std::shared_ptr<meter> counts;
  std::shared_ptr<risk_port> risk;
  std::shared_ptr<configuration_port> file;
  std::shared_ptr<signature_keys> signatures;
  std::optional<degradation::restoration> restored;  ///< the log was put back
  std::shared_ptr<stage_clock> clock = std::make_shared<stage_clock>();
  std::vector<answer> answers;
  std::vector<std::string> fatal;
  std::unique_ptr<cast> everyone;
  testing_scheduler config;
  std::unique_ptr<caf::actor_system> system;
};

}  // namespace sluice::test
