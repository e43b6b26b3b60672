#pragma once
/// What has happened to a channel: its configuration changed. Written by the channel actor, so that
/// the log says under which limits every call was made. The written form: events/v1/channel.proto.

#include "domain/channel/limits.hpp"
#include "domain/ids.hpp"

namespace sluice::channel {

struct configured {
  channel_id channel;
  channel::limits limits;
  friend bool operator==(const configured&, const configured&) = default;
};

}  // namespace sluice::channel
