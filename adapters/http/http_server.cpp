#include "adapters/http/http_server.hpp"

// All of Beast stays in this file: it costs seconds a translation unit. Callbacks, not coroutines,
// because Boost 1.74's do not compile under GCC 12.
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

#include "base/invariant.hpp"

namespace sluice {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds read_limit{60};   ///< idle, and a request that dribbles in
constexpr std::chrono::seconds write_limit{30};  ///< a client that does not read
constexpr std::chrono::seconds stop_limit{2};    ///< answers under way when the server stops
constexpr std::chrono::seconds linger_limit{1};
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::uint32_t max_header_bytes = 16 * 1024;

class session;

/// Beast's own string_view changes its type, and its conversions, from one Boost to the next.
std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

/// What sessions and late answers share. Touched on the I/O thread only, except `io` (thread-safe).
struct core : std::enable_shared_from_this<core> {
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  asio::steady_timer grace{io};
  http_server::handler on_request;
  std::size_t max_body_bytes = 0;
  std::set<std::shared_ptr<session>> sessions{};
  bool stopping = false;
};

/// One connection: read a request, ask the handler, write the answer, again.
class session : public std::enable_shared_from_this<session> {
 public:
  session(core& owner, tcp::socket socket) : owner_{owner}, stream_{std::move(socket)} {}

  void read();
  void answer(std::optional<http_response> what);
  void stop();  ///< at once when idle, else once the answer is written
  void close();

 private:
  void on_read(error_code error);
  void ask_handler();
  void write(http_response what, bool keep_alive);
  void on_written(error_code error);
  void refuse(http::status why);
  void linger();

  core& owner_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{};
  std::optional<http::request_parser<http::string_body>> parser_{};
  std::optional<http::response<http::string_body>> response_{};
  bool keep_alive_ = false;
  bool in_handler_ = false;
  bool writing_ = false;
};

void session::read() {
  parser_.emplace();  // a parser serves one message
  parser_->body_limit(owner_.max_body_bytes);
  parser_->header_limit(max_header_bytes);
  stream_.expires_after(read_limit);
  http::async_read(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
}

void session::on_read(error_code error) {
  if (error == http::error::body_limit) return refuse(http::status::payload_too_large);
  if (error == http::error::header_limit)
    return refuse(http::status::request_header_fields_too_large);
  const bool spoken_wrongly =
      error.category() == make_error_code(http::error::bad_method).category();
  if (spoken_wrongly && error != http::error::end_of_stream &&
      error != http::error::partial_message)
    return refuse(http::status::bad_request);
  if (error) return close();
  ask_handler();
}

void session::ask_handler() {
  auto message = parser_->release();
  keep_alive_ = message.keep_alive();
  in_handler_ = true;
  stream_.expires_never();  // the handler answers when it likes
  http_request request{.method = text_of(message.method_string()),
                       .target = text_of(message.target()),
                       .content_type = text_of(message[http::field::content_type]),
                       .body = std::move(message.body())};
  // The session may be gone, and the server stopped, when the answer comes. What is posted must not
  // hold the core: it may lie in the core's own queue for ever.
  owner_.on_request(
      std::move(request),
      [weak = weak_from_this(), keep = owner_.shared_from_this(),
       used = std::make_shared<std::atomic<bool>>(false)](std::optional<http_response> what) {
        SLUICE_INVARIANT(!used->exchange(true));
        asio::post(keep->io, [weak, what = std::move(what)]() mutable {
          if (const auto self = weak.lock()) self->answer(std::move(what));
        });
      });
}

void session::answer(std::optional<http_response> what) {
  in_handler_ = false;
  if (!what) return close();
  write(std::move(*what), keep_alive_ && !owner_.stopping);
}

void session::write(http_response what, bool keep_alive) {
  writing_ = true;
  keep_alive_ = keep_alive;
  auto& message = response_.emplace(static_cast<http::status>(what.status), 11);
  message.set(http::field::content_type, what.content_type);
  message.body() = std::move(what.body);
  message.keep_alive(keep_alive);
  message.prepare_payload();
  stream_.expires_after(write_limit);
  http::async_write(stream_, message, [self = shared_from_this()](error_code error, std::size_t) {
    self->on_written(error);
  });
}

void session::on_written(error_code error) {
  writing_ = false;
  response_.reset();
  if (error) return close();
  if (keep_alive_ && !owner_.stopping) return read();
  linger();
}

void session::refuse(http::status why) {
  write(
      {.status = static_cast<int>(why), .body = text_of(http::obsolete_reason(why)) + "\n"}, false);
}

/// Closing with unread input would reset the connection and could take the answer with it, so what
/// the client still sends is read and thrown away for a moment.
void session::linger() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(linger_limit);
  buffer_.clear();
  const auto drain = [this](const auto& again) -> void {
    stream_.async_read_some(
        buffer_.prepare(4096), [self = shared_from_this(), again](error_code error, std::size_t) {
          if (error) return self->close();
          again(again);
        });
  };
  drain(drain);
}

void session::stop() {
  if (!in_handler_ && !writing_) close();
}

void session::close() {
  stream_.close();
  in_handler_ = false;
  owner_.sessions.erase(shared_from_this());
  if (owner_.stopping && owner_.sessions.empty()) owner_.grace.cancel();
}

void accept_next(core& c) {
  c.acceptor.async_accept([&c](error_code error, tcp::socket socket) {
    if (!c.acceptor.is_open()) return;
    if (error) {  // out of descriptors, mostly: give the others time to close some
      c.pause.expires_after(accept_pause);
      c.pause.async_wait([&c](error_code cancelled) {
        if (!cancelled) accept_next(c);
      });
      return;
    }
    error_code ignored;
    socket.set_option(tcp::no_delay{true}, ignored);
    const auto fresh = std::make_shared<session>(c, std::move(socket));
    c.sessions.insert(fresh);
    fresh->read();
    accept_next(c);
  });
}

void begin_stop(core& c) {
  c.stopping = true;
  error_code ignored;
  c.acceptor.close(ignored);
  c.pause.cancel();
  const auto close_all = [&c] {
    const auto open = c.sessions;  // closing takes them out of the set
    for (const auto& one : open) one->close();
  };
  c.grace.expires_after(stop_limit);
  c.grace.async_wait([close_all](error_code) { close_all(); });
  const auto open = c.sessions;
  for (const auto& one : open) one->stop();
  if (c.sessions.empty()) c.grace.cancel();
}

void listen(core& c, const std::string& address) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos)
    throw std::runtime_error{"cannot listen on '" + address + "': write it as host:port"};
  auto host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  try {
    tcp::resolver names{c.io};
    const auto found = names.resolve(host, address.substr(colon + 1), tcp::resolver::passive);
    const tcp::endpoint endpoint = found.begin()->endpoint();
    c.acceptor.open(endpoint.protocol());
    c.acceptor.set_option(asio::socket_base::reuse_address{true});
    c.acceptor.bind(endpoint);
    c.acceptor.listen();
  } catch (const boost::system::system_error& problem) {
    throw std::runtime_error{"cannot listen on '" + address + "': " + problem.code().message()};
  }
}

}  // namespace

struct http_server::inside {
  std::shared_ptr<core> shared = std::make_shared<core>();
  std::uint16_t port = 0;
  std::mutex stopping{};
  std::thread thread{};
};

http_server::http_server(const std::string& listen_address, handler on_request,
                         std::size_t max_body_bytes)
    : inside_{std::make_unique<inside>()} {
  auto& c = *inside_->shared;
  c.max_body_bytes = max_body_bytes;
  listen(c, listen_address);
  inside_->port = c.acceptor.local_endpoint().port();
  c.on_request = std::move(on_request);
  accept_next(c);
  inside_->thread = std::thread{[&c] { c.io.run(); }};
}

http_server::~http_server() { stop(); }

std::uint16_t http_server::port() const noexcept { return inside_->port; }

void http_server::stop() {
  const std::lock_guard lock{inside_->stopping};
  if (!inside_->thread.joinable()) return;
  SLUICE_INVARIANT(inside_->thread.get_id() != std::this_thread::get_id());
  asio::post(inside_->shared->io, [&c = *inside_->shared] { begin_stop(c); });
  inside_->thread.join();
}

}  // namespace sluice
