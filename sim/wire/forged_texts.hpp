#pragma once
/// The bodies that the simulated channels write, changed by hand: XML (WeChat Pay V2, QRA), JSON
/// with a signature behind it (Alipay), pairs (UnionPay); and the signature of WeChat Pay V3, which
/// stands in a header. Private to forged.cpp. Nothing: the body has no signature, or no such part.

#include <optional>
#include <string>

#include "adapters/http/message.hpp"

namespace sluice::sim::forged {

[[nodiscard]] std::string v3_signature(const http_response& said);

[[nodiscard]] std::optional<std::string> xml_signed_by_another(const std::string& body);
[[nodiscard]] std::optional<std::string> xml_without_signature(const std::string& body);
[[nodiscard]] std::optional<std::string> xml_reversed(const std::string& body);

[[nodiscard]] std::optional<std::string> json_signed_by_another(const std::string& body);
[[nodiscard]] std::optional<std::string> json_without_signature(const std::string& body);
[[nodiscard]] std::optional<std::string> json_of_unknown_certificate(const std::string& body);
[[nodiscard]] std::optional<std::string> json_reversed(const std::string& body);

/// `shows_certificate`: the other one's own, too, so that all fits but who it is.
[[nodiscard]] std::optional<std::string> pairs_signed_by_another(const std::string& body,
                                                                 bool shows_certificate);
[[nodiscard]] std::optional<std::string> pairs_without_signature(const std::string& body);
[[nodiscard]] std::optional<std::string> pairs_reversed(const std::string& body);

}  // namespace sluice::sim::forged
