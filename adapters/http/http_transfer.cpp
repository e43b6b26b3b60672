#include "adapters/http/http_transfer.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "adapters/http/public_address.hpp"

namespace sluice {
namespace {

/// Remembers whether any option was refused: one check at the end instead of twenty.
class option_setter {
 public:
  explicit option_setter(CURL* handle) : handle_(handle) {}

  template <class Value>
  void operator()(CURLoption option, Value value) {
    if (curl_easy_setopt(handle_, option, value) != CURLE_OK) refused_ = true;
  }
  [[nodiscard]] bool all_taken() const noexcept { return !refused_; }

 private:
  CURL* handle_;
  bool refused_ = false;
};

void set_transport(option_setter& set, const http_client_limits& limits) {
  set(CURLOPT_NOSIGNAL, 1L);  // signals and threads do not mix
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);  // a redirected payment is a payment somewhere else
  set(CURLOPT_PROXY, "");           // nor may an environment variable send it elsewhere
  // One call a connection: the connection limit is a limit of calls, and one stalled connection
  // stalls one call.
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
  constexpr auto max_idle = std::chrono::duration_cast<std::chrono::seconds>(channel::longest_idle);
  set(CURLOPT_MAXAGE_CONN, static_cast<long>(max_idle.count()));
  set(CURLOPT_TCP_NODELAY, 1L);
  // "host!": nobody's network card is meant that is called so.
  if (!limits.exit_address.empty()) set(CURLOPT_INTERFACE, ("host!" + limits.exit_address).c_str());
}

/// Not copied: the call outlives the handle's use. libcurl re-uses a connection only for the same
/// certificate and authorities (WxJava#3640: a pool that forgot whose connection it was).
curl_blob blob_of(const std::string& text) {
  return {.data = const_cast<char*>(text.data()), .len = text.size(), .flags = CURL_BLOB_NOCOPY};
}

void set_identity(option_setter& set, const tls_identity& who) {
  if (!who.authorities.empty()) {
    auto authorities = blob_of(who.authorities);
    set(CURLOPT_CAINFO_BLOB, &authorities);
  }
  if (who.certificate.empty()) return;
  auto certificate = blob_of(who.certificate);
  set(CURLOPT_SSLCERT_BLOB, &certificate);
  set(CURLOPT_SSLCERTTYPE, who.is_p12 ? "P12" : "PEM");
  if (who.is_p12) return set(CURLOPT_KEYPASSWD, who.password.reveal().c_str());
  auto key = blob_of(who.key.reveal());
  set(CURLOPT_SSLKEY_BLOB, &key);
}

}  // namespace

http_transfer::http_transfer(http_call call, http_client::on_result done)
    : call_(std::move(call)),
      url_(call_.base_url + call_.request.target),
      done_(std::move(done)),
      deadline_(clock::now() + std::max(call_.timeout, millis{1})) {}

bool http_transfer::prepare(easy_handle handle, const http_client_limits& limits) {
  handle_ = std::move(handle);
  if (handle_ == nullptr) return false;
  curl_easy_reset(handle_.get());
  max_body_bytes_ = limits.max_body_bytes;

  option_setter set(handle_.get());
  set_transport(set, limits);
  if (call_.tls != nullptr) set_identity(set, *call_.tls);
  set(CURLOPT_URL, url_.c_str());
  const auto left = std::chrono::duration_cast<millis>(deadline_ - clock::now());
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max(left, millis{1}).count()));
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &http_transfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  return set.all_taken() && set_watch() && set_headers() &&
         (call_.request.method == "GET" || set_body());
}

bool http_transfer::set_headers() {
  for (const auto& one : call_.request.headers) {
    if (!is_one_header(one)) return false;
    // For libcurl "Name:" means to leave its own header out, and "Name;" one without a value.
    const auto line = one.name + (one.value.empty() ? ";" : ": " + one.value);
    auto* longer = curl_slist_append(header_lines_.get(), line.c_str());
    if (longer == nullptr) return false;
    if (header_lines_ == nullptr) header_lines_.reset(longer);
  }
  option_setter set(handle_.get());
  set(CURLOPT_HTTPHEADER, header_lines_.get());
  return set.all_taken();
}

/// Who opens is asked while this call runs; who closes may be asked long after it.
bool http_transfer::set_watch() {
  if (call_.watch == nullptr && !call_.public_addresses_only) return true;
  option_setter set(handle_.get());
  set(CURLOPT_OPENSOCKETFUNCTION, &http_transfer::on_open);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  if (call_.watch == nullptr) return set.all_taken();
  set(CURLOPT_CLOSESOCKETFUNCTION, &http_transfer::on_close);
  set(CURLOPT_CLOSESOCKETDATA, static_cast<void*>(call_.watch.get()));
  return set.all_taken();
}

curl_socket_t http_transfer::on_open(void* self, curlsocktype, curl_sockaddr* to) {
  return static_cast<http_transfer*>(self)->open(*to);
}

/// The address is the one that is connected to next: no name is looked up in between.
curl_socket_t http_transfer::open(const curl_sockaddr& to) {
  if (call_.public_addresses_only && !is_public(to.addr)) {
    refused_address_ = text_of(to.addr);
    return CURL_SOCKET_BAD;
  }
  const auto opened = ::socket(to.family, to.socktype | SOCK_CLOEXEC, to.protocol);
  if (opened < 0) return CURL_SOCKET_BAD;
  if (call_.watch == nullptr || call_.watch->may_open(opened)) return opened;
  ::close(opened);
  return CURL_SOCKET_BAD;
}

int http_transfer::on_close(void* watch, curl_socket_t socket) {
  static_cast<connection_watch*>(watch)->closed(socket);
  return ::close(socket);
}

/// Nothing: the connection is closed, as on_close has told.
void http_transfer::tell_watch() const {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(handle_.get(), CURLINFO_ACTIVESOCKET, &socket);
  if (call_.watch != nullptr && socket != CURL_SOCKET_BAD) call_.watch->is_idle(socket);
}

/// How `once` works: libcurl repeats a request only after rewinding its body. A body handed over
/// piece by piece without a seek function cannot be rewound, so once a byte of it has been taken
/// the repetition fails (CURLE_SEND_FAIL_REWIND) and the call ends as cut off. Before that, no
/// server has seen a whole request. The connection is still re-used, which a fresh one for every
/// payment would not be.
bool http_transfer::set_body() {
  option_setter set(handle_.get());
  set(CURLOPT_POST, 1L);
  if (call_.request.method != "POST") set(CURLOPT_CUSTOMREQUEST, call_.request.method.c_str());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call_.request.body.size()));
  if (call_.once && !call_.request.body.empty()) {
    set(CURLOPT_READFUNCTION, &http_transfer::on_read);
    set(CURLOPT_READDATA, static_cast<void*>(this));
  } else {
    set(CURLOPT_POSTFIELDS,
        call_.request.body.data());  // not copied: call_ outlives the handle's use
  }
  return set.all_taken();
}

std::size_t http_transfer::on_read(char* buffer, std::size_t size, std::size_t count, void* self) {
  auto& me = *static_cast<http_transfer*>(self);
  const auto length = me.call_.request.body.copy(buffer, size * count, me.sent_);
  me.sent_ += length;
  return length;
}

std::size_t http_transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& me = *static_cast<http_transfer*>(self);
  const auto length = size * count;
  if (me.body_.size() + length > me.max_body_bytes_) {
    me.too_large_ = true;
    return length == 0 ? 1 : 0;  // any other number than `length` ends the transfer
  }
  me.body_.append(data, length);
  return length;
}

http_result http_transfer::result(CURLcode code) {
  tell_watch();
  auto out = verdict_on(code);
  out.refused_address = std::move(refused_address_);
  return out;
}

http_result http_transfer::verdict_on(CURLcode code) {
  using outcome = http_result::outcome;
  if (too_large_) {
    body_.clear();
    return {.kind = outcome::too_large, .response = response()};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) return {.kind = outcome::timed_out};
  // A call that libcurl may repeat can fail to connect after a first copy went out; with `once`
  // these codes are proof that nothing did.
  const bool never_connected =
      code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
      code == CURLE_INTERFACE_FAILED || code == CURLE_URL_MALFORMAT ||
      code == CURLE_UNSUPPORTED_PROTOCOL;
  // After a dead re-used connection libcurl connects anew before it finds that it may not repeat: a
  // refused connect then follows a request that went out whole. Only a body of which no byte was
  // taken proves that nothing was sent.
  const bool nothing_sent = call_.once && !call_.request.body.empty() && sent_ == 0;
  if (never_connected) return {.kind = nothing_sent ? outcome::not_connected : outcome::cut_off};
  if (code != CURLE_OK) return {.kind = outcome::cut_off};

  return {.kind = outcome::answered, .response = response()};
}

/// Of the last response only: not of an interim one (1xx), nor what came after the body.
http_response http_transfer::response() {
  http_response said{.status = 0, .body = std::move(body_)};
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  said.status = static_cast<int>(status);
  constexpr int last_request = -1;
  curl_header* one = nullptr;
  while ((one = curl_easy_nextheader(handle_.get(), CURLH_HEADER, last_request, one)) != nullptr)
    said.headers.add(one->name, one->value);
  return said;
}

void http_transfer::answer(http_result result) noexcept {
  const auto done = std::move(done_);
  if (done) done(std::move(result));
}

easy_handle http_transfer::release() noexcept { return std::move(handle_); }

}  // namespace sluice
