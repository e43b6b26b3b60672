#pragma once
/// Answers of the simulated channels whose signature, key or order of members is not what it was.
/// Each function knows how every dialect's channel signs. Nothing: this answer cannot be changed
/// so, because it has no signature or names no key.

#include <optional>
#include <string_view>

#include "adapters/http/message.hpp"

namespace sluice::sim {

/// By a key that is not the channel's, over the very text.
[[nodiscard]] std::optional<http_response> signed_by_another(std::string_view dialect_name,
                                                             http_response said);
[[nodiscard]] std::optional<http_response> without_signature(std::string_view dialect_name,
                                                             http_response said);
/// It names a key or certificate that the merchant does not have.
[[nodiscard]] std::optional<http_response> naming_unknown_key(std::string_view dialect_name,
                                                              http_response said);
/// It names the second of two keys that the merchant has.
[[nodiscard]] std::optional<http_response> naming_second_key(std::string_view dialect_name,
                                                             http_response said);
/// Means the same: whoever verifies it must find it genuine.
[[nodiscard]] std::optional<http_response> in_another_order(std::string_view dialect_name,
                                                            http_response said);

}  // namespace sluice::sim
