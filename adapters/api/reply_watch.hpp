#pragma once
/// What those say who watch: alarms that fire, and figures of links. Used by the reply codec.

#include "actors/desk/request.hpp"
#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

void to_proto(const alarm_list& from, v1::AlarmList& into);
void to_proto(const link_figures_view& from, v1::LinkFigures& into);

}  // namespace sluice::api
