#include "actors/mail/handler_times.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/invariant.hpp"

namespace sluice {
namespace {

void take_out_all(std::string& text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
    text.erase(at, part.size());
}

}  // namespace

std::string_view name_of(handler h) noexcept {
  switch (h) {
    case handler::front_desk: return "front_desk";
    case handler::merchants: return "merchants";
    case handler::orders: return "orders";
    case handler::proposals: return "proposals";
    case handler::agreements: return "agreements";
    case handler::router: return "router";
    case handler::supervisor: return "supervisor";
    case handler::agreement_supervisor: return "agreement_supervisor";
    case handler::channel: return "channel";
    case handler::log_writer: return "log_writer";
    case handler::follower: return "follower";
    case handler::courier: return "courier";
    case handler::alarms: return "alarms";
    case handler::notifier: return "notifier";
    case handler::registrar: return "registrar";
    case handler::rulebook: return "rulebook";
    case handler::steward: return "steward";
    case handler::contracts: return "contracts";
    case handler::balances: return "balances";
    case handler::reconciler: return "reconciler";
    case handler::historian: return "historian";
    case handler::examiner: return "examiner";
    case handler::configuration: return "configuration";
    case handler::people: return "people";
  }
  broken_invariant("every kind of actor has a name", __FILE__, __LINE__);
}

handler handler_called(std::string_view name) {
  for (const auto h : enumerators<handler>)
    if (name_of(h) == name) return h;
  broken_invariant("every actor is of a kind", __FILE__, __LINE__);
}

std::uint64_t count_of_processor() noexcept {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  return 0;
#endif
}

std::string message_name(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> readable(
      abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
  std::string out = status == 0 ? readable.get() : type.name();
  for (const auto* part : {"sluice::", "std::", "__cxx11::"}) take_out_all(out, part);
  return out;
}

std::string words_of_slowest(const handler_times::all& from, std::size_t most) {
  std::vector<handler> order(enumerators<handler>.begin(), enumerators<handler>.end());
  const auto of = [&](handler h) -> const handler_times::slowest& {
    return from[static_cast<std::size_t>(h)];
  };
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](handler h) { return of(h).took; });
  std::string out;
  for (const auto h : order) {
    if (most == 0 || of(h).message.empty()) break;
    --most;
    const auto tenths = std::chrono::duration_cast<std::chrono::microseconds>(of(h).took) / 100;
    out += (out.empty() ? "" : ", ") + std::string(name_of(h)) + ' ' +
           std::to_string(tenths.count() / 10) + '.' + std::to_string(tenths.count() % 10) +
           " ms (" + of(h).message + ')';
  }
  return out;
}

/// Two processors may count a little apart: such a message took no time.
void handler_times::note(kind& k, std::uint64_t began, std::uint64_t ended,
                         const std::type_info* message) noexcept {
  const auto took = ended < began ? 0 : ended - began;
  const auto number = span_of(ended);
  const std::lock_guard held(k.lock);
  auto& s = k.spans[number % spans_kept];
  if (s.number > number) return;
  if (s.number < number) s = {.number = number};
  if (took >= s.longest) s = {number, took, message};
  k.span.store(number, std::memory_order_relaxed);
  k.longest.store(s.longest, std::memory_order_relaxed);
}

double handler_times::nanoseconds_a_count() const {
  const std::chrono::duration<double, std::nano> passed = clock_->now() - began_;
  const auto counted = count_of_processor() - counted_when_it_began_;
  return counted == 0 ? 0 : passed.count() / static_cast<double>(counted);
}

handler_times::all handler_times::last_minute() const {
  constexpr double minute_ns = 60e9;
  const auto each = nanoseconds_a_count();
  const auto now = count_of_processor();
  all out{};
  for (std::size_t i = 0; i < kinds_.size(); ++i) {
    const auto& k = kinds_[i];
    span longest;
    const std::lock_guard held(k.lock);
    for (const auto& s : k.spans) {
      const auto ended_before = (s.number + 1) << bits_of_span;
      const bool is_over =
          ended_before<now&& static_cast<double>(now - ended_before) * each> minute_ns;
      if (!is_over && s.message != nullptr && s.longest >= longest.longest) longest = s;
    }
    if (longest.message == nullptr) continue;
    out[i] = {std::chrono::nanoseconds(
                  static_cast<std::int64_t>(static_cast<double>(longest.longest) * each)),
              message_name(*longest.message)};
  }
  return out;
}

}  // namespace sluice
