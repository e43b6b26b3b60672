#pragma once
/// The messages of one channel on their way to the recorder, whose thread finds out what of them
/// may be stored.

#include <memory>

#include "adapters/channels/message_recorder.hpp"
#include "adapters/messages/public_message.hpp"
#include "events/records/recorder.hpp"

namespace sluice::messages {

class message_records final : public message_recorder {
 public:
  /// `public_fields`: of the channel's dialect; lives as long as the program.
  message_records(channel_id channel, std::span<const std::string_view> public_fields,
                  std::string hash_key, std::shared_ptr<records::recorder> into);

  void record(channel_message one) noexcept override;

 private:
  struct known {
    channel_id channel;
    std::span<const std::string_view> public_fields;
    std::string hash_key;
  };
  std::shared_ptr<const known> known_;  ///< outlives us where messages wait
  std::shared_ptr<records::recorder> into_;
};

}  // namespace sluice::messages
