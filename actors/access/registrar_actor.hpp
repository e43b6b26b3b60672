#pragma once
/// The register of those who may ask: principals, what each may, and their keys, as the stream
/// "access" says. File and keystore, and people while the engine runs, change it by events; what is
/// durable goes into the book that the front desk goes by, and to the edge that checks signatures.
///
/// The front desk takes nothing before file and keystore have been taken over.

#include <unordered_set>

#include "actors/access/access_look.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/shared_book.hpp"
#include "actors/ports/signature_keys.hpp"
#include "actors/settings/settings_actor.hpp"
#include "domain/access/decide.hpp"

namespace sluice {

class registrar_actor
    : public settings_actor<access::state, access::event, access::word, access::surroundings> {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    std::shared_ptr<shared_book> book;
    std::shared_ptr<signature_keys> keys;  ///< nothing: nobody checks signatures
    access::take_over declared;  ///< by file and keystore, at the start
    last_resort last;
  };
  registrar_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "registrar"; }

 private:
  void begin();
  void on_heard(const settings_word<access::word>& w, const rejection* refused) override;
  void taken_over(const access::take_over& t, const rejection* refused);
  void publish();
  [[nodiscard]] answer answer_to(const settings_word<access::word>& w,
                                 const rejection* refused) const;
  [[nodiscard]] answer view_after(const access::word& w) const;

  needs needs_;
  // -- the file's word alone
  std::unordered_set<merchant_id> open_{};
  std::vector<approval::rule> approvals_{};
  bool doors_are_open_ = false;
};

}  // namespace sluice
