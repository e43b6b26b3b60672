#pragma once
/// What a log has for a channel's bills: every claim at one channel, or at all. The log is read
/// once; of an order that has come to rest nothing is kept, and if something comes after all it is
/// told anew, so that of one number the last claim counts. Used by `sluice recon`.

#include <functional>
#include <map>
#include <optional>

#include "domain/reconciliation/order_claims.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct claims_told {
  std::optional<instant> last{};  ///< of the log's last record
  std::optional<store::damage> damage{};  ///< it could not be read to its end
};
/// `visit` must not call the log's writer.
[[nodiscard]] claims_told claims_of(const store::event_log& log,
                                    const reconciliation::order_claims::visitor& visit);

/// The channel at which a number of ours is known. Nothing: the log does not know it.
[[nodiscard]] std::optional<channel_id> channel_of_number(const store::event_log& log,
                                                          const std::string& number);

}  // namespace sluice
