#pragma once
/// Who is where: the pages of an address book. An actor gets the pages that it needs and no others.
/// They are filled before the first message (cast.hpp), then only read, and emptied at the end,
/// because pages and actors hold each other.

#include <array>
#include <caf/all.hpp>
#include <map>
#include <memory>
#include <vector>

#include "domain/ids.hpp"
#include "domain/order/command.hpp"

namespace sluice {

template <class T>
using page = std::shared_ptr<const T>;

struct order_hosts {
  std::vector<caf::actor> all;
  [[nodiscard]] const caf::actor& of(const order_id& order) const {
    return all[std::hash<order_id>{}(order) % all.size()];
  }
};

struct supervisors {
  std::array<caf::actor, 3> all;  ///< by duty
  [[nodiscard]] const caf::actor& of(order::duty d) const {
    return all[static_cast<std::size_t>(d)];
  }
};

using channel_actors = std::map<channel_id, caf::actor>;

}  // namespace sluice
