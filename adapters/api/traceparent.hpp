#pragma once
/// The header traceparent: W3C Trace Context, level 1. Whatever the standard calls invalid counts
/// as absent: it must be neither stored nor passed on.

#include <string>
#include <string_view>

namespace sluice::api {

/// As it came when it is of version 00; of a later version what version 00 knows, written as 00.
/// Empty when there is none or it is invalid.
[[nodiscard]] std::string usable_traceparent(std::string_view header);

}  // namespace sluice::api
