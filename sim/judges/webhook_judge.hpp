#pragma once
/// Judges what merchants are told by webhooks, from books of its own: every result of every order,
/// at least once, nothing before it is durable, nothing that has not happened, each time in the
/// same words, and no more than two at a time to an endpoint.

#include <map>
#include <set>
#include <string>

#include "actors/engine/settings.hpp"
#include "actors/ports/webhook_port.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class webhook_judge {
 public:
  webhook_judge(const engine_settings& engine, verdict& says);

  /// In the order of the log.
  void durable(const order_id& order, const order::event& e, webhook::position at);

  // -- what crosses the port ----------------------------------------------------------------
  void sent(const webhook_message& m);
  /// The endpoint has it, whatever it answers.
  void arrived(const webhook_message& m);
  /// The engine hears this.
  void answered(const webhook_message& m, const webhook::answer& a);
  /// What was under way is forgotten with the process.
  void all_forgotten();

  /// Nothing is missing anywhere, but at an endpoint that has said that it is gone.
  [[nodiscard]] bool have_all_heard() const;
  void all_over();

 private:
  struct fact {
    order_id order;
    std::string called;  ///< "order.paid"
  };
  struct book {
    std::set<webhook::position> missing{};
    std::map<webhook::position, std::string> said{};  ///< every word of it
    std::map<webhook::position, int> refused{};       ///< so many times
    std::uint32_t out = 0;
    bool is_gone = false;
  };

  void guilty(const webhook_message& m, const std::string& what);

  verdict* verdict_;
  std::map<webhook::position, fact> facts_;
  std::map<webhook::endpoint_id, book> books_;
};

}  // namespace sluice::sim
