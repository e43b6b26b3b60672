#pragma once
/// Who we are where a channel wants a client's certificate (WeChat Pay V2's refund and reverse),
/// and whose word we take for who the channel is. Texts, not files: they are read once.

#include <string>

#include "base/secret.hpp"

namespace sluice {

struct tls_identity {
  std::string certificate{};  ///< PEM; with `is_p12` the bytes of a P12 file; empty: we show none
  bool is_p12 = false;  ///< the key is in it, too
  secret key{};  ///< PEM
  secret password{};  ///< of a P12 file
  std::string authorities{};  ///< PEM; empty: those that the machine knows
};

}  // namespace sluice
