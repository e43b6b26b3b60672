#include "app/simulated_channels/simulated_channels.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <vector>

#include "adapters/http/http_server.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/simulated_channels/notice_sender.hpp"
#include "app/simulated_channels/outages.hpp"
#include "app/simulated_channels/simulated_kind.hpp"
#include "sim/providers/books.hpp"

namespace sluice {
namespace {

/// What happens after a restart happens after what is in the books.
instant last_entry(const sim::books& ledger) {
  return ledger.earlier().empty() ? instant{} : ledger.earlier().back().at;
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

http_response as_response(sim::face_answer answer) {
  http_response out{.status = answer.status, .body = std::move(answer.body)};
  if (!answer.content_type.empty()) out.headers.add("Content-Type", std::move(answer.content_type));
  for (auto& [name, value] : answer.headers) out.headers.add(std::move(name), std::move(value));
  return out;
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
  void tell_health(const http_server::respond& respond);
  void begin_outage(const std::string& body, const http_server::respond& respond);
  [[nodiscard]] bool is_out(const sim::face_request& request);
  void hear(const outgoing_notice& n, int status, const std::string& body);
  [[nodiscard]] simulated_kind* who_serves(std::string_view method, std::string_view path);
  sim::face_answer answer_of(simulated_kind& kind, const sim::face_request& request);
  void deliver(sim::face_answer answer, const http_server::respond& respond);
  void write_books();
  void run_timer();
  void do_what_is_due();
  void tell(std::size_t kind, const sim::notice& n, instant at);
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
  std::vector<std::unique_ptr<simulated_kind>> kinds;
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
      kinds{make_simulated_kinds(settings)},
      sender{[this](const outgoing_notice& n, int status, const std::string& body) {
        hear(n, status, body);
      }} {
  for (auto& kind : kinds) kind->behind().restore(ledger.earlier());
  server.emplace(settings.listen, [this](http_request request, http_server::respond respond) {
    handle(request, respond);
  });
  timer = std::thread{[this] { run_timer(); }};
}

void simulated_channels::inside::handle(const http_request& request,
                                        const http_server::respond& respond) {
  if (request.method == "GET" && request.target == "/healthz") return tell_health(respond);
  if (request.method == "POST" && request.target == "/outage")
    return begin_outage(request.body, respond);
  auto* const kind = who_serves(request.method, path_of(request.target));
  if (kind == nullptr) {
    const bool only_post = who_serves("POST", path_of(request.target)) != nullptr;
    return respond(only_post ? http_response{.status = 405, .body = "the channel takes POST only\n"}
                             : http_response{.status = 404, .body = "no channel has this page\n"});
  }
  const sim::face_request asked{
      .method = request.method,
      .target = request.target,
      .authorization = std::string{request.headers.find("Authorization").value_or("")},
      .host = std::string{request.headers.find("Host").value_or("")},
      .serial = std::string{request.headers.find("Wechatpay-Serial").value_or("")},
      .body = request.body};
  if (is_out(asked)) return respond(std::nullopt);
  deliver(answer_of(*kind, asked), respond);
}

void simulated_channels::inside::tell_health(const http_server::respond& respond) {
  auto names = nlohmann::json::array();
  for (const auto& kind : kinds) names.push_back(kind->name());
  const nlohmann::ordered_json body{{"channels", names}, {"belongs_to", settings.belongs_to}};
  respond(http_response{.headers = {{"Content-Type", "application/json"}}, .body = body.dump()});
}

void simulated_channels::inside::begin_outage(const std::string& body,
                                              const http_server::respond& respond) {
  const std::lock_guard lock{guard};
  const auto fault = out.take(body, clock.now());
  respond(http_response{.status = fault ? 400 : 200, .body = fault.value_or("so be it\n")});
}

/// Requests name their account in the body, the target or the signature's header.
bool simulated_channels::inside::is_out(const sim::face_request& request) {
  const std::lock_guard lock{guard};
  const auto now = clock.now();
  return out.strikes(request.body, now) || out.strikes(request.target, now) ||
         out.strikes(request.authorization, now);
}

simulated_kind* simulated_channels::inside::who_serves(std::string_view method,
                                                       std::string_view path) {
  const auto at = std::find_if(
      kinds.begin(), kinds.end(), [&](const auto& kind) { return kind->serves(method, path); });
  return at == kinds.end() ? nullptr : at->get();
}

sim::face_answer simulated_channels::inside::answer_of(simulated_kind& kind,
                                                       const sim::face_request& request) {
  const std::lock_guard lock{guard};
  auto answer = kind.answer(request, path_of(request.target), clock.now());
  write_books();
  changed.notify_one();  // something may be due earlier than the timer thinks
  return answer;
}

void simulated_channels::inside::hear(const outgoing_notice& n, int status,
                                      const std::string& body) {
  auto& kind = *kinds.at(n.kind);
  if (!kind.is_taken(status, body)) return;
  const std::lock_guard lock{guard};
  kind.behind().acknowledge(n.id);
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
  std::vector<sim::movement> movements;
  for (auto& kind : kinds)
    for (auto& m : kind->behind().take_movements()) movements.push_back(std::move(m));
  ledger.append(movements);
}

// -- the timer's thread ---------------------------------------------------------------

std::optional<instant> simulated_channels::inside::next_due() const {
  std::optional<instant> first;
  const auto sooner = [&](instant at) { first = first ? std::min(*first, at) : at; };
  for (const auto& kind : kinds)
    if (const auto at = kind->behind().next_due()) sooner(*at);
  if (!slow_answers.empty()) sooner(slow_answers.begin()->first);
  return first;
}

void simulated_channels::inside::do_what_is_due() {
  const auto at = clock.now();
  std::vector<std::vector<sim::notice>> notices;
  for (auto& kind : kinds) notices.push_back(kind->behind().advance(at));
  write_books();  // before anybody is told of what they say
  for (std::size_t i = 0; i < kinds.size(); ++i)
    for (const auto& n : notices[i]) tell(i, n, at);
  while (!slow_answers.empty() && slow_answers.begin()->first <= at) {
    auto one = slow_answers.extract(slow_answers.begin());
    one.mapped().respond(std::move(one.mapped().response));
  }
}

void simulated_channels::inside::tell(std::size_t kind, const sim::notice& n, instant at) {
  if (auto content = kinds[kind]->told(n, at))
    sender.send({kind, n.id, sim::receiver_of(n), std::move(*content)});
  else
    kinds[kind]->behind().acknowledge(n.id);
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
