#pragma once
/// alarm.list, alarm.ack, alarm.silence: what fires, who sees to it, and what nobody shall be told
/// of for a while.

#include "adapters/api/definitions/common_fields.hpp"
#include "domain/alarm/decide.hpp"

namespace sluice::api {

// -- alarm.list ----------------------------------------------------------------------------------

inline question ask_list_alarms(const v1::ListAlarms&, const fingerprint&) { return list_alarms{}; }

inline constexpr auto list_alarms_definition =
    asked_of_engine<v1::ListAlarms>::by<&ask_list_alarms>(
        address<"alarm", "list">, {},
        {.which = endpoint::list_alarms,
         .request = "ListAlarms",
         .reply = "AlarmList",
         .doc = "The alarms that fire, since when and about how many orders; and what is silenced.",
         .example = "{}"});

// -- alarm.ack -----------------------------------------------------------------------------------

inline constexpr value_rule alarm_number_rule{
    .kind = value_kind::number,
    .code = rejection_code::alarm_unknown,
    .check = check_number,
    .must_be = "the number of an alarm, from 1",
    .least = 1,
    .most = std::numeric_limits<std::int64_t>::max()};

inline constexpr auto acknowledge_alarm_fields = std::to_array<field_definition>(
    {field<&v1::AcknowledgeAlarm::alarm, &v1::AcknowledgeAlarm::has_alarm>(
         {.name = "alarm",
          .needed = presence::required,
          .rule = &alarm_number_rule,
          .part = in_fingerprint::always,
          .doc = "its number, as alarm.list and every notice say it",
          .example = "7"}),
     operator_field<v1::AcknowledgeAlarm>, reason_field<v1::AcknowledgeAlarm>});

inline question ask_acknowledge_alarm(const v1::AcknowledgeAlarm& asked, const fingerprint&) {
  return acknowledge_alarm{static_cast<std::uint64_t>(asked.alarm()), signed_by_whom(asked)};
}

inline constexpr auto acknowledge_alarm_definition =
    asked_of_engine<v1::AcknowledgeAlarm>::by<&ask_acknowledge_alarm>(
        address<"alarm", "ack">, acknowledge_alarm_fields,
        {.which = endpoint::acknowledge_alarm,
         .request = "AcknowledgeAlarm",
         .reply = "AlarmList",
         .doc =
             "You see to it: no more repeats and escalation. What happened once is over with it.",
         .example = R"({"alarm":7,"operator":"li.wei","reason":"the provider is called"})"});

// -- alarm.silence -------------------------------------------------------------------------------

inline constexpr auto alarm_kind_names = names_in(alarm::kind_rows);
inline constexpr constant_text alarm_kind_words("one of ", alarm_kind_names);
inline constexpr value_rule alarm_kind_rule =
    one_of(alarm_kind_names, alarm_kind_words.view(), rejection_code::alarm_kind_unknown);
inline constexpr std::int64_t longest_alarm_key = 128;
inline constexpr constant_text alarm_key_words("1 to ", longest_alarm_key, " characters ",
                                               "as alarm.list says them");
inline constexpr value_rule alarm_key_rule =
    some_words(longest_alarm_key, alarm_key_words.view(), rejection_code::silence_invalid);
inline constexpr value_rule silent_minutes_rule{
    .kind = value_kind::number,
    .code = rejection_code::silence_invalid,
    .check = check_number,
    .must_be = "1 to 1440: a silence ends by itself, within a day; 0 ends it now",
    .least = 0,
    .most = alarm::longest_silence.count() / 60'000};

inline constexpr auto silence_alarms_fields = std::to_array<field_definition>(
    {field<&v1::SilenceAlarms::kind, &v1::SilenceAlarms::has_kind>(
         {.name = "kind",
          .needed = presence::required,
          .rule = &alarm_kind_rule,
          .part = in_fingerprint::always,
          .doc = "of which alarms; others of the same cause are told of all the same",
          .example = R"("network_channel")"}),
     field<&v1::SilenceAlarms::key, &v1::SilenceAlarms::has_key>(
         {.name = "key",
          .rule = &alarm_key_rule,
          .part = in_fingerprint::when_given,
          .doc = "only of this channel, path or other thing; none: all of this kind",
          .example = R"("alipay")"}),
     field<&v1::SilenceAlarms::minutes, &v1::SilenceAlarms::has_minutes>(
         {.name = "minutes",
          .needed = presence::required,
          .rule = &silent_minutes_rule,
          .part = in_fingerprint::always,
          .doc = "for how long, instead of what was said before; 0 ends it now; what still fires "
                 "then is told of again",
          .example = "30"}),
     operator_field<v1::SilenceAlarms>, reason_field<v1::SilenceAlarms>});

inline question ask_silence_alarms(const v1::SilenceAlarms& asked, const fingerprint&) {
  return silence_alarms{.what = *alarm::kind_from_name(asked.kind()),
                        .key = asked.key(),
                        .lasts = std::chrono::minutes{asked.minutes()},
                        .who = signed_by_whom(asked)};
}

inline constexpr auto silence_alarms_definition =
    asked_of_engine<v1::SilenceAlarms>::by<&ask_silence_alarms>(
        address<"alarm", "silence">, silence_alarms_fields,
        {.which = endpoint::silence_alarms,
         .request = "SilenceAlarms",
         .reply = "AlarmList",
         .doc = "Nobody is told of these for a while; they fire all the same.",
         .example = R"({"kind":"network_channel","key":"alipay","minutes":30,)"
                    R"("operator":"li.wei","reason":"the provider works on it"})"});

}  // namespace sluice::api
