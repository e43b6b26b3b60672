#pragma once
/// Proposals: which dangerous word was asked for, who agreed, and what became of it.

#include "base/hex.hpp"
#include "base/time_text.hpp"
#include "domain/approval/event.hpp"
#include "events/forms/word_forms.hpp"

namespace sluice::codec {

template <>
struct form<approval::proposed> {
  static constexpr auto number = v1::Payload::kProposalMade;
  static constexpr auto message = &v1::Payload::mutable_proposal_made;

  static void write(const approval::proposed& e, v1::ProposalMade& out) {
    words::write(e.what, *out.mutable_what());
    out.set_about(e.about);
    out.set_position(e.position);
    out.set_persons(e.persons);
    out.set_is_exception(e.is_exception);
    out.set_by(e.by.value());
    out.set_command_id(e.id.value());
    out.set_body(e.body.data(), e.body.size());
    out.set_version(e.version);
    out.set_until_ms(e.until.time_since_epoch().count());
  }
  static approval::proposed read(const v1::ProposalMade& m, field_check& check) {
    constexpr std::uint32_t most_persons = 2;
    constexpr std::uint32_t most_versions = 0xffff;
    if (m.persons() > most_persons) check.fail("persons", "must be 0, 1 or 2");
    if (m.version() == 0 || m.version() > most_versions)
      check.fail("version", "must be 1 to 65535");
    if (m.about().empty()) check.fail("about", "missing");
    return {.what = words::read(m.what(), check),
            .about = m.about(),
            .position = m.position(),
            .persons = static_cast<std::uint8_t>(m.persons()),
            .is_exception = m.is_exception(),
            .by = access::principal_id{m.by()},
            .id = command_id{m.command_id()},
            .body = check.body(m.body()),
            .version = static_cast<std::uint16_t>(m.version()),
            .until = instant{millis{m.until_ms()}}};
  }
  static json fields(const approval::proposed& e) {
    const auto word = approval::command_of(e.what);
    return {{"word", std::string(word.system) + '.' + std::string(word.operation)},
            {"what", words::fields(e.what)},
            {"about", e.about},
            {"position", e.position},
            {"persons", e.persons},
            {"is_exception", e.is_exception},
            {"by", e.by.value()},
            {"command_id", e.id.value()},
            {"body", hex(e.body)},
            {"version", e.version},
            {"until", rfc3339(e.until)}};
  }
};

template <>
struct form<approval::confirmed> {
  static constexpr auto number = v1::Payload::kProposalConfirmed;
  static constexpr auto message = &v1::Payload::mutable_proposal_confirmed;

  static void write(const approval::confirmed& e, v1::ProposalConfirmed& out) {
    out.set_by(e.by.value());
    out.set_operator_name(e.who.operator_name);
    out.set_reason(e.who.reason);
  }
  static approval::confirmed read(const v1::ProposalConfirmed& m, field_check&) {
    return {access::principal_id{m.by()}, {m.operator_name(), m.reason()}};
  }
  static json fields(const approval::confirmed& e) {
    return {{"by", e.by.value()}, {"operator_name", e.who.operator_name}, {"reason", e.who.reason}};
  }
};

template <>
struct form<approval::carried_out> {
  static constexpr auto number = v1::Payload::kProposalCarriedOut;
  static constexpr auto message = &v1::Payload::mutable_proposal_carried_out;

  static void write(const approval::carried_out&, v1::ProposalCarriedOut&) {}
  static approval::carried_out read(const v1::ProposalCarriedOut&, field_check&) { return {}; }
  static json fields(const approval::carried_out&) { return json::object(); }
};

template <>
struct form<approval::lapsed> {
  static constexpr auto number = v1::Payload::kProposalLapsed;
  static constexpr auto message = &v1::Payload::mutable_proposal_lapsed;

  static void write(const approval::lapsed& e, v1::ProposalLapsed& out) {
    out.set_why(to_proto(e.why));
    out.set_refusal(e.refusal);
  }
  static approval::lapsed read(const v1::ProposalLapsed& m, field_check& check) {
    return {check.value("why", m.why()), m.refusal()};
  }
  static json fields(const approval::lapsed& e) {
    json out{{"why", name_of(e.why)}};
    if (!e.refusal.empty()) out["refusal"] = e.refusal;
    return out;
  }
};

}  // namespace sluice::codec
