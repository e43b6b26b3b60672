#include "adapters/channels/wechat_v3/send_on.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/channels/foreign_text.hpp"
#include "adapters/signing/rsa_cipher.hpp"

namespace sluice::wechat_v3 {
namespace {

std::optional<std::string> sealed(const secret& text, const sealing_key& with) {
  auto out = signing::rsa_encrypt(*with.key, signing::rsa_padding::oaep_sha1, text);
  if (auto* done = std::get_if<std::string>(&out)) return std::move(*done);
  return std::nullopt;
}

/// It becomes a part of the address.
bool is_number(std::string_view text) noexcept {
  return !text.empty() && text.size() <= foreign_text::longest_word &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

}  // namespace

std::optional<sealing_key> sealing_key_of(const account& us, const their_keys& theirs,
                                          instant now) {
  if (const auto* key = us.public_key.find(us.public_key_id, now))
    return sealing_key{us.public_key_id, key};
  const certificate_end* latest = nullptr;
  for (const auto& one : theirs.certificates)
    if (theirs.ring.find(one.serial, now) != nullptr &&
        (latest == nullptr || one.until > latest->until))
      latest = &one;
  if (latest == nullptr) return std::nullopt;
  return sealing_key{latest->serial, theirs.ring.find(latest->serial, now)};
}

std::optional<http_request> send_on_request(const channel_call& call,
                                            const sealing_key& sealed_with) {
  if (!is_number(call.refund_reference)) return std::nullopt;
  nlohmann::ordered_json body{{"out_refund_no", call.refund_key.value()}};
  if (call.card == nullptr) {
    body["type"] = "MERCHANT_BANK_CARD";
  } else {
    const auto account = sealed(call.card->number, sealed_with);
    const auto name = sealed(call.card->holder_name, sealed_with);
    if (!account || !name) return std::nullopt;
    body["type"] = "USER_BANK_CARD";
    body["bank_type"] = call.card->bank;
    body["bank_account"] = *account;
    body["real_name"] = *name;
  }
  http_request out{
      .method = "POST",
      .target = "/v3/refund/domestic/refunds/" + call.refund_reference + "/apply-abnormal-refund",
      .headers = {},
      .body = body.dump()};
  out.headers.add("Wechatpay-Serial", sealed_with.name);
  return out;
}

}  // namespace sluice::wechat_v3
