#pragma once
/// Routes, their rules and methods as replies say them. Used by the reply codec.

#include "actors/desk/request.hpp"
#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

void to_proto(const rulebook_view& from, v1::Rulebook& into);
void to_proto(const route_view& from, v1::RouteExplanation& into);
void to_proto(const method_list& from, v1::MethodList& into);

}  // namespace sluice::api
