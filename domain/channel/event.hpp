#pragma once
/// What has happened to a channel: somebody changed its settings, or a path was turned or switched
/// (path_event.hpp). Written by the channel actor, so that the log says under which limits every
/// call was made, and who wanted them.
/// The written form: events/v1/channel.proto.

#include <variant>

#include "domain/channel/limits.hpp"
#include "domain/channel/path_event.hpp"
#include "domain/ids.hpp"
#include "domain/origin.hpp"

namespace sluice::channel {

/// The file's section, as it was taken over. What it says otherwise than the section before becomes
/// so; what a person has changed since stays, unless the file changes it too.
struct configured {
  channel_id channel;
  channel::limits limits;
  friend bool operator==(const configured&, const configured&) = default;
};

/// A person changed what is named.
struct changed {
  channel_id channel;
  limits_change what;
  signed_by who;
  friend bool operator==(const changed&, const changed&) = default;
};

using event = std::variant<configured, changed, path_turned, path_forced>;

}  // namespace sluice::channel
