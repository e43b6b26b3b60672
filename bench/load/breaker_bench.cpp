#include "bench/load/breaker_bench.hpp"

#include "base/invariant.hpp"
#include "bench/load/load.hpp"
#include "bench/load/order_maker.hpp"
#include "domain/channel/breaker.hpp"
#include "domain/routing/choose.hpp"

namespace sluice::bench {
namespace {

constexpr instant some_time{millis{1'800'000'000'000}};

/// `call` is given the number of the call.
template <class Call>
double ns_of_one(std::uint64_t calls, Call call) {
  const auto began = now_ns();
  for (std::uint64_t n = 0; n < calls; ++n) call(n);
  return static_cast<double>(now_ns() - began) / static_cast<double>(calls);
}

/// A payment passes and ends well, a thousand a second, three levels deep: channel, method, bank.
/// Its turns are asked for, as the channel's actor does.
double ns_of_breaker(std::uint64_t calls) {
  channel::breaker breaker(channel_id{"wechat"}, {});
  const channel::path bank("debit_card/icbc");
  return ns_of_one(calls, [&](std::uint64_t n) {
    const auto now = some_time + millis{static_cast<std::int64_t>(n)};
    const auto held = breaker.pass(bank, now, millis{10'000});
    SLUICE_INVARIANT(held.has_value());
    breaker.ended(*held, channel::outcome::good, now);
    SLUICE_INVARIANT(breaker.due(now, now).empty());
  });
}

/// Five channels that all may serve the payment, with something known of each, and one rule that
/// holds; from the merchant's list to the explanation that is stored.
double ns_of_router(std::uint64_t calls) {
  std::vector<channel_id> list;
  std::vector<merchant::channel_reach> channels;
  for (const auto* name : {"acct1", "acct2", "acct3", "acct4", "acct5"}) {
    list.emplace_back(name);
    channels.push_back({.id = list.back(),
                        .reaches = wallet::wechat,
                        .business_types = {business_type::payment_code},
                        .currencies = {currency::cny}});
  }
  routing::rulebook book{
      .rules = {{.name = "house", .when = {.amount_from = 1}, .prefer = list[1]}}, .how = {}};
  for (const auto& id : list) book.how.fees.push_back({id, 38});
  const order_id order{bench_merchant(), order_number(id_kind::rising, 1)};
  const routing::wish wanted{
      .order = order, .amount = {1250, currency::cny}, .shown = wallet::wechat};
  const routing::leader before{list[1], some_time};
  return ns_of_one(calls, [&](std::uint64_t) {
    auto candidates = routing::candidates_of(list, channels);
    for (auto& c : candidates) c.standing = {.good = 120, .counted = 128};
    const auto chosen = choose(wanted, candidates, book, before, some_time);
    SLUICE_INVARIANT(chosen.route.size() == list.size());
    SLUICE_INVARIANT(!pack(chosen.why).empty());
  });
}

}  // namespace

std::variant<report, problem> run_breaker_bench(const breaker_options& options) {
  auto figures = figures_of(options.runs, [&](std::uint32_t) {
    return run_figures{
        {"breaker_ns", "breaker: a payment passes and ends", "ns", 0, ns_of_breaker(options.calls)},
        {"router_ns", "router: a choice among five channels", "ns", 0,
         ns_of_router(options.calls)}};
  });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "breaker",
      .sentence =
          "the breaker three levels deep, and the router with five channels that "
          "all may serve the payment; one thread",
      .parameters = {{"calls", std::to_string(options.calls)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"By the wall clock, as a mean of all calls of a run: whatever the "
                "machine did meanwhile is in it."}};
}

}  // namespace sluice::bench
