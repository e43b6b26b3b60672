#pragma once
/// Calls as the QRA gateway wants them: one address, and a field that names the service.
/// Source: github.com/yansongda/pay src/Plugin/Unipay/Qra (names only).

#include <optional>

#include "adapters/channels/qra/account.hpp"

namespace sluice::qra {

/// Nothing: there is no such service for this business type, or none in this currency.
[[nodiscard]] std::optional<request_fields> fields_of(const channel_call& call, const account& us,
                                                      const moment& at);

}  // namespace sluice::qra
