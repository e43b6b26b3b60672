#include "app/simulated_channels/simulated_channels.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "adapters/http/http_server.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/simulated_channels/notice_sender.hpp"
#include "app/simulated_channels/outages.hpp"
#include "sim/providers/alipay_face.hpp"
#include "sim/providers/books.hpp"
#include "sim/providers/wechat_face.hpp"

namespace sluice {
namespace {

sim::provider_settings wechat_settings(const simulated_channels_settings& s) {
  return {.channel = s.wechat_name,
          .reference_prefix = "4200",
          .notifies = false,  // the real one tells nothing about payment codes
          .payer_delay = s.payer_delay,
          .slow_answer = s.slow_answer,
          .visibility_delay = s.visibility_delay,
          .refund_takes = s.payer_delay,  // a refund is first accepted, then done
          .unpaid_code_expires = millis{45'000}};
}

sim::provider_settings alipay_settings(const simulated_channels_settings& s) {
  return {.channel = s.alipay_name,
          .reference_prefix = "2088",
          .notifies = true,
          .payer_delay = s.payer_delay,
          .slow_answer = s.slow_answer,
          .visibility_delay = s.visibility_delay,
          .refund_takes = millis{0},
          .notice_delay = s.payer_delay / 2,
          .unpaid_code_expires = millis{180'000}};
}

/// What happens after a restart happens after what is in the books.
instant last_entry(const sim::books& ledger) {
  return ledger.earlier().empty() ? instant{} : ledger.earlier().back().at;
}

http_response as_response(sim::face_answer answer) {
  return {.status = answer.status,
          .headers = {{"Content-Type", std::move(answer.content_type)}},
          .body = std::move(answer.body)};
}

}  // namespace

/// Everything below `guard` is touched under it: by the server's I/O thread, the timer's thread and
/// the notification sender's.
struct simulated_channels::inside {
  explicit inside(simulated_channels_settings s);
  ~inside() { stop(); }
  inside(const inside&) = delete;
  inside& operator=(const inside&) = delete;

  void handle(const http_request& request, const http_server::respond& respond);
  void begin_outage(const std::string& body, const http_server::respond& respond);
  [[nodiscard]] bool is_out(std::string_view body);
  std::optional<sim::face_answer> face_answer_to(const http_request& request);
  void deliver(sim::face_answer answer, const http_server::respond& respond);
  void write_books();
  void run_timer();
  void do_what_is_due();
  std::optional<instant> next_due() const;
  void stop();

  struct slow_answer {
    http_response response;
    http_server::respond respond;
  };

  simulated_channels_settings settings;
  std::mutex guard{};
  std::condition_variable changed{};
  bool stopping = false;
  sim::books ledger;
  monotonic_clock clock;
  sim::provider wechat;
  sim::provider alipay;
  sim::wechat_face wechat_speaks{wechat};
  sim::alipay_face alipay_speaks{alipay};
  std::multimap<instant, slow_answer> slow_answers{};
  outages out{};
  notice_sender sender;
  std::optional<http_server> server{};
  std::thread timer{};
};

simulated_channels::inside::inside(simulated_channels_settings s)
    : settings{std::move(s)},
      ledger{settings.books, settings.patience},
      clock{last_entry(ledger), machine_clock()},
      wechat{wechat_settings(settings)},
      alipay{alipay_settings(settings)},
      sender{[this](std::uint64_t id, const std::string& body) {
        if (!sim::alipay_face::is_acknowledgement(body)) return;
        const std::lock_guard lock{guard};
        alipay.acknowledge(id);
      }} {
  wechat.restore(ledger.earlier());
  alipay.restore(ledger.earlier());
  server.emplace(settings.listen, [this](http_request request, http_server::respond respond) {
    handle(request, respond);
  });
  timer = std::thread{[this] { run_timer(); }};
}

void simulated_channels::inside::handle(const http_request& request,
                                        const http_server::respond& respond) {
  if (request.method == "GET" && request.target == "/healthz") {
    const nlohmann::json names{settings.wechat_name, settings.alipay_name};
    const nlohmann::ordered_json body{{"channels", names}, {"belongs_to", settings.belongs_to}};
    return respond(
        http_response{.headers = {{"Content-Type", "application/json"}}, .body = body.dump()});
  }
  if (request.method != "POST")
    return respond(http_response{.status = 405, .body = "the channels take POST only\n"});
  if (request.target == "/outage") return begin_outage(request.body, respond);
  if (is_out(request.body)) return respond(std::nullopt);
  auto answer = face_answer_to(request);
  if (!answer) return respond(http_response{.status = 404, .body = "no channel has this page\n"});
  deliver(std::move(*answer), respond);
}

void simulated_channels::inside::begin_outage(const std::string& body,
                                              const http_server::respond& respond) {
  const std::lock_guard lock{guard};
  const auto fault = out.take(body, clock.now());
  respond(http_response{.status = fault ? 400 : 200, .body = fault.value_or("so be it\n")});
}

bool simulated_channels::inside::is_out(std::string_view body) {
  const std::lock_guard lock{guard};
  return out.strikes(body, clock.now());
}

std::optional<sim::face_answer> simulated_channels::inside::face_answer_to(
    const http_request& request) {
  const auto path = std::string_view{request.target}.substr(0, request.target.find('?'));
  const bool to_wechat = sim::wechat_face::serves(path);
  if (!to_wechat && !sim::alipay_face::serves(path)) return std::nullopt;
  const std::lock_guard lock{guard};
  auto answer = to_wechat ? wechat_speaks.answer(path, request.body, clock.now())
                          : alipay_speaks.answer(request.body, clock.now());
  write_books();
  changed.notify_one();  // something may be due earlier than the timer thinks
  return answer;
}

void simulated_channels::inside::deliver(sim::face_answer answer,
                                         const http_server::respond& respond) {
  switch (answer.how) {
    case sim::delivery::plain:
    case sim::delivery::html_page: return respond(as_response(std::move(answer)));
    case sim::delivery::request_lost:
    case sim::delivery::answer_lost: return respond(std::nullopt);
    case sim::delivery::slow: break;
  }
  const std::lock_guard lock{guard};
  if (stopping) return respond(std::nullopt);
  const auto at = clock.now() + answer.after;
  slow_answers.emplace(at, slow_answer{as_response(std::move(answer)), respond});
  changed.notify_one();
}

void simulated_channels::inside::write_books() {
  auto movements = wechat.take_movements();
  for (auto& m : alipay.take_movements()) movements.push_back(std::move(m));
  ledger.append(movements);
}

// -- the timer's thread ---------------------------------------------------------------

std::optional<instant> simulated_channels::inside::next_due() const {
  auto first = wechat.next_due();
  const auto sooner = [&](instant at) { first = first ? std::min(*first, at) : at; };
  if (const auto at = alipay.next_due()) sooner(*at);
  if (!slow_answers.empty()) sooner(slow_answers.begin()->first);
  return first;
}

void simulated_channels::inside::do_what_is_due() {
  const auto at = clock.now();
  static_cast<void>(wechat.advance(at));  // it has no notifications
  const auto notices = alipay.advance(at);
  write_books();  // before anybody is told of what they say
  for (const auto& n : notices)
    sender.send({n.id, n.about.notify_url, sim::alipay_face::notification(n, at)});
  while (!slow_answers.empty() && slow_answers.begin()->first <= at) {
    auto one = slow_answers.extract(slow_answers.begin());
    one.mapped().respond(std::move(one.mapped().response));
  }
}

void simulated_channels::inside::run_timer() {
  std::unique_lock lock{guard};
  while (!stopping) {
    do_what_is_due();
    const auto due = next_due();
    if (!due)
      changed.wait(lock);
    else
      changed.wait_for(lock, std::max(*due - clock.now(), millis{1}));
  }
}

void simulated_channels::inside::stop() {
  {
    const std::lock_guard lock{guard};
    stopping = true;
    for (auto& [at, one] : slow_answers) one.respond(std::nullopt);
    slow_answers.clear();
  }
  changed.notify_one();
  if (timer.joinable()) timer.join();
  if (server) server->stop();
  sender.stop();
}

simulated_channels::simulated_channels(simulated_channels_settings settings)
    : inside_{std::make_unique<inside>(std::move(settings))} {}

simulated_channels::~simulated_channels() = default;

std::uint16_t simulated_channels::port() const noexcept { return inside_->server->port(); }

void simulated_channels::stop() { inside_->stop(); }

}  // namespace sluice
