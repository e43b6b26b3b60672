#include "adapters/nats/connection.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sstream>
#include <vector>

#include "adapters/nats/nkey.hpp"
#include "base/invariant.hpp"

namespace sluice::nats {
namespace {

constexpr int reconnect_for_ever = -1;
constexpr std::int64_t reconnect_wait_ms = 250;
constexpr int delivery_threads = 2;  ///< shared by all subscriptions of the process

struct free_options {
  void operator()(natsOptions* o) const noexcept { natsOptions_Destroy(o); }
};
using options_ptr = std::unique_ptr<natsOptions, free_options>;

/// The first step that fails stops the rest and is named.
class steps {
 public:
  void take(std::string_view what, natsStatus status) {
    if (status != NATS_OK && failed_.empty())
      failed_ = std::string(what) + ": " + natsStatus_GetText(status);
  }
  void fail(std::string what) {
    if (failed_.empty()) failed_ = std::move(what);
  }
  [[nodiscard]] const std::string& failed() const noexcept { return failed_; }

 private:
  std::string failed_;
};

void set_servers(natsOptions* into, const secret_url& urls, steps& done) {
  std::vector<std::string> each;
  std::istringstream list(urls.reveal());
  for (std::string url; std::getline(list, url, ',');) each.push_back(url);
  std::vector<const char*> pointers;
  pointers.reserve(each.size());
  for (const auto& url : each) pointers.push_back(url.c_str());
  done.take("server address " + urls.shown(),
            natsOptions_SetServers(into, pointers.data(), static_cast<int>(pointers.size())));
}

void set_nkey(natsOptions* into, const std::string& seed_file, steps& done) {
  std::ifstream file(seed_file);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto key = public_nkey(text);
  if (!key) return done.fail("NKey seed file " + seed_file + ": no user seed (SU…) can be read");
  done.take("NKey seed file " + seed_file,
            natsOptions_SetNKeyFromSeed(into, key->c_str(), seed_file.c_str()));
}

void set_identity(natsOptions* into, const connection_options& from, steps& done) {
  if (!from.credentials_file.empty())
    done.take(
        "credentials file " + from.credentials_file,
        natsOptions_SetUserCredentialsFromFiles(into, from.credentials_file.c_str(), nullptr));
  if (!from.nkey_seed_file.empty()) set_nkey(into, from.nkey_seed_file, done);
  if (!from.user.empty())
    done.take(
        "user", natsOptions_SetUserInfo(into, from.user.c_str(), from.password.reveal().c_str()));
  if (!from.token.empty())
    done.take("token", natsOptions_SetToken(into, from.token.reveal().c_str()));
}

void set_tls(natsOptions* into, const connection_options& from, steps& done) {
  if (from.tls_ca_file.empty() && from.tls_certificate_file.empty()) return;
  done.take("TLS", natsOptions_SetSecure(into, true));
  if (!from.tls_ca_file.empty())
    done.take("TLS certificates of authorities in " + from.tls_ca_file,
              natsOptions_LoadCATrustedCertificates(into, from.tls_ca_file.c_str()));
  if (!from.tls_certificate_file.empty())
    done.take("TLS certificate " + from.tls_certificate_file,
              natsOptions_LoadCertificatesChain(
                  into, from.tls_certificate_file.c_str(), from.tls_key_file.c_str()));
}

std::string sentence(const connection_options& options, natsStatus status) {
  const std::string why = natsStatus_GetText(status);
  std::string hint = "is a nats-server running there? (try: nats-server -a 127.0.0.1 -p 4222)";
  if (status == NATS_CONNECTION_AUTH_FAILED || status == NATS_NOT_PERMITTED)
    hint = "the server asks for another user, password, token, credentials file or NKey";
  if (status == NATS_SSL_ERROR || status == NATS_SECURE_CONNECTION_REQUIRED ||
      status == NATS_SECURE_CONNECTION_WANTED)
    hint = "check the TLS files and whether the server speaks TLS";
  return "cannot connect to NATS at " + options.url.shown() + ": " + why + "; " + hint;
}

}  // namespace

/// What nats.c's threads call. Lives until the closed callback, the last one, has come.
struct connection::callbacks {
  std::shared_ptr<observer> tells;
  std::string url;  ///< as shown
  std::mutex lock{};
  std::condition_variable changed{};
  bool closed = false;
  std::vector<std::shared_ptr<refusals>> watchers{};
  std::atomic<bool> closing{false};
  std::vector<std::function<void()>> after_reconnect{};

  void tell(severity level, std::string_view event, std::string message) const {
    tells->tell({level, event, std::move(message), {{"nats", url}}});
  }

  static void on_disconnected(natsConnection*, void* self) {
    const auto& me = *static_cast<callbacks*>(self);
    if (me.closing) return;  // nats.c calls a close a disconnection too
    me.tell(severity::warning, "nats_disconnected", "the connection to NATS is lost; trying again");
  }
  static void on_reconnected(natsConnection*, void* self) {
    auto& me = *static_cast<callbacks*>(self);
    me.tell(severity::info, "nats_reconnected", "connected to NATS again");
    const std::lock_guard held(me.lock);
    for (const auto& call : me.after_reconnect) call();
  }
  static void on_error(natsConnection*, natsSubscription*, natsStatus status, void* self) {
    const char* said = status == NATS_NOT_PERMITTED ? nats_GetLastError(nullptr) : nullptr;
    const std::string what = said != nullptr ? said : natsStatus_GetText(status);
    auto& me = *static_cast<callbacks*>(self);
    if (!me.is_watched(what)) me.tell(severity::warning, "nats_error", what);
  }
  /// Whoever watches says it, with what follows from it.
  bool is_watched(std::string_view error) {
    const std::lock_guard held(lock);
    bool any = false;
    for (const auto& watcher : watchers) any = watcher->take(error) || any;
    return any;
  }
  static std::string said_by(natsConnection* at) {
    const char* text = nullptr;
    static_cast<void>(natsConnection_GetLastError(at, &text));
    return text == nullptr ? std::string() : text;
  }
  static void on_closed(natsConnection* at, void* pointer) {
    auto& self = *static_cast<callbacks*>(pointer);
    if (!self.closing)
      self.tell(severity::critical, "nats_closed",
                "the connection to NATS is closed for good" +
                    std::string(said_by(at).empty() ? "" : ": ") + said_by(at));
    const std::lock_guard held(self.lock);
    self.closed = true;
    self.changed.notify_all();
  }

  void set_on(natsOptions* into, steps& done) {
    done.take("callbacks", natsOptions_SetDisconnectedCB(into, on_disconnected, this));
    done.take("callbacks", natsOptions_SetReconnectedCB(into, on_reconnected, this));
    done.take("callbacks", natsOptions_SetErrorHandler(into, on_error, this));
    done.take("callbacks", natsOptions_SetClosedCB(into, on_closed, this));
  }
};

std::variant<std::shared_ptr<connection>, connect_failed> connection::open(
    const connection_options& options, std::shared_ptr<observer> tells) {
  natsOptions* raw = nullptr;
  steps done;
  done.take("memory", natsOptions_Create(&raw));
  const options_ptr into(raw);
  if (!done.failed().empty()) return connect_failed{done.failed()};

  std::shared_ptr<connection> made(new connection);
  made->callbacks_ = std::make_unique<callbacks>(std::move(tells), options.url.shown());
  made->several_configured_ = options.url.reveal().find(',') != std::string::npos;
  set_servers(into.get(), options.url, done);
  set_identity(into.get(), options, done);
  set_tls(into.get(), options, done);
  made->callbacks_->set_on(into.get(), done);
  done.take("name", natsOptions_SetName(into.get(), options.name.c_str()));
  done.take("timeout", natsOptions_SetTimeout(into.get(), options.connect_timeout.count()));
  done.take("sending", natsOptions_SetSendAsap(into.get(), options.send_at_once));
  done.take("reconnect", natsOptions_SetMaxReconnect(into.get(), reconnect_for_ever));
  done.take("reconnect", natsOptions_SetReconnectWait(into.get(), reconnect_wait_ms));
  done.take("delivery", nats_SetMessageDeliveryPoolSize(delivery_threads));
  done.take("delivery", natsOptions_UseGlobalMessageDelivery(into.get(), true));
  if (!done.failed().empty())
    return connect_failed{
        "cannot connect to NATS at " + options.url.shown() + ": " + done.failed()};

  const auto status = natsConnection_Connect(&made->handle_, into.get());
  if (status != NATS_OK) return connect_failed{sentence(options, status)};
  return made;
}

connection::~connection() {
  if (handle_ == nullptr) return;
  constexpr millis patience{2000};
  static_cast<void>(flush(patience));
  callbacks_->closing = true;
  natsConnection_Close(handle_);
  std::unique_lock held(callbacks_->lock);
  const bool closed =
      callbacks_->changed.wait_for(held, patience, [&] { return callbacks_->closed; });
  held.unlock();
  natsConnection_Destroy(handle_);
  // A callback that still runs needs them; losing a few bytes is better than a crash.
  if (!closed) static_cast<void>(callbacks_.release());
}

bool connection::is_connected() const {
  return natsConnection_Status(handle_) == NATS_CONN_STATUS_CONNECTED;
}

bool connection::is_closed() const {
  return natsConnection_Status(handle_) == NATS_CONN_STATUS_CLOSED;
}

bool connection::knows_several_servers() const {
  char** others = nullptr;
  int count = 0;
  if (natsConnection_GetDiscoveredServers(handle_, &others, &count) != NATS_OK) return true;
  for (int i = 0; i < count; ++i) std::free(others[i]);
  std::free(static_cast<void*>(others));  // nats.c's documentation: the caller frees both
  return several_configured_ || count > 0;
}

bool connection::flush(millis limit) const {
  return is_connected() && natsConnection_FlushTimeout(handle_, limit.count()) == NATS_OK;
}

std::shared_ptr<const refusals> connection::watch_refusals(std::string prefix) {
  auto made = std::make_shared<refusals>(std::move(prefix));
  const std::lock_guard held(callbacks_->lock);
  callbacks_->watchers.push_back(made);
  return made;
}

std::string connection::last_error() const {
  const char* text = nullptr;
  const auto status = natsConnection_GetLastError(handle_, &text);
  return status == NATS_OK || text == nullptr ? std::string() : text;
}

std::size_t connection::max_payload() const {
  return static_cast<std::size_t>(std::max<std::int64_t>(0, natsConnection_GetMaxPayload(handle_)));
}

std::uint64_t connection::reconnects() const {
  natsStatistics* raw = nullptr;
  SLUICE_INVARIANT(natsStatistics_Create(&raw) == NATS_OK);
  std::uint64_t count = 0;
  natsConnection_GetStats(handle_, raw);
  natsStatistics_GetCounts(raw, nullptr, nullptr, nullptr, nullptr, &count);
  natsStatistics_Destroy(raw);
  return count;
}

traffic_figures connection::traffic() const {
  const auto pending = natsConnection_Buffered(handle_);
  return {.is_connected = is_connected(),
          .reconnects = reconnects(),
          .pending_bytes = pending > 0 ? static_cast<std::uint64_t>(pending) : 0};
}

void connection::when_reconnected(std::function<void()> call) {
  const std::lock_guard held(callbacks_->lock);
  callbacks_->after_reconnect.push_back(std::move(call));
}

std::string connection::unique_token() {
  natsInbox* raw = nullptr;
  SLUICE_INVARIANT(natsInbox_Create(&raw) == NATS_OK);
  const std::string token(raw);
  natsInbox_Destroy(raw);
  return token.substr(token.rfind('.') + 1);
}

}  // namespace sluice::nats
