#include "adapters/messages/message_records.hpp"

#include <utility>

namespace sluice::messages {

message_records::message_records(channel_id channel,
                                 std::span<const std::string_view> public_fields,
                                 std::string hash_key, std::shared_ptr<records::recorder> into)
    : known_(std::make_shared<const known>(
          known{std::move(channel), public_fields, std::move(hash_key)})),
      into_(std::move(into)) {}

void message_records::record(channel_message one) noexcept {
  constexpr std::size_t besides_text = 512;
  const auto at = one.at;
  const auto bytes = besides_text + one.body.size() + one.target.size();
  into_->record_message(
      [known = known_, m = std::move(one)] {
        return public_part_of(m, known->channel, {known->public_fields, known->hash_key});
      },
      bytes, at);
}

}  // namespace sluice::messages
