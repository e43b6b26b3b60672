#pragma once
/// What has happened to a channel: its configuration changed. Written by the channel actor, so that
/// the log says under which limits every call was made. The written form: events/v1/channel.proto.

#include "domain/channel/limits.hpp"
#include "domain/ids.hpp"

namespace sluice {

struct channel_configured {
  channel_id channel;
  channel_limits limits;
  friend bool operator==(const channel_configured&, const channel_configured&) = default;
};

}  // namespace sluice
