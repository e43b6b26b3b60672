#pragma once
/// channel.list, channel.get, channel.set, channel.switch.

#include "adapters/api/definitions/common_fields.hpp"
#include "base/time_text.hpp"
#include "domain/channel/path_words.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto named_channel_field = field<&Request::channel, &Request::has_channel>(
    {.name = "channel",
     .needed = presence::required,
     .rule = &channel_rule,
     .part = in_fingerprint::always,
     .doc = "which one",
     .example = R"("wechat")"});

// -- channel.list, channel.get -------------------------------------------------------------------

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

inline constexpr auto get_channel_fields =
    std::to_array<field_definition>({named_channel_field<v1::GetChannel>});

inline question ask_get_channel(const v1::GetChannel& asked, const fingerprint&) {
  return get_channel{channel_id(asked.channel())};
}

inline constexpr auto get_channel_definition =
    asked_of_engine<v1::GetChannel>::by<&ask_get_channel>(
        address<"channel", "get">, get_channel_fields,
        {.which = endpoint::get_channel,
         .request = "GetChannel",
         .reply = "Channel",
         .doc = "One channel; of each setting who said so, why and since when.",
         .example = R"({"channel":"wechat"})"});

// -- channel.set ---------------------------------------------------------------------------------

template <channel::setting Which, auto Get, auto Has>
inline constexpr auto limit_field = [](std::string_view doc, std::string_view example) consteval {
  return field<Get, Has>({.name = row_of(Which).name,
                          .rule = &setting_rule<Which>,
                          .part = in_fingerprint::when_given,
                          .doc = doc,
                          .example = example});
};

inline constexpr auto set_channel_fields = std::to_array<field_definition>(
    {named_channel_field<v1::SetChannel>,
     limit_field<channel::setting::max_in_flight, &v1::SetChannel::max_in_flight,
                 &v1::SetChannel::has_max_in_flight>("calls running at the same time", "64"),
     limit_field<channel::setting::queue_capacity, &v1::SetChannel::queue_capacity,
                 &v1::SetChannel::has_queue_capacity>("calls that may wait for their turn", "1024"),
     limit_field<channel::setting::queue_deadline, &v1::SetChannel::queue_deadline_ms,
                 &v1::SetChannel::has_queue_deadline_ms>(
         "a call that waits longer, in milliseconds, is not made; with call_timeout it must end "
         "before revoke_never_before",
         "500"),
     limit_field<channel::setting::calls_per_second, &v1::SetChannel::calls_per_second,
                 &v1::SetChannel::has_calls_per_second>("calls a second; 0: no limit", "300"),
     operator_field<v1::SetChannel>, reason_field<v1::SetChannel>,
     limit_field<channel::setting::faulty_per_second, &v1::SetChannel::faulty_per_second,
                 &v1::SetChannel::has_faulty_per_second>(
         "answers within a second that say that we asked wrongly, before payments wait; 0: no "
         "limit",
         "6")});

inline question ask_set_channel(const v1::SetChannel& asked, const fingerprint&) {
  const auto number = [](std::int64_t n) { return static_cast<std::uint32_t>(n); };
  channel::change change{.what = {}, .who = signed_by_whom(asked)};
  auto& what = change.what;
  if (asked.has_max_in_flight()) what.max_in_flight = number(asked.max_in_flight());
  if (asked.has_queue_capacity()) what.queue_capacity = number(asked.queue_capacity());
  if (asked.has_queue_deadline_ms()) what.queue_deadline = millis{asked.queue_deadline_ms()};
  if (asked.has_calls_per_second()) what.calls_per_second = number(asked.calls_per_second());
  if (asked.has_faulty_per_second()) what.faulty_per_second = number(asked.faulty_per_second());
  return change_channel{channel_id(asked.channel()), std::move(change)};
}

inline constexpr auto set_channel_definition =
    asked_of_engine<v1::SetChannel>::by<&ask_set_channel>(
        address<"channel", "set">, set_channel_fields,
        {.which = endpoint::set_channel,
         .request = "SetChannel",
         .reply = "Channel",
         .doc = "Change a channel's limits while it runs; they hold until the file changes the "
                "same keys.",
         .example = R"({"channel":"wechat","max_in_flight":32,"operator":"li.wei",)"
                    R"("reason":"the bank asked for less"})"});

// -- channel.switch ------------------------------------------------------------------------------

inline constexpr auto enabled_field =
    field<&v1::SwitchChannel::enabled, &v1::SwitchChannel::has_enabled>(
        {.name = "enabled",
         .rule = &switch_rule,
         .part = in_fingerprint::always,
         .doc = "false: no new payments are sent; what is in doubt is still settled. Said alone, "
                "without path, to or until",
         .example = "false"});

inline constexpr auto path_field = field<&v1::SwitchChannel::path, &v1::SwitchChannel::has_path>(
    {.name = "path",
     .rule = &path_rule,
     .part = in_fingerprint::when_given,
     .doc = "which way into the channel; absent: the whole channel",
     .example = R"("debit_card/icbc")"});

inline constexpr auto switch_to_field = field<&v1::SwitchChannel::to, &v1::SwitchChannel::has_to>(
    {.name = "to",
     .rule = &path_switch_rule,
     .part = in_fingerprint::when_given,
     .doc = "open: no payment takes this path; closed: payments do, however they end; automatic: "
            "as its breaker finds",
     .example = R"("open")"});

inline constexpr auto switch_until_field =
    field<&v1::SwitchChannel::until, &v1::SwitchChannel::has_until>(
        {.name = "until",
         .rule = &until_rule,
         .part = in_fingerprint::when_given,
         .doc = "from then on automatic again; absent: until somebody says so",
         .example = R"("2026-01-02T03:04:05Z")"});

inline constexpr auto switch_channel_fields = std::to_array<field_definition>(
    {named_channel_field<v1::SwitchChannel>, enabled_field, operator_field<v1::SwitchChannel>,
     reason_field<v1::SwitchChannel>, path_field, switch_to_field, switch_until_field});

/// What says neither one thing nor the other is for the channel to refuse.
inline question ask_switch_channel(const v1::SwitchChannel& asked, const fingerprint&) {
  const bool is_about_path = asked.has_path() || asked.has_to() || asked.has_until();
  if (asked.has_enabled() && !is_about_path)
    return change_channel{
        channel_id(asked.channel()), {{.enabled = asked.enabled()}, signed_by_whom(asked)}};
  channel::force word{.where = channel::path(asked.path()), .who = signed_by_whom(asked)};
  if (asked.has_to() && !asked.has_enabled()) word.to = channel::switch_from_name(asked.to());
  if (asked.has_until()) word.until = instant_from_rfc3339(asked.until());
  return force_path{channel_id(asked.channel()), std::move(word)};
}

inline constexpr auto switch_channel_definition =
    asked_of_engine<v1::SwitchChannel>::by<&ask_switch_channel>(
        address<"channel", "switch">, switch_channel_fields,
        {.which = endpoint::switch_channel,
         .request = "SwitchChannel",
         .reply = "Channel",
         .doc = "Switch a channel off or on, or one of its paths open, closed or automatic.",
         .example = R"({"channel":"wechat","enabled":false,"operator":"li.wei",)"
                    R"("reason":"the line is being mended"})"});

}  // namespace sluice::api
