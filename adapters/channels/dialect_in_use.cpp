#include "adapters/channels/dialect_in_use.hpp"

#include "adapters/channels/key_fetching.hpp"

namespace sluice {
namespace {

template <class Message>
std::string unknown_to(const dialect& speaks, const Message& said, instant now) {
  const auto* const keys = speaks.fetches_keys();
  return keys == nullptr ? std::string() : keys->unknown_key_of(said, now);
}

}  // namespace

void dialect_in_use::has_unknown_key(const http_response& answer, instant now) const {
  if (!in_->tells) return;
  const auto named = unknown_to(*this->now(), answer, now);
  if (!named.empty()) in_->tells(named, key_witness::answer);
}

void dialect_in_use::has_unknown_key(const http_request& notification, instant now) const {
  if (!in_->tells) return;
  const auto named = unknown_to(*this->now(), notification, now);
  if (!named.empty()) in_->tells(named, key_witness::notification);
}

}  // namespace sluice
