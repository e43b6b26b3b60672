#pragma once
/// Paths of channels: how their breakers turned, with the numbers that led to it, and who switched
/// them.

#include "base/time_text.hpp"
#include "domain/channel/path_words.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

inline channel::path read_path(const std::string& written, field_check& check) {
  channel::path out(written);
  if (!out.is_well_formed()) check.fail("path", "is none");
  return out;
}

template <>
struct form<channel::path_turned> {
  static constexpr auto number = v1::Payload::kPathTurned;
  static constexpr auto message = &v1::Payload::mutable_path_turned;

  static void write(const channel::path_turned& e, v1::PathTurned& out) {
    out.Clear();
    out.set_channel(e.channel.value());
    out.set_path(e.where.text());
    out.set_to(to_proto(e.to));
    out.set_why(to_proto(e.why));
    out.set_finished(e.counted.finished);
    out.set_failed(e.counted.failed);
    out.set_slow(e.counted.slow);
    if (e.until) out.set_until_ms(e.until->time_since_epoch().count());
    out.set_times_opened(e.times_opened);
    out.set_generation(e.generation);
  }
  static channel::path_turned read(const v1::PathTurned& m, field_check& check) {
    channel::path_turned e{
        .channel = check.name<channel_id>("channel", m.channel()),
        .where = read_path(m.path(), check),
        .to = check.value("to", m.to()),
        .why = check.value("why", m.why()),
        .counted = {m.finished(), m.failed(), m.slow()},
        .times_opened = m.times_opened(),
        .generation = m.generation()};
    if (m.has_until_ms()) e.until = instant{millis{m.until_ms()}};
    if (e.until.has_value() != (e.to == channel::breaker_phase::open))
      check.fail("until_ms", "belongs to an open path, and to no other");
    return e;
  }
  static json fields(const channel::path_turned& e) {
    json out{{"channel", e.channel.value()},
             {"path", e.where.text()},
             {"to", name_of(e.to)},
             {"why", name_of(e.why)},
             {"finished", e.counted.finished},
             {"failed", e.counted.failed},
             {"slow", e.counted.slow}};
    if (e.until) out["until"] = rfc3339(*e.until);
    out["times_opened"] = e.times_opened;
    out["generation"] = e.generation;
    return out;
  }
};

template <>
struct form<channel::path_forced> {
  static constexpr auto number = v1::Payload::kPathForced;
  static constexpr auto message = &v1::Payload::mutable_path_forced;

  static void write(const channel::path_forced& e, v1::PathForced& out) {
    out.Clear();
    out.set_channel(e.channel.value());
    out.set_path(e.where.text());
    out.set_to(to_proto(e.to));
    if (e.until) out.set_until_ms(e.until->time_since_epoch().count());
    if (e.who) out.set_operator_name(e.who->operator_name);
    if (e.who) out.set_reason(e.who->reason);
    out.set_generation(e.generation);
  }
  static channel::path_forced read(const v1::PathForced& m, field_check& check) {
    channel::path_forced e{.channel = check.name<channel_id>("channel", m.channel()),
                           .where = read_path(m.path(), check),
                           .to = check.value("to", m.to()),
                           .generation = m.generation()};
    if (m.has_until_ms()) e.until = instant{millis{m.until_ms()}};
    if (!m.operator_name().empty()) e.who = {m.operator_name(), m.reason()};
    return e;
  }
  static json fields(const channel::path_forced& e) {
    json out{{"channel", e.channel.value()}, {"path", e.where.text()}, {"to", name_of(e.to)}};
    if (e.until) out["until"] = rfc3339(*e.until);
    if (e.who) out["operator_name"] = e.who->operator_name;
    if (e.who) out["reason"] = e.who->reason;
    out["generation"] = e.generation;
    return out;
  }
};

}  // namespace sluice::codec
