#pragma once
/// What the rules of alarms are to hear, on its way to the actor that has them. From those who call
/// channels in passing: when there is too much of it some is lost, and counted. From the log for
/// sure: such a fact is kept, also in its follower's bookmark, until the alarm that it led to is
/// durable.
///
/// Any thread.

#include <caf/all.hpp>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "domain/alarm/fact.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct heard_fact {
  alarm::fact what;
  instant at{};  ///< by the engine's clock; nothing: when it is heard
  store::sequence from = 0;  ///< the record that says so, where it must not be lost
};

class alarm_facts {
 public:
  static constexpr std::size_t most_in_passing = 8192;
  static constexpr std::size_t most_waiting = 65'536;

  /// Who takes them out: gets inbox_filled when something is here.
  void lead_to(const caf::actor& owner);
  void let_go();

  void hear(alarm::fact what, instant at) noexcept;
  void hear_for_sure(heard_fact what);
  /// What belongs together and must not be thinned out: whoever has it looks first whether there is
  /// room.
  void hear_in_order(std::vector<heard_fact> all);
  [[nodiscard]] bool has_room() const;

  [[nodiscard]] std::vector<heard_fact> take();
  /// Facts from records up to this one have led to what they lead to, and it is durable.
  void settle(store::sequence up_to);
  /// Lost in passing since the start.
  [[nodiscard]] std::uint64_t lost() const;

  // -- the part that must not be lost, in a bookmark ---------------------------------------------
  [[nodiscard]] std::string text();
  /// False: it is no such text.
  [[nodiscard]] bool restore(const std::string& text);
  /// Something was settled since text() was asked.
  [[nodiscard]] bool has_changed() const;

 private:
  void wake(bool was_empty);

  mutable std::mutex lock_;
  caf::actor owner_;
  std::vector<heard_fact> waiting_;
  std::size_t in_passing_ = 0;  ///< of these
  std::uint64_t lost_ = 0;
  std::deque<heard_fact> unsettled_;
  bool has_changed_ = false;
};

}  // namespace sluice
