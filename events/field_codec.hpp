#pragma once
/// Takes written fields apart and remembers the first one that is not as it must be. Private to the
/// event codec. Values taken after a fault are placeholders: who reads asks `fault()` at the end.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "base/secret.hpp"
#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/money.hpp"
#include "domain/private_text.hpp"
#include "domain/routing/explanation_bytes.hpp"
#include "events/enum_codec.hpp"

namespace sluice::codec {

/// What of an event is sealed.
struct sealed_part {
  std::optional<secret> text{};  ///< opened; nothing: its key is not here
};

class field_check {
 public:
  /// `sealed`: outlives it; null: the event is written in clear.
  explicit field_check(const sealed_part* sealed = nullptr) : sealed_(sealed) {}

  [[nodiscard]] const sealed_part* sealed() const noexcept { return sealed_; }

  /// Empty: everything was as it must be.
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

  void fail(std::string_view field, std::string_view problem) {
    if (!fault_.empty()) return;
    fault_ += field;
    fault_ += ": ";
    fault_ += problem;
  }

  /// A field that this program does not know was written by a newer one: its meaning is unknown.
  template <class Message>
  void only_known_fields(const Message& m) {
    static const auto& reflection = *Message::default_instance().GetReflection();
    if (!reflection.GetUnknownFields(m).empty())
      fail(m.GetTypeName(), "has a field that is not known here");
  }

  /// Names are never empty, and proto3 does not tell empty from missing.
  template <class Name>
  Name name(std::string_view field, const std::string& text) {
    if (text.empty()) fail(field, "missing");
    return Name{text};
  }

  [[nodiscard]] private_text private_field(const std::string& written) const {
    return sealed_ != nullptr && !sealed_->text ? private_text::sealed() : private_text(written);
  }

  instrument paid_with(const std::string& written) {
    if (written.empty()) return {};
    auto read = instrument_from_text(written);
    if (!read) fail("paid_with", "must be a method, or method/bank");
    return std::move(read).value_or(instrument{});
  }

  template <class Proto>
  auto value(std::string_view field, Proto written) {
    const auto known = from_proto(written);
    if (!known) fail(field, "unknown value " + std::to_string(static_cast<int>(written)));
    return known.value_or(typename decltype(known)::value_type{});
  }

  attempt_no attempt(std::uint32_t written) {
    constexpr std::uint32_t most = 0xffff;
    if (written == 0 || written > most) fail("attempt", "must be 1 to 65535");
    return attempt_no{static_cast<std::uint16_t>(written)};
  }

  /// 0: there is none.
  attempt_no attempt_if(std::uint32_t written) {
    return written == 0 ? attempt_no{} : attempt(written);
  }

  /// Of a payer's code.
  std::uint8_t code_number(std::uint32_t written) {
    if (written == 0 || written > order::most_code_tries)
      fail("number", "must be 1 to " + std::to_string(order::most_code_tries));
    return static_cast<std::uint8_t>(written);
  }

  fingerprint body(const std::string& written) {
    fingerprint out{};
    if (written.size() == out.size())
      std::copy(written.begin(), written.end(), out.begin());
    else
      fail("body", "must have 16 bytes");
    return out;
  }

  routing::explanation_bytes explanation(const std::string& written) {
    const auto out = routing::explanation_bytes::from(written);
    if (!out) fail("explanation", "has more than 48 bytes");
    return out.value_or(routing::explanation_bytes{});
  }

  money amount(bool present, const v1::Money& written) {
    if (!present) {
      fail("amount", "missing");
      return {};
    }
    only_known_fields(written);
    return {written.minor_units(), value("currency", written.currency())};
  }
  std::optional<money> amount_if(bool present, const v1::Money& written) {
    if (!present) return std::nullopt;
    return amount(present, written);
  }

 private:
  const sealed_part* sealed_;
  std::string fault_;
};

}  // namespace sluice::codec
