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
      {"wechat_bill", feed_wechat_bill, wechat_bill_seeds},
      {"alipay_bill", feed_alipay_bill, alipay_bill_seeds},
      {"unionpay_bill", feed_unionpay_bill, unionpay_bill_seeds},
      {"packed", feed_packed, packed_seeds},
  };
  return all;
}

}  // namespace sluice::fuzz
