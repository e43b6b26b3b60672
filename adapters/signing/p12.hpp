#pragma once
/// A key and its certificate in one file with a password (PKCS#12, ".p12", ".pfx"), as WeChat Pay's
/// and UnionPay's sites hand out a merchant's.

#include "adapters/signing/certificate.hpp"
#include "base/secret.hpp"

namespace sluice::signing {

/// Ours at a channel: what it signs with, and the number by which the channel knows it.
struct identity {
  private_key key;
  certificate own;
};

/// `file`: its bytes. Takes a tenth of a second: passwords are made slow to guess.
[[nodiscard]] usable<identity> identity_in(std::string_view file, const secret& password);

}  // namespace sluice::signing
