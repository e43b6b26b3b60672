#pragma once
/// Under which number a channel is asked to pay or to refund. Derived from what it is for, never
/// from time or chance: whoever forgot (an old folder put back) and a second engine with the same
/// key ask under the same number again, and the channel's own idempotency stands behind ours.

#include <string>

#include "base/keyed_hash.hpp"
#include "domain/ids.hpp"

namespace sluice {

/// Capital letters and digits, which all channels take. No number is longer or shorter.
inline constexpr std::size_t channel_number_length = 26;

class channel_numbers {
 public:
  /// `name_space`: whose numbers they are. Engines of different ones never share a number, not even
  /// with the same key; those of one must have one key.
  channel_numbers(const hash_key& key, std::string name_space);

  [[nodiscard]] channel_key of_attempt(const channel_id& channel, const order_id& order,
                                       attempt_no n) const;
  [[nodiscard]] channel_key of_refund(const channel_id& channel, const order_id& order,
                                      const refund_no& refund) const;
  [[nodiscard]] channel_key of_agreement(const channel_id& channel,
                                         const agreement_id& agreement) const;

 private:
  [[nodiscard]] std::string text_of(const channel_id& channel, const order_id& order) const;

  hash_key key_;
  std::string name_space_;
};

}  // namespace sluice
