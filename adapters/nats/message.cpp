#include "adapters/nats/message.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/invariant.hpp"

namespace sluice::nats {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_same_name(std::string_view a, std::string_view b) noexcept {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

void append_values(natsMsg& m, const char* name, std::string& all) {
  const char** values = nullptr;
  int count = 0;
  if (natsMsgHeader_Values(&m, name, &values, &count) != NATS_OK) return;
  for (int i = 0; i < count; ++i) all.append(all.empty() ? "" : ", ").append(values[i]);
  std::free(static_cast<void*>(values));  // nats.c's documentation: the caller frees the array
}

}  // namespace

std::string header(natsMsg& m, std::string_view name) {
  const char** names = nullptr;
  int count = 0;
  if (natsMsgHeader_Keys(&m, &names, &count) != NATS_OK) return {};
  std::string all;
  for (int i = 0; i < count; ++i)
    if (is_same_name(names[i], name)) append_values(m, names[i], all);
  std::free(static_cast<void*>(names));  // the same
  return all;
}

bool has_header_like(natsMsg& m, std::string_view beginning) {
  const char** names = nullptr;
  int count = 0;
  if (natsMsgHeader_Keys(&m, &names, &count) != NATS_OK) return false;
  const bool found = std::any_of(names, names + count, [&](std::string_view name) {
    return is_same_name(name.substr(0, beginning.size()), beginning);
  });
  std::free(names);  // the same
  return found;
}

bool has_readable_headers(natsMsg& m) {
  const char* value = nullptr;
  const auto status = natsMsgHeader_Get(&m, "Content-Type", &value);
  return status == NATS_OK || status == NATS_NOT_FOUND;
}

std::string_view body_of(const natsMsg& m) {
  const char* data = natsMsg_GetData(&m);
  return data == nullptr
             ? std::string_view()
             : std::string_view(data, static_cast<std::size_t>(natsMsg_GetDataLength(&m)));
}

std::string_view reply_of(const natsMsg& m) {
  const char* reply = natsMsg_GetReply(&m);
  return reply == nullptr ? std::string_view() : reply;
}

message_ptr make_message(const std::string& subject, std::string_view body,
                         const std::string& reply_to) {
  natsMsg* raw = nullptr;
  const auto status =
      natsMsg_Create(&raw, subject.c_str(), reply_to.empty() ? nullptr : reply_to.c_str(),
                     body.data(), static_cast<int>(body.size()));
  return status == NATS_OK ? message_ptr(raw) : message_ptr();
}

void set_header(natsMsg& m, const char* name, const std::string& value) {
  SLUICE_INVARIANT(natsMsgHeader_Set(&m, name, value.c_str()) == NATS_OK);
}

void set_error_headers(natsMsg& m, const rejection& refused) {
  std::string text = refused.message;
  // A line break would end the header; text beyond ASCII is not safe in one.
  std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  set_header(m, "Nats-Service-Error", text);
  set_header(m, "Nats-Service-Error-Code", std::to_string(service_error_code(refused.code)));
  set_header(m, "Pay-Error-Reason", std::string(name_of(refused.code)));
  set_header(m, "Pay-Retryable", is_retryable(refused.code) ? "true" : "false");
}

}  // namespace sluice::nats
