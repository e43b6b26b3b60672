#pragma once
/// What is said between those who decide about alarms and the one who brings people their notices.

#include <caf/all.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/alarm/notice.hpp"

namespace sluice {

/// To the notifier: these are durable, and people must be told.
struct notices_due {
  std::vector<alarm::notice> all;
};
/// To the notifier: so many alarms fire now; its heartbeats say so.
struct alarms_firing {
  std::uint64_t how_many = 0;
};
/// From the notifier: a receiver has begun to fail, or works again.
struct receiver_turned {
  std::string receiver;
  bool fails = false;
  std::string why{};  ///< a sentence; empty: it works again
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::notices_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::alarms_firing)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::receiver_turned)
