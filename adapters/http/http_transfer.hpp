#pragma once
/// One call on its way: a libcurl easy handle with what belongs to it. Private to http_client;
/// lives on the client's thread.

#include <curl/curl.h>

#include <chrono>
#include <memory>

#include "adapters/http/http_client.hpp"

namespace sluice {

struct close_easy {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
using easy_handle = std::unique_ptr<CURL, close_easy>;

class http_transfer {
 public:
  using clock = std::chrono::steady_clock;

  http_transfer(http_call call, http_client::on_result done);
  http_transfer(const http_transfer&) = delete;
  http_transfer& operator=(const http_transfer&) = delete;

  /// Dresses a handle for this call. False: libcurl refuses one of the options.
  [[nodiscard]] bool prepare(easy_handle handle, const http_client_limits& limits);
  /// What libcurl's verdict and the handle say; takes the body out.
  [[nodiscard]] http_result result(CURLcode code);
  /// Hands the result over; the handle can be used for another call afterwards.
  void answer(http_result result) noexcept;

  [[nodiscard]] CURL* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] easy_handle release() noexcept;
  [[nodiscard]] clock::time_point deadline() const noexcept { return deadline_; }
  [[nodiscard]] const std::shared_ptr<connection_watch>& watch() const noexcept {
    return call_.watch;
  }

 private:
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* to);
  static int on_close(void* watch, curl_socket_t socket);
  [[nodiscard]] bool set_headers();
  [[nodiscard]] bool set_body();
  [[nodiscard]] bool set_watch();
  [[nodiscard]] curl_socket_t open(const curl_sockaddr& to);
  [[nodiscard]] http_result verdict_on(CURLcode code);
  void tell_watch() const;
  [[nodiscard]] http_response response();

  struct free_list {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };

  http_call call_;
  std::string url_;
  http_client::on_result done_;
  clock::time_point deadline_;
  easy_handle handle_;
  std::unique_ptr<curl_slist, free_list> header_lines_;
  std::size_t sent_ = 0;
  std::size_t max_body_bytes_ = 0;
  bool too_large_ = false;
  std::string refused_address_;
  std::string body_;
};

}  // namespace sluice
