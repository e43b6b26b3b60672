#include "adapters/http/http_client.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include "adapters/http/http_transfer.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

using clock = http_transfer::clock;

struct close_multi {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};

/// curl_global_init must have run before any thread uses libcurl; it is never undone, because
/// another part of the process may use libcurl too.
void initialise_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error("libcurl cannot be initialised");
}

}  // namespace

std::string_view name_of(http_result::outcome kind) noexcept {
  switch (kind) {
    case http_result::outcome::answered: return "answered";
    case http_result::outcome::timed_out: return "timed_out";
    case http_result::outcome::not_connected: return "not_connected";
    case http_result::outcome::cut_off: return "cut_off";
    case http_result::outcome::too_large: return "too_large";
    case http_result::outcome::stopped: return "stopped";
  }
  broken_invariant("every outcome of an HTTP call has a name", __FILE__, __LINE__);
}

struct http_client::inside {
  explicit inside(http_client_limits chosen) : limits(std::move(chosen)) {
    initialise_libcurl();
    multi.reset(curl_multi_init());
    if (multi == nullptr) throw std::runtime_error("libcurl gives no multi handle");
    curl_multi_setopt(
        multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(limits.connections_per_host));
    // Idle connections are worth keeping up to the limit; libcurl's own default is four a call.
    curl_multi_setopt(
        multi.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(limits.connections_per_host));
    thread = std::thread([this] { run(); });
  }

  // -- any thread ---------------------------------------------------------------------

  /// False: the client is stopped.
  bool enqueue(std::unique_ptr<http_transfer>& transfer) {
    const std::lock_guard lock(mutex);
    if (stopping) return false;
    incoming.push_back(std::move(transfer));
    return true;
  }

  void stop() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    curl_multi_wakeup(multi.get());
    const std::lock_guard one_joins(joining);
    if (thread.joinable()) thread.join();
  }

  // -- the client's thread --------------------------------------------------------------

  void run() {
    while (begin_waiting()) {
      int still_running = 0;
      curl_multi_perform(multi.get(), &still_running);
      end_finished();
      end_overdue();
      curl_multi_poll(multi.get(), nullptr, 0, patience(), nullptr);
    }
    end_all();
  }

  /// Takes what has come in since. False: time to stop.
  bool begin_waiting() {
    std::vector<std::unique_ptr<http_transfer>> fresh;
    bool go_on = true;
    {
      const std::lock_guard lock(mutex);
      fresh.swap(incoming);
      go_on = !stopping;
    }
    for (auto& transfer : fresh) {
      if (go_on)
        begin(std::move(transfer));
      else
        transfer->answer({.kind = http_result::outcome::stopped});
    }
    return go_on;
  }

  void begin(std::unique_ptr<http_transfer> transfer) {
    if (transfer->watch() != nullptr) watches.insert(transfer->watch());
    const bool added = transfer->prepare(spare_handle(), limits) &&
                       curl_multi_add_handle(multi.get(), transfer->handle()) == CURLM_OK;
    if (!added) {
      // Nothing was sent: libcurl never saw the call whole.
      transfer->answer({.kind = http_result::outcome::not_connected});
      return;
    }
    deadlines.insert({transfer->deadline(), transfer.get()});
    auto* handle = transfer->handle();
    running.emplace(handle, std::move(transfer));
  }

  void end_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      // The message dies with the handle's removal: read it first.
      const auto code = message->data.result;
      const auto at = running.find(message->easy_handle);
      SLUICE_INVARIANT(at != running.end());
      auto result = at->second->result(code);
      end(at->second.get(), std::move(result));
    }
  }

  /// libcurl's own time-out does not run while a call waits for a free connection.
  void end_overdue() {
    constexpr millis grace{20};  // libcurl's verdict is the more exact one: let it come first
    const auto now = clock::now();
    while (!deadlines.empty() && deadlines.begin()->first + grace < now)
      end(deadlines.begin()->second, {.kind = http_result::outcome::timed_out});
  }

  void end_all() {
    while (!running.empty())
      end(running.begin()->second.get(), {.kind = http_result::outcome::stopped});
  }

  void end(http_transfer* transfer, http_result result) {
    const auto at = running.find(transfer->handle());
    const auto ended = std::move(at->second);
    running.erase(at);
    deadlines.erase({ended->deadline(), ended.get()});
    curl_multi_remove_handle(multi.get(), ended->handle());
    if (spare.size() < limits.connections_per_host) spare.push_back(ended->release());
    ended->answer(std::move(result));
  }

  easy_handle spare_handle() {
    if (spare.empty()) return easy_handle(curl_easy_init());
    auto handle = std::move(spare.back());
    spare.pop_back();
    return handle;
  }

  /// Milliseconds to sleep at most; libcurl shortens it by its own timers, a new call ends it.
  int patience() const {
    constexpr millis longest{60'000};
    constexpr millis grace{25};
    if (deadlines.empty()) return static_cast<int>(longest.count());
    const auto left =
        std::chrono::duration_cast<millis>(deadlines.begin()->first - clock::now()) + grace;
    return static_cast<int>(std::clamp(left, millis{0}, longest).count());
  }

  http_client_limits limits;
  std::mutex mutex;
  std::vector<std::unique_ptr<http_transfer>> incoming;  // guarded by mutex
  bool stopping = false;  // guarded by mutex
  std::mutex joining;

  std::set<std::shared_ptr<connection_watch>> watches;  // connections are closed after their calls
  std::unique_ptr<CURLM, close_multi> multi;
  std::vector<easy_handle> spare;
  std::map<CURL*, std::unique_ptr<http_transfer>> running;
  std::set<std::pair<clock::time_point, http_transfer*>> deadlines;
  std::thread thread;
};

http_client::http_client(http_client_limits limits)
    : inside_(std::make_unique<inside>(std::move(limits))) {}

http_client::~http_client() { stop(); }

void http_client::stop() { inside_->stop(); }

void http_client::start(http_call call, on_result done) noexcept {
  auto transfer = std::make_unique<http_transfer>(std::move(call), std::move(done));
  if (inside_->enqueue(transfer))
    curl_multi_wakeup(inside_->multi.get());
  else
    transfer->answer({.kind = http_result::outcome::stopped});
}

}  // namespace sluice
