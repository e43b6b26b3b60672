#pragma once
/// What is said when a channel is asked for the bill of a day. Dialects make it (dialect.hpp); who
/// fetches bills acts on it. What is in a bill is adapters/bills/.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/http/http_client.hpp"
#include "adapters/http/message.hpp"

namespace sluice {

/// A day in Beijing, from midnight to midnight.
using bill_day = std::chrono::year_month_day;

enum class bill_kind : std::uint8_t {
  trades,  ///< what payers paid, and what was given back to them
  funds,   ///< every movement of an account of the merchant's
};
[[nodiscard]] std::string_view name_of(bill_kind kind) noexcept;

/// "20260102", "2026-01-02".
[[nodiscard]] std::string digits_of(bill_day day);
[[nodiscard]] std::string dashed_text_of(bill_day day);

/// The bill itself, unpacked where it came as GZIP.
struct bill_file {
  std::string bytes{};
  std::string_view ending = ".csv";
  bool is_vouched_for = false;  ///< a signature, or a hash in what was signed, is over these bytes
};

/// Where it lies, soon no more: seconds to minutes. The answer to this request is bill_behind()'s.
struct bill_link {
  std::string base_url{};  ///< of another host than the channel's; empty: the channel's own
  http_request request{};
  std::string sha1{};  ///< of the unpacked text, hexadecimal; empty: the channel told none
};

struct bill_not_yet {};  ///< it is being made: later
struct no_bill {};  ///< and there will be none: nothing moved on that day

/// The channel does not give it, and says so.
struct bill_refused {
  std::string code{};  ///< of the channel, fit for people
};

/// Nothing that can be believed was said: a lost call, a missing proof, a page for people.
struct bill_not_told {
  std::string why{};
};

using heard_bill =
    std::variant<bill_file, bill_link, bill_not_yet, no_bill, bill_refused, bill_not_told>;

/// What a request of a link has brought. A file whose hash is not the one that was told is none.
[[nodiscard]] heard_bill bill_behind(const bill_link& link, const http_result& result);

/// A text that a channel sent as it is or as GZIP. Nothing: damaged.
[[nodiscard]] std::optional<std::string> unpacked_text(std::string_view bytes);

/// No answer, or one without a body. Nothing: there is something to read.
[[nodiscard]] std::optional<bill_not_told> without_bill(const http_result& result);

}  // namespace sluice
