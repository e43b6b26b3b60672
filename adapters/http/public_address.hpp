#pragma once
/// Which addresses belong to everybody, so that a stranger's URL may lead there: a name that
/// resolves to this machine, to its network or to a cloud's 169.254.169.254 would make us ask
/// there in our own name (server-side request forgery).
///
/// Sources: the IANA registries of special-purpose addresses (RFC 6890 and its updates).

#include <netinet/in.h>
#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// False also of what is neither IPv4 nor IPv6. An IPv6 address that carries an IPv4 one (mapped,
/// 6to4, Teredo) is as public as that; where a translator (64:ff9b::/96) sends it, only its own
/// network knows: never public. Precondition: of AF_INET it is a
/// whole sockaddr_in, of AF_INET6 a whole sockaddr_in6.
[[nodiscard]] bool is_public(const sockaddr& address) noexcept;

/// "127.0.0.1", "fe80::1"; "?" of another family. The same precondition.
[[nodiscard]] std::string text_of(const sockaddr& address);

/// Of a host as a URL writes it, an IPv6 address in brackets or without. Nothing: it is a name.
[[nodiscard]] std::optional<bool> is_public_literal(std::string_view host);

}  // namespace sluice
