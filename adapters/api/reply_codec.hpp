#pragma once
/// Answer -> bytes, in the form of the question. Called on the thread that answers; any number of
/// threads.

#include <string>

#include "actors/desk/request.hpp"
#include "adapters/api/body_form.hpp"

namespace sluice::api {

[[nodiscard]] std::string encode(const answer& given, body_format form);

/// What callers are told where a second person must agree; the same as an answer and as a header.
[[nodiscard]] rejection refusal_of(const second_person_wanted& wanted);
/// {"error":{"code","field","message","retryable"}}
[[nodiscard]] std::string encode_rejection(const rejection& refused, body_format form);

}  // namespace sluice::api
