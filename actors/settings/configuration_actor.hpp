#pragma once
/// Takes the configuration file over: hands each channel and merchant its section, the registrar
/// who may ask, the rulebook the routing rules and the steward those about levels, which they make
/// events of if it says something new, and answers when all of that is durable. A wrong file
/// changes nothing. One reading after the other.

#include <caf/all.hpp>
#include <deque>
#include <optional>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/merchant/merchant_message.hpp"
#include "actors/ports/configuration_port.hpp"
#include "actors/settings/remembered_reloads.hpp"

namespace sluice {

/// What the merchants are told of the file: the section of each, and that the others are in it no
/// more.
[[nodiscard]] batch<merchant_message> words_to_merchants(const store::event_log& log,
                                                         const std::vector<merchant_settings>& all,
                                                         const caf::actor& reply_to = {});

class configuration_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<observer> tells;
    std::shared_ptr<configuration_port> file;  ///< nothing: there is no file to read again
    page<caf::actor> front_desk;
    page<channel_actors> channels;
    page<caf::actor> merchants;
    page<caf::actor> registrar;
    page<caf::actor> rulebook;
    page<caf::actor> steward;
    last_resort last;
  };
  configuration_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "configuration"; }

 private:
  void go_on();
  void take(const reload_wanted& w);
  void hand_on(configuration_port::reading& r);
  void heard(const answer& now);
  void finish();
  void refuse(token who, std::string why);
  void say(token who, answer what);

  needs needs_;
  std::deque<reload_wanted> waiting_;
  std::optional<reload_wanted> current_{};
  reload_view result_{};
  remembered_reloads said_{};
  /// All that have not said yet that it is durable.
  std::size_t unheard_ = 0;
};

}  // namespace sluice
