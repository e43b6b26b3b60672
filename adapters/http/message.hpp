#pragma once
/// HTTP messages as dialects, client and server share them. Bytes are kept as received: no charset
/// is applied, no encoding undone, so that a signature over them can be checked.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

/// Names are compared without regard to case (RFC 9110, section 5.1); order is kept.
class http_headers {
 public:
  struct header {
    std::string name;
    std::string value;  ///< without blanks around it
  };

  http_headers() = default;
  http_headers(std::initializer_list<header> all) : all_(all) {}

  void add(std::string name, std::string value) {
    all_.push_back({std::move(name), std::move(value)});
  }
  /// Nothing: there is no such header, or it comes with two values and so says nothing.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
  [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
  [[nodiscard]] auto end() const noexcept { return all_.end(); }

 private:
  std::vector<header> all_{};
};

struct http_request {
  std::string method = "POST";
  std::string target = "/";  ///< "/notify/alipay?x=1"
  http_headers headers{};
  std::string body{};
  std::string peer{};  ///< at a server: the address at the connection's other end; "": it is gone
};

struct http_response {
  int status = 200;
  http_headers headers{};
  std::string body{};
};

/// A name and a value that cannot end their line and begin another header (RFC 9110, section 5.5).
[[nodiscard]] bool is_one_header(const http_headers::header& one) noexcept;

}  // namespace sluice
