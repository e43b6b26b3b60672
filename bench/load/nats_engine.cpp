#include "bench/load/nats_engine.hpp"

#include "adapters/nats/events_sink.hpp"
#include "adapters/system/machine_clock.hpp"
#include "bench/load/bench_keys.hpp"

namespace sluice::bench {

std::variant<std::unique_ptr<nats_engine>, problem> nats_engine::start(options how) {
  auto connected = nats::connection::open({.url = how.url}, bench_observer());
  if (auto* no = std::get_if<nats::connect_failed>(&connected)) return no->what;
  std::unique_ptr<nats_engine> made(new nats_engine);
  made->connection_ = std::get<std::shared_ptr<nats::connection>>(connected);
  auto opened = open_log(how.log);
  if (auto* no = std::get_if<problem>(&opened)) return std::move(*no);
  how.host.who_may = bench_callers();
  if (how.publish)
    how.host.events = std::make_shared<nats::events_sink>(
        made->connection_, nats::sink_options{}, bench_observer());
  made->engine_ = start_engine(std::get<log_ptr>(std::move(opened)), std::move(how.host));
  const auto signatures = std::make_shared<access::verifier>(machine_clock().wall);
  signatures->exchange(bench_key_ring());
  auto started = nats::service::start(
      made->connection_, {.signatures = signatures},
      [target = made->engine_](request r) { target->submit(std::move(r)); }, bench_observer());
  if (auto* no = std::get_if<std::string>(&started)) return std::move(*no);
  made->service_ = std::get<std::unique_ptr<nats::service>>(std::move(started));
  return made;
}

void nats_engine::finish() {
  constexpr millis patience{10'000};
  static_cast<void>(service_->stop_intake(patience));
  engine_->drain();
  static_cast<void>(service_->finish(patience));
}

}  // namespace sluice::bench
