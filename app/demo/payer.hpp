#pragma once
/// The made-up payer: does what an answer about an order or an agreement tells him to, as a browser
/// would. Codes that are shown and what apps hand on he needs no browser for: the simulated
/// channels know that he scans. Used by the shows of payers and of agreements, on their thread.

#include <string>

#include "adapters/http/http_client.hpp"

namespace sluice::demo {

class payer {
 public:
  /// What comes back is a page for people: it proves nothing, and nobody reads it.
  void act_on(const std::string& payer_action, const std::string& content);

 private:
  http_client browser_{};
};

}  // namespace sluice::demo
