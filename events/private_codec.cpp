#include "events/private_codec.hpp"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace sluice::codec {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::vector<const FieldDescriptor*> described(const Message& m, private_fields which) {
  std::vector<const FieldDescriptor*> out;
  for (const int number : which) out.push_back(m.GetDescriptor()->FindFieldByNumber(number));
  return out;
}

bool has_any_of(const Message& m, private_fields which) {
  std::vector<const FieldDescriptor*> there;
  m.GetReflection()->ListFields(m, &there);
  return std::any_of(there.begin(), there.end(), [&](const FieldDescriptor* f) {
    return std::find(which.begin(), which.end(), f->number()) != which.end();
  });
}

}  // namespace

std::string take_private(Message& from, private_fields which) {
  const std::unique_ptr<Message> taken(from.New());
  from.GetReflection()->SwapFields(&from, taken.get(), described(from, which));
  return taken->SerializeAsString();
}

void put_back_private(Message& into, private_fields which, const sealed_part& part,
                      field_check& check) {
  if (has_any_of(into, which))
    return check.fail("sealed part", "what belongs in it stands in clear as well");
  if (!part.text) return;
  const std::unique_ptr<Message> opened(into.New());
  if (!opened->ParseFromString(part.text->reveal()))
    return check.fail("sealed part", "is no Protobuf message");
  into.GetReflection()->SwapFields(&into, opened.get(), described(into, which));
  if (opened->ByteSizeLong() != 0) check.fail("sealed part", "has more than what is private");
}

}  // namespace sluice::codec
