#pragma once
/// Keeps the engine from running out of memory: looks at it when requests come, at most once a
/// second, and says what is not taken at the level of the moment (domain/overload/level.hpp). Who
/// is refused has lost nothing: nothing of the request is durable. Part of the front desk.

#include <memory>
#include <optional>

#include "actors/desk/request.hpp"
#include "actors/ports/memory_port.hpp"
#include "actors/ports/observer.hpp"

namespace sluice {

class link_figures;

class load_watch {
 public:
  /// `memory`: null: nobody looks, and everything is taken.
  /// `figures`: null: nobody counts less when there is little room.
  load_watch(std::shared_ptr<memory_port> memory, std::shared_ptr<observer> tells,
             std::shared_ptr<link_figures> figures = nullptr)
      : memory_(std::move(memory)), tells_(std::move(tells)), figures_(std::move(figures)) {}

  void look(instant now);
  /// Nothing: it is taken. Of a new payment it is the answer only if its order is not known: who
  /// repeats a request hears what became of the first one.
  [[nodiscard]] std::optional<rejection> refusal_of(const question& q) const;

 private:
  void tell(overload::level before, const overload::memory& m) const;

  std::shared_ptr<memory_port> memory_;
  std::shared_ptr<observer> tells_;
  std::shared_ptr<link_figures> figures_;
  overload::level now_ = overload::level::normal;
  instant looked_at_{};
};

}  // namespace sluice
