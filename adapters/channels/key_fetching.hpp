#pragma once
/// How a dialect has the channel's keys from the channel itself, where they are exchanged while an
/// engine runs. As pure as the dialect that it belongs to: what a fetch brings is another dialect,
/// which then speaks for the account in place of the old one.
///
/// Who calls it: key_fetcher.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/channels/dialect.hpp"

namespace sluice {

/// What came of a fetch: a dialect with the keys that it brought, or a word for the log that says
/// why nothing of it was taken.
using fetched_keys = std::variant<std::shared_ptr<const dialect>, std::string>;

class key_fetching {
 public:
  virtual ~key_fetching() = default;

  /// Fetched again so long after the last time, at once where nothing was fetched yet. Nothing:
  /// only when somebody names a key that is not known.
  [[nodiscard]] virtual std::optional<millis> fetched_every(instant now) const = 0;

  /// `named`: the key that is wanted; empty: those that there are. Nothing: this channel cannot be
  /// asked so.
  [[nodiscard]] virtual std::optional<http_request> key_request(std::string_view named,
                                                                const moment& at) const = 0;

  /// All of what the answer brings, or nothing. Never throws on bad input.
  [[nodiscard]] virtual fetched_keys keys_from(std::string_view named, const http_result& answer,
                                               instant now) const = 0;

  /// The key by which an answer or a notification claims to be signed, where it is not known here
  /// at that time. Empty: there is no such claim, or it is known.
  [[nodiscard]] virtual std::string unknown_key_of(const http_response& answer,
                                                   instant now) const = 0;
  [[nodiscard]] virtual std::string unknown_key_of(const http_request& notification,
                                                   instant now) const = 0;
};

}  // namespace sluice
