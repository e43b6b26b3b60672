#pragma once
/// nats.c's message: received ones are read, outgoing ones are made.

#include <nats/nats.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/rejection.hpp"

namespace sluice::nats {

struct free_message {
  void operator()(natsMsg* m) const noexcept { natsMsg_Destroy(m); }
};
using message_ptr = std::unique_ptr<natsMsg, free_message>;

/// The headers of a message that stays meanwhile. nats.c is asked once which there are: a signed
/// request has six, each of them looked for by its name.
class header_reader {
 public:
  /// Not const: nats.c reads the headers when the first one is asked for.
  explicit header_reader(natsMsg& m);

  /// Empty when there is no such header. Upper and lower case are the same in a name: some clients
  /// write them in their own way, and a command id that is overlooked is a command twice. One that
  /// is given several times is all of its values, joined by ", ": which is none of them, so that
  /// nobody picks the wrong one.
  [[nodiscard]] std::string value(std::string_view name) const;
  /// One at least whose name begins so.
  [[nodiscard]] bool has_one_like(std::string_view beginning) const;
  /// False: there are headers, but not in the form that NATS says; none of them is found.
  [[nodiscard]] bool is_readable() const noexcept { return is_readable_; }

 private:
  struct free_names {
    void operator()(const char** names) const noexcept { std::free(static_cast<void*>(names)); }
  };
  [[nodiscard]] std::span<const char* const> all_names() const noexcept {
    return {names_.get(), static_cast<std::size_t>(count_)};
  }

  natsMsg& of_;
  std::unique_ptr<const char*, free_names> names_;  ///< nats.c's documentation: the caller frees it
  int count_ = 0;
  bool is_readable_ = false;
};

/// For who wants one only.
[[nodiscard]] inline std::string header(natsMsg& m, std::string_view name) {
  return header_reader(m).value(name);
}
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
