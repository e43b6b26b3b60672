#include "bench/load/overload_log.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "bench/load/engine_host.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice::bench {
namespace {

/// Nothing: it is no order of ours.
found* place_of(orders_in_log& all, std::string_view stream) {
  const auto owner = owner_of_stream(stream);
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (id == nullptr) return nullptr;
  const auto& text = id->number.value();
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (read.ec != std::errc{} || number / numbers_of_a_step >= all.size()) return nullptr;
  auto& its_step = all[number / numbers_of_a_step];
  const auto index = number % numbers_of_a_step;
  if (index >= its_step.size()) its_step.resize(std::max(2 * its_step.size(), index + 1));
  return &its_step[index];
}

void note(found& in, const order::event& event) {
  if (std::holds_alternative<order::order_paid>(event))
    in = found::paid;
  else if (std::holds_alternative<order::order_failed>(event) ||
           std::holds_alternative<order::order_revoked>(event))
    in = found::ended_otherwise;
  else if (in == found::nothing)
    in = found::open;
}

}  // namespace

std::variant<orders_in_log, problem> read_orders(const std::filesystem::path& log) {
  auto opened = open_log(log);
  if (auto* no = std::get_if<problem>(&opened)) return std::move(*no);
  orders_in_log out;
  bool is_readable = true;
  const auto damage = std::get<log_ptr>(opened)->read_all(1, [&](const store::record& r) {
    const auto result = decode(r);
    const auto* event = std::get_if<decoded>(&result);
    is_readable = event != nullptr;
    if (!is_readable) return false;
    const auto* of_order = std::get_if<order::event>(&event->event);
    if (auto* place = of_order != nullptr ? place_of(out, r.stream) : nullptr)
      note(*place, *of_order);
    return true;
  });
  if (damage) return "the log is damaged: " + damage->what;
  if (!is_readable) return "an event cannot be decoded";
  return out;
}

}  // namespace sluice::bench
