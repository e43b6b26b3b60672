// A field of a request whose values nothing checks.
// says: every field has a rule, a line of doc and an example
// in: adapters/api/endpoints.cpp
#include "adapters/api/definitions/common_fields.hpp"

namespace sluice::api {

template <class Request>
inline constexpr auto unchecked_field = [] {
  auto field = amount_field<Request>;
  field.rule = nullptr;
  return field;
}();

}  // namespace sluice::api

#define amount_field unchecked_field
#include "adapters/api/endpoints.cpp"
