#pragma once
/// One kind of simulated channel: a provider's model, and the face that speaks for it. What differs
/// between the faces ends here. Made and used by simulated_channels, under its guard.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/simulated_channels/simulated_channels.hpp"
#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice {

class simulated_kind {
 public:
  explicit simulated_kind(sim::provider_settings settings)
      : name_{settings.channel}, behind_{std::move(settings)} {}
  virtual ~simulated_kind() = default;
  simulated_kind(const simulated_kind&) = delete;
  simulated_kind& operator=(const simulated_kind&) = delete;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }  ///< in the books
  [[nodiscard]] sim::provider& behind() noexcept { return behind_; }
  [[nodiscard]] const sim::provider& behind() const noexcept { return behind_; }

  /// `path`: without the query.
  [[nodiscard]] virtual bool serves(std::string_view method, std::string_view path) const = 0;
  [[nodiscard]] virtual sim::face_answer answer(const sim::face_request& request,
                                                std::string_view path, instant now) = 0;
  /// Nothing: this kind does not tell of it.
  [[nodiscard]] virtual std::optional<sim::face_notice> told(const sim::notice& n,
                                                             instant now) const = 0;
  /// The receiver's answer to a notification: it need not be sent again.
  [[nodiscard]] virtual bool is_taken(int status, std::string_view body) const noexcept = 0;

 private:
  std::string name_;
  sim::provider behind_;
};

/// All that there are, in the order of the settings.
[[nodiscard]] std::vector<std::unique_ptr<simulated_kind>> make_simulated_kinds(
    const simulated_channels_settings& s);

}  // namespace sluice
