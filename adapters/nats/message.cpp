#include "adapters/nats/message.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::nats {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool begins_with(const char* name, std::string_view beginning) noexcept {
  return std::all_of(beginning.begin(), beginning.end(),
                     [&](char c) { return lower(*name++) == lower(c); });  // its '\0' is no letter
}

bool is_same_name(const char* one, std::string_view other) noexcept {
  return begins_with(one, other) && one[other.size()] == '\0';
}

void append_values(natsMsg& m, const char* name, std::string& all) {
  const char** values = nullptr;
  int count = 0;
  if (natsMsgHeader_Values(&m, name, &values, &count) != NATS_OK) return;
  for (int i = 0; i < count; ++i) all.append(all.empty() ? "" : ", ").append(values[i]);
  std::free(static_cast<void*>(values));  // nats.c's documentation: the caller frees the array
}

}  // namespace

header_reader::header_reader(natsMsg& m) : of_(m) {
  const char** names = nullptr;
  const auto status = natsMsgHeader_Keys(&m, &names, &count_);
  names_.reset(names);
  is_readable_ = status == NATS_OK || status == NATS_NOT_FOUND;
}

std::string header_reader::value(std::string_view name) const {
  std::string all;
  for (const auto* one : all_names())
    if (is_same_name(one, name)) append_values(of_, one, all);
  return all;
}

bool header_reader::has_one_like(std::string_view beginning) const {
  const auto all = all_names();
  return std::any_of(
      all.begin(), all.end(), [&](const char* name) { return begins_with(name, beginning); });
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
