#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/reflection.h>

#include "adapters/api/json_form.hpp"
#include "adapters/api/json_text.hpp"
#include "base/invariant.hpp"

namespace sluice::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void write_single(const Message& from, const FieldDescriptor& field, std::string& out) {
  const Reflection& values = *from.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string copy;
      return append_text(values.GetStringReference(from, &field, &copy), out);
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      out += values.GetBool(from, &field) ? "true" : "false";
      return;
    case FieldDescriptor::CPPTYPE_INT64: return append_integer(values.GetInt64(from, &field), out);
    case FieldDescriptor::CPPTYPE_UINT64:
      return append_integer(values.GetUInt64(from, &field), out);
    case FieldDescriptor::CPPTYPE_UINT32:
      return append_integer(values.GetUInt32(from, &field), out);
    case FieldDescriptor::CPPTYPE_MESSAGE: return write_json(values.GetMessage(from, &field), out);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_ENUM: break;
  }
  broken_invariant("answers have no floating point, no enums and no int32", __FILE__, __LINE__);
}

/// What is a message of its own may be, and what is called optional: 0 would be an answer.
bool is_absent(const Message& from, const FieldDescriptor& field) {
  return field.has_presence() && !from.GetReflection()->HasField(from, &field);
}

void write_list(const Message& from, const FieldDescriptor& field, object_text& into) {
  const Reflection& values = *from.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING)
    return into.put_list(field.name(), values.GetRepeatedFieldRef<std::string>(from, &field),
                         [](const std::string& item, std::string& out) { append_text(item, out); });
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32)
    return into.put_list(field.name(), values.GetRepeatedFieldRef<std::uint32_t>(from, &field),
                         [](std::uint32_t item, std::string& out) { append_integer(item, out); });
  SLUICE_INVARIANT(field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE);
  into.put_list(field.name(), values.GetRepeatedFieldRef<Message>(from, &field),
                [](const Message& item, std::string& out) { write_json(item, out); });
}

}  // namespace

void write_json(const Message& from, std::string& out) {
  const auto& type = *from.GetDescriptor();
  object_text into(out);
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.is_repeated())
      write_list(from, field, into);
    else if (!is_absent(from, field))
      write_single(from, field, into.member(field.name()));
  }
  into.end();
}

}  // namespace sluice::api
