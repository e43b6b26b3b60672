#pragma once
/// The two forms of a body, JSON and Protobuf, chosen by the header Content-Type. The answer has
/// the form of the question.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/rejection.hpp"

namespace google::protobuf {
class Message;
}

namespace sluice::api {

enum class body_format : std::uint8_t { json, protobuf };

/// Empty means JSON. Upper case and parameters do not matter, but a charset other than UTF-8 is
/// refused: its bytes would be read as something that nobody wrote.
[[nodiscard]] std::variant<body_format, rejection> format_of(std::string_view content_type);
[[nodiscard]] std::string_view content_type_of(body_format form) noexcept;

/// Fills `into`, which must be empty, or says what is wrong with the body's form.
[[nodiscard]] std::optional<rejection> read_body(body_format form, std::string_view body,
                                                 google::protobuf::Message& into);
[[nodiscard]] std::string write_body(body_format form, const google::protobuf::Message& from);

}  // namespace sluice::api
