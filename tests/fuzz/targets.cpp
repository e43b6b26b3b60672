#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {

const std::vector<target>& targets() {
  static const std::vector<target> all{
      {"json", feed_json, json_seeds},
      {"protobuf", feed_protobuf, protobuf_seeds},
      {"answers", feed_answer, answer_seeds},
      {"notifications", feed_notification, notification_seeds},
      {"configuration", feed_configuration, configuration_seeds},
      {"records", feed_record, record_seeds},
      {"signing", feed_signing, signing_seeds},
  };
  return all;
}

}  // namespace sluice::fuzz
