#include "actors/ledger/books_follower.hpp"

#include <algorithm>
#include <exception>

#include "events/stream_name.hpp"

namespace sluice {
namespace {

constexpr std::uint32_t books_version = 1;

}  // namespace

books_follower::books_follower(std::shared_ptr<live_books> into,
                               std::shared_ptr<const store::event_log> log)
    : into_(std::move(into)), log_(std::move(log)), keeper_(*log_) {}

bool books_follower::concerns(std::uint16_t type) const noexcept {
  return log_bookkeeper::concerns(type);
}

/// What cannot be decoded moves no money here; the alarms tell of it.
bool books_follower::take(const decoded_record& r) {
  const auto* content = std::get_if<decoded>(&r.content());
  if (content == nullptr) return true;
  const auto* made = keeper_.take(r.record(), content->event);
  if (made == nullptr) return false;
  if (std::holds_alternative<contract::event>(content->event)) into_->agree(keeper_.contracts());
  into_->post(*made, r.record().position);
  return true;
}

follower::snapshot books_follower::state() const {
  snapshot out{.version = books_version};
  into_->write_to(out.bytes);
  return out;
}

/// The contracts are read again: they are few. If they cannot be, for lack of memory say, the books
/// are made from the first record on.
bool books_follower::restore(const snapshot& from) {
  try {
    return from.version == books_version && knows_contracts() && into_->read(from.bytes);
  } catch (const std::exception&) {
    return false;
  }
}

bool books_follower::knows_contracts() {
  const auto read = log_->read_stream(contract_stream());
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  const bool are_known =
      records != nullptr && std::ranges::all_of(*records, [&](const store::record& r) {
        const auto known = decode(r);
        const auto* content = std::get_if<decoded>(&known);
        return content != nullptr && keeper_.take(r, content->event) != nullptr;
      });
  if (are_known) into_->agree(keeper_.contracts());
  return are_known;
}

}  // namespace sluice
