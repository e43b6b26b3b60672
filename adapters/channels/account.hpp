#pragma once
/// An account at a channel, as the configuration has it: who we are there, and the keys by which
/// both sides prove it.

#include <map>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace sluice {

/// By the names that the dialect's row gives them: keys, certificates, passwords, as text.
class account_keys {
 public:
  account_keys() = default;
  account_keys(std::initializer_list<std::pair<const std::string, secret>> all) : all_(all) {}

  void add(std::string name, secret text) {
    all_.insert_or_assign(std::move(name), std::move(text));
  }
  /// Null: there is none of that name.
  [[nodiscard]] const secret* find(std::string_view name) const {
    const auto at = all_.find(name);
    return at == all_.end() ? nullptr : &at->second;
  }
  [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
  [[nodiscard]] auto end() const noexcept { return all_.end(); }

 private:
  std::map<std::string, secret, std::less<>> all_;
};

struct dialect_account {
  std::string app_id{};                  ///< empty where the channel has none
  std::string merchant_id{};             ///< mch_id, merId; empty where the channel has none
  account_keys keys{};
  std::string pages_url{};  ///< where payers' browsers reach the channel: "https://…"
  std::string notify_url{};  ///< empty: the channel is asked to send none
  /// Quick pay is charged only with a code that the channel sends to the payer (短信验证).
  bool confirms_by_sms = false;
  std::string terminal_ip{"127.0.0.1"};  ///< of the shop's machine, where a channel wants to know
};

}  // namespace sluice
