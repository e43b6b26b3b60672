#pragma once
/// channel.list.

#include "adapters/api/definitions/definition.hpp"

namespace sluice::api {

inline question ask_list_channels(const v1::ListChannels&, const fingerprint&) {
  return list_channels{};
}

inline constexpr auto list_channels_definition =
    asked_of_engine<v1::ListChannels>::by<&ask_list_channels>(
        address<"channel", "list">, {},
        {.which = endpoint::list_channels,
         .request = "ListChannels",
         .reply = "ChannelList",
         .doc = "The channels with their limits and how busy they are.",
         .example = "{}"});

}  // namespace sluice::api
