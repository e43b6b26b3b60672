#pragma once
/// Judges what somebody learns of private text who has the log but not the keys, or hears what the
/// engine tells the world: nothing; nor of the codes that payers type. And that no nonce is used
/// twice under one key, which would open both texts to each other.

#include <string>
#include <string_view>
#include <unordered_set>

#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class sealing_judge {
 public:
  explicit sealing_judge(verdict& says) : verdict_(&says) {}

  void durable(const store::record& r);
  void durable(const store::index_entry& e);
  /// Published, or told to people.
  void told(std::string_view text);

 private:
  void look_into(std::string_view bytes, std::string_view where);

  verdict* verdict_;
  std::unordered_set<std::string> used_;  ///< key and nonce of every sealed part
};

}  // namespace sluice::sim
