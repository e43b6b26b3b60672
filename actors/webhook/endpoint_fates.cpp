#include "actors/webhook/endpoint_fates.hpp"

#include "base/invariant.hpp"
#include "events/stream_name.hpp"

namespace sluice {

endpoint_fates::endpoint_fates(const std::vector<webhook::endpoint_id>& all) {
  for (const auto& id : all) all_.emplace(id, one{.log = journal(webhook_stream(id))});
}

std::vector<std::string> endpoint_fates::load(const store::event_log& log) {
  std::vector<std::string> problems;
  for (auto& [id, e] : all_)
    if (auto problem = e.log.load(log)) {
      problems.push_back(*std::move(problem));
      e.is_readable = false;
    }
  return problems;
}

const webhook::fate& endpoint_fates::of(const webhook::endpoint_id& id) const {
  return all_.at(id).log.state();
}

bool endpoint_fates::note(const webhook::endpoint_id& id, webhook::event what, cause why) {
  auto& e = all_.at(id);
  if (!e.is_readable) return false;
  // What was given up before it stands before it.
  if (const auto count = e.given_up.take()) e.waiting.emplace_back(*count);
  e.waiting.push_back(std::move(what));
  e.why = std::move(why);
  return true;
}

void endpoint_fates::gave_up(const webhook::endpoint_id& id, webhook::position event) {
  auto& e = all_.at(id);
  if (e.is_readable) e.given_up.add(event);
}

std::optional<instant> endpoint_fates::next_due() const {
  std::optional<instant> first;
  if (is_writing()) return first;
  for (const auto& [id, e] : all_) {
    const auto due = e.waiting.empty() ? e.given_up.due(e.log.state()) : std::optional{instant{}};
    if (due && (!first || *due < *first)) first = due;
  }
  return first;
}

std::vector<store::append_request> endpoint_fates::take_out(instant now) {
  std::vector<store::append_request> out;
  if (is_writing()) return out;
  for (auto& [id, e] : all_) {
    const auto due = e.given_up.due(e.log.state());
    if (due && *due <= now) e.waiting.emplace_back(e.given_up.take().value());
    if (e.waiting.empty()) continue;
    out.push_back(e.log.begin(std::exchange(e.waiting, {}), std::exchange(e.why, {}), now));
    under_way_.push_back(&e);
  }
  return out;
}

void endpoint_fates::written(const std::vector<store::append_result>& results) {
  SLUICE_INVARIANT(results.size() == under_way_.size());
  for (std::size_t i = 0; i < results.size(); ++i) under_way_[i]->log.settle(results[i]);
  under_way_.clear();
}

}  // namespace sluice
