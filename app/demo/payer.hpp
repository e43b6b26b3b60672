#pragma once
/// The made-up payer: does what an order's answer tells him to, as a browser would. Codes that are
/// shown and what apps hand on he needs no browser for: the simulated channels know that he scans.
/// Used by the payer show, on its thread.

#include "adapters/http/http_client.hpp"
#include "app/demo/order_seen.hpp"

namespace sluice::demo {

class payer {
 public:
  /// What comes back is a page for people: it proves nothing, and nobody reads it.
  void act_on(const order_seen& o);

 private:
  http_client browser_{};
};

}  // namespace sluice::demo
