#pragma once
/// Replaces the machine and the process in which the engine runs: starts the real actors on CAF's
/// testing scheduler, lets them take one message at a time in an order of the seed's choosing, and
/// kills them between any two.

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <memory>
#include <optional>

#include "actors/engine/cast.hpp"
#include "actors/ledger/live_books.hpp"
#include "sim/disk/disk.hpp"
#include "sim/world/call_book.hpp"
#include "sim/world/faulty_log.hpp"
#include "sim/world/life.hpp"
#include "sim/world/receivers.hpp"
#include "sim/world/scene.hpp"
#include "sim/world/wire.hpp"

namespace sluice::sim {

class process {
 public:
  using alert = std::function<void(const note&)>;

  /// Whom the engine calls.
  struct outside {
    std::map<channel_id, std::shared_ptr<wire>> wires;
    std::shared_ptr<risk_port> risk{};  ///< nothing: nobody is asked
    receivers::people hears_alarms{};
  };
  process(scene& in, disk& log, outside calls, alert tell);
  ~process();
  process(const process&) = delete;
  process& operator=(const process&) = delete;

  void start();
  void crash(std::string_view why);
  [[nodiscard]] bool runs() const noexcept { return static_cast<bool>(life_); }
  [[nodiscard]] const life& current() const noexcept { return life_; }
  /// The log cannot be trusted, or an actor that all need has failed: the process must end.
  [[nodiscard]] const std::string& fatal() const noexcept { return fatal_; }

  // -- time ---------------------------------------------------------------------------------

  /// One actor takes one message. False: nobody has anything to do.
  bool step();
  [[nodiscard]] std::optional<world_time> next_timer() const;
  void time_moved();  ///< fires what is due
  /// The machine's clock is set by so much.
  void set_clock(millis by);
  void become_nearly_full(bool full);

  // -- what comes in --------------------------------------------------------------------------

  void submit(request r);
  void notify(channel_notification n, std::function<void(bool)> acknowledge);
  void notify(agreement_notice n, std::function<void(bool)> acknowledge);
  [[nodiscard]] const store::event_log* log() const { return real_log_.get(); }
  /// Nothing is called any more: what the records of calls say must be all.
  void compare_records();
  /// As the engine that runs has them.
  [[nodiscard]] std::vector<ledger::account_line> books() const { return books_->lines(); }
  /// All who follow the log have caught up with it.
  void compare_figures();

 private:
  struct testing_scheduler : caf::actor_system_config {
    testing_scheduler() { set("scheduler.policy", caf::atom("testing")); }
  };
  class ears;
  class clock_of_orders;

  void drop_everything();
  void tell_who_runs() const;

  scene* scene_;
  disk* disk_;
  outside outside_;
  alert alert_;
  dice dice_, dice_of_records_;
  std::shared_ptr<records::memory_store> records_;  ///< outlives processes
  testing_scheduler config_;
  std::unique_ptr<caf::actor_system> system_;
  caf::scheduler::test_coordinator* scheduler_ = nullptr;

  // -- of the current life --------------------------------------------------------------------
  life life_;
  std::shared_ptr<store::event_log> real_log_;
  std::shared_ptr<faulty_log> log_;
  std::shared_ptr<call_book> book_;
  std::shared_ptr<live_books> books_;
  std::shared_ptr<link_figures> links_;  ///< of this process
  std::unique_ptr<cast> cast_;
  std::string fatal_;
  bool an_order_runs_ = false;
};

}  // namespace sluice::sim
