#pragma once
/// Replaces the operator: hears of orders and refunds that need a person, looks into the channels'
/// books, and resolves them as the books say, once the channel has decided.

#include <map>
#include <string>
#include <vector>

#include "actors/ports/observer.hpp"
#include "sim/world/bank.hpp"
#include "sim/world/bus.hpp"
#include "sim/world/colleague.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class person {
 public:
  person(scene& in, bus& over, colleague& other, const std::map<channel_id, bank*>& books)
      : scene_(&in), bus_(&over), colleague_(&other), books_(books), dice_(in.more_dice()) {}

  void hear(const note& alert);

 private:
  void look(const order_id& order);
  void look_again(const order_id& order, millis pause);
  void decide(const order_facts& o, const attempt_facts& a);
  void decide_refund(const order_facts& o, const refund_facts& r);
  /// The channel is to send it to a card.
  void send_on(const order_facts& o, const refund_facts& r);
  void say(const order_id& order, order::resolve word);
  void send(const order_id& order, order::resolve word);
  /// A word that must be refused: nobody will have said so.
  void mistype(const order_id& order, order::resolve word);

  scene* scene_;
  bus* bus_;
  colleague* colleague_;  ///< who must agree
  std::map<channel_id, bank*> books_;
  dice dice_;
};

}  // namespace sluice::sim
