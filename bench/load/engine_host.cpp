#include "bench/load/engine_host.hpp"

#include <cstdlib>

#include "actors/alarm/alarm_facts.hpp"
#include "adapters/channels/instant_channel.hpp"
#include "adapters/system/log_observer.hpp"
#include "adapters/system/machine_clock.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::bench {

std::variant<log_ptr, problem> open_log(const std::filesystem::path& folder) {
  auto opened = store::open_rocksdb_event_log({.folder = folder, .create = true});
  if (auto* no = std::get_if<store::open_error>(&opened)) return no->message;
  return log_ptr{std::move(std::get<std::unique_ptr<store::event_log>>(opened))};
}

std::shared_ptr<observer> bench_observer() {
  return std::make_shared<log_observer>(log_options{.from = severity::warning});
}

engine_settings bench_settings() {
  constexpr std::uint32_t wide = 1'000'000;
  engine_settings s;
  s.channels = {{.id = bench_channel(),
                 .reaches = wallet::wechat,
                 .business_types = {business_type::payment_code},
                 .currencies = {currency::cny},
                 .limits = {.max_in_flight = wide, .queue_capacity = wide},
                 .timing = {{business_type::payment_code, attempt_timing{}}}}};
  s.merchants = {{.id = bench_merchant(),
                  .business_types = {business_type::payment_code},
                  .channels = {bench_channel()}}};
  return s;
}

std::unique_ptr<engine> start_engine(log_ptr log, host_options options) {
  if (!options.channel) options.channel = std::make_shared<instant_channel>();
  if (!options.clock) options.clock = std::make_shared<monotonic_clock>(instant{}, machine_clock());
  auto channels = std::move(options.more_channels);
  channels.emplace(bench_channel(), std::move(options.channel));
  return std::make_unique<engine>(
      options.settings,
      environment{.log = std::move(log),
                  .clock = std::move(options.clock),
                  .numbers = std::make_shared<channel_numbers>(bench_numbers()),
                  .tells = bench_observer(),
                  .channels = std::move(channels),
                  .events = std::move(options.events),
                  .webhooks = std::move(options.webhooks),
                  .declared = std::move(options.who_may),
                  .alarms = options.alarms,
                  .heard = options.alarms ? std::make_shared<alarm_facts>() : nullptr,
                  .on_fatal = [](const std::string&) { std::_Exit(3); }});
}

class direct_load::address final : public reply_address {
 public:
  void belongs_to(load& l, std::uint64_t index) {
    load_ = &l;
    index_ = index;
  }
  void reply(const answer& a) override {
    const auto* order = std::get_if<order_view>(&a);
    load_->answered(index_, order != nullptr && order->state == "paid");
  }

 private:
  load* load_ = nullptr;
  std::uint64_t index_ = 0;
};

direct_load::direct_load(engine& target, id_kind ids, std::uint64_t first, std::uint64_t orders,
                         change otherwise)
    : target_(target),
      ids_(ids),
      first_(first),
      otherwise_(std::move(otherwise)),
      addresses_(std::make_unique<address[]>(orders)),
      load_(orders, [this](std::uint64_t index) { send(index); }) {
  for (std::uint64_t i = 0; i < orders; ++i) addresses_[i].belongs_to(load_, i);
}

direct_load::~direct_load() = default;

void direct_load::send(std::uint64_t index) {
  auto made = create_request(ids_, first_ + index);
  if (otherwise_) otherwise_(first_ + index, made);
  // Owns nothing, so that no allocation and no counting is ours: we outlive every answer.
  made.reply_to = std::shared_ptr<reply_address>(std::shared_ptr<void>{}, &addresses_[index]);
  target_.submit(std::move(made));
}

}  // namespace sluice::bench
