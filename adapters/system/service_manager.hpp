#pragma once
/// Tells systemd how the service is doing (Type=notify). One datagram to $NOTIFY_SOCKET, as
/// sd_notify(3) describes; without that variable nothing happens.

#include <string_view>

namespace sluice {

/// "READY=1", "STOPPING=1". False: nobody listens.
bool tell_service_manager(std::string_view state) noexcept;

}  // namespace sluice
