#pragma once
/// Records as bytes (events/records/v1/records.proto). What cannot be read is nothing: it is left
/// out.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/call_record.hpp"

namespace sluice::records {

/// Of what a channel was sent or has said only what is public stands here.
struct stored_message {
  struct field {
    std::string name;
    std::string value{};  ///< of a public one
    std::uint32_t length = 0;  ///< of any other
    std::string keyed_hash{};

    friend bool operator==(const field&, const field&) = default;
  };
  channel_id channel;
  channel_key key;  ///< of the attempt that it is about; part of its place, not of its bytes
  std::string operation;
  instant at{};
  std::string head;  ///< "POST /v3/pay/transactions/codepay", "200"
  std::vector<field> fields{};

  friend bool operator==(const stored_message&, const stored_message&) = default;
};

[[nodiscard]] std::string encode(const call_record& r);
[[nodiscard]] std::string encode(const record_gap& g);
[[nodiscard]] std::string encode(const stored_message& m);
[[nodiscard]] std::optional<call_record> call_from(std::string_view bytes);
[[nodiscard]] std::optional<record_gap> gap_from(std::string_view bytes);
[[nodiscard]] std::optional<stored_message> message_from(std::string_view bytes);

}  // namespace sluice::records
