#pragma once
/// The fingerprint of what a request asks for: two requests are the same request iff theirs are
/// equal. How it is answered (reply_when), until when it may start (not_after) and who may ask
/// (key) are no part of it.
///
/// Fingerprints are in the log for ever: DO NOT CHANGE the encoding or the order of fields, which
/// is that of their definitions (and messages). A new field is added at the end, and only when
/// given.

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/ids.hpp"

namespace sluice::api {

class intent {
 public:
  /// `what` is command_address::intent.
  explicit intent(std::string_view what);

  intent& add(std::string_view text);
  intent& add(std::int64_t number);

  /// The first 16 bytes of SHA-256 over: "sluice.intent.v1", what, fields. Text is written as
  /// 4 bytes of length and the bytes, a number as 8 bytes; little-endian. Nothing is ambiguous.
  [[nodiscard]] fingerprint digest() const;

 private:
  std::string bytes_;
};

}  // namespace sluice::api
