#pragma once
/// Asks one channel something and waits for the answer, outside of any engine: for commands that
/// fetch bills and balances. An answer that is signed with a key of the channel's that is not known
/// yet is asked for once more, when that key was fetched.

#include <functional>
#include <memory>

#include "adapters/channels/dialect.hpp"
#include "adapters/config/configuration.hpp"
#include "adapters/http/http_client.hpp"

namespace sluice::app {

class channel_talk {
 public:
  /// Precondition: its keys fit its dialect.
  explicit channel_talk(const channel_access& with);

  /// The dialect that knows the key, if there is one, of what was heard last.
  [[nodiscard]] const dialect& speaks() const noexcept { return *speaks_; }

  using question = std::function<http_request(const dialect&, const moment&)>;
  [[nodiscard]] http_result ask(const std::string& base_url, const question& what);
  /// As it is.
  [[nodiscard]] http_result call(http_call what);

 private:
  /// False: nothing was signed with a key that could be fetched.
  [[nodiscard]] bool learnt_key_of(const http_result& said);

  const channel_access* with_;
  std::shared_ptr<const dialect> speaks_;
  http_client client_;
};

[[nodiscard]] moment this_moment();

/// A large bill takes its time.
inline constexpr millis longest_answer{120'000};

}  // namespace sluice::app
