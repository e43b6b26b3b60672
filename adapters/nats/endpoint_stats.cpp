#include "adapters/nats/endpoint_stats.hpp"

#include "base/invariant.hpp"

namespace sluice::nats {
namespace {

command_result result_of(const rejection* refused) noexcept {
  if (refused == nullptr) return command_result::ok;
  return is_retryable(refused->code) ? command_result::try_again : command_result::refused;
}

}  // namespace

std::string_view name_of(command_result r) noexcept {
  switch (r) {
    case command_result::ok: return "ok";
    case command_result::refused: return "refused";
    case command_result::try_again: return "try_again";
  }
  broken_invariant("every result has a name", __FILE__, __LINE__);
}

void endpoint_stats::count(api::endpoint which, std::chrono::nanoseconds took,
                           const rejection* refused) {
  auto& row = rows_[static_cast<std::size_t>(which)];
  row.results[static_cast<std::size_t>(result_of(refused))].fetch_add(1, std::memory_order_relaxed);
  row.took.count(took);
  if (refused == nullptr) return;
  const std::lock_guard held(row.lock);
  row.last_error = name_of(refused->code);
  if (!refused->field.empty()) row.last_error += " (" + refused->field + ')';
}

endpoint_counts endpoint_stats::of(api::endpoint which) const {
  const auto& row = rows_[static_cast<std::size_t>(which)];
  endpoint_counts out{.took = row.took.read()};
  for (std::size_t i = 0; i < out.results.size(); ++i)
    out.results[i] = row.results[i].load(std::memory_order_relaxed);
  const std::lock_guard held(row.lock);
  out.last_error = row.last_error;
  return out;
}

}  // namespace sluice::nats
