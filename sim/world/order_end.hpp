#pragma once
/// How an order of a world ended: for comparing a world with the same one in which something else
/// went wrong (tests/sim/world/isolation_test.cpp).

#include <algorithm>
#include <string>

#include "sim/judges/facts.hpp"

namespace sluice::sim {

struct order_end {
  order_id order;
  std::string state;  ///< "paid, 120 refunded"
  std::string way;  ///< "wechat_a not_paid, wechat_b paid"
  millis took{0};  ///< until it was no longer processing, by the engine's clock
  std::uint32_t refused = 0;  ///< so often its service was told to come again
};

[[nodiscard]] inline order_end end_of(const order_facts& o, std::uint32_t refused) {
  order_end out{
      .order = o.id, .state = std::string(o.public_state()), .way = {}, .refused = refused};
  if (o.refunded_minor() != 0) out.state += ", " + std::to_string(o.refunded_minor()) + " refunded";
  for (const auto& a : o.attempts) {
    const auto end = a.end == attempt_facts::result::paid       ? " paid"
                     : a.end == attempt_facts::result::not_paid ? " not_paid"
                                                                : " open";
    out.way += (out.way.empty() ? "" : ", ") + a.channel.value() + end;
  }
  const auto ended = std::find_if(
      o.moments.begin(), o.moments.end(), [](const moment& m) { return m.state != "processing"; });
  if (ended != o.moments.end()) out.took = ended->at - o.moments.front().at;
  return out;
}

}  // namespace sluice::sim
