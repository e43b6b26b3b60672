#pragma once
/// Judges what the living engine says of an order by what a restart would say: replays every event
/// as soon as it is durable, with the engine's own evolve, and compares the two views of it.

#include <map>
#include <string>
#include <unordered_map>

#include "actors/desk/request.hpp"
#include "domain/access/state.hpp"
#include "domain/degradation/state.hpp"
#include "domain/order/state.hpp"
#include "domain/routing/state.hpp"
#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class replay_judge {
 public:
  explicit replay_judge(verdict& says) : verdict_(&says) {}

  void durable(const order_id& id, const order::event& e, const store::record& r);
  void answered(const order_view& v);

  /// Of those who may ask.
  void durable(const access::event& e, instant at) { apply(register_, e, at); }
  /// All is quiet: a list of all principals or all keys is what a replay says.
  void register_is(const answer& list);

  /// Of the routing rules; all is quiet, and the rulebook is what a replay says.
  void durable(const routing::event& e, instant at) { apply(rules_, e, at); }
  void rulebook_is(const answer& told);
  /// The same of how much the engine takes on; `clock`: what the machine's showed when it was told.
  void durable(const degradation::event& e, instant at) { apply(degradation_, e, at); }
  void engine_is(const answer& told, instant clock);

 private:
  struct replayed {
    order::state state;
    std::map<store::sequence, std::string> views;  ///< after the event of that number
  };
  verdict* verdict_;
  std::unordered_map<order_id, replayed> orders_;
  access::state register_;
  routing::state rules_;
  degradation::state degradation_;
};

}  // namespace sluice::sim
