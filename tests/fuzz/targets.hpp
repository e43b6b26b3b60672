#pragma once
/// Whatever reads bytes that others wrote, to be fed with anything at all: what comes back is a
/// value or a refusal that says something. A crash, a promise broken (SLUICE_INVARIANT) or what a
/// sanitizer sees is a fault. Good input to begin with is made here too, by those who write it.

#include <string>
#include <string_view>
#include <vector>

namespace sluice::fuzz {

struct target {
  std::string_view name;
  void (*feed)(std::string_view bytes);
  std::vector<std::string> (*seeds)();
};

[[nodiscard]] const std::vector<target>& targets();

// One file each.
void feed_json(std::string_view bytes);
void feed_protobuf(std::string_view bytes);
void feed_answer(std::string_view bytes);
void feed_notification(std::string_view bytes);
void feed_configuration(std::string_view bytes);
void feed_record(std::string_view bytes);
void feed_signing(std::string_view bytes);
void feed_wechat_bill(std::string_view bytes);
void feed_alipay_bill(std::string_view bytes);
void feed_unionpay_bill(std::string_view bytes);
void feed_packed(std::string_view bytes);
[[nodiscard]] std::vector<std::string> json_seeds();
[[nodiscard]] std::vector<std::string> protobuf_seeds();
[[nodiscard]] std::vector<std::string> answer_seeds();
[[nodiscard]] std::vector<std::string> notification_seeds();
[[nodiscard]] std::vector<std::string> configuration_seeds();
[[nodiscard]] std::vector<std::string> record_seeds();
[[nodiscard]] std::vector<std::string> signing_seeds();
[[nodiscard]] std::vector<std::string> wechat_bill_seeds();
[[nodiscard]] std::vector<std::string> alipay_bill_seeds();
[[nodiscard]] std::vector<std::string> unionpay_bill_seeds();
[[nodiscard]] std::vector<std::string> packed_seeds();

}  // namespace sluice::fuzz
