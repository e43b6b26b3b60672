#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <array>
#include <charconv>

#include "adapters/api/json_form.hpp"
#include "domain/invariant.hpp"

namespace sluice::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

/// Precondition: UTF-8 (Protobuf strings are). RFC 8259, section 7.
void write_text(std::string_view text, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

template <class Integer>
void write_integer(Integer value, std::string& out) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void write_single(const Message& from, const FieldDescriptor& field, std::string& out) {
  const Reflection& values = *from.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string copy;
      return write_text(values.GetStringReference(from, &field, &copy), out);
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      out += values.GetBool(from, &field) ? "true" : "false";
      return;
    case FieldDescriptor::CPPTYPE_INT64: return write_integer(values.GetInt64(from, &field), out);
    case FieldDescriptor::CPPTYPE_UINT64: return write_integer(values.GetUInt64(from, &field), out);
    case FieldDescriptor::CPPTYPE_UINT32: return write_integer(values.GetUInt32(from, &field), out);
    case FieldDescriptor::CPPTYPE_MESSAGE: return write_json(values.GetMessage(from, &field), out);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_ENUM: break;
  }
  broken_invariant("answers have no floating point, no enums and no int32", __FILE__, __LINE__);
}

void write_list(const Message& from, const FieldDescriptor& field, std::string& out) {
  SLUICE_INVARIANT(field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE);
  const Reflection& values = *from.GetReflection();
  const int size = values.FieldSize(from, &field);
  out += '[';
  for (int i = 0; i < size; ++i) {
    if (i > 0) out += ',';
    write_json(values.GetRepeatedMessage(from, &field, i), out);
  }
  out += ']';
}

}  // namespace

void write_json(const Message& from, std::string& out) {
  const auto& type = *from.GetDescriptor();
  out += '{';
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    out.append(i == 0 ? "\"" : ",\"").append(field.name()).append("\":");
    field.is_repeated() ? write_list(from, field, out) : write_single(from, field, out);
  }
  out += '}';
}

}  // namespace sluice::api
