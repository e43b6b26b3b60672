#include "domain/channel_numbers.hpp"

#include <utility>

namespace sluice {
namespace {

/// Crockford's base 32.
channel_key as_number(const std::array<std::uint8_t, 16>& hash) {
  constexpr char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr auto length = channel_number_length;
  std::string text(length, '0');
  // The hash is one number, its first byte the lowest; the last digit is the lowest.
  for (std::size_t n = 0; n < length; ++n) {
    const auto byte = n * 5 / 8;
    unsigned two = hash.at(byte);
    if (byte + 1 < hash.size()) two |= unsigned{hash.at(byte + 1)} << 8U;
    text[length - 1 - n] = digits[two >> (n * 5 % 8) & 31U];
  }
  return channel_key{std::move(text)};
}

}  // namespace

channel_numbers::channel_numbers(const hash_key& key, std::string name_space)
    : key_(key), name_space_(std::move(name_space)) {}

// DO NOT CHANGE what is hashed: an engine of the next version must ask under the same numbers. No
// name contains a '/', and the kinds differ in their count or, where an attempt has its digits, in
// a word: no two things have the same text.

channel_key channel_numbers::of_attempt(const channel_id& channel, const order_id& order,
                                        attempt_no n) const {
  auto text = text_of(channel, order);
  text += '/';
  text += std::to_string(n.value());
  return as_number(keyed_hash(key_, text));
}

channel_key channel_numbers::of_refund(const channel_id& channel, const order_id& order,
                                       const refund_no& refund) const {
  auto text = text_of(channel, order);
  text += "/refund/";
  text += refund.value();
  return as_number(keyed_hash(key_, text));
}

channel_key channel_numbers::of_agreement(const channel_id& channel,
                                          const agreement_id& agreement) const {
  const auto text =
      text_of(channel, {agreement.merchant, order_no{agreement.number.value()}}) + "/agreement";
  return as_number(keyed_hash(key_, text));
}

std::string channel_numbers::text_of(const channel_id& channel, const order_id& order) const {
  constexpr std::size_t longest_end = 8 + max_name_length;
  std::string text;
  text.reserve(name_space_.size() + channel.value().size() + order.merchant.value().size() +
               order.number.value().size() + 3 + longest_end);
  text += name_space_;
  for (const auto* part : {&channel.value(), &order.merchant.value(), &order.number.value()}) {
    text += '/';
    text += *part;
  }
  return text;
}

}  // namespace sluice
