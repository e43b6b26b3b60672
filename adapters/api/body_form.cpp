#include "adapters/api/body_form.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/message.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/unknown_field_set.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <bitset>
#include <limits>

#include "adapters/api/json_form.hpp"
#include "base/invariant.hpp"

namespace sluice::api {
namespace {

using google::protobuf::Message;

/// The library prints to stderr when a string is not UTF-8. Anybody who can publish could flood the
/// log with that; the caller is told instead. Set before threads start: it is not thread-safe.
[[maybe_unused]] const auto silenced = google::protobuf::SetLogHandler(nullptr);

/// Without blanks, in lower case.
std::string plain(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t'; });
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string essence_of(std::string_view content_type) {
  return plain(content_type.substr(0, content_type.find(';')));
}

/// Of the parameters behind the essence: each a charset that is UTF-8 or a part of it, or not one.
bool is_utf8(std::string_view content_type) {
  constexpr std::string_view name = "charset=";
  for (auto at = content_type.find(';'); at != std::string_view::npos;) {
    const auto next = content_type.find(';', at + 1);
    const auto parameter = plain(content_type.substr(at + 1, next - at - 1));
    at = next;
    if (!parameter.starts_with(name)) continue;
    auto charset = parameter.substr(name.size());
    std::erase(charset, '"');
    if (charset != "utf-8" && charset != "utf8" && charset != "us-ascii") return false;
  }
  return true;
}

/// What the parser did not understand it keeps as unknown fields: a number that the message does
/// not have, or one that came with the wire type of something else.
std::optional<rejection> misunderstood(const Message& message) {
  const auto& unknown = message.GetReflection()->GetUnknownFields(message);
  const auto& type = *message.GetDescriptor();
  std::optional<rejection> wrong_type;
  for (int i = 0; i < unknown.field_count(); ++i) {
    const int number = unknown.field(i).number();
    const auto* known = type.FindFieldByNumber(number);
    if (known == nullptr)
      return rejection{rejection_code::field_unknown, std::to_string(number),
                       type.name() + " has no field number " + std::to_string(number) +
                           "; the schema is at schema.get"};
    wrong_type = rejection{rejection_code::field_wrong_type, known->name(),
                           known->name() + " must have the wire type of " + known->type_name() +
                               "; it came with another one"};
  }
  return wrong_type;
}

/// The parser would take the last one of each, so that of two orders behind each other nobody hears
/// of the first. Lists apart. Precondition: it has been parsed.
std::optional<rejection> given_twice(std::string_view body, const Message& message) {
  using google::protobuf::internal::WireFormatLite;
  google::protobuf::io::CodedInputStream in(
      reinterpret_cast<const std::uint8_t*>(body.data()), static_cast<int>(body.size()));
  std::bitset<64> seen;
  while (const auto tag = in.ReadTag()) {
    const auto number = static_cast<std::size_t>(WireFormatLite::GetTagFieldNumber(tag));
    if (!WireFormatLite::SkipField(&in, tag) || number >= seen.size()) continue;
    if (!seen[number]) {
      seen.set(number);
      continue;
    }
    const auto* field = message.GetDescriptor()->FindFieldByNumber(static_cast<int>(number));
    if (field != nullptr && field->is_repeated()) continue;
    const auto name = field != nullptr ? field->name() : std::to_string(number);
    return rejection{rejection_code::field_duplicated, name, name + " is given more than once"};
  }
  return std::nullopt;
}

std::optional<rejection> read_protobuf(std::string_view body, Message& into) {
  if (body.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !into.ParseFromArray(body.data(), static_cast<int>(body.size())))
    return rejection{rejection_code::body_not_protobuf, "",
                     "the body is not a whole " + into.GetDescriptor()->full_name() +
                         " in Protobuf with UTF-8 strings; is it cut off, or is it JSON "
                         "(Content-Type: application/json)?"};
  if (auto twice = given_twice(body, into)) return twice;
  return misunderstood(into);
}

}  // namespace

std::variant<body_format, rejection> format_of(std::string_view content_type) {
  if (content_type.empty()) return body_format::json;
  if (!is_utf8(content_type))
    return rejection{rejection_code::content_type_unknown, "Content-Type",
                     "the header Content-Type names a charset that is not read here: bodies are in "
                     "UTF-8, and so is JSON by its standard (RFC 8259)"};
  const auto essence = essence_of(content_type);
  if (essence == "application/json") return body_format::json;
  if (essence == "application/protobuf" || essence == "application/x-protobuf")
    return body_format::protobuf;
  return rejection{rejection_code::content_type_unknown, "Content-Type",
                   "the header Content-Type must be application/json (also when absent) or "
                   "application/protobuf"};
}

std::string_view content_type_of(body_format form) noexcept {
  switch (form) {
    case body_format::json: return "application/json";
    case body_format::protobuf: return "application/protobuf";
  }
  broken_invariant("every form has a content type", __FILE__, __LINE__);
}

std::optional<rejection> read_body(body_format form, std::string_view body, Message& into) {
  switch (form) {
    case body_format::json: return read_json(body, into);
    case body_format::protobuf: return read_protobuf(body, into);
  }
  broken_invariant("every form can be read", __FILE__, __LINE__);
}

std::string write_body(body_format form, const Message& from) {
  std::string body;
  switch (form) {
    case body_format::json: {
      constexpr std::size_t usual = 640;
      body.reserve(usual);
      write_json(from, body);
      return body;
    }
    case body_format::protobuf: from.AppendToString(&body); return body;
  }
  broken_invariant("every form can be written", __FILE__, __LINE__);
}

}  // namespace sluice::api
