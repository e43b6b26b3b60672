#pragma once
/// One merchant: who may ask for what, and which channels may serve it. Its permissions come from
/// the configuration; every change of them is an event in its stream, so that an auditor sees what
/// was allowed when. Orders do not wait for it: it forwards and forgets.

#include <caf/all.hpp>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/engine/settings.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/merchant/stream_of_settings.hpp"
#include "domain/merchant/admission.hpp"
#include "domain/merchant/event.hpp"

namespace sluice {

class merchant_actor : public caf::event_based_actor {
 public:
  struct needs {
    settings_stream<merchant::configured>::needs stream;
    page<order_hosts> orders;
    std::vector<merchant::channel_reach> channels;  ///< of all there are
    last_resort last;
  };
  merchant_actor(caf::actor_config& cfg, needs own, merchant_settings settings);
  caf::behavior make_behavior() override;
  const char* name() const override { return "merchant"; }

 private:
  void take(errand& e);
  [[nodiscard]] order_message translate(errand& e) const;
  [[nodiscard]] order_message admit_order(create_order& q) const;

  needs needs_;
  outbox<order_message> to_orders_;
  merchant_settings settings_;
  merchant::rights rights_;
  settings_stream<merchant::configured> stream_;
};

}  // namespace sluice
