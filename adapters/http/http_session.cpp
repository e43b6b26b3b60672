#include "adapters/http/http_session.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <chrono>

#include "base/invariant.hpp"

namespace sluice {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using clock = std::chrono::steady_clock;

constexpr std::chrono::seconds linger_limit{1};
constexpr std::uint32_t max_header_bytes = 16 * 1024;
constexpr std::size_t read_piece = 4096;

/// Beast's own string_view changes its type, and its conversions, from one Boost to the next.
std::string text_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::string peer_of(const tcp::socket& socket) {
  boost::system::error_code gone;
  const auto end = socket.remote_endpoint(gone);
  return gone ? std::string() : end.address().to_string();
}

http_request request_in(http::request<http::string_body>& message, std::string peer) {
  http_request request{.method = text_of(message.method_string()),
                       .target = text_of(message.target()),
                       .body = std::move(message.body()),
                       .peer = std::move(peer)};
  for (const auto& field : message)
    request.headers.add(text_of(field.name_string()), text_of(field.value()));
  return request;
}

}  // namespace

/// For a request's first byte.
void http_session::wait() {
  owner_.admitted.quiet(number_, clock::now());
  if (buffer_.size() > 0) return read_head();  // sent ahead
  stream_.expires_after(owner_.limits.idle);
  stream_.async_read_some(buffer_.prepare(read_piece),
                          [self = shared_from_this()](error_code error, std::size_t bytes) {
                            if (error) return self->close();
                            self->buffer_.commit(bytes);
                            self->read_head();
                          });
}

void http_session::read_head() {
  parser_.emplace();  // a parser serves one message
  parser_->body_limit(owner_.limits.body_bytes);
  parser_->header_limit(max_header_bytes);
  stream_.expires_after(owner_.limits.head);
  http::async_read_header(
      stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
        error ? self->on_failed(error) : self->read_body();
      });
}

void http_session::read_body() {
  stream_.expires_after(owner_.limits.body);
  http::async_read(
      stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
        error ? self->on_failed(error) : self->ask_handler();
      });
}

void http_session::on_failed(error_code error) {
  if (error == http::error::body_limit) return refuse(http::status::payload_too_large);
  if (error == http::error::header_limit)
    return refuse(http::status::request_header_fields_too_large);
  const bool spoken_wrongly =
      error.category() == make_error_code(http::error::bad_method).category();
  if (spoken_wrongly && error != http::error::end_of_stream &&
      error != http::error::partial_message)
    return refuse(http::status::bad_request);
  close();
}

void http_session::ask_handler() {
  auto message = parser_->release();
  keep_alive_ = message.keep_alive();
  in_handler_ = true;
  owner_.admitted.busy(number_);
  stream_.expires_never();  // the handler answers when it likes
  // The session may be gone, and the server stopped, when the answer comes. What is posted must not
  // hold the core: it may lie in the core's own queue for ever.
  owner_.on_request(
      request_in(message, peer_of(stream_.socket())),
      [weak = weak_from_this(), keep = owner_.shared_from_this(),
       used = std::make_shared<std::atomic<bool>>(false)](std::optional<http_response> what) {
        SLUICE_INVARIANT(!used->exchange(true));
        asio::post(keep->io, [weak, what = std::move(what)]() mutable {
          if (const auto self = weak.lock()) self->answer(std::move(what));
        });
      });
}

void http_session::answer(std::optional<http_response> what) {
  in_handler_ = false;
  if (!what) return close();
  write(std::move(*what), keep_alive_ && !owner_.stopping);
}

void http_session::write(http_response what, bool keep_alive) {
  writing_ = true;
  keep_alive_ = keep_alive;
  owner_.admitted.busy(number_);
  auto& message = response_.emplace(static_cast<http::status>(what.status), 11);
  message.set(http::field::content_type, "text/plain; charset=utf-8");
  for (const auto& one : what.headers) {
    SLUICE_INVARIANT(is_one_header(one));
    message.set(one.name, one.value);
  }
  message.body() = std::move(what.body);
  message.keep_alive(keep_alive);
  message.prepare_payload();
  stream_.expires_after(owner_.limits.answer);
  http::async_write(stream_, message, [self = shared_from_this()](error_code error, std::size_t) {
    self->on_written(error);
  });
}

void http_session::on_written(error_code error) {
  writing_ = false;
  response_.reset();
  if (error) return close();
  if (keep_alive_ && !owner_.stopping) return wait();
  linger();
}

void http_session::refuse(http::status why) {
  write(
      {.status = static_cast<int>(why), .body = text_of(http::obsolete_reason(why)) + "\n"}, false);
}

/// Closing with unread input would reset the connection and could take the answer with it, so what
/// the client still sends is read and thrown away for a moment.
void http_session::linger() {
  owner_.admitted.quiet(number_, clock::now());
  error_code ignored;
  static_cast<void>(stream_.socket().shutdown(tcp::socket::shutdown_send, ignored));
  stream_.expires_after(linger_limit);
  buffer_.clear();
  const auto drain = [this](const auto& again) -> void {
    stream_.async_read_some(buffer_.prepare(read_piece),
                            [self = shared_from_this(), again](error_code error, std::size_t) {
                              if (error) return self->close();
                              again(again);
                            });
  };
  drain(drain);
}

void http_session::stop() {
  if (!in_handler_ && !writing_) close();
}

void http_session::close() {
  stream_.close();
  in_handler_ = false;
  owner_.admitted.gone(number_);
  owner_.sessions.erase(number_);
  if (owner_.stopping && owner_.sessions.empty()) owner_.grace.cancel();
}

}  // namespace sluice
