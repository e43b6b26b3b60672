#include "app/demo/settling.hpp"

#include <vector>

#include "app/demo/verdict.hpp"

namespace sluice::demo {
namespace {

constexpr millis one_turn{100};
/// What a channel may still do by itself after all has ended is done within this time.
constexpr millis stillness{1500};

class settler {
 public:
  settler(shopkeeper& shops, asker& over, const std::filesystem::path& books,
          asker::timer::time_point until, const std::function<void(std::size_t)>& on_turn)
      : shops_{shops}, over_{over}, books_{books}, until_{until}, on_turn_{on_turn} {}

  bool finish_all() {
    while (!shops_.is_done())
      if (!turn()) return false;
    return true;
  }

  /// Asks about the orders that are not settled yet, until all are.
  bool settle_open() {
    for (auto open = unsettled(); !open.empty(); open = unsettled()) {
      for (const auto index : open) shops_.look_at(index);
      if (!wait_for_answers() || !wait(millis{300})) return false;
    }
    return true;
  }

  /// Asks about all once more: the last word of each.
  bool look_at_all() {
    if (!wait(stillness)) return false;
    for (std::size_t i = 0; i < shops_.records().size(); ++i) shops_.look_at(i);
    return wait_for_answers();
  }

  [[nodiscard]] bool all_settled() const { return unsettled().empty(); }

 private:
  [[nodiscard]] std::vector<std::size_t> unsettled() const {
    const auto books = sim::read_books(books_);
    const auto& records = shops_.records();
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < records.size(); ++i)
      if (!is_settled(records[i], books)) found.push_back(i);
    settled_ = records.size() - found.size();
    return found;
  }

  bool turn() {
    shops_.turn(one_turn);
    on_turn_(shops_.is_done() ? settled_ : shops_.done());
    return asker::timer::now() < until_;
  }

  bool wait(millis time) {
    const auto end = asker::timer::now() + time;
    while (asker::timer::now() < end)
      if (!turn()) return false;
    return true;
  }

  bool wait_for_answers() {
    while (over_.open() > 0)
      if (!turn()) return false;
    return true;
  }

  shopkeeper& shops_;
  asker& over_;
  const std::filesystem::path& books_;
  asker::timer::time_point until_;
  const std::function<void(std::size_t)>& on_turn_;
  mutable std::size_t settled_ = 0;
};

}  // namespace

bool settle(shopkeeper& shops, asker& over, const std::filesystem::path& books,
            asker::timer::time_point until,
            const std::function<void(std::size_t settled)>& on_turn) {
  settler s{shops, over, books, until, on_turn};
  if (!s.finish_all()) return false;
  do {
    if (!s.settle_open() || !s.look_at_all()) return false;
  } while (!s.all_settled());
  return true;
}

}  // namespace sluice::demo
