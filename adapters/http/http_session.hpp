#pragma once
/// One connection of http_server, and what its connections share. Private to http_server: Beast
/// costs seconds a translation unit. Callbacks, not coroutines, because Boost 1.74's do not compile
/// under GCC 12.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <map>
#include <memory>
#include <optional>

#include "adapters/http/admission.hpp"
#include "adapters/http/http_server.hpp"

namespace sluice {

class http_session;

/// What sessions and late answers share. Touched on the I/O thread only, except `io` (thread-safe).
struct http_server_core : std::enable_shared_from_this<http_server_core> {
  explicit http_server_core(const http_server_limits& chosen);

  boost::asio::io_context io{1};
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::asio::steady_timer pause{io};
  boost::asio::steady_timer grace{io};
  boost::asio::steady_timer silence{io};  ///< runs for a while after crowding was told
  http_server::handler on_request{};
  http_server::on_crowding tells{};
  http_server_limits limits;
  admission admitted;
  std::map<admission::id, std::shared_ptr<http_session>> sessions{};
  http_crowding crowding{};
  bool telling_later = false;
  bool stopping = false;
};

/// One connection: wait for a request, read it, ask the handler, write the answer, again.
class http_session : public std::enable_shared_from_this<http_session> {
 public:
  http_session(http_server_core& owner, boost::asio::ip::tcp::socket socket, admission::id number)
      : owner_{owner}, stream_{std::move(socket)}, number_{number} {}

  void wait();
  void answer(std::optional<http_response> what);
  void stop();  ///< at once when idle, else once the answer is written
  void close();

 private:
  void read_head();
  void read_body();
  void on_failed(boost::system::error_code error);
  void ask_handler();
  void write(http_response what, bool keep_alive);
  void on_written(boost::system::error_code error);
  void refuse(boost::beast::http::status why);
  void linger();

  http_server_core& owner_;
  boost::beast::tcp_stream stream_;
  admission::id number_;
  boost::beast::flat_buffer buffer_{};
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_{};
  std::optional<boost::beast::http::response<boost::beast::http::string_body>> response_{};
  bool keep_alive_ = false;
  bool in_handler_ = false;
  bool writing_ = false;
};

}  // namespace sluice
