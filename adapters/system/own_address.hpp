#pragma once
/// Whether this machine can be called, and can call, from an address. Asked at the start about exit
/// addresses of channels: with a wrong one no call would ever leave.

#include <string>

namespace sluice {

/// `address` as the configuration allows it: "192.0.2.7", "2001:db8::7".
[[nodiscard]] bool is_own_address(const std::string& address);

}  // namespace sluice
