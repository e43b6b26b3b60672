#include "adapters/http/http_server.hpp"

#include <poll.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "adapters/http/http_session.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using core = http_server_core;

constexpr std::chrono::seconds stop_limit{2};  ///< answers under way when the server stops
constexpr std::chrono::seconds between_tellings{10};
constexpr std::chrono::milliseconds accept_pause{100};

/// The first descriptor that belongs to the rest of the process. Even in a process that may open
/// very few, one request at a time gets through (admission lets one stay).
int first_reserved(std::uint32_t reserve) {
  rlimit files{};
  constexpr auto no_limit = std::numeric_limits<int>::max();
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur > no_limit) return no_limit;
  const auto most = static_cast<int>(files.rlim_cur);
  return std::max(most - static_cast<int>(reserve), 0);
}

/// At once the first time, then at most every ten seconds, with everything since.
void tell_crowding(core& c) {
  if (c.telling_later || !c.tells) return;
  c.crowding.open = c.sessions.size();
  c.tells(c.crowding);
  c.crowding = {};
  c.telling_later = true;
  c.silence.expires_after(between_tellings);
  c.silence.async_wait([&c](error_code cancelled) {
    c.telling_later = false;
    if (!cancelled && c.crowding.closed + c.crowding.refused > 0) tell_crowding(c);
  });
}

void close_session(core& c, admission::id number) {
  const auto one = c.sessions.at(number);  // closing takes it out of the map
  one->close();
}

/// One IPv4 address, or one IPv6 network: whoever has an address there has 2^64 of them.
std::string network_of(const asio::ip::address& from) {
  if (from.is_v4()) return from.to_string();
  const auto six = from.to_v6();
  const auto bytes = six.to_bytes();
  if (six.is_v4_mapped()) return {bytes.begin() + 12, bytes.end()};
  return {bytes.begin(), bytes.begin() + 8};
}

void take(core& c, tcp::socket socket) {
  error_code trouble;
  const auto from = socket.remote_endpoint(trouble);
  if (trouble) return;  // gone already
  static_cast<void>(socket.set_option(tcp::no_delay{true}, trouble));  // slower, if it fails
  const auto said = c.admitted.arrive(
      network_of(from.address()), socket.native_handle(), std::chrono::steady_clock::now());
  for (const auto number : said.make_way) close_session(c, number);
  if (said.reached) {
    c.crowding.limit = name_of(*said.reached);
    c.crowding.closed += said.make_way.size();
    c.crowding.refused += said.taken ? 0 : 1;
    tell_crowding(c);
  }
  if (!said.taken) return;
  const auto fresh = std::make_shared<http_session>(c, std::move(socket), *said.taken);
  c.sessions.emplace(*said.taken, fresh);
  fresh->wait();
}

/// Linux finds that there is no descriptor before it looks whether anybody wants one.
bool somebody_waits(core& c) {
  pollfd door{.fd = c.acceptor.native_handle(), .events = POLLIN, .revents = 0};
  return ::poll(&door, 1, 0) > 0;
}

/// False: there is nobody who could make way.
bool free_a_descriptor(core& c) {
  c.crowding.limit = name_of(admission::limit::descriptors);
  const auto victim = c.admitted.longest_quiet();
  victim ? ++c.crowding.closed : ++c.crowding.refused;
  if (victim) close_session(c, *victim);
  tell_crowding(c);
  return victim.has_value();
}

void accept_next(core& c) {
  c.acceptor.async_accept([&c](error_code error, tcp::socket socket) {
    if (!c.acceptor.is_open()) return;
    if (!error) {
      take(c, std::move(socket));
      return accept_next(c);
    }
    const bool no_descriptor = error == asio::error::no_descriptors ||
                               error == boost::system::errc::too_many_files_open_in_system;
    if (no_descriptor && somebody_waits(c) && free_a_descriptor(c)) return accept_next(c);
    c.pause.expires_after(accept_pause);  // give the others time to close some
    c.pause.async_wait([&c](error_code cancelled) {
      if (!cancelled) accept_next(c);
    });
  });
}

void begin_stop(core& c) {
  c.stopping = true;
  error_code ignored;
  static_cast<void>(c.acceptor.close(ignored));
  c.pause.cancel();
  c.silence.cancel();
  const auto close_all = [&c] {
    const auto open = c.sessions;  // closing takes them out of the map
    for (const auto& [number, one] : open) one->close();
  };
  c.grace.expires_after(stop_limit);
  c.grace.async_wait([close_all](error_code) { close_all(); });
  const auto open = c.sessions;
  for (const auto& [number, one] : open) one->stop();
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

http_server_core::http_server_core(const http_server_limits& chosen)
    : limits{chosen},
      admitted{{.connections = chosen.connections,
                .per_peer = chosen.connections_per_peer,
                .first_reserved = first_reserved(chosen.descriptor_reserve)}} {}

struct http_server::inside {
  explicit inside(const http_server_limits& limits) : shared{std::make_shared<core>(limits)} {}
  std::shared_ptr<core> shared;
  std::uint16_t port = 0;
  std::mutex stopping{};
  std::thread thread{};
};

http_server::http_server(const std::string& listen_address, handler on_request,
                         http_server_limits limits, on_crowding tells)
    : inside_{std::make_unique<inside>(limits)} {
  auto& c = *inside_->shared;
  listen(c, listen_address);
  inside_->port = c.acceptor.local_endpoint().port();
  c.on_request = std::move(on_request);
  c.tells = std::move(tells);
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
