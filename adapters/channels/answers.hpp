#pragma once
/// What all dialects share when they turn an answer into a report.

#include <optional>
#include <string>
#include <string_view>

#include "actors/ports/channel_port.hpp"
#include "adapters/channels/foreign_text.hpp"
#include "adapters/channels/reading.hpp"
#include "adapters/http/http_client.hpp"

namespace sluice {

/// Where an answer to this operation comes from. Refund reports carry no source.
[[nodiscard]] order::source source_of(operation what) noexcept;

/// The unknown answer with the reason why as its code: "timed_out", "http_502", "unreadable".
[[nodiscard]] channel_answer cannot_tell(const channel_call& call, std::string why);
[[nodiscard]] channel_answer cannot_tell(const channel_call& call, misread why);
/// What the channel said settles nothing here. `is_unlisted`: no table of its dialect has the code.
[[nodiscard]] channel_answer cannot_tell(const channel_call& call, foreign_text code,
                                         bool is_unlisted = false);

/// No answer, or one that no channel sends on purpose (not 2xx, empty): unknown. Nothing: there is
/// a body to read. One exception: a pay that found no connection was surely not sent.
[[nodiscard]] std::optional<channel_answer> without_content(const channel_call& call,
                                                            const http_result& result);

/// Why an answer that is about no order has nothing to read, as a code: there is none, it is empty,
/// or no channel sends it on purpose. A refusal (4xx) is read. Nothing: there is a body.
[[nodiscard]] std::optional<std::string> why_nothing_to_read(const http_result& result);

/// At most so many bytes, never cutting a UTF-8 character in two.
[[nodiscard]] std::string_view cut_text(std::string_view text, std::size_t max_bytes) noexcept;

/// Of an unknown answer that is signed by a key which is not known here: whoever fetches keys may
/// want to.
inline constexpr std::string_view unknown_key_code = "unknown_key";

/// What the channel's answer was called, for the log.
[[nodiscard]] std::string_view code_of(const channel_answer& said) noexcept;

}  // namespace sluice
