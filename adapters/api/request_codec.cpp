#include "adapters/api/request_codec.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "adapters/api/intent.hpp"
#include "adapters/api/traceparent.hpp"
#include "adapters/api/value_checks.hpp"
#include "base/invariant.hpp"

namespace sluice::api {
namespace {

using google::protobuf::Message;

// -- form ----------------------------------------------------------------------------------------

/// Whoever still sends one would otherwise believe that it protects something.
rejection plain_key_refused() {
  return {rejection_code::key_wrong, "key",
          "plain keys (field key, header Pay-Merchant-Key) are no longer taken: the key never "
          "leaves you, and signs the request instead (headers Pay-Key-Id, Pay-Timestamp, "
          "Pay-Nonce, Pay-Signature)"};
}

bool must_be_present(const field_definition& field) {
  return field.needed == presence::required || field.needed == presence::filled;
}

bool is_absent(const field_definition& field, const field_value& value) {
  return !value.given || (field.needed == presence::filled && value.text.empty());
}

fault check_presence(const endpoint_info& at, const Message& message) {
  for (const auto& field : at.fields)
    if (must_be_present(field) && is_absent(field, field.read(message)))
      return rejection{
          rejection_code::field_missing, std::string(field.name),
          std::string(field.name) + " is missing; an example is " + std::string(at.example)};
  return std::nullopt;
}

fault read(const endpoint_info& at, body_format form, std::string_view body, Message& into) {
  if (!body.empty()) {
    if (auto f = read_body(form, body, into)) return f;
  } else if (std::any_of(at.fields.begin(), at.fields.end(), must_be_present)) {
    return rejection{rejection_code::body_empty, "",
                     "the body is empty; an example is " + std::string(at.example)};
  }
  return check_presence(at, into);
}

// -- values --------------------------------------------------------------------------------------

fault check_conditional(const field_definition& field, const field_value& value,
                        const Message& message) {
  const auto other = field.when.read(message).text;
  const auto values = field.when.values;
  const bool is_needed = std::find(values.begin(), values.end(), other) != values.end();
  if (is_needed && !value.text.empty()) return field.rule->check(field, value);
  if (!is_needed && value.text.empty()) return std::nullopt;
  const std::string name(field.name);
  const auto because = std::string(field.when.field) + ' ' +
                       (other.empty() ? std::string("absent") : std::string(other));
  if (is_needed)
    return rejection{
        field.when.missing, name,
        name + " is missing; " + because + " needs it: " + std::string(field.rule->must_be)};
  return rejection{field.rule->code, name, name + " must be absent with " + because};
}

fault check_field(const field_definition& field, const Message& message) {
  const auto value = field.read(message);
  switch (field.needed) {
    case presence::conditional: return check_conditional(field, value, message);
    case presence::optional:
      if (!value.given) return std::nullopt;
      break;
    case presence::required:
    case presence::filled:
    case presence::by_rule: break;
  }
  return field.rule->check(field, value);
}

/// For each endpoint the places of its fields, in the order in which their faults are reported.
using order_of_checks = std::array<std::uint8_t, 32>;

order_of_checks sorted_by_precedence(std::span<const field_definition> fields) {
  order_of_checks places{};
  SLUICE_INVARIANT(fields.size() <= places.size());
  const auto end = places.begin() + static_cast<std::ptrdiff_t>(fields.size());
  std::iota(places.begin(), end, std::uint8_t{0});
  const auto rank = [&](std::uint8_t place) {
    return std::pair(precedence_of(fields[place].rule->code), place);
  };
  std::sort(places.begin(), end, [&](std::uint8_t a, std::uint8_t b) { return rank(a) < rank(b); });
  return places;
}

const auto checked_in_order = [] {
  std::array<order_of_checks, std::tuple_size_v<endpoint_table>> all;
  std::transform(endpoints().begin(), endpoints().end(), all.begin(),
                 [](const endpoint_info& row) { return sorted_by_precedence(row.fields); });
  return all;
}();

fault check_values(const endpoint_info& at, const Message& message) {
  const auto& places = checked_in_order[static_cast<std::size_t>(at.which)];
  for (std::size_t i = 0; i < at.fields.size(); ++i)
    if (auto f = check_field(at.fields[places[i]], message)) return f;
  return std::nullopt;
}

// -- what is asked for ---------------------------------------------------------------------------

std::string_view end_of(std::string_view text) noexcept {
  constexpr std::size_t shown = 4;
  return text.substr(text.size() - std::min(shown, text.size()));
}

fingerprint fingerprint_of(const endpoint_info& at, const Message& message) {
  intent asked(at.at.intent);
  for (const auto& field : at.fields) {
    if (field.part == in_fingerprint::no) continue;
    auto value = field.read(message);
    if (field.part != in_fingerprint::always) {
      if (!value.given) continue;
      asked.add(field.name);
    }
    if (field.part == in_fingerprint::its_end) value.text = end_of(value.text);
    switch (field.kind) {
      case value_kind::text: asked.add(value.text); break;
      case value_kind::number:
      case value_kind::truth: asked.add(value.number); break;
      case value_kind::texts:
        asked.add(value.texts->size());
        for (const auto& text : *value.texts) asked.add(text);
        break;
    }
  }
  return asked.digest();
}

}  // namespace

std::variant<request, rejection> decode(endpoint which, body_format form, std::string_view body,
                                        const request_headers& headers) {
  const auto& at = info_of(which);
  SLUICE_INVARIANT(at.asks_engine);
  auto& message = at.empty_message();
  if (auto f = read(at, form, body, message)) return *std::move(f);
  if (auto f = check_command_id(headers.message_id)) return *std::move(f);
  if (auto f = check_values(at, message)) return *std::move(f);
  if (!headers.merchant_key.empty()) return plain_key_refused();
  auto asked = at.build(message, fingerprint_of(at, message));
  asked.version = static_cast<std::uint16_t>(at.at.version);
  asked.id = command_id(std::string(headers.message_id));
  asked.traceparent = usable_traceparent(headers.traceparent);
  return asked;
}

}  // namespace sluice::api
