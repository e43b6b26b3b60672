#pragma once
/// The numbers by which Alipay's certificate mode names certificates: app_cert_sn,
/// alipay_root_cert_sn, alipay_cert_sn.

#include <span>
#include <string>

#include "adapters/signing/certificate.hpp"

namespace sluice::signing {

/// MD5 of the issuer's name (RFC 4514, letters beyond ASCII as they are) and the serial number in
/// decimal, in lower-case hexadecimal digits.
[[nodiscard]] std::string alipay_sn(const certificate& of);

/// Of a file of roots: those that are signed with RSA, joined by "_". Empty: none is.
[[nodiscard]] std::string alipay_root_sn(std::span<const certificate> roots);

}  // namespace sluice::signing
