#pragma once
/// What all balances of an engine get from outside. Shared by all of them, only read.

#include <memory>

#include "actors/engine/directory.hpp"
#include "actors/ledger/live_books.hpp"
#include "actors/ports/observer.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct balance_needs {
  std::shared_ptr<const store::event_log> log;
  std::shared_ptr<const live_books> books;
  std::shared_ptr<observer> tells;
  page<caf::actor> front_desk;
  page<order_hosts> orders;
};

}  // namespace sluice
