#pragma once
/// nats.c's message: received ones are read, outgoing ones are made.

#include <nats/nats.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/rejection.hpp"

namespace sluice::nats {

struct free_message {
  void operator()(natsMsg* m) const noexcept { natsMsg_Destroy(m); }
};
using message_ptr = std::unique_ptr<natsMsg, free_message>;

/// Empty when there is no such header. Upper and lower case are the same in a name: some clients
/// write them in their own way, and a command id that is overlooked is a command twice. One that is
/// given several times is all of its values, joined by ", ": which is none of them, so that nobody
/// picks the wrong one. Not const: nats.c reads the headers when the first one is asked for.
[[nodiscard]] std::string header(natsMsg& m, std::string_view name);
/// One at least whose name begins so. One look at all of them: what most messages have none of.
[[nodiscard]] bool has_header_like(natsMsg& m, std::string_view beginning);
/// False: there are headers, but not in the form that NATS says; none of them is found.
[[nodiscard]] bool has_readable_headers(natsMsg& m);
[[nodiscard]] std::string_view body_of(const natsMsg& m);
/// Where its sender waits for an answer; empty: nowhere.
[[nodiscard]] std::string_view reply_of(const natsMsg& m);

/// Nothing when there is no memory.
[[nodiscard]] message_ptr make_message(const std::string& subject, std::string_view body,
                                       const std::string& reply_to = {});
void set_header(natsMsg& m, const char* name, const std::string& value);

/// The headers by which NATS's service clients and ours know an error.
void set_error_headers(natsMsg& m, const rejection& refused);

}  // namespace sluice::nats
